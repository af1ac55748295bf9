"""A snapshot and a seed as flat integer arrays, the form in which the mechanism works."""

from dataclasses import dataclass, field

from .lottery import lottery_order, ranks
from .nodes import seat_arrays, tree_arrays
from .shapes import Json
from .snapshot import Snapshot

NEVER = -(1 << 62)  # below every key: an application that is turned away at once
LIVE, FORBIDDEN, NOT_ELIGIBLE, HOST_UNACCEPTABLE, POSITION_CLOSED, DUPLICATE = 0, *b"FEHCD"


@dataclass
class Market:
    """Rows of all lists lie end to end: those of applicant a are start[a]:start[a+1].

    nkey is minus (class * n + lottery): larger is better, never equal, and `inverse[nkey % n]` is the applicant.
    Nodes: the tree's nodes first, then the classes of the crossing families.
    """

    n: int
    order: list[int]  # applicants by lottery
    lottery: list[int]
    inverse: list[int]
    start: list[int]
    pos: list[int]
    nkey: list[int]
    status: bytearray  # of each row: LIVE or the letter of why it was removed
    fixed_at: list[int]  # per applicant: the position fixed for it, or -1
    capacity: list[int]
    fixed: list[int]  # people fixed at each position
    first_seat: list[int]  # number of the first entry of each position in seat_number
    seat_number: list[int]  # of (position, k): its place in the published seat order, from 0
    seat_of: list[int]  # the position of a seat number
    path: list[tuple[int, ...]]  # nodes above a position that can matter, innermost first, then its family classes
    chain: list[tuple[int, ...]]  # all nodes above it, the same way
    parent: list[int]
    cap: list[int]
    floor: list[int]
    need: list[int]  # floor, raised to what its children and fixed people need
    tree_size: int  # nodes below this index are the tree's
    reserves: dict[int, dict[str, int]]
    groups: list[str]
    # reserve policy: people at home, per position with a reserve
    is_home: dict[int, set[int]] = field(default_factory=dict)

    def group(self, a: int, p: int) -> str:
        return "home" if a in self.is_home.get(p, ()) else self.groups[a]

    def seat(self, p: int, k: int) -> int:
        return self.seat_number[self.first_seat[p] + k]


def build(snapshot: Snapshot, seed: str) -> Market:
    """Everything the mechanism needs, from the frozen inputs and the drawn seed alone."""
    data = snapshot.data
    order = lottery_order(seed, data["applicants"])
    lottery, n = ranks(order), len(order)
    inverse = [0] * n
    for rank, a in enumerate(order):
        inverse[-rank % n] = a
    start = [0]
    for row in data["lists"]:
        start.append(start[-1] + len(row))
    fixed_at, fixed = [-1] * n, [0] * len(data["positions"])
    for a, p in data["fixed"]:
        fixed_at[a] = p
        fixed[p] += 1
    groups = [""] * n
    for a, word in data["groups"]:
        groups[a] = word
    reserves: dict[int, dict[str, int]] = {}
    for p, group, seats in data["reserves"]:
        reserves.setdefault(p, {})[group] = seats
    home = _homes(data)
    status = _status(data, start, home)
    shut = set(data["closed"])
    capacity = [0 if p in shut else seats for p, seats in enumerate(data["capacity"])]
    tree = tree_arrays(data, fixed)
    first_seat, seat_number, seat_of = seat_arrays(data, capacity, seed)
    at_home = {
        p: {a for a, towns in home.items() if towns & _towns(data, p)} for p in reserves if "home" in reserves[p]
    }
    return Market(
        n=n, order=order, lottery=lottery, inverse=inverse, start=start,
        pos=[p for row in data["lists"] for p in row],
        nkey=_keys(data, lottery, status, start, home),
        status=status, fixed_at=fixed_at, capacity=capacity, fixed=fixed,
        first_seat=first_seat, seat_number=seat_number, seat_of=seat_of,
        **tree, reserves=reserves, groups=groups,
        is_home=at_home if data["home"]["policy"] == "reserve" else {},
    )  # fmt: skip


def _homes(data: Json) -> dict[int, set[str]]:
    return {a: {town} for a, town in data["home"]["homes"]}


def _towns(data: Json, p: int) -> set[str]:
    """Where a position is at home: its place, or every node above it when no place is given."""
    if data["place"][p] is not None:
        return {data["place"][p]}
    towns, x = set(), data["position_node"][p]
    while x >= 0:
        towns.add(data["nodes"][x])
        x = data["node_parent"][x]
    return towns


def _status(data: Json, start: list[int], home: dict[int, set[str]]) -> bytearray:
    """Why a row takes no part, or LIVE. The first reason that holds is the one given."""
    status = bytearray(start[-1])
    shut = {p for p, seats in enumerate(data["capacity"]) if not seats} | set(data["closed"])
    barred: dict[int, dict[int, int]] = {}
    for letter, key in ((NOT_ELIGIBLE, "ineligible"), (FORBIDDEN, "forbidden")):
        for a, p in data[key]:
            barred.setdefault(a, {})[p] = letter
    strict = data["home"]["policy"] == "eligibility"
    towns = [_towns(data, p) for p in range(len(data["positions"]))] if strict else []
    for a, (row, tiers) in enumerate(zip(data["lists"], data["tiers"], strict=True)):
        plain = -1 not in tiers and not strict and a not in barred and (not shut or shut.isdisjoint(row))
        if plain and len(set(row)) == len(row):
            continue
        seen: set[int] = set()
        for i, (p, tier) in enumerate(zip(row, tiers, strict=True), start[a]):
            why = barred.get(a, {}).get(p, LIVE)
            if p in seen:
                status[i] = DUPLICATE
            elif p in shut:
                status[i] = POSITION_CLOSED
            elif why:
                status[i] = why
            elif strict and not home.get(a, set()) & towns[p]:
                status[i] = NOT_ELIGIBLE
            elif tier < 0:
                status[i] = HOST_UNACCEPTABLE
            seen.add(p)
    return status


def _keys(data: Json, lottery: list[int], status: bytearray, start: list[int], home: dict[int, set[str]]) -> list[int]:
    """Minus (class * n + lottery) for every live row; the home rule is part of the class."""
    n, policy = len(lottery), data["home"]["policy"]
    top = max((max(tiers) for tiers in data["tiers"] if tiers), default=0) + 1
    nkey: list[int] = []
    if policy in ("class", "tie"):
        towns = [_towns(data, p) for p in range(len(data["positions"]))]
        for a, (row, tiers) in enumerate(zip(data["lists"], data["tiers"], strict=True)):
            mine, draw = home.get(a, set()), lottery[a]
            for p, tier in zip(row, tiers, strict=True):
                away = 0 if mine & towns[p] else 1
                nkey.append(-(tier + away * top if policy == "class" else 2 * tier + away) * n - draw)
    else:
        base = [-tier * n for tier in range(top)] + [0]  # the last for -1, a removed row
        for tiers, draw in zip(data["tiers"], lottery, strict=True):
            nkey += [base[tier] - draw for tier in tiers]
    if any(status):
        for i, why in enumerate(status):
            if why:
                nkey[i] = NEVER
    return nkey
