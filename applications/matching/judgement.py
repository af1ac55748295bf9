"""What hosts say of those who chose them, aligned with the lists; what only one side knows is found here."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from .shapes import Json
from .small_checks import MOST, SmallChecks

Said = tuple[dict[str, Any], dict[Any, int]]  # {applicant: the word for a tier}, {word: tier}
UNSAID = -2  # a host said nothing about someone who chose it


class Judgement(SmallChecks):
    """Reads rankings and tiers."""

    a_ids: list[str]
    a_at: dict[str, int]
    p_ids: list[str]
    is_file: bool

    def tiers(self, data: Json, places: Json) -> list[list[int]]:
        """The host's tier of each listed choice: 0 is the best, -1 not acceptable."""
        lists = data["lists"]
        judged, dense = (
            zip(*(self.judged(name, places[name]) for name in self.p_ids), strict=True) if places else ((), ())
        )
        look_up = [here.get for here in judged]
        rows = [[dense[p][look_up[p](name, UNSAID)] for p in row] for name, row in zip(self.a_ids, lists, strict=True)]
        self.sides(data, judged, self.silent(lists, rows))
        return rows

    def silent(self, lists: list[list[int]], rows: list[list[int]]) -> dict[int, list[int]]:
        """Per position the people it says nothing about; in `rows` they become not acceptable."""
        missing: dict[int, list[int]] = {}
        for a, (row, tiers) in enumerate(zip(lists, rows, strict=True)):
            if UNSAID in tiers:
                for k, p in enumerate(row):
                    if tiers[k] == UNSAID:
                        missing.setdefault(p, []).append(a)
                        tiers[k] = -1
        return missing

    def sides(self, data: Json, judged: Sequence[Mapping[str, Any]], missing: dict[int, list[int]]) -> None:
        """Rows that only one side knows, and choices of positions that are closed."""
        named = Counter(chain.from_iterable(data["lists"]))
        excused = {(a, p) for key in ("forbidden", "ineligible") for a, p in data[key]}
        shut = set(data["closed"])
        for p, name in enumerate(self.p_ids):
            where, silent = f"positions.{name}", missing.get(p, [])
            if p in shut:
                if named[p]:
                    self.faults.add("closed_wanted", where, count=named[p])
                continue
            self.one_sided(where, [self.a_ids[a] for a in silent if (a, p) not in excused])
            if self.is_file and len(judged[p]) > named[p] - len(silent):
                rest = [a for a in judged[p] if p not in data["lists"][self.a_at[a]]]
                self.faults.add("one_sided_position", where, count=len(rest), value=min(rest))

    def one_sided(self, where: str, missing: list[str]) -> None:
        """In a file absent means not acceptable; from rows a missing judgement is the commonest silent loss: an error."""
        if missing and self.is_file:
            self.faults.add("one_sided_applicant", where, count=len(missing), value=missing[0])
        elif missing:
            for a in missing:
                self.faults.add("unscored", where, value=a)

    def judged(self, name: str, row: Json) -> Said:
        """What one position says: {applicant: its word for a tier} and {word: tier}, tiers dense from 0."""
        where = f"positions.{name}"
        ranking, tiers = row.get("ranking"), row.get("tiers")
        if ranking and tiers:
            self.faults.add("ranking_and_tiers", where)
        if tiers:
            tiers = self.shape(tiers, f"{where}.tiers", dict, "an object") or {}
            values = set(tiers.values()) if _plain(tiers.values()) else {UNSAID}
            if any(v is not None and not 0 <= v <= MOST for v in values):
                for a, tier in tiers.items():
                    if tier is not None:
                        self.number(tier, f"{where}.tiers.{a}")
                return {}, {UNSAID: UNSAID}
            if not tiers.keys() <= self.a_at.keys():
                for a in sorted(tiers.keys() - self.a_at.keys(), key=str):
                    self.faults.add("unknown_applicant", f"{where}.tiers", value=a)
            return tiers, {v: k for k, v in enumerate(sorted(values - {None}))} | {None: -1, UNSAID: UNSAID}
        ranking = self.shape(ranking or [], f"{where}.ranking", list, "a list") or []
        found: dict[str, int] = {}
        for tier, entry in enumerate(ranking):
            for a in entry if isinstance(entry, list) else (entry,):
                if not isinstance(a, str) or a not in self.a_at:
                    self.faults.add("unknown_applicant", f"{where}.ranking[{tier + 1}]", value=a)
                elif a in found:
                    self.faults.add("duplicate", f"{where}.ranking[{tier + 1}]", value=a)
                else:
                    found[a] = tier
        return found, {tier: tier for tier in range(len(ranking))} | {UNSAID: UNSAID}


def _plain(values: Iterable[object]) -> bool:
    return {type(v) for v in values} <= {int, type(None)}
