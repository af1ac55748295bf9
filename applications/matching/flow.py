"""Maximum flow by shortest augmenting paths, for the small networks of the floor report."""

from collections import deque
from collections.abc import Hashable, Iterable

ENDLESS = 1 << 60
Room = dict[Hashable, dict[Hashable, int]]  # what still fits from one node to the next
CameFrom = dict[Hashable, Hashable | None]


def max_flow(
    edges: Iterable[tuple[Hashable, Hashable, int]], source: Hashable, sink: Hashable
) -> tuple[int, set[Hashable]]:
    """(value, the source's side of a smallest cut) of a network of (from, to, capacity)."""
    room: Room = {source: {}, sink: {}}
    for u, v, capacity in edges:
        room.setdefault(u, {})[v] = room.get(u, {}).get(v, 0) + capacity
        room.setdefault(v, {}).setdefault(u, 0)
    value = 0
    while True:
        came_from = _reachable(room, source, sink)
        if sink not in came_from:
            return value, set(came_from)
        value += _augment(room, came_from, sink)


def _reachable(room: Room, source: Hashable, sink: Hashable) -> CameFrom:
    came_from: CameFrom = {source: None}
    waiting = deque([source])
    while waiting and sink not in came_from:
        u = waiting.popleft()
        for v, left in room[u].items():
            if left and v not in came_from:
                came_from[v] = u
                waiting.append(v)
    return came_from


def _augment(room: Room, came_from: CameFrom, sink: Hashable) -> int:
    path: list[tuple[Hashable, Hashable]] = []
    v = sink
    while (u := came_from[v]) is not None:
        path.append((u, v))
        v = u
    amount = min(room[u][v] for u, v in path)
    for u, v in path:
        room[u][v] -= amount
        room[v][u] += amount
    return amount
