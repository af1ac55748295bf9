"""An independent check of a result: its own parsing, its own rules, nothing imported from the engine.

    python certify.py BUNDLE/        # a folder with snapshot.json, seed.txt and result.json

Three parts. A: everybody is where a rule allows, and capacities and caps hold. B: nobody and no position would both rather
be together, by the definition. C: the whole mechanism once more, in rounds and with sorted lists instead of heaps; places,
cutoffs, closed seats, nodes and reasons must all come out the same. Crossing families have no single answer, so C is left
out for them, and B asks for fairness only.
"""

import gc
import json
import sys
from bisect import bisect_left, insort
from hashlib import sha256
from pathlib import Path
from typing import Any

Json = dict[str, Any]
CERTIFIER = "1.0"
KEEP = 50  # violations named; the rest is counted
BAD_INPUT = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)


def certify(snapshot_json: str, seed: str, result_json: str) -> Json:
    """{"ok", "violations": [{"code", "text", …}], "checked": {…}, hashes}; ok means that no violation was found."""
    violations: list[Json] = []
    checked: Json = {}
    collects = gc.isenabled()
    gc.disable()  # millions of rows and no garbage among them: looking for it costs a fifth of the time
    try:
        Check(json.loads(snapshot_json), seed, json.loads(result_json), _hash(snapshot_json), violations, checked).all()
    except BAD_INPUT as error:
        found = f"The snapshot or the result is damaged: {type(error).__name__} {str(error)[:80]}."
        violations.append({"code": "DAMAGED", "text": found})
    finally:
        if collects:
            gc.enable()
    return {
        "ok": not violations,
        "violations": violations[:KEEP],
        "more": max(0, len(violations) - KEEP),
        "checked": checked,
        "certifier": CERTIFIER,
        "snapshot": _hash(snapshot_json),
        "result": _hash(result_json),
    }


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def _draw(seed: str, names: list[str]) -> list[int]:
    """Rank of each name by sha256("seed|name")."""
    order = sorted(range(len(names)), key=lambda i: (sha256(f"{seed}|{names[i]}".encode()).digest(), names[i]))
    rank = [0] * len(names)
    for place, i in enumerate(order):
        rank[i] = place
    return rank


