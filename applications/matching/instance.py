"""The problem as people state it, checked line by line, then frozen into a snapshot.

Two doors: `Problem.from_json` (an instance file) and `Problem.from_rows` (rows of a database). Both lead to the same shape,
the instance format of docs/matching.md, and the order of rows never matters.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from .faults import Faults, Faulty, Issue
from .reading import parse, read_file
from .shapes import Row
from .snapshot import Snapshot, freeze
from .validation import Checked, check


class Problem:
    """One matching to be made: who wants what, who accepts whom, and the rules."""

    def __init__(self, data: object, is_file: bool = True):
        self.data, self.is_file = data, is_file
        self._issues: list[Issue] | None = None
        self._checked: Checked | None = None

    @classmethod
    def from_json(cls, source: str | bytes | Path | Mapping[str, Any]) -> "Problem":
        """From an instance: a path, its text or bytes, or the value already parsed. Raises Faulty if it is not JSON."""
        if isinstance(source, Path):
            return cls(read_file(source))
        return cls(parse(source) if isinstance(source, str | bytes) else source)

    @classmethod
    def from_rows(
        cls,
        *,
        positions: Iterable[Row],  # (position, capacity, node or None)
        preferences: Iterable[Row],  # (applicant, rank, position); a smaller rank is wanted more
        evaluations: Iterable[Row],  # (position, applicant, tier); a smaller tier is better, None = not acceptable
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
        faults, shut = Faults(), set(closed)
        rows = {
            p: {"capacity": capacity, "node": node, "tiers": {}, "closed": p in shut} for p, capacity, node in positions
        }
        for p, target in (targets or {}).items():
            rows[p]["target"] = target
        for p, place in (places or {}).items():
            rows[p]["place"] = place
        for p, group, seats in reserves:
            rows[p].setdefault("reserves", {})[group] = seats
        data = {
            "applicants": _lists(preferences, applicants, faults),
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
        judged = {p: row["tiers"] for p, row in rows.items()}
        for p, a, tier in evaluations:
            if p not in judged:
                faults.add("unknown_position", "evaluations", value=p)
                continue
            here = judged[p]
            if a in here:
                faults.add("duplicate", f"evaluations of {p}", value=a)
            here[a] = tier
        problem = cls(data, is_file=False)
        problem._issues = faults.all() or None
        return problem

    def validate(self) -> list[Issue]:
        """Every fault and warning, in a fixed order; `level` tells them apart."""
        if self._checked is None:
            early = self._issues or []
            self._checked = check(self.data, self.is_file)
            self._issues = early + self._checked.faults.all()
        return self._issues or []

    @property
    def errors(self) -> list[Issue]:
        return [issue for issue in self.validate() if issue.level == "error"]

    def freeze(self) -> Snapshot:
        """The immutable, canonical form with its hash. Raises Faulty while there are errors."""
        errors = self.errors
        if errors or self._checked is None:
            raise Faulty(errors)
        return freeze(self._checked.data)


def _lists(preferences: Iterable[Row], applicants: Iterable[str], faults: Faults) -> dict[str, list[str]]:
    """Each applicant's positions, best first."""
    ranked: dict[str, list[Any]] = {a: [] for a in applicants}
    for a, rank, p in preferences:
        mine = ranked.get(a)
        if mine is None:
            mine = ranked[a] = []
        mine.append((rank, p))
    for a, mine in ranked.items():
        mine.sort()
        for (rank, _), (after, _) in pairwise(mine):
            if rank == after:
                faults.add("same_rank", f"preferences of {a}", value=rank)
        ranked[a] = [p for _, p in mine]
    return ranked
