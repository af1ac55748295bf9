"""The definition, by enumeration: every matching of a tiny market, stability word for word, nothing clever."""

from itertools import combinations, product


class Oracle:
    """Reads a market's plain numbers (seats, keys, nodes); decides nothing by the engine's methods."""

    def __init__(self, market):
        self.m = m = market
        self.lists = [
            {m.pos[i]: -m.nkey[i] for i in range(m.start[a], m.start[a + 1]) if not m.status[i]} for a in range(m.n)
        ]  # position: key, smaller is better; the order of the dict is the applicant's
        self.free = [a for a in range(m.n) if m.fixed_at[a] < 0]
        self.pinned = [(a, p) for a, p in enumerate(m.fixed_at) if p >= 0]

    def matchings(self):
        for places in product(*[[*self.lists[a], -1] for a in self.free]):
            pairs = [(a, p) for a, p in zip(self.free, places, strict=True) if p >= 0]
            if self.is_feasible(pairs):
                yield frozenset(pairs)

    def counts(self, pairs):
        count, inside = [0] * len(self.m.capacity), [0] * len(self.m.cap)
        for _, p in [*pairs, *self.pinned]:
            count[p] += 1
            for x in self.m.path[p]:
                inside[x] += 1
        return count, inside

    def is_feasible(self, pairs):
        count, inside = self.counts(pairs)
        m = self.m
        return all(c <= s for c, s in zip(count, m.capacity, strict=True)) and all(
            i <= c for i, c in zip(inside, m.cap, strict=True)
        )

    def value(self, pairs):
        """What the hosts' side maximises, in this order: floors, seat numbers, reserves, the hosts' orders."""
        m = self.m
        count, inside = self.counts(pairs)
        floors = sum(min(i, need) for i, need in zip(inside, m.need, strict=True))
        total = len(m.seat_of)
        seats = sum(1 << (total - m.seat(p, k)) for p, c in enumerate(count) for k in range(c))
        reserves = 0
        for p, quota in m.reserves.items():
            here = [m.group(a, p) for a, q in [*pairs, *self.pinned] if q == p]
            reserves += sum(min(here.count(g), r) for g, r in quota.items())
        order = -sum(1 << self.lists[a][p] for a, p in pairs)
        return floors, seats, reserves, order

    def choice(self, pairs, stay=frozenset()):
        """The best feasible subset with all that `stay`; pairs are few."""
        return max(
            (
                subset
                for size in range(len(pairs) + 1)
                for subset in combinations(sorted(pairs), size)
                if stay <= set(subset) and self.is_feasible(subset)
            ),
            key=self.value,
        )

    def blocks(self, matching, a, p, stay=frozenset()):
        """Would p's side take a on top of what it has, and does a want that? Those who may not move give up no place."""
        return (a, p) in self.choice([*matching, (a, p)], stay)

    def wants(self, matching):
        at = dict(matching)
        for a in self.free:
            for p in self.lists[a]:
                if p == at.get(a):
                    break
                yield a, p

    def is_stable(self, matching):
        return set(self.choice(matching)) == set(matching) and not any(
            self.blocks([pair for pair in matching], a, p) for a, p in self.wants(matching)
        )

    def rank(self, a, matching):
        at = dict(matching)
        return list(self.lists[a]).index(at[a]) if a in at else len(self.lists[a])

    def best(self):
        """All stable matchings and the one that every applicant likes best (None if there is none)."""
        stable = [s for s in self.matchings() if self.is_stable(s)]
        for s in stable:
            if all(self.rank(a, s) <= self.rank(a, t) for t in stable for a in self.free):
                return stable, s
        return stable, None
