"""Checks an instance and turns it into the data of a snapshot; every fault becomes one line."""

from collections import Counter
from dataclasses import dataclass
from itertools import chain

from .faults import Faults
from .snapshot import FORMAT

UNSAID = -2  # a host said nothing about someone who chose it
MOST = 1_000_000  # largest number that means anything here: a cap, a capacity, a tier
DEEPEST = 20  # levels of the tree; a programme, its regions, provinces and hosts are four
POLICIES = ("none", "eligibility", "class", "tie", "reserve")
TOP = [
    "applicants",
    "positions",
    "nodes",
    "groups",
    "seat_order",
    "fixed",
    "forbidden",
    "ineligible",
    "home",
    "families",
]
POSITION = ["capacity", "ranking", "tiers", "node", "target", "reserves", "place", "closed"]


@dataclass
class Checked:
    data: dict
    faults: Faults


def check(raw: object, is_file: bool = True) -> Checked:
    """The snapshot's data (whole only when there is no error) and the faults found on the way."""
    reader = _Reader(raw, is_file)
    return Checked(reader.read(), reader.faults)


def _known(name: object) -> bool:
    return isinstance(name, str) and 0 < len(name) <= 200 and name.isprintable()


class _Reader:
    def __init__(self, raw: object, is_file: bool):
        self.faults, self.is_file = Faults(), is_file
        self.raw = self.shape(raw, "instance", dict, "an object") or {}

    # --- small checks -------------------------------------------------------------------------------------------------

    def shape(self, value: object, where: str, kind: type, wanted: str):
        if isinstance(value, kind):
            return value
        self.faults.add("wrong_type", where, wanted=wanted, value=value)
        return None

    def part(self, key: str, kind: type = dict):
        value = self.raw.get(key)
        if value is None:
            return kind()
        return self.shape(value, key, kind, "an object" if kind is dict else "a list") or kind()

    def number(self, value: object, where: str, least: int = 0, most: int = MOST) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            self.faults.add("not_whole", where, value=value)
        elif not least <= value <= most:
            self.faults.add("negative", where, least=least, most=most, value=value)
        else:
            return value
        return least

    def keys(self, row: dict, known: list[str], where: str) -> None:
        for key in row:
            if key not in known:
                self.faults.add("unknown_key", f"{where}{key}", known=", ".join(known))

    def look_up(self, index: dict, value: object, where: str, kind: str) -> int:
        try:
            return index[value]
        except (KeyError, TypeError):
            self.faults.add(f"unknown_{kind}", where, value=value)
            return -1

    def ids(self, values: dict, where: str) -> list[str]:
        good = []
        for name in values:
            if not _known(name):
                self.faults.add("bad_id", where, value=name)
            else:
                good.append(name)
        return sorted(good)

    # --- the whole ----------------------------------------------------------------------------------------------------

    def read(self) -> dict:
        self.keys(self.raw, TOP, "")
        for key in ("applicants", "positions"):
            if self.raw.get(key) is None:
                self.faults.add("missing", key, value="it, even when empty")
        people, places, nodes = self.part("applicants"), self.part("positions"), self.part("nodes")
        self.a_ids, self.p_ids, self.x_ids = (
            self.ids(part, name) for part, name in ((people, "applicants"), (places, "positions"), (nodes, "nodes"))
        )
        self.a_at, self.p_at, self.x_at = (
            {name: i for i, name in enumerate(ids)} for ids in (self.a_ids, self.p_ids, self.x_ids)
        )
        data = {"format": FORMAT, "applicants": self.a_ids, "positions": self.p_ids, "nodes": self.x_ids}
        data["lists"] = self.lists(people)
        data |= self.positions(places)
        data |= self.tree(nodes)
        for key in ("fixed", "forbidden", "ineligible"):
            data[key] = self.pairs(key)
        data["groups"] = self.words("groups", self.part("groups"))
        data["seat_order"] = self.seat_order()
        data["home"] = self.home(data)
        data["families"] = self.families()
        if not self.faults.errors:
            data["tiers"] = self.tiers(data, places)
            self.together(data)
        return data

    def lists(self, people: dict) -> list[list[int]]:
        lists, short, first = [], 0, ""
        at, size, known = self.p_at, len(self.p_at), self.p_at.__getitem__
        for a in self.a_ids:
            choices = people[a]
            try:
                row = list(map(known, choices)) if type(choices) is list else None
            except (KeyError, TypeError):
                row = None
            if row is None:
                choices = self.shape(choices, f"applicants.{a}", list, "a list of positions") or []
                row = [self.look_up(at, p, f"applicants.{a}[{k + 1}]", "position") for k, p in enumerate(choices)]
            if len(set(row)) != len(row):
                self.twice(f"applicants.{a}", choices, "" if self.is_file else "warning")
            if len(row) < min(3, size):
                short, first = short + 1, first or a
            lists.append(row)
        if short:
            self.faults.add("short_list", "applicants", count=short, value=first)
        return lists

    def twice(self, where: str, values: list, level: str = "") -> None:
        seen: set = set()
        for value in values:
            if value in seen:
                self.faults.add("duplicate", where, level, value=value)
            seen.add(value)

    def positions(self, places: dict) -> dict:
        capacity, target, node, place, closed, reserves = [], [], [], [], [], []
        for i, p in enumerate(self.p_ids):
            where = f"positions.{p}"
            row = self.shape(places[p], where, dict, "an object") or {"capacity": 0}
            self.keys(row, POSITION, f"{where}.")
            if "capacity" not in row:
                self.faults.add("missing", f"{where}.capacity", value="the number of seats")
            seats = self.number(row.get("capacity", 0), f"{where}.capacity")
            capacity.append(seats)
            target.append(self.number(row.get("target") or 0, f"{where}.target"))
            above = row.get("node")
            node.append(-1 if above is None else self.look_up(self.x_at, above, f"{where}.node", "node"))
            town = row.get("place")
            if town is not None and not _known(town):
                self.faults.add("bad_id", f"{where}.place", value=town)
            place.append(town)
            shut = row.get("closed") or False
            if shut is not False and shut is not True:
                self.faults.add("wrong_type", f"{where}.closed", wanted="true or false", value=shut)
            if shut is True:
                closed.append(i)
            kept = self.shape(row.get("reserves") or {}, f"{where}.reserves", dict, "an object") or {}
            for group in self.ids(kept, f"{where}.reserves"):
                if count := self.number(kept[group], f"{where}.reserves.{group}"):
                    reserves.append([i, group, count])
        if sum(capacity) > MOST:
            self.faults.add("too_many_seats", "positions", seats=sum(capacity), limit=MOST)
        return {
            "capacity": capacity, "target": target, "position_node": node,
            "place": place, "closed": closed, "reserves": reserves,
        }  # fmt: skip

    def tree(self, nodes: dict) -> dict:
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

    def pairs(self, key: str) -> list[list[int]]:
        found = set()
        for k, pair in enumerate(self.part(key, list)):
            where = f"{key}[{k + 1}]"
            if not isinstance(pair, list) or len(pair) != 2:
                self.faults.add("wrong_type", where, wanted="[applicant, position]", value=pair)
                continue
            a = self.look_up(self.a_at, pair[0], where, "applicant")
            p = self.look_up(self.p_at, pair[1], where, "position")
            if (a, p) in found and self.is_file:
                self.faults.add("duplicate", where, value=pair)
            found.add((a, p))
        return [list(pair) for pair in sorted(found)]

    def words(self, where: str, part: dict) -> list[list]:
        """[applicant, word] rows, sorted."""
        rows = []
        for name, word in part.items():
            a = self.look_up(self.a_at, name, where, "applicant")
            if not _known(word):
                self.faults.add("bad_id", f"{where}.{name}", value=word)
                continue
            rows.append([a, word])
        return sorted(rows)

    def seat_order(self) -> list[int]:
        named = self.part("seat_order", list)
        order = [self.look_up(self.p_at, p, f"seat_order[{k + 1}]", "position") for k, p in enumerate(named)]
        if len(set(order)) != len(order):
            self.twice("seat_order", [p for p in named if isinstance(p, str)])
        elif named:
            for i in sorted(set(range(len(self.p_ids))) - set(order)):
                self.faults.add("order_incomplete", "seat_order", value=self.p_ids[i])
        return order

    def home(self, data: dict) -> dict:
        row = self.part("home")
        self.keys(row, ["policy", "homes", "seats"], "home.")
        policy = row.get("policy", "none")
        if policy not in POLICIES:
            self.faults.add("wrong_type", "home.policy", wanted=" or ".join(POLICIES), value=policy)
            policy = "none"
        homes = self.shape(row.get("homes") or {}, "home.homes", dict, "an object") or {}
        seats = self.number(row.get("seats") or 0, "home.seats")
        if policy == "reserve":
            if any(word == "home" for _, word in data["groups"]):
                self.faults.add("home_group_taken", "groups")
            named = {i for i, group, _ in data["reserves"] if group == "home"}
            for i, capacity in enumerate(data["capacity"]):
                if seats and i not in named and capacity:
                    data["reserves"].append([i, "home", min(seats, capacity)])
            data["reserves"].sort()
        return {"policy": policy, "homes": self.words("home.homes", homes)}

    def families(self) -> list[dict]:
        rows = []
        part = self.part("families")
        for name in self.ids(part, "families"):
            where = f"families.{name}"
            row = self.shape(part[name], where, dict, "an object") or {}
            self.keys(row, ["caps", "of"], f"{where}.")
            caps = self.shape(row.get("caps") or {}, f"{where}.caps", dict, "an object") or {}
            of = self.shape(row.get("of") or {}, f"{where}.of", dict, "an object") or {}
            inside: dict[str, list[int]] = {value: [] for value in self.ids(caps, f"{where}.caps")}
            for p, value in of.items():
                i = self.look_up(self.p_at, p, f"{where}.of", "position")
                if not _known(value):
                    self.faults.add("bad_id", f"{where}.of.{p}", value=value)
                elif value in inside:
                    inside[value].append(i)
            for value, members in inside.items():
                cap = self.number(caps[value], f"{where}.caps.{value}")
                rows.append({"family": name, "value": value, "cap": cap, "positions": sorted(members)})
        return rows

    # --- hosts' judgement, aligned with the lists ---------------------------------------------------------------------

    def tiers(self, data: dict, places: dict) -> list[list[int]]:
        """The host's tier of each listed choice: 0 is the best, -1 not acceptable."""
        lists = data["lists"]
        judged, dense = (
            zip(*(self.judged(name, places[name]) for name in self.p_ids), strict=True) if places else ((), ())
        )
        look_up = [here.get for here in judged]
        missing: dict[int, list[int]] = {}  # per position the people it says nothing about
        rows = []
        for a, (name, row) in enumerate(zip(self.a_ids, lists, strict=True)):
            tiers = [dense[p][look_up[p](name, UNSAID)] for p in row]
            if UNSAID in tiers:
                for k, p in enumerate(row):
                    if tiers[k] == UNSAID:
                        missing.setdefault(p, []).append(a)
                        tiers[k] = -1
            rows.append(tiers)
        self.sides(data, judged, missing)
        return rows

    def sides(self, data: dict, judged: tuple, missing: dict[int, list[int]]) -> None:
        """Rows that only one side knows, and choices of positions that are closed."""
        named = Counter(chain.from_iterable(data["lists"]))
        excused = {(a, p) for key in ("forbidden", "ineligible") for a, p in data[key]}
        shut = set(data["closed"])
        for p, name in enumerate(self.p_ids):
            where, silent = f"positions.{name}", missing.get(p, [])
            if p in shut:
                if named[p]:
                    self.faults.add("closed_wanted", where, count=named[p])
                continue
            self.one_sided(where, [self.a_ids[a] for a in silent if (a, p) not in excused])
            if self.is_file and len(judged[p]) > named[p] - len(silent):
                rest = [a for a in judged[p] if p not in data["lists"][self.a_at[a]]]
                self.faults.add("one_sided_position", where, count=len(rest), value=min(rest))

    def one_sided(self, where: str, missing: list[str]) -> None:
        """In a file absent means not acceptable; from rows a missing judgement is the commonest silent loss: an error."""
        if missing and self.is_file:
            self.faults.add("one_sided_applicant", where, count=len(missing), value=missing[0])
        elif missing:
            for a in missing:
                self.faults.add("unscored", where, value=a)

    def judged(self, name: str, row: dict) -> tuple[dict, dict]:
        """What one position says: {applicant: its word for a tier} and {word: tier}, tiers dense from 0."""
        where = f"positions.{name}"
        ranking, tiers = row.get("ranking"), row.get("tiers")
        if ranking and tiers:
            self.faults.add("ranking_and_tiers", where)
        if tiers:
            tiers = self.shape(tiers, f"{where}.tiers", dict, "an object") or {}
            values = set(tiers.values()) if _plain(tiers.values()) else {UNSAID}
            if any(v is not None and not 0 <= v <= MOST for v in values):
                for a, tier in tiers.items():
                    if tier is not None:
                        self.number(tier, f"{where}.tiers.{a}")
                return {}, {UNSAID: UNSAID}
            if not tiers.keys() <= self.a_at.keys():
                for a in sorted(tiers.keys() - self.a_at.keys(), key=str):
                    self.faults.add("unknown_applicant", f"{where}.tiers", value=a)
            return tiers, {v: k for k, v in enumerate(sorted(values - {None}))} | {None: -1, UNSAID: UNSAID}
        ranking = self.shape(ranking or [], f"{where}.ranking", list, "a list") or []
        found: dict[str, int] = {}
        for tier, entry in enumerate(ranking):
            for a in entry if isinstance(entry, list) else (entry,):
                if not isinstance(a, str) or a not in self.a_at:
                    self.faults.add("unknown_applicant", f"{where}.ranking[{tier + 1}]", value=a)
                elif a in found:
                    self.faults.add("duplicate", f"{where}.ranking[{tier + 1}]", value=a)
                else:
                    found[a] = tier
        return found, {tier: tier for tier in range(len(ranking))} | {UNSAID: UNSAID}

    # --- what only the whole can tell -----------------------------------------------------------------------------------

    def together(self, data: dict) -> None:
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

    def needs(self, data: dict, fixed: list[int]) -> None:
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


def _plain(values) -> bool:
    return {type(v) for v in values} <= {int, type(None)}


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
