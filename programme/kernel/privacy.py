"""A person's rights: each app registers what it holds about somebody, how long, and what keeps it from being erased."""

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import IO, Any, cast

from programme.kernel.dates import for_machines
from programme.kernel.states import Machine

DATA = "my-data.json"
CHUNK = 256 * 1024
Source = Callable[[Any], Any]  # of a person: plain data
_sources: dict[str, Source] = {}


def register_copy(name: str) -> Callable[[Source], Source]:
    """Decorator: `@register_copy("applications")` on a function of a user that returns plain data."""

    def keep(source: Source) -> Source:
        _sources[name] = source
        return source

    return keep


def copies_for(user: object) -> dict[str, Any]:
    return {name: source(user) for name, source in sorted(_sources.items())}


@dataclass(frozen=True)
class Holding:
    """One kind of data that is held about a person: how long, and why it outlives an erasure, without the name."""

    what: str
    kept: str
    until: date | None = None  # where the day is known
    stays: str = ""  # empty: an erasure takes it away


Holdings = Callable[[Any], list[Holding]]
Hindrances = Callable[[Any], list[str]]
_holdings: list[Holdings] = []
_hindrances: list[Hindrances] = []


def register_holdings(source: Holdings) -> Holdings:
    """Decorator: of a person, what the app holds, in words."""
    _holdings.append(source)
    return source


def register_hindrances(source: Hindrances) -> Hindrances:
    """Decorator: of a person, why nothing can be erased now, and what to do first; empty where nothing is in the way."""
    _hindrances.append(source)
    return source


def holdings_of(user: object) -> list[Holding]:
    return [one for source in _holdings for one in source(user)]


def hindrances_of(user: object) -> list[str]:
    return [words for source in _hindrances for words in source(user)]


def state_for_person(machine: Machine, code: str) -> str:
    """Where something stands in the person's own word: what may not be known yet looks like what came before it."""
    return str(machine.word(code).label_for("person"))


class _Outlet:
    """A file without an end that gives away what was written to it."""

    def __init__(self) -> None:
        self.buffer, self.place = BytesIO(), 0

    def write(self, content: bytes) -> int:
        self.buffer.write(content)
        self.place += len(content)
        return len(content)

    def tell(self) -> int:
        return self.place

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        content, self.buffer = self.buffer.getvalue(), BytesIO()
        return content


def _plain(value: object) -> str:
    """What JSON has no word for: days and moments in the one way for machines, all else as text."""
    return for_machines(value) if isinstance(value, date) else str(value)


def as_json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, default=_plain)


def archive(data: dict[str, Any], files: Iterable[tuple[str, Callable[[], IO[bytes]]]]) -> Iterator[bytes]:
    """A ZIP of `my-data.json` and the files (`path`, a function that opens it), piece by piece and never whole in memory.

    A file that cannot be read is named in `missing.txt`; all others are there.
    """
    outlet = _Outlet()
    missing: list[str] = []
    with zipfile.ZipFile(cast(IO[bytes], outlet), "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(DATA, as_json(data))
        yield outlet.taken()
        for path, open_file in files:
            try:
                source = open_file()
            except OSError:
                missing.append(path)
                continue
            with source, packed.open(path, "w", force_zip64=True) as entry:
                while piece := source.read(CHUNK):
                    entry.write(piece)
                    yield outlet.taken()
        if missing:
            packed.writestr("missing.txt", "\n".join(missing))
    yield outlet.taken()
