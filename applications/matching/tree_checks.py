"""The tree of caps and floors: known parents, no cycle, not too deep, and what it needs fits under its caps."""

from .shapes import Json
from .small_checks import SmallChecks

DEEPEST = 20  # levels of the tree; a programme, its regions, provinces and hosts are four


class TreeChecks(SmallChecks):
    """Reads `nodes`, and checks what only the whole can tell."""

    x_ids: list[str]
    x_at: dict[str, int]
    p_ids: list[str]
    a_ids: list[str]

    def tree(self, nodes: Json) -> Json:
        parent, cap, floor = [], [], []
        for x in self.x_ids:
            where = f"nodes.{x}"
            row = self.shape(nodes[x], where, dict, "an object") or {}
            self.keys(row, ["cap", "floor", "parent"], f"{where}.")
            above = row.get("parent")
            parent.append(-1 if above is None else self.look_up(self.x_at, above, f"{where}.parent", "node"))
            cap.append(-1 if row.get("cap") is None else self.number(row["cap"], f"{where}.cap"))
            floor.append(self.number(row.get("floor") or 0, f"{where}.floor"))
            if 0 <= cap[-1] < floor[-1]:
                self.faults.add("floor_over_cap", where, floor=floor[-1], cap=cap[-1])
        self.cycles(parent)
        return {"node_parent": parent, "node_cap": cap, "node_floor": floor}

    def cycles(self, parent: list[int]) -> None:
        done = [False] * len(parent)
        for x in range(len(parent)):
            trail: list[int] = []
            at: dict[int, int] = {}
            while x >= 0 and not done[x] and x not in at:
                at[x] = len(trail)
                trail.append(x)
                x = parent[x]
            if x >= 0 and x in at:
                names = [self.x_ids[y] for y in trail[at[x] :]]
                self.faults.add("cycle", "nodes", value=" → ".join([*names[:4], names[0]]))
            for y in trail:
                done[y] = True
        if not self.faults.errors:
            self.depth(parent)

    def depth(self, parent: list[int]) -> None:
        level = [0] * len(parent)
        for x in reversed(children_first(parent)):
            level[x] = level[parent[x]] + 1 if parent[x] >= 0 else 1
            if level[x] > DEEPEST:
                self.faults.add("deep_tree", f"nodes.{self.x_ids[x]}", limit=DEEPEST)
                return

    def together(self, data: Json) -> None:
        fixed = [0] * len(self.p_ids)
        seen: set[int] = set()
        forbidden, shut = {tuple(pair) for pair in data["forbidden"]}, set(data["closed"])
        for a, p in data["fixed"]:
            where = f"fixed.{self.p_ids[p]}"
            if a in seen:
                self.faults.add("fixed_twice", where, value=self.a_ids[a])
            if (a, p) in forbidden:
                self.faults.add("fixed_forbidden", where, value=self.a_ids[a])
            if p in shut:
                self.faults.add("fixed_closed", where, value=self.a_ids[a])
            seen.add(a)
            fixed[p] += 1
        reserved = [0] * len(self.p_ids)
        for p, _, seats in data["reserves"]:
            reserved[p] += seats
        for p, name in enumerate(self.p_ids):
            seats = data["capacity"][p]
            if fixed[p] > seats:
                self.faults.add("fixed_over_capacity", f"positions.{name}", fixed=fixed[p], capacity=seats)
            if reserved[p] > seats:
                self.faults.add("reserves_over_capacity", f"positions.{name}", reserved=reserved[p], capacity=seats)
        self.needs(data, fixed)
        for row in data["families"]:
            need = sum(fixed[p] for p in row["positions"])
            if need > row["cap"]:
                self.faults.add("needs_over_cap", f"families.{row['family']}.{row['value']}", need=need, cap=row["cap"])

    def needs(self, data: Json, fixed: list[int]) -> None:
        """A node needs its floor, or what its children and fixed people need; that must fit under its cap."""
        parent, count = data["node_parent"], len(self.x_ids)
        inside = [0] * count
        for p, x in enumerate(data["position_node"]):
            if x >= 0:
                inside[x] += fixed[p]
        for x in children_first(parent):
            need, cap = max(data["node_floor"][x], inside[x]), data["node_cap"][x]
            if 0 <= cap < need:
                self.faults.add("needs_over_cap", f"nodes.{self.x_ids[x]}", need=need, cap=cap)
            if parent[x] >= 0:
                inside[parent[x]] += need


def children_first(parent: list[int]) -> list[int]:
    """Every node before its parent; no recursion, so a tree may be as deep as it likes."""
    waiting = [0] * len(parent)
    for x in parent:
        if x >= 0:
            waiting[x] += 1
    order = [x for x, children in enumerate(waiting) if not children]
    for x in order:  # grows while it is read
        above = parent[x]
        if above >= 0:
            waiting[above] -= 1
            if not waiting[above]:
                order.append(above)
    return order
