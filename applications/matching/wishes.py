"""The lean door: a row per wish, in order, read straight into the index lists of a snapshot.

What a file says twice, by the applicant and by the host, stands here in one row, so nothing is looked up again. The faults
are those of a file.
"""

from collections.abc import Iterable
from itertools import groupby

from .judgement import UNSAID
from .shapes import Json, Row
from .small_checks import MOST
from .validation import Reader

NOBODYS = slice(0, 0)


class Wishes:
    """The rows as columns, and which of them are whose."""

    def __init__(self, rows: Iterable[Row]):
        rows = list(rows)
        self.people, self.places, self.tiers = ([row[k] for row in rows] for k in range(3))
        self.spans: dict[str, slice] = {}
        self.scattered: list[str] = []
        at = 0
        for name, group in groupby(self.people):
            end = at + len(list(group))
            if name in self.spans:
                self.scattered.append(name)
            self.spans[name] = slice(at, end)
            at = end


class WishReader(Reader):
    """Reads an instance whose lists and judgements come as wishes."""

    def __init__(self, raw: Json, wishes: Wishes):
        super().__init__(raw, is_file=False)
        self.wishes = wishes

    def lists(self, people: Json) -> list[list[int]]:
        wishes = self.wishes
        for name in wishes.scattered:
            self.faults.add("scattered", "wishes", value=name)
        try:
            self.chosen = list(map(self.p_at.__getitem__, wishes.places))
        except (KeyError, TypeError):
            self.chosen = [
                self.look_up(self.p_at, p, f"wishes of {a}", "position")
                for a, p in zip(wishes.people, wishes.places, strict=True)
            ]
        lists = [self.chosen[wishes.spans.get(a, NOBODYS)] for a in self.a_ids]
        for a, row in zip(self.a_ids, lists, strict=True):
            if len(set(row)) != len(row):
                self.twice(f"wishes of {a}", wishes.places[wishes.spans[a]], "warning")
        self.short_lists(lists)
        return lists

    def tiers(self, data: Json, places: Json) -> list[list[int]]:
        if not self.are_tiers():
            return []
        flat = self.dense()
        rows = [flat[self.wishes.spans.get(a, NOBODYS)] for a in self.a_ids]
        self.sides(data, (), self.silent(data["lists"], rows) if UNSAID in flat else {})
        return rows

    def are_tiers(self) -> bool:
        """Whole numbers in range, None, or UNSAID; each other word is one fault."""
        tiers = self.wishes.tiers
        kinds = set(map(type, tiers))
        if kinds <= {int, type(None)} and all(t is None or t == UNSAID or 0 <= t <= MOST for t in set(tiers)):
            return True
        for a, p, tier in zip(self.wishes.people, self.wishes.places, tiers, strict=True):
            if tier is not None and tier != UNSAID:
                self.number(tier, f"positions.{p}.tiers.{a}")
        return False

    def dense(self) -> list[int]:
        """Of each wish how many better tiers its position gave; -1 for not acceptable.

        A position's tiers are the bits of one number: a million sets would lie all over the memory.
        """
        words = sorted({tier for tier in self.wishes.tiers if tier is not None and tier != UNSAID})
        bit = {tier: 1 << k for k, tier in enumerate(words)} | {None: 0, UNSAID: 0}
        bits = list(map(bit.__getitem__, self.wishes.tiers))
        given = [0] * len(self.p_ids)
        for p, one in zip(self.chosen, bits, strict=True):
            given[p] |= one
        flat = [(given[p] & one - 1).bit_count() if one else -1 for p, one in zip(self.chosen, bits, strict=True)]
        if UNSAID in self.wishes.tiers:
            flat = [UNSAID if said == UNSAID else k for k, said in zip(flat, self.wishes.tiers, strict=True)]
        return flat
