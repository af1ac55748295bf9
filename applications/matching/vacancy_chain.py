"""The vacancy chain: free seats pass from hand to hand until nobody wants one that is left. Nobody is ever displaced.

Among the positions with a seat that every cap above them allows, the one that helps a floor, then the one whose next seat
has the best number, takes the best-ranked movable person who prefers it; the seat that person leaves is free in turn.
A position that a full node blocks waits in that node, and only a node whose count really falls wakes it.
"""

from collections.abc import Iterable
from heapq import heappop, heappush

from .market import LIVE, Market


class Chain:
    """`at`: per applicant the position or -1, changed in place. `moves`: (applicant, from, to) in order."""

    def __init__(self, market: Market, at: list[int], movable: Iterable[int]):
        self.m, self.at = market, at
        self.count, self.inside = [0] * len(market.capacity), [0] * len(market.cap)
        self.below: dict[int, list[int]] = {}  # node: positions under it, for the floors
        for p in at:
            if p >= 0:
                self.add(p, 1)
        self.moves: list[tuple[int, int, int]] = []
        self.row = [0] * market.n  # the row a movable applicant holds, or the end of the list
        self.claims: list[list[tuple[int, int, int]]] = [
            [] for _ in market.capacity
        ]  # (nkey, applicant, row), best last
        for a in movable:
            self.row[a] = self.claim(a)
        for claims in self.claims:
            claims.sort()
        for p, path in enumerate(market.path):
            for x in path:
                if market.need[x]:
                    self.below.setdefault(x, []).append(p)
        self.ready: list[tuple[int, int, int]] = []  # (minus the floors helped, seat number, position)
        self.waiting: list[list[int]] = [[] for _ in market.cap]

    def claim(self, a: int) -> int:
        """Enter a's claims to everything better than what a holds; the row where they end."""
        m, held = self.m, self.at[a]
        for i in range(m.start[a], m.start[a + 1]):
            if m.pos[i] == held:
                return i
            if m.status[i] == LIVE:
                self.claims[m.pos[i]].append((m.nkey[i], a, i))
        return m.start[a + 1]

    def add(self, p: int, one: int) -> None:
        self.count[p] += one
        for x in self.m.path[p]:
            self.inside[x] += one

    def run(self) -> "Chain":
        for p in range(len(self.count)):
            self.offer(p)
        while self.ready:
            row = heappop(self.ready)
            p = row[2]
            if self.count[p] >= self.m.capacity[p] or row != (now := self.place_in_line(p)):
                if self.count[p] < self.m.capacity[p] and row < now:
                    heappush(self.ready, now)  # a floor that it helped is met meanwhile: it waits further back
                continue  # otherwise an older entry; the right one was made when things changed
            full = next((x for x in self.m.path[p] if self.inside[x] >= self.m.cap[x]), None)
            if full is not None:
                self.waiting[full].append(p)
            elif (claimant := self.best(p)) is not None:
                self.give(p, *claimant)
        return self

    def offer(self, p: int) -> None:
        if self.claims[p] and self.count[p] < self.m.capacity[p]:
            heappush(self.ready, self.place_in_line(p))

    def place_in_line(self, p: int) -> tuple[int, int, int]:
        helped = sum(self.inside[x] < self.m.need[x] for x in self.m.path[p])
        return -helped, self.m.seat(p, self.count[p]), p

    def best(self, p: int) -> tuple[int, int] | None:
        """Whom p's rule takes among those who still prefer it: a group below its reserve first, then the best key."""
        claims = self.claims[p] = (
            [c for c in self.claims[p] if c[2] < self.row[c[1]]] if p in self.m.reserves else self.claims[p]
        )
        while claims and claims[-1][2] >= self.row[claims[-1][1]]:
            claims.pop()
        if not claims:
            return None
        short = self.short_groups(p)
        chosen = (
            next((c for c in reversed(claims) if self.m.group(c[1], p) in short), claims[-1]) if short else claims[-1]
        )
        return chosen[1], chosen[2]

    def short_groups(self, p: int) -> set[str]:
        quota = self.m.reserves.get(p)
        if not quota:
            return set()
        here = [self.m.group(a, p) for a, q in enumerate(self.at) if q == p]
        return {group for group, seats in quota.items() if here.count(group) < seats}

    def give(self, p: int, a: int, row: int) -> None:
        q = self.at[a]
        self.at[a], self.row[a] = p, row
        self.moves.append((a, q, p))
        self.add(p, 1)
        if q >= 0:
            self.add(q, -1)
            self.wake(q, p)
            self.offer(q)
        self.offer(p)

    def wake(self, left: int, taken: int) -> None:
        """The nodes that really lost someone have room again; those now short of a floor come first in line."""
        m = self.m
        for x in m.path[left]:
            if x in m.path[taken]:
                continue
            waiting, self.waiting[x] = self.waiting[x], []
            for p in waiting:
                self.offer(p)
            if self.inside[x] < m.need[x]:
                for p in self.below[x]:
                    self.offer(p)