class Check:
    def __init__(self, snap: Json, seed: str, result: Json, digest: str, violations: list[Json], checked: Json):
        self.s, self.seed, self.r, self.digest, self.out, self.checked = snap, seed, result, digest, violations, checked
        self.people, self.names = snap["applicants"], snap["positions"]
        self.n = len(self.people)

    def fail(self, code: str, text: str, **more: object) -> None:
        self.out.append({"code": code, "text": text, **more})

    def all(self) -> None:
        r = self.r
        if r.get("format") != "matching-result-1" or r.get("hash") != self.digest or r.get("seed") != self.seed:
            self.fail("OTHER_INPUTS", "The result names other inputs or another seed.")
        self.read()
        self.places()
        if self.out:
            return
        self.blocking()
        self.reported()
        if not self.s["families"]:
            self.replay()

    # --- what the inputs say ----------------------------------------------------------------------------------------

    def read(self) -> None:
        s = self.s
        self.draw = _draw(self.seed, self.people)
        self.home: dict[int, str] = {}
        for a, town in s["home"]["homes"]:
            self.home.setdefault(a, town)
        shut = set(s["closed"])
        self.seats = [0 if p in shut else c for p, c in enumerate(s["capacity"])]
        self.fixed = dict(map(tuple, s["fixed"]))
        self.nodes = [
            (name, s["node_parent"][x], s["node_cap"][x], s["node_floor"][x]) for x, name in enumerate(s["nodes"])
        ]
        self.paths = [self.path(p) for p in range(len(self.names))]
        self.caps = [cap if cap >= 0 else None for _, _, cap, _ in self.nodes]
        self.node_names = list(s["nodes"])
        for family in s["families"]:
            for p in family["positions"]:
                self.paths[p].append(len(self.caps))
            self.caps.append(family["cap"])
            self.node_names.append(f"{family['family']}: {family['value']}")
        self.stuck = [0] * len(self.names)  # fixed people
        for p in self.fixed.values():
            self.stuck[p] += 1
        self.floors = [floor for *_, floor in self.nodes] + [0] * len(s["families"])
        self.need = self.needs()
        self.quota: dict[int, dict[str, int]] = {}
        for p, group, seats in s["reserves"]:
            self.quota.setdefault(p, {})[group] = seats
        self.word = dict(map(tuple, s["groups"]))
        self.numbers()
        self.allowed(shut | {p for p, c in enumerate(self.seats) if not c})

    def path(self, p: int) -> list[int]:
        x: int = self.s["position_node"][p]
        found: list[int] = []
        while x >= 0:
            found.append(x)
            x = self.s["node_parent"][x]
        return found

    def needs(self) -> list[int]:
        """A node's floor, or what its children and its fixed people need."""
        need = [0] * len(self.caps)
        depth = {}
        for x in range(len(self.nodes)):
            y, steps = x, 0
            while y >= 0:
                y, steps = self.nodes[y][1], steps + 1
            depth[x] = steps
        for p, count in enumerate(self.stuck):
            if count and self.s["position_node"][p] >= 0:
                need[self.s["position_node"][p]] += count
        for x in sorted(depth, key=lambda x: depth[x], reverse=True):
            need[x] = max(need[x], self.floors[x])
            if self.nodes[x][1] >= 0:
                need[self.nodes[x][1]] += need[x]
        return need

    def numbers(self) -> None:
        """number[p][k]: the place of seat k of position p in the published order."""
        s, drawn = self.s, [0] * len(self.names)
        if s["seat_order"]:
            for place, p in enumerate(s["seat_order"]):
                drawn[p] = place
        else:
            drawn = _draw(f"{self.seed}|seats", self.names)
        target = s["target"]
        seats = [
            (k >= target[p], k - target[p] * (k >= target[p]), drawn[p], p)
            for p, count in enumerate(self.seats)
            for k in range(count)
        ]
        seats.sort()
        self.number: list[list[int]] = [[] for _ in self.names]
        for place, (*_, p) in enumerate(seats):
            self.number[p].append(place)  # a position's own seats come in rising k
        self.owner = [p for *_, p in seats]

    def is_home(self, a: int, p: int) -> bool:
        town = self.home.get(a)
        if town is None:
            return False
        place = self.s["place"][p]
        return (
            town == place
            if place is not None
            else any(self.s["nodes"][x] == town for x in self.paths[p] if x < len(self.nodes))
        )

    def group(self, a: int, p: int) -> str:
        if self.s["home"]["policy"] == "reserve" and "home" in self.quota.get(p, ()) and self.is_home(a, p):
            return "home"
        return self.word.get(a, "")

    def allowed(self, shut: set[int]) -> None:
        """Which rows may count: fills `classes` and `letters`, aligned with the lists."""
        s, policy = self.s, self.s["home"]["policy"]
        forbidden, ineligible = ({tuple(pair) for pair in s[key]} for key in ("forbidden", "ineligible"))
        barred = {a for a, _ in forbidden | ineligible}
        top = max((max(t) for t in s["tiers"] if t), default=0) + 1
        # per row; -1 takes no part. The key, class * people + draw, is smaller for the better
        self.classes: list[list[int]] = []
        self.letters: list[list[str] | str] = []
        for a, (row, tiers) in enumerate(zip(s["lists"], s["tiers"], strict=True)):
            if len(row) != len(tiers):
                raise ValueError("a list and its tiers differ in length")
            simple = policy in ("none", "reserve") and a not in barred
            if simple and -1 not in tiers and shut.isdisjoint(row) and len(set(row)) == len(row):
                self.classes.append(tiers)
                self.letters.append("")
                continue
            classes, letters, seen = [], [], set()
            for p, tier in zip(row, tiers, strict=True):
                home = policy in ("eligibility", "class", "tie") and self.is_home(a, p)
                why = (
                    "D" if p in seen
                    else "C" if p in shut
                    else "F" if (a, p) in forbidden
                    else "E" if (a, p) in ineligible or (policy == "eligibility" and not home)
                    else "H" if tier < 0
                    else ""
                )  # fmt: skip
                seen.add(p)
                rank = (
                    tier + (0 if home else top)
                    if policy == "class"
                    else 2 * tier + (not home)
                    if policy == "tie"
                    else tier
                )
                classes.append(-1 if why else rank)
                letters.append(why)
            self.classes.append(classes)
            self.letters.append(letters)

    # --- A: everybody is where the rules allow ------------------------------------------------------------------------

    def places(self) -> None:
        given, at = self.r["assignment"], {name: p for p, name in enumerate(self.names)}
        if not isinstance(given, dict) or given.keys() != set(self.people):
            self.fail("PEOPLE", "The result does not speak of exactly the applicants of the inputs.")
            return
        self.got: list[int] = []
        self.row: list[int] = []  # which row of the list was granted, or its length
        self.held: list[list[int]] = [[] for _ in self.names]  # keys, fixed people left out
        self.count = list(self.stuck)
        for a, (name, row) in enumerate(zip(self.people, self.s["lists"], strict=True)):
            p = given[name]
            if p is not None and p not in at:
                self.fail("UNKNOWN_POSITION", f"{name} is sent to {p}, which is not a position.", applicant=name)
                p = None
            p = -1 if p is None else at[p]
            self.got.append(p)
            i = row.index(p) if p in row else len(row)
            self.row.append(i)
            if a in self.fixed:
                if p != self.fixed[a]:
                    self.fail(
                        "FIXED", f"{name} is fixed to {self.names[self.fixed[a]]} but is elsewhere.", applicant=name
                    )
            elif p >= 0 and (i == len(row) or self.classes[a][i] < 0):
                self.fail(
                    "NOT_ALLOWED", f"{name} may not be at {self.names[p]}.", applicant=name, position=self.names[p]
                )
            elif p >= 0:
                self.held[p].append(self.classes[a][i] * self.n + self.draw[a])
                self.count[p] += 1
        self.inside = [0] * len(self.caps)
        for p, count in enumerate(self.count):
            if count > self.seats[p]:
                self.fail(
                    "OVER_CAPACITY", f"{self.names[p]} holds {count} on {self.seats[p]} seats.", position=self.names[p]
                )
            for x in self.paths[p]:
                self.inside[x] += count
        for x, cap in enumerate(self.caps):
            if cap is not None and self.inside[x] > cap:
                self.fail("OVER_CAP", f"{self.node_names[x]} holds {self.inside[x]}, its cap is {cap}.")
        for keys in self.held:
            keys.sort()
        self.checked |= {"applicants": self.n, "positions": len(self.names), "placed": sum(p >= 0 for p in self.got)}

    # --- B: no pair would rather be together ----------------------------------------------------------------------------

    def is_full_node(self, x: int) -> bool:
        cap = self.caps[x]
        return cap is not None and self.inside[x] >= cap

    def blocking(self) -> None:
        self.totals = self.group_totals()
        crossing = bool(self.s["families"])
        worst = self.worst_seats()
        self.line = []  # a key must be worse than this to be turned away rightly
        for p, keys in enumerate(self.held):
            is_right = crossing or self.count[p] >= self.seats[p] or self.is_shut(p, worst)
            self.line.append((keys[-1] if keys else -1) if is_right else sys.maxsize)
        self.wanted = bytearray(len(self.names))
        line, wanted, quota, n, rows = self.line, self.wanted, self.quota, self.n, 0
        for a, (row, classes, i) in enumerate(zip(self.s["lists"], self.classes, self.row, strict=True)):
            if a in self.fixed:
                continue
            rows += i
            draw = self.draw[a]
            for p, rank in zip(row[:i], classes, strict=False):
                if rank >= 0:
                    wanted[p], key = 1, rank * n + draw
                    if (key <= line[p] or p in quota) and self.is_wronged(a, p, key):
                        self.fail(
                            "BLOCKING",
                            f"{self.people[a]} and {self.names[p]} would both rather be together.",
                            applicant=self.people[a],
                            position=self.names[p],
                        )
        self.checked["rows"] = rows

    def is_wronged(self, a: int, p: int, key: int) -> bool:
        return self.line[p] == sys.maxsize or self.leaves_first(a, p, key) != key

    def group_totals(self) -> dict[int, dict[str, int]]:
        """Of positions with reserves: how many of each group sit there, fixed people included."""
        totals: dict[int, dict[str, int]] = {p: {} for p in self.quota}
        for a, p in enumerate(self.got):
            if p in totals:
                group = self.group(a, p)
                totals[p][group] = totals[p].get(group, 0) + 1
        self.grouped: dict[int, dict[str, list[int]]] = {p: {} for p in self.quota}
        by_draw = {draw: a for a, draw in enumerate(self.draw)}
        for p in self.quota:
            for key in self.held[p]:
                self.grouped[p].setdefault(self.group(by_draw[key % self.n], p), []).append(key)
        return totals

    def leaves_first(self, a: int, p: int, key: int) -> int:
        """The key that p's own rule gives up when a joins the people there."""
        if p not in self.quota:
            return max(key, self.held[p][-1] if self.held[p] else -1)
        group = self.group(a, p)
        last = {g: keys[-1] for g, keys in self.grouped[p].items()}
        last[group] = max(key, last.get(group, -1))
        above = [g for g in last if self.totals[p].get(g, 0) + (g == group) > self.quota[p].get(g, 0)]
        return max(last[g] for g in above or last)

    def worst_seats(self) -> list[int]:
        """Per tree node the worst-numbered seat that may close in it: children at what they need are left out."""
        worst = [-1] * len(self.caps)
        for p, count in enumerate(self.count):
            if count > self.stuck[p] and self.s["position_node"][p] >= 0:
                x = self.s["position_node"][p]
                worst[x] = max(worst[x], self.number[p][count - 1])
        height = {x: 0 for x in range(len(self.nodes))}
        for x in height:
            y, steps = x, 0
            while y >= 0:
                height[y] = max(height[y], steps)
                y, steps = self.nodes[y][1], steps + 1
        for x in sorted(height, key=lambda x: height[x]):
            up = self.nodes[x][1]
            if up >= 0 and self.inside[x] > self.need[x]:
                worst[up] = max(worst[up], worst[x])
        return worst

    def is_shut(self, p: int, worst: list[int]) -> bool:
        """Would one more person at p be the one who must leave the innermost full node?"""
        new = self.number[p][self.count[p]]
        seen = new
        for x in self.paths[p]:
            seen = max(seen, worst[x])
            if self.is_full_node(x):
                return seen == new
            if self.inside[x] + 1 <= self.need[x]:
                seen = -1  # protected by its floor: nothing inside can be given up for it
        return False

    # --- what else the result reports -------------------------------------------------------------------------------------

    def reported(self) -> None:
        r, names = self.r, self.names
        crossing = bool(self.s["families"])
        self.same("guarantee", r["guarantee"], "fair, cutoff" if crossing else "stable+strategyproof")
        self.same("stable", r["stable"], not crossing)
        cutoffs, closed = {}, []
        for p, name in enumerate(names):
            keys = self.held[p]
            last = (
                {"class": keys[-1] // self.n + 1, "lottery": keys[-1] % self.n + 1}
                if keys
                else {"class": 0, "lottery": 0}
            )
            cutoffs[name] = last if self.wanted[p] else None
            if self.wanted[p] and self.count[p] < self.seats[p]:
                capped = [x for x in self.paths[p] if self.caps[x] is not None]
                node = self.node_names[next((x for x in capped if self.is_full_node(x)), capped[-1])]
                row = {"position": name, "open": self.count[p], "capacity": self.seats[p], "node": node}
                closed.append(row | {"number": self.number[p][self.count[p]] + 1})
        self.same("cutoffs", r["cutoffs"], cutoffs)
        self.same("closed_seats", r["closed_seats"], closed)
        nodes = {
            name: {"cap": cap, "floor": floor, "count": count, "short": max(0, floor - count)}
            for name, cap, floor, count in zip(self.node_names, self.caps, self.floors, self.inside, strict=True)
        }
        self.same("nodes", r["nodes"], nodes)
        if r["reasons"] != self.reasons():
            self.same("reasons", r["reasons"], None)
        known = {"format", "version", "hash", "seed", "guarantee", "stable", "assignment", "reasons"}
        known |= {"cutoffs", "closed_seats", "nodes"}
        self.same("fields", sorted(r), sorted(known))

    def same(self, what: str, given: object, expected: object) -> None:
        if json.dumps(given, sort_keys=True) != json.dumps(expected, sort_keys=True):
            self.fail("REPORT", f"What the result reports as {what} is not what follows from its places.", field=what)

    def reasons(self) -> dict[str, str]:
        found, n = {}, self.n
        short = [self.count[p] < self.seats[p] for p in range(len(self.names))]
        last = [  # the class of the last admitted where only the order decides, else -1
            -1 if short[p] or p in self.quota or not held else held[-1] // n for p, held in enumerate(self.held)
        ]
        for a, (name, row, classes, letters) in enumerate(
            zip(self.people, self.s["lists"], self.classes, self.letters, strict=True)
        ):
            got = self.row[a]
            if a in self.fixed:
                later = ["P" if p == self.fixed[a] else "X" for p in row]
            else:
                later = [
                    ("L" if rank == last[p] else "O") if last[p] >= 0 and rank >= 0 else self.why(a, p, rank, short[p])
                    for p, rank in zip(row[:got], classes, strict=False)
                ]
                if got < len(row):
                    later += ["P", *("N" * (len(row) - got - 1))]
            if letters:
                later = [letter or why for letter, why in zip(letters, later, strict=True)]
            found[name] = "".join(later)
        return found

    def why(self, a: int, p: int, rank: int, is_short: bool) -> str:
        if rank < 0:
            return ""
        if is_short:
            return "K"
        if not self.held[p]:
            return "S"
        last = self.held[p][-1]
        if rank * self.n + self.draw[a] < last:
            return "R"
        return "L" if rank == last // self.n else "O"

    # --- C: the mechanism once more, in rounds ------------------------------------------------------------------------------

    def replay(self) -> None:
        seats, at = list(self.seats), [0] * self.n
        held: list[list[int]] = [[] for _ in self.names]
        # seat numbers in use inside each node, sorted, fixed people left out
        used: list[list[int]] = [[] for _ in self.caps]
        count, inside = list(self.stuck), [0] * len(self.caps)
        who = [0] * self.n
        for a, draw in enumerate(self.draw):
            who[draw] = a
        for p, path in enumerate(self.paths):
            for x in path:
                inside[x] += count[p]
        caps = [sys.maxsize if cap is None else cap for cap in self.caps]
        bound = [[x for x in path if self.caps[x] is not None] for path in self.paths]
        depth = [len(self.paths[p]) for p in range(len(self.names))]
        order = sorted(
            {(depth[p] - k, x) for p, path in enumerate(self.paths) for k, x in enumerate(path)}, reverse=True
        )
        lists, classes, draws, n = self.s["lists"], self.classes, self.draw, self.n
        limit = [sys.maxsize] * len(self.names)  # a full position turns worse keys away at once
        idle = [a for a in range(self.n) if a not in self.fixed]
        rounds = 0
        while idle:
            rounds += 1
            asked: dict[int, list[int]] = {}
            for a in idle:
                row, mine, draw = lists[a], classes[a], draws[a]
                for i in range(at[a], len(row)):
                    if mine[i] >= 0 and mine[i] * n + draw < limit[row[i]]:
                        at[a] = i + 1
                        asked.setdefault(row[i], []).append(mine[i] * n + draw)
                        break
            out: list[int] = []
            over = set()
            for p, new in asked.items():
                before = count[p]
                held[p] += new
                held[p].sort()
                room = seats[p] - self.stuck[p]
                while len(held[p]) > room:
                    out.append(self.drop(p, held[p]))
                count[p] = self.stuck[p] + len(held[p])
                if count[p] >= seats[p] and p not in self.quota:
                    limit[p] = held[p][-1] if held[p] else -1
                for k in range(before, count[p]):
                    for x in bound[p]:
                        insort(used[x], self.number[p][k])
                for x in self.paths[p] if count[p] > before else ():
                    inside[x] += count[p] - before
                    if inside[x] > caps[x]:
                        over.add(x)
            for x in [x for _, x in order if x in over]:
                while inside[x] > caps[x]:
                    number = next(s for s in reversed(used[x]) if self.may_close(s, x, inside))
                    p = self.owner[number]
                    for y in bound[p]:
                        del used[y][bisect_left(used[y], number)]
                    for y in self.paths[p]:
                        inside[y] -= 1
                    count[p] -= 1
                    seats[p] = count[p]
                    out.append(self.drop(p, held[p]))
                    if p not in self.quota:
                        limit[p] = held[p][-1] if held[p] else -1
            idle = [who[key % self.n] for key in out]
        self.checked["rounds"] = rounds
        for p, name in enumerate(self.names):
            if held[p] != self.held[p]:
                self.fail("OTHER_RESULT", f"The mechanism sends other people to {name}.", position=name)

    def may_close(self, number: int, x: int, inside: list[int]) -> bool:
        """No node between the seat and x stands at what it needs."""
        for y in self.paths[self.owner[number]]:
            if y == x:
                return True
            if inside[y] <= self.need[y]:
                return False
        return False

    def drop(self, p: int, keys: list[int]) -> int:
        """Take out of `keys` the one p's rule gives up first."""
        if p not in self.quota:
            return keys.pop()
        totals: dict[str, int] = {}
        last: dict[str, int] = {}
        for a, at in self.fixed.items():
            if at == p:
                totals[self.group(a, p)] = totals.get(self.group(a, p), 0) + 1
        for key in keys:
            group = self.group(self.by_draw(key), p)
            totals[group] = totals.get(group, 0) + 1
            last[group] = max(key, last.get(group, -1))
        above = [g for g in last if totals[g] > self.quota[p].get(g, 0)]
        gone = max(last[g] for g in above or last)
        keys.remove(gone)
        return gone

    def by_draw(self, key: int) -> int:
        if not hasattr(self, "_by_draw"):
            self._by_draw = sorted(range(self.n), key=self.draw.__getitem__)
        return self._by_draw[key % self.n]


def main(argv: list[str]) -> int:
    if len(argv) != 2:
        print("Usage: python certify.py BUNDLE/", file=sys.stderr)
        return 2
    folder = Path(argv[1])
    try:
        texts = [(folder / name).read_bytes().decode("utf-8") for name in ("snapshot.json", "seed.txt", "result.json")]
    except (OSError, UnicodeDecodeError) as error:
        print(f"The bundle cannot be read: {error}", file=sys.stderr)
        return 2
    found = certify(*texts)
    for row in found["violations"]:
        print(f"{row['code']}: {row['text']}")
    print(json.dumps({key: value for key, value in found.items() if key != "violations"}, indent=1, sort_keys=True))
    print("CERTIFIED" if found["ok"] else "NOT CERTIFIED")
    return 0 if found["ok"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
