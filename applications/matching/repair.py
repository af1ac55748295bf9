"""After withdrawals, new seats or a host that leaves: the smallest stable change, in one of three published modes.

"unplaced": only people without a place move. "opted_in": they and those who asked to be moved up. "all": everyone not fixed.
Freed seats travel by vacancy chain. People whose position was withdrawn re-enter first, by the mechanism itself: with all
other places kept, or, in the mode "all", together with everyone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from .deferred_acceptance import State
from .later_market import later_market
from .market import Market
from .result import VERSION, Result
from .shapes import Json
from .snapshot import Snapshot, canonical
from .vacancy_chain import Chain

FORMAT = "matching-repair-1"
MODES = ("unplaced", "opted_in", "all")


@dataclass(eq=False)
class Repair:
    """A matching made from another one. `moves`: {"applicant", "from", "to", "rank_before", "rank_after", "why"} in order."""

    snapshot: Snapshot
    seed: str
    market: Market
    terms: Json = field(repr=False)  # what was asked: movable, opted_in, withdrawn, new_seats, closed, before
    places: list[int] = field(repr=False)
    moves: list[Json]

    @cached_property
    def assignment(self) -> dict[str, str | None]:
        names = [*self.snapshot.data["positions"], None]
        return dict(zip(self.snapshot.data["applicants"], map(names.__getitem__, self.places), strict=True))

    @cached_property
    def json(self) -> str:
        row = {"format": FORMAT, "version": VERSION, "hash": self.snapshot.hash, "seed": self.seed}
        return canonical(row | self.terms | {"assignment": self.assignment, "moves": self.moves})

    @cached_property
    def hash(self) -> str:
        return sha256(self.json.encode()).hexdigest()


def rematch(
    snapshot: Snapshot,
    result: Result | Repair,
    withdrawn: Iterable[str] = (),
    new_seats: Mapping[str, int] | None = None,
    movable: str = "unplaced",
    opted_in: Iterable[str] = (),
    closed: Iterable[str] = (),
    before: Mapping[str, str | None] | None = None,
) -> Repair:
    """What the change comes to. `before` states where people are now if that is no longer what `result` says.

    Raises ValueError for an unknown mode, applicant or position.
    """
    if movable not in MODES:
        raise ValueError(f"movable is one of {', '.join(MODES)}, not {movable}.")
    terms = _terms(result, withdrawn, new_seats, movable, opted_in, closed, before)
    a_at = {name: a for a, name in enumerate(snapshot.data["applicants"])}
    p_at = {name: p for p, name in enumerate(snapshot.data["positions"])} | {None: -1}
    try:
        gone = {a_at[name] for name in terms["withdrawn"]}
        shut = {p_at[name] for name in terms["closed"]}
        seats = {p_at[name]: count for name, count in terms["new_seats"].items()}
        willing = {a_at[name] for name in terms["opted_in"]}
        at = [p_at[terms["before"][name]] for name in snapshot.data["applicants"]]
    except KeyError as error:
        raise ValueError(f"{error.args[0]} is not part of this snapshot.") from None
    if never := [p for p in seats if not result.market.capacity[p]]:
        name = snapshot.data["positions"][never[0]]
        raise ValueError(f"{name} had no seats when the inputs were frozen; only a new run can open it.")
    stays = later_market(snapshot, result.market, gone=gone, new_seats=seats, closed=shut)
    old, at = at, [-1 if a in gone or p in shut else p for a, p in enumerate(at)]
    if shut:
        at = _reenter(snapshot, result.market, at, {"gone": gone, "new_seats": seats, "closed": shut}, movable)
    entered = list(at)
    free = [a for a in range(stays.n) if stays.fixed_at[a] < 0 and a not in gone]
    chain = Chain(
        stays, at, [a for a in free if movable == "all" or at[a] < 0 or (movable == "opted_in" and a in willing)]
    )
    chain.run()
    moves = _moves(snapshot, stays, old, entered, chain, gone, seats)
    return Repair(snapshot, result.seed, stays, terms, chain.at, moves)


def _terms(
    result: Result | Repair,
    withdrawn: Iterable[str],
    new_seats: Mapping[str, int] | None,
    movable: str,
    opted_in: Iterable[str],
    closed: Iterable[str],
    before: Mapping[str, str | None] | None,
) -> Json:
    earlier = result.terms if isinstance(result, Repair) else {}
    seats = dict(new_seats or {})
    return {
        "movable": movable,
        "opted_in": sorted(opted_in),
        "withdrawn": sorted({*withdrawn, *earlier.get("withdrawn", ())}),
        "closed": sorted({*closed, *earlier.get("closed", ())}),
        "new_seats": {p: count for p, count in sorted(seats.items()) if count},
        "before": dict(before if before is not None else result.assignment),
    }


def _reenter(snapshot: Snapshot, market: Market, at: list[int], changes: Json, movable: str) -> list[int]:
    """The mechanism for people without a place; everybody else is kept where they are unless all may move."""
    kept = {} if movable == "all" else {a: p for a, p in enumerate(at) if p >= 0}
    round_market = later_market(snapshot, market, **changes, kept=kept)
    people = [a for a in reversed(market.order) if round_market.fixed_at[a] < 0 and a not in changes["gone"]]
    return State(round_market).run(people).assignment()


def _moves(
    snapshot: Snapshot,
    market: Market,
    old: list[int],
    entered: list[int],
    chain: Any,
    gone: set[int],
    seats: dict[int, int],
) -> list[Json]:
    people, places = snapshot.data["applicants"], [*snapshot.data["positions"], None]
    left = {old[a] for a in gone} - {-1}

    def row(a: int, q: int, p: int, why: str) -> Json:
        return {
            "applicant": people[a], "from": places[q], "to": places[p], "why": why,
            "rank_before": rank_of(market, a, q), "rank_after": rank_of(market, a, p),
        }  # fmt: skip

    moves = [row(a, old[a], p, "POSITION_WITHDRAWN") for a, p in enumerate(entered) if p != old[a] and a not in gone]
    for a, q, p in chain.moves:
        why = "SEAT_FREED" if p in left else "NEW_SEAT" if p in seats else "ROOM"
        left.add(q)
        moves.append(row(a, q, p, why))
    return moves


def rank_of(market: Market, a: int, p: int) -> int | None:
    """Which choice p is on a's list, from 1; None if it is not on it."""
    row = market.pos[market.start[a] : market.start[a + 1]]
    return row.index(p) + 1 if p in row else None
