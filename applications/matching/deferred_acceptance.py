"""Applicant-proposing deferred acceptance in which an over-full node closes a seat for good.

Any order of applicants gives the same result in a tree (docs/matching.md, the theorem). The loop works on flat lists of
ints and on heaps of plain ints: the root of a position's heap is its weakest person, and the key tells who that is.
"""

from heapq import heappop, heappush, heapreplace

from .market import NEVER, Market

SHUT = 1  # above every key: a position without open seats turns everyone away


class State:
    """Who is held where, and which seats are still open, at any moment of the mechanism."""

    def __init__(self, market: Market, capacity: list[int] | None = None):
        self.market = market
        places, nodes = len(market.capacity), len(market.cap)
        self.open = list(capacity or market.capacity)  # seats not closed; closed ones never open again
        self.count = list(market.fixed)  # people at each position, fixed ones included
        self.inside = [0] * nodes  # people inside each node
        self.held: list[list[int]] = [[] for _ in range(places)]  # heaps of nkey, fixed people left out
        self.weakest = [NEVER] * places  # an application must beat this; NEVER while there is room
        self.at = market.start[:-1]  # each applicant's next row
        self.used: list[list[int]] = [
            [] for _ in range(nodes)
        ]  # per node: minus the numbers of seats taken directly in it
        self.kids: list[list[int]] = [[] for _ in range(nodes)]
        self.worst: list[int] = [-1] * nodes  # the worst seat that may close inside a node, while `is_fresh`
        self.is_fresh = bytearray(nodes)
        # the nodes a position's seats lie directly in: one of the tree, one per family
        self.direct: list[tuple[int, ...]] = []
        for p, path in enumerate(market.path):
            for x in path:
                self.inside[x] += market.fixed[p]
            self.direct.append(path[:1] + tuple(x for x in path[1:] if x >= market.tree_size))
            if self.open[p] <= self.count[p] and p not in market.reserves:
                self.weakest[p] = SHUT
        for x, up in enumerate(market.parent):
            if up >= 0 and x < market.tree_size:
                self.kids[up].append(x)
        self.groups = {p: _Groups(self, p) for p in market.reserves}

    def run(self, stack: list[int]) -> "State":
        """Let everyone on the stack apply, and whoever loses a place apply again, until nobody wants to."""
        m = self.market
        pos, nkey, start, inverse, n = m.pos, m.nkey, m.start, m.inverse, m.n
        at, weakest, held, count, seats = self.at, self.weakest, self.held, self.count, self.open
        path, inside, cap, groups = m.path, self.inside, m.cap, self.groups
        pop, push = stack.pop, stack.append
        while stack:
            a = pop()
            for i in range(at[a], start[a + 1]):
                p, key = pos[i], nkey[i]
                if key <= weakest[p]:
                    continue
                if count[p] < seats[p]:
                    self.take(p, key, a)
                    for x in path[p]:
                        if inside[x] > cap[x]:
                            push(self.close(x))
                elif p in groups:
                    out = groups[p].exchange(key, a)
                    if out == a:
                        continue
                    push(out)
                else:
                    heap = held[p]
                    push(inverse[heapreplace(heap, key) % n])
                    weakest[p] = heap[0]
                at[a] = i + 1  # whoever is held nowhere at the end of the list never comes back to it
                break
        return self

    def take(self, p: int, key: int, a: int) -> None:
        """Give a free seat of p to a; the nodes above may be over their caps afterwards."""
        m, k = self.market, self.count[p]
        self.count[p] = k + 1
        if p in self.groups:
            self.groups[p].add(key, a)
        else:
            heap = self.held[p]
            heappush(heap, key)
            if k + 1 == self.open[p]:
                self.weakest[p] = heap[0]
        for x in m.path[p]:
            self.inside[x] += 1
            self.is_fresh[x] = 0
        for x in self.direct[p]:
            heappush(self.used[x], -m.seat(p, k))

    def close(self, x: int) -> int:
        """Close for good the worst-numbered seat in use inside node x; the person who must leave it."""
        q = self.market.seat_of[self.worst_inside(x)]
        return self.shut_last(q)

    def shut_last(self, q: int) -> int:
        """Close the last used seat of q for good; the person its own rule gives up."""
        m = self.market
        self.count[q] -= 1
        self.open[q] = self.count[q]
        for x in m.path[q]:
            self.inside[x] -= 1
            self.is_fresh[x] = 0
        if q in self.groups:
            return self.groups[q].give_up()
        heap = self.held[q]
        out = m.inverse[heappop(heap) % m.n]
        self.weakest[q] = heap[0] if heap else SHUT
        return out

    def worst_inside(self, x: int) -> int:
        """The largest seat number in use inside x, leaving out children that stand at what they need."""
        if self.is_fresh[x]:
            return self.worst[x]
        m, heap = self.market, self.used[x]
        while heap and self.is_shut(-heap[0]):
            heappop(heap)
        worst = -heap[0] if heap else -1
        for child in self.kids[x]:
            if self.inside[child] > m.need[child]:
                worst = max(worst, self.worst_inside(child))
        self.worst[x], self.is_fresh[x] = worst, 1
        return worst

    def is_shut(self, seat: int) -> bool:
        q = self.market.seat_of[seat]
        k = self.count[q]
        return k == 0 or self.market.seat(q, k - 1) < seat

    def people(self, p: int) -> list[tuple[int, int]]:
        """(nkey, applicant) of those held at p, fixed people left out."""
        m = self.market
        keys = self.groups[p].keys() if p in self.groups else self.held[p]
        return [(key, m.inverse[key % m.n]) for key in keys]

    def assignment(self) -> list[int]:
        found = list(self.market.fixed_at)
        for p in range(len(self.held)):
            for _, a in self.people(p):
                found[a] = p
        return found

    def copy(self) -> "State":
        """The same moment once more, for trying something out."""
        twin = object.__new__(State)
        twin.__dict__.update(self.__dict__)
        for name in ("open", "count", "inside", "weakest", "at", "worst"):
            setattr(twin, name, list(getattr(self, name)))
        twin.is_fresh = bytearray(self.is_fresh)
        twin.held, twin.used = [list(h) for h in self.held], [list(h) for h in self.used]
        twin.groups = {p: group.copy(twin) for p, group in self.groups.items()}
        return twin


