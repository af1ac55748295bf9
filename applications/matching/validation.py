"""Checks an instance and turns it into the data of a snapshot; every fault becomes one line."""

from dataclasses import dataclass
from typing import Any

from .faults import Faults
from .judgement import Judgement
from .shapes import Json
from .small_checks import MOST, is_known
from .snapshot import FORMAT
from .tree_checks import TreeChecks

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
    data: Json
    faults: Faults


def check(reader: "Reader") -> Checked:
    """The snapshot's data (whole only when there is no error) and the faults found on the way."""
    return Checked(reader.read(), reader.faults)


class Reader(TreeChecks, Judgement):
    def __init__(self, raw: object, is_file: bool = True):
        self.faults, self.is_file = Faults(), is_file
        self.raw = self.shape(raw, "instance", dict, "an object") or {}

    def read(self) -> Json:
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
        data: Json = {
            "format": FORMAT,
            "applicants": self.a_ids,
            "positions": self.p_ids,
            "nodes": self.x_ids,
        }
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

    def lists(self, people: Json) -> list[list[int]]:
        lists, at, known = [], self.p_at, self.p_at.__getitem__
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
            lists.append(row)
        self.short_lists(lists)
        return lists

    def short_lists(self, lists: list[list[int]]) -> None:
        enough = min(3, len(self.p_ids))
        short = [a for a, row in zip(self.a_ids, lists, strict=True) if len(row) < enough]
        if short:
            self.faults.add("short_list", "applicants", count=len(short), value=short[0])

    def positions(self, places: Json) -> Json:
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
            if town is not None and not is_known(town):
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

    def words(self, where: str, part: Json) -> list[list[Any]]:
        """[applicant, word] rows, sorted."""
        rows = []
        for name, word in part.items():
            a = self.look_up(self.a_at, name, where, "applicant")
            if not is_known(word):
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

    def home(self, data: Json) -> Json:
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

    def families(self) -> list[Json]:
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
                if not is_known(value):
                    self.faults.add("bad_id", f"{where}.of.{p}", value=value)
                elif value in inside:
                    inside[value].append(i)
            for value, members in inside.items():
                cap = self.number(caps[value], f"{where}.caps.{value}")
                rows.append({"family": name, "value": value, "cap": cap, "positions": sorted(members)})
        return rows
