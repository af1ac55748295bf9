"""An independent check of a repair: what changed is allowed, harms nobody, and leaves no seat that somebody still wants.

Reads texts only and shares no code with the engine; it builds on the verifier of whole results.
"""

import json
from hashlib import sha256

from .certify import BAD_INPUT, Check, Json

TERMS = {"movable", "opted_in", "withdrawn", "new_seats", "closed", "before"}


def certify_repair(snapshot_json: str, seed: str, repair_json: str) -> Json:
    """{"ok", "violations": [{"code", "text", …}], "checked"}; ok means that no violation was found."""
    violations: list[Json] = []
    checked: Json = {}
    try:
        snap, repair = json.loads(snapshot_json), json.loads(repair_json)
        RepairCheck(snap, seed, repair, snapshot_json, violations, checked).all()
    except BAD_INPUT as error:
        violations.append(
            {"code": "DAMAGED", "text": f"The repair is damaged: {type(error).__name__} {str(error)[:80]}."}
        )
    return {"ok": not violations, "violations": violations, "checked": checked}


class RepairCheck(Check):
    """The market after the change is written as inputs of its own: who left has no list, who is kept is fixed."""

    def __init__(self, snap: Json, seed: str, repair: Json, text: str, violations: list[Json], checked: Json):
        self.before, self.old_capacity = repair["before"], list(snap["capacity"])
        self.lists_before = [list(row) for row in snap["lists"]]
        later = self.later(snap, repair)
        super().__init__(later, seed, repair, sha256(text.encode()).hexdigest(), violations, checked)

    def later(self, snap: Json, repair: Json) -> Json:
        people, names = snap["applicants"], snap["positions"]
        at = {name: p for p, name in enumerate(names)}
        self.gone = {a for a, name in enumerate(people) if name in set(repair["withdrawn"])}
        self.shut = {at[name] for name in repair["closed"]}
        capacity = list(snap["capacity"])
        for name, seats in repair["new_seats"].items():
            capacity[at[name]] += seats
        fixed = {a: p for a, p in snap["fixed"] if a not in self.gone and p not in self.shut}
        lists = [[] if a in self.gone else row for a, row in enumerate(snap["lists"])]
        tiers = [[] if a in self.gone else row for a, row in enumerate(snap["tiers"])]
        if repair["movable"] != "all":
            willing = set(repair["opted_in"]) if repair["movable"] == "opted_in" else set()
            after = repair["assignment"]
            for a, name in enumerate(people):
                now = self.before[name]
                may_move = name in willing and not (self.shut and after.get(name) == now)
                if now is not None and a not in self.gone and at[now] not in self.shut and not may_move:
                    fixed[a] = at[now]
        closed = sorted({*snap["closed"], *self.shut})
        return {
            **snap, "capacity": capacity, "fixed": sorted(map(list, fixed.items())), "closed": closed,
            "lists": lists, "tiers": tiers,
        }  # fmt: skip

    def numbers(self) -> None:
        """The old seats keep their numbers; new ones come after all of them, in the order of the positions."""
        shut_before = set(self.s["closed"]) - self.shut
        grown, self.seats = self.seats, [0 if p in shut_before else c for p, c in enumerate(self.old_capacity)]
        super().numbers()
        self.seats = grown
        for p, count in enumerate(self.s["capacity"]):
            for _ in range(count - self.old_capacity[p]):
                self.number[p].append(len(self.owner))
                self.owner.append(p)

    def is_shut(self, p: int, worst: list[int]) -> bool:
        """Where people keep their places, a free seat may stay empty only under a full node."""
        if self.r["movable"] == "all":
            return super().is_shut(p, worst)
        return any(self.is_full_node(x) for x in self.paths[p])

    def all(self) -> None:
        r = self.r
        if r.get("format") != "matching-repair-1" or r.get("hash") != self.digest or r.get("seed") != self.seed:
            self.fail("OTHER_INPUTS", "The repair names other inputs or another seed.")
        if set(r) != TERMS | {"format", "version", "hash", "seed", "assignment", "moves"}:
            self.fail("REPORT", "The repair has other fields than a repair has.", field="fields")
        self.read()
        self.places()
        if self.out:
            return
        self.blocking()
        self.nobody_is_harmed()
        self.moves_add_up()

    def nobody_is_harmed(self) -> None:
        """Who keeps a place that still exists has it or one higher on the list; a full re-run is the one exception."""
        if self.r["movable"] == "all" and self.shut:
            return
        at = {name: p for p, name in enumerate(self.names)}
        for a, name in enumerate(self.people):
            old, row = at.get(self.before[name]), self.lists_before[a]
            if a not in self.gone and old not in self.shut and old in row and self.row[a] > row.index(old):
                self.fail("HARMED", f"{name} has a lower choice than before.", applicant=name)

    def moves_add_up(self) -> None:
        at = {name: None if a in self.gone else self.before[name] for a, name in enumerate(self.people)}
        for move in self.r["moves"]:
            if at[move["applicant"]] != move["from"]:
                self.fail(
                    "MOVES", f"{move['applicant']} does not move from {move['from']}.", applicant=move["applicant"]
                )
            at[move["applicant"]] = move["to"]
        if at != self.r["assignment"]:
            self.fail("MOVES", "The moves do not lead from the places before to the places after.")
