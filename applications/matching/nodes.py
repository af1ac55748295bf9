"""The tree and the crossing families as flat arrays, and the published numbers of all seats."""

from .lottery import lottery_order, ranks
from .shapes import Json
from .tree_checks import children_first

FREE = 1 << 60  # the cap of a node without one


def need_of(data: Json, fixed: list[int], floors: list[int]) -> list[int]:
    """Per node of the tree its floor, raised to what its children and the people fixed inside it need."""
    parent, need = data["node_parent"], list(floors)
    inside = [0] * len(parent)
    for p, x in enumerate(data["position_node"]):
        if x >= 0:
            inside[x] += fixed[p]
    for x in children_first(parent):
        need[x] = max(need[x], inside[x])
        if parent[x] >= 0:
            inside[parent[x]] += need[x]
    return need


def tree_arrays(data: Json, fixed: list[int]) -> Json:
    """Nodes with what they need; paths name only nodes that can ever matter: with a cap, a floor or fixed people."""
    parent, size = data["node_parent"], len(data["nodes"])
    cap = [FREE if c < 0 else c for c in data["node_cap"]]
    need = need_of(data, fixed, data["node_floor"])
    matters = [cap[x] < FREE or need[x] > 0 for x in range(size)]
    above: list[int] = [-1] * size  # the nearest node above that matters
    paths: list[tuple[int, ...]] = [()] * size
    chains: list[tuple[int, ...]] = [()] * size
    for x in reversed(children_first(parent)):
        up = parent[x]
        while up >= 0 and not matters[up]:
            up = above[up]
        above[x] = up
        over = paths[up] if up >= 0 else ()
        paths[x] = (x, *over) if matters[x] else over
        chains[x] = (x, *chains[parent[x]]) if parent[x] >= 0 else (x,)
    path = [paths[x] if x >= 0 else () for x in data["position_node"]]
    chain = [chains[x] if x >= 0 else () for x in data["position_node"]]
    for k, row in enumerate(data["families"], size):
        cap.append(row["cap"])
        need.append(0)
        above.append(-1)
        for p in row["positions"]:
            path[p] = (*path[p], k)
            chain[p] = (*chain[p], k)
    floor = [*data["node_floor"], *[0] * len(data["families"])]
    return {"path": path, "chain": chain, "parent": above, "cap": cap, "floor": floor, "need": need, "tree_size": size}


def seat_arrays(data: Json, capacity: list[int], seed: str) -> tuple[list[int], list[int], list[int]]:
    """The published seat order: every position's seats up to its target, in turn, then one more each in turn."""
    drawn = data["seat_order"] or lottery_order(f"{seed}|seats", data["positions"])
    place, target = ranks(drawn), data["target"]
    first_seat: list[int] = []
    owner: list[int] = []
    keys: list[tuple[bool, int, int]] = []
    for p, seats in enumerate(capacity):
        first_seat.append(len(owner))
        for k in range(seats):
            owner.append(p)
            keys.append((k >= target[p], k if k < target[p] else k - target[p], place[p]))
    by_number = sorted(range(len(owner)), key=keys.__getitem__)
    return first_seat, ranks(by_number), [owner[i] for i in by_number]
