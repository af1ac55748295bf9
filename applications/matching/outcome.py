"""What an assignment amounts to, worked out afresh from it: counts, cutoffs, closed seats, nodes.

Nothing here depends on the road that led to the assignment, so the same people in the same places always read the same.
"""

from dataclasses import dataclass

from .market import NEVER, Market
from .nodes import FREE
from .shapes import Json


@dataclass
class Outcome:
    assignment: list[int]  # per applicant: position or -1
    row: list[int]  # per applicant: the row of the list that was granted, or -1
    people: list[list[int]]  # per position: the nkeys held, best first, fixed people left out
    count: list[int]  # per position, fixed people included
    inside: list[int]  # per node
    cutoffs: list[Json | None]
    closed: list[Json]
    nodes: list[Json]


def outcome_of(market: Market, assignment: list[int]) -> Outcome:
    m, places = market, len(market.capacity)
    people: list[list[int]] = [[] for _ in range(places)]
    count, rows, away = list(m.fixed), [-1] * m.n, bytearray(places)
    pos, nkey, start = m.pos, m.nkey, m.start
    for a, p in enumerate(assignment):
        if m.fixed_at[a] >= 0:
            continue
        for i in range(start[a], start[a + 1]):
            q = pos[i]
            if nkey[i] == NEVER:
                continue
            if q == p:
                rows[a] = i
                people[p].append(nkey[i])
                count[p] += 1
                break
            away[q] = 1
    for keys in people:
        keys.sort(reverse=True)
    inside = [0] * len(m.cap)
    for p, chain in enumerate(m.chain):
        for x in chain:
            inside[x] += count[p]
    cutoffs = [_cutoff(m, keys) if away[p] else None for p, keys in enumerate(people)]
    closed = [_closed(m, p, count, inside) for p in range(places) if away[p] and count[p] < m.capacity[p]]
    nodes = _nodes(m, inside)
    return Outcome(assignment, rows, people, count, inside, cutoffs, closed, nodes)


def _cutoff(m: Market, keys: list[int]) -> Json | None:
    """The last person admitted: class from 1 (best), lottery number from 1 (best)."""
    if not keys:
        return {"class": 0, "lottery": 0}  # nobody is admitted by rank: all seats are closed or fixed
    return {"class": -keys[-1] // m.n + 1, "lottery": -keys[-1] % m.n + 1}


def _closed(m: Market, p: int, count: list[int], inside: list[int]) -> Json:
    """Which seat is the first to stay closed, its number, and the innermost full node that closed it."""
    capped = [x for x in m.path[p] if m.cap[x] < FREE]  # crossing families may leave none of them full in the end
    node = next((x for x in capped if inside[x] >= m.cap[x]), capped[-1])
    return {
        "position": p, "open": count[p], "capacity": m.capacity[p], "number": m.seat(p, count[p]) + 1, "node": node,
    }  # fmt: skip


def _nodes(m: Market, inside: list[int]) -> list[Json]:
    """Cap, floor, count and what is short of the floor, for every node."""
    return [
        {"cap": None if cap == FREE else cap, "floor": floor, "count": now, "short": max(0, floor - now)}
        for cap, floor, now in zip(m.cap, m.floor, inside, strict=True)
    ]
