"""The small questions that every part of an instance is asked; each "no" becomes one fault."""

from collections.abc import Mapping
from typing import Any

from .faults import Faults
from .shapes import Json

MOST = 1_000_000  # largest number that means anything here: a cap, a capacity, a tier


def is_known(name: object) -> bool:
    """An id or a word: printable text of at most 200 characters."""
    return isinstance(name, str) and 0 < len(name) <= 200 and name.isprintable()


class SmallChecks:
    """Base of the readers; `raw` is the parsed instance."""

    raw: Json
    faults: Faults

    def shape(self, value: object, where: str, kind: type, wanted: str) -> Any:
        if isinstance(value, kind):
            return value
        self.faults.add("wrong_type", where, wanted=wanted, value=value)
        return None

    def part(self, key: str, kind: type = dict) -> Any:
        value = self.raw.get(key)
        if value is None:
            return kind()
        return self.shape(value, key, kind, "an object" if kind is dict else "a list") or kind()

    def number(self, value: object, where: str, least: int = 0, most: int = MOST) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            self.faults.add("not_whole", where, value=value)
        elif not least <= value <= most:
            self.faults.add("negative", where, least=least, most=most, value=value)
        else:
            return value
        return least

    def keys(self, row: Json, known: list[str], where: str) -> None:
        for key in row:
            if key not in known:
                self.faults.add("unknown_key", f"{where}{key}", known=", ".join(known))

    def look_up(self, index: Mapping[Any, int], value: object, where: str, kind: str) -> int:
        try:
            return index[value]
        except (KeyError, TypeError):
            self.faults.add(f"unknown_{kind}", where, value=value)
            return -1

    def ids(self, values: Json, where: str) -> list[str]:
        good = []
        for name in values:
            if not is_known(name):
                self.faults.add("bad_id", where, value=name)
            else:
                good.append(name)
        return sorted(good)

    def twice(self, where: str, values: list[Any], level: str = "") -> None:
        seen: set[Any] = set()
        for value in values:
            if value in seen:
                self.faults.add("duplicate", where, level, value=value)
            seen.add(value)
