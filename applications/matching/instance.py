"""The problem as people state it, checked line by line, then frozen into a snapshot.

Two doors: `Problem.from_json` (an instance file) and `Problem.from_rows` (rows of a database). Both lead to the same shape,
the snapshot of docs/matching.md.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .faults import Faulty, Issue
from .quiet import without_collector
from .reading import parse, read_file
from .shapes import Row
from .snapshot import Snapshot, freeze
from .validation import Checked, Reader, check
from .wishes import Wishes, WishReader


class Problem:
    """One matching to be made: who wants what, who accepts whom, and the rules."""

    def __init__(self, reader: Reader):
        self.reader = reader
        self._checked: Checked | None = None

    @classmethod
    def from_json(cls, source: str | bytes | Path | Mapping[str, Any]) -> "Problem":
        """From an instance: a path, its text or bytes, or the value already parsed. Raises Faulty if it is not JSON."""
        if isinstance(source, Path):
            return cls(Reader(read_file(source)))
        return cls(Reader(parse(source) if isinstance(source, str | bytes) else source))

    @classmethod
    @without_collector()
    def from_rows(
        cls,
        *,
        positions: Iterable[Row],  # (position, capacity, node or None)
        # (applicant, position, tier): each applicant's together, the most wanted first; a smaller tier is better to the
        # host, None = not acceptable, UNSAID = it has not said
        wishes: Iterable[Row],
        tree: Iterable[Row] = (),  # (node, parent or None, cap or None, floor)
        applicants: Iterable[str] = (),  # people who may have chosen nothing
        targets: Mapping[str, int] | None = None,  # position: seats filled before anyone gets one more
        reserves: Iterable[Row] = (),  # (position, group, seats)
        groups: Mapping[str, str] | None = None,  # applicant: group
        fixed: Iterable[Row] = (),  # (applicant, position)
        forbidden: Iterable[Row] = (),  # (applicant, position)
        ineligible: Iterable[Row] = (),  # (applicant, position)
        closed: Iterable[str] = (),  # positions that are closed
        seat_order: Iterable[str] = (),  # the drawn order of positions; empty = drawn with the seed
        home: Mapping[str, Any] | None = None,  # {"policy": …, "homes": {applicant: town}, "seats": k}
        places: Mapping[str, str] | None = None,  # position: town, for the home rule
        # crossing caps: {family: {"caps": {value: cap}, "of": {position: value}}}
        families: Mapping[str, Any] | None = None,
    ) -> "Problem":
        shut, found = set(closed), Wishes(wishes)
        rows: dict[Any, Any] = {
            p: {"capacity": capacity, "node": node, "closed": p in shut} for p, capacity, node in positions
        }
        for p, target in (targets or {}).items():
            rows[p]["target"] = target
        for p, place in (places or {}).items():
            rows[p]["place"] = place
        for p, group, seats in reserves:
            rows[p].setdefault("reserves", {})[group] = seats
        data = {
            "applicants": dict.fromkeys([*applicants, *found.spans]),
            "positions": rows,
            "nodes": {node: {"parent": parent, "cap": cap, "floor": floor} for node, parent, cap, floor in tree},
            "groups": dict(groups or {}),
            "fixed": [list(pair) for pair in fixed],
            "forbidden": [list(pair) for pair in forbidden],
            "ineligible": [list(pair) for pair in ineligible],
            "seat_order": list(seat_order),
            "home": dict(home or {}),
            "families": dict(families or {}),
        }
        return cls(WishReader(data, found))

    @without_collector()
    def validate(self) -> list[Issue]:
        """Every fault and warning, in a fixed order; `level` tells them apart."""
        if self._checked is None:
            self._checked = check(self.reader)
        return self._checked.faults.all()

    @property
    def errors(self) -> list[Issue]:
        return [issue for issue in self.validate() if issue.level == "error"]

    def freeze(self) -> Snapshot:
        """The immutable, canonical form with its hash. Raises Faulty while there are errors."""
        errors = self.errors
        if errors or self._checked is None:
            raise Faulty(errors)
        return freeze(self._checked.data)
