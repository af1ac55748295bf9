"""Floors that a result misses: how many people the lists allow there at most, a proof when that is too few, and what a
seat closed elsewhere would cost when it is not.

Nobody is ever placed off their list. A price is a proposal: one seat closed for good at another position.
"""

from itertools import pairwise
from typing import Any

from .deferred_acceptance import State, run
from .flow import ENDLESS, max_flow
from .market import LIVE, Market
from .nodes import FREE
from .repair import rank_of
from .result import Result
from .shapes import Json

TRIED = 200  # positions whose last seat is tried for a price, the worst-numbered seats first
SOURCE, SINK = "source", "sink"


def floor_report(result: Result) -> list[Json]:
    """Every missed floor: {"node", "floor", "count", "willing", "preferred_elsewhere", "reach", "certificate", "prices"}.

    certificate (only when reach < floor): {"people": […], "limits": [{"name", "limit"}]}; each assignment along the lists
    places inside the node only these people and at most so many under each limit. prices (only when reach >= floor):
    [{"position", "gain", "unplaced", "fall", "moves"}], cheapest first.
    """
    missed = [x for x, row in enumerate(result.outcome.nodes) if row["short"]]
    if not missed:
        return []
    state = run(result.market)
    return [_row(result, state, x) for x in missed]


def _row(result: Result, state: State, x: int) -> Json:
    m, people = result.market, _willing(result.market, x)
    reach, certificate = _reach(result, x, people)
    row = {
        "node": result.node_names[x],
        "floor": m.floor[x],
        "count": result.outcome.inside[x],
        "willing": len(people),
        "preferred_elsewhere": sum(_is_content(result, a, rows[0]) for a, rows in people.items()),
    }
    row["reach"] = reach
    if reach < m.floor[x]:
        return row | {"certificate": certificate, "prices": []}
    return row | {"certificate": None, "prices": _prices(result, state, x)}


def _willing(m: Market, x: int) -> dict[int, list[int]]:
    """Applicants with a row that counts inside node x, and those rows; fixed people only if they are fixed there."""
    inside = [x in chain for chain in m.chain]
    found: dict[int, list[int]] = {}
    for a in range(m.n):
        if m.fixed_at[a] < 0:
            rows = [i for i in range(m.start[a], m.start[a + 1]) if m.status[i] == LIVE and inside[m.pos[i]]]
            if rows:
                found[a] = rows
    return found


def _is_content(result: Result, a: int, best_inside: int) -> bool:
    return 0 <= result.outcome.row[a] < best_inside


def _reach(result: Result, x: int, people: dict[int, list[int]]) -> tuple[int, Json]:
    """The most people the lists and limits allow inside x, and the smallest cut that proves it."""
    m = result.market
    fixed = [a for a, p in enumerate(m.fixed_at) if p >= 0 and x in m.chain[p]]
    edges: list[tuple[Any, Any, int]] = [(SOURCE, ("a", a), 1) for a in [*people, *fixed]]
    edges += [(("a", a), ("p", p), ENDLESS) for a, rows in people.items() for p in {m.pos[i] for i in rows}]
    edges += [(("a", a), ("p", m.fixed_at[a]), ENDLESS) for a in fixed]
    limits: list[tuple[tuple[str, int], tuple[str, int], int]] = []
    for p, chain in enumerate(m.chain):
        if x in chain:
            limits.append((("p", p), ("x", chain[0]), m.capacity[p]))
            for y, above in pairwise(chain):
                if y == x:
                    break
                limits.append((("x", y), ("x", above), ENDLESS if m.cap[y] == FREE else m.cap[y]))
    limits = sorted(set(limits))
    edges += [*limits, (("x", x), SINK, m.cap[x] if m.cap[x] < FREE else ENDLESS)]
    value, side = max_flow(edges, SOURCE, SINK)
    names = result.snapshot.data
    return value, {
        "people": [names["applicants"][a] for a in sorted([*people, *fixed]) if ("a", a) not in side],
        "limits": [
            {"name": names["positions"][u[1]] if u[0] == "p" else result.node_names[u[1]], "limit": limit}
            for u, v, limit in limits
            if u in side and v not in side
        ],
    }


def _prices(result: Result, state: State, x: int) -> list[Json]:
    """What closing one seat elsewhere does, tried one after the other from the finished result."""
    m = result.market
    elsewhere = [p for p, chain in enumerate(m.chain) if x not in chain and state.people(p)]
    elsewhere.sort(key=lambda p: -m.seat(p, state.count[p] - 1))
    rows = [row for p in elsewhere[:TRIED] if (row := _price(result, state, x, p))]
    return sorted(rows, key=lambda row: (row["unplaced"], row["fall"], row["position"]))


def _price(result: Result, state: State, x: int, p: int) -> Json | None:
    m, twin = result.market, state.copy()
    twin.run([twin.shut_last(p)])
    if twin.inside[x] <= state.inside[x]:
        return None
    after, people, places = twin.assignment(), result.snapshot.data["applicants"], result.snapshot.data["positions"]
    names = [*places, None]
    moves = [
        {
            "applicant": people[a], "from": names[q], "to": names[after[a]],
            "rank_before": rank_of(m, a, q), "rank_after": rank_of(m, a, after[a]),
        }
        for a, q in enumerate(result.outcome.assignment)
        if after[a] != q
    ]  # fmt: skip
    placed = [move for move in moves if move["rank_after"]]
    return {
        "position": places[p],
        "gain": twin.inside[x] - state.inside[x],
        "unplaced": len(moves) - len(placed),
        "fall": sum(move["rank_after"] - (move["rank_before"] or move["rank_after"]) for move in placed),
        "moves": moves,
    }
