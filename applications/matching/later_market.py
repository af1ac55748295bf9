"""A market as it stands later: people have left, seats were added, positions have closed. Keys and the lottery stay as drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from .market import NEVER, Market
from .nodes import need_of
from .shapes import Json
from .snapshot import Snapshot

WITHDRAWN = ord("W")


def later_market(
    snapshot: Snapshot,
    market: Market,
    *,
    gone: Iterable[int] = (),  # applicants who take no further part
    new_seats: Mapping[int, int] | None = None,  # position: seats added
    closed: Iterable[int] = (),  # positions that end; whoever is fixed there is fixed no more
    kept: Mapping[int, int] | None = None,  # applicant: position that this round may not touch
) -> Market:
    gone, closed, kept = set(gone), set(closed), dict(kept or {})
    fixed_at = [-1 if a in gone or p in closed else p for a, p in enumerate(market.fixed_at)]
    for a, p in kept.items():
        fixed_at[a] = p
    fixed = [0] * len(market.capacity)
    for p in fixed_at:
        if p >= 0:
            fixed[p] += 1
    capacity, seats = _seats(market, new_seats or {}, closed)
    nkey, status = list(market.nkey), bytearray(market.status)
    for a in gone:
        for i in range(market.start[a], market.start[a + 1]):
            nkey[i], status[i] = NEVER, status[i] or WITHDRAWN
    if closed:
        for i, p in enumerate(market.pos):
            if p in closed:
                nkey[i], status[i] = NEVER, status[i] or WITHDRAWN
    floors = [0] * market.tree_size if kept else snapshot.data["node_floor"]  # kept people may stand where no floor is
    need = need_of(snapshot.data, fixed, floors) + [0] * (len(market.cap) - market.tree_size)
    return replace(
        market, fixed_at=fixed_at, fixed=fixed, capacity=capacity, nkey=nkey, status=status, need=need, **seats
    )


def _seats(market: Market, new_seats: Mapping[int, int], closed: set[int]) -> tuple[list[int], Json]:
    """New seats are numbered after all others, in the order of the positions' ids: they never push anyone out."""
    numbers = [
        market.seat_number[first : first + seats]
        for first, seats in zip(market.first_seat, market.capacity, strict=True)
    ]
    seat_of = list(market.seat_of)
    for p in sorted(new_seats):
        for _ in range(new_seats[p]):
            numbers[p].append(len(seat_of))
            seat_of.append(p)
    first_seat: list[int] = []
    flat: list[int] = []
    for row in numbers:
        first_seat.append(len(flat))
        flat += row
    capacity = [0 if p in closed else len(row) for p, row in enumerate(numbers)]
    return capacity, {"first_seat": first_seat, "seat_number": flat, "seat_of": seat_of}