class _Groups:
    """The people at a position with reserved seats, one heap per group; who is given up first is its rule."""

    def __init__(self, state: State, p: int):
        self.state, self.p = state, p
        m = state.market
        self.reserve = m.reserves[p]
        self.heaps: dict[str, list[int]] = {}
        self.total: dict[str, int] = {}  # per group, fixed people included
        for a, at in enumerate(m.fixed_at):
            if at == p:
                self.total[m.group(a, p)] = self.total.get(m.group(a, p), 0) + 1

    def copy(self, state: State) -> "_Groups":
        twin = object.__new__(_Groups)
        twin.state, twin.p, twin.reserve, twin.total = state, self.p, self.reserve, dict(self.total)
        twin.heaps = {group: list(heap) for group, heap in self.heaps.items()}
        return twin

    def keys(self) -> list[int]:
        return [key for heap in self.heaps.values() for key in heap]

    def add(self, key: int, a: int) -> None:
        group = self.state.market.group(a, self.p)
        heappush(self.heaps.setdefault(group, []), key)
        self.total[group] = self.total.get(group, 0) + 1

    def give_up(self) -> int:
        """The weakest person of those groups that hold more than their reserve; of all groups if none does."""
        above = [g for g, heap in self.heaps.items() if heap and self.total[g] > self.reserve.get(g, 0)]
        group = min(above or [g for g, heap in self.heaps.items() if heap], key=lambda g: self.heaps[g][0])
        self.total[group] -= 1
        m = self.state.market
        return m.inverse[heappop(self.heaps[group]) % m.n]

    def exchange(self, key: int, a: int) -> int:
        """Let a in, and say who must leave instead (perhaps a)."""
        self.add(key, a)
        return self.give_up()


def run(market: Market) -> State:
    """The mechanism from the beginning; the best lottery number applies first."""
    return State(market).run([a for a in reversed(market.order) if market.fixed_at[a] < 0])
