"""Applicant-proposing deferred acceptance on a tree of caps: an over-full node closes its worst-numbered seat for good.

Kojima, Tamura and Yokoo (2018): the result is stable, best for applicants among stable ones, truth-telling is safe, and
it does not depend on the order in which applicants are taken. See docs/matching.md.
"""

import hashlib
from heapq import heappop, heappush, heapreplace

from applications.matching.instance import Problem


def lottery(people: list[str], seed: str) -> dict[str, int]:
    """One published lottery for all positions: the rank of sha256(seed|applicant). Nobody else's number depends on who joins."""
    drawn = sorted(people, key=lambda person: (hashlib.sha256(f"{seed}|{person}".encode()).hexdigest(), person))
    return {person: place for place, person in enumerate(drawn)}


class Market:
    """The state of one run. Keys are class × people + lottery: lower is better, and they never tie."""

    def __init__(self, problem: Problem, seed: str):
        self.problem = problem
        self.people = sorted(problem.lists)
        self.numbers = lottery(self.people, seed)
        self.by_number = sorted(self.people, key=self.numbers.__getitem__)
        self.size = max(len(self.people), 1)
        self.held: dict[str, list[int]] = {key: [] for key in problem.capacity}  # heaps of negative keys: worst on top
        self.fixed_at = {key: 0 for key in problem.capacity}
        self.open = dict(problem.capacity)
        self.count = {key: 0 for key in problem.node_cap}
        self.closed: list[dict] = []
        for position in problem.fixed.values():
            self.fixed_at[position] += 1
            self.open[position] -= 1
            for node in problem.path[position]:
                self.count[node] += 1

    def key(self, person: str, position: str) -> int:
        return self.problem.ranking[position][person] * self.size + self.numbers[person]

    def used(self, position: str) -> int:
        return len(self.held[position]) + self.fixed_at[position]

    def match(self) -> dict[str, str | None]:
        """Everybody asks down their list until held; those given up go on asking where they stopped."""
        next_choice = dict.fromkeys(self.people, 0)
        placed: dict[str, str | None] = dict.fromkeys(self.people)
        placed.update(self.problem.fixed)
        waiting = [person for person in reversed(self.people) if person not in self.problem.fixed]
        while waiting:
            person = waiting.pop()
            wanted, at = self.problem.lists[person], next_choice[person]
            while at < len(wanted):
                position = wanted[at]
                at += 1
                given_up = self.ask(person, position)
                if given_up == person:
                    continue
                placed[person] = position
                for other in given_up:
                    placed[other] = None
                    waiting.append(other)
                if person not in given_up:
                    break
                placed[person] = None
                waiting.remove(person)
            next_choice[person] = at
        return placed

    def ask(self, person: str, position: str):
        """The people given up because this one asked; the person itself when refused at once."""
        key = self.key(person, position)
        held = self.held[position]
        if len(held) < self.open[position]:
            heappush(held, -key)
            for node in self.problem.path[position]:
                self.count[node] += 1
            return self.prune(position)
        if held and -held[0] > key:
            return [self.person_of(-heapreplace(held, -key))]
        return person

    def person_of(self, key: int) -> str:
        return self.by_number[key % self.size]

    def prune(self, position: str) -> list[str]:
        """Brings the over-full nodes above a position back to their caps, innermost first."""
        given_up = []
        for node in self.problem.path[position]:
            cap = self.problem.node_cap[node]
            while cap is not None and self.count[node] > cap:
                loser = self.worst_position(node)
                seat = self.used(loser)
                given_up.append(self.person_of(-heappop(self.held[loser])))
                self.open[loser] -= 1
                self.closed.append({"position": loser, "seat": seat, "node": node})
                for above in self.problem.path[loser]:
                    self.count[above] -= 1
        return given_up

    def seat_number(self, position: str, seat: int) -> tuple[int, int]:
        """The published number of a seat: seats up to the target come first, then one more each in turn."""
        return (max(seat - self.problem.target[position], 0), self.problem.seat_order[position])

    def worst_position(self, node: str) -> str:
        """Whose last seat has the worst number, not looking into child nodes that are at their floor."""
        worst, found, stack = (-1, -1), "", [node]
        while stack:
            for child in self.problem.children[stack.pop()]:
                if child in self.count:
                    if self.count[child] > self.problem.node_floor[child]:
                        stack.append(child)
                elif self.held[child]:
                    number = self.seat_number(child, self.used(child))
                    if number > worst:
                        worst, found = number, child
        return found


def solve(problem: Problem, seed: str) -> dict:
    """The result as plain data: assignment, cutoffs, closed seats, node counts, and what it guarantees."""
    market = Market(problem, seed)
    placed = market.match()
    closed: dict[tuple, dict] = {(row["position"], row["seat"]): row for row in market.closed}
    cutoffs = {}
    for position, held in market.held.items():
        if held:
            person = market.person_of(-held[0])
            cutoffs[position] = {"class": problem.ranking[position][person], "lottery": market.numbers[person]}
    nodes = {
        key: {
            "count": market.count[key],
            "cap": problem.node_cap[key],
            "floor": problem.node_floor[key],
            "short": max(problem.node_floor[key] - market.count[key], 0),
        }
        for key in sorted(problem.node_cap)
    }
    return {
        "assignment": {person: placed[person] for person in sorted(placed)},
        "cutoffs": {key: cutoffs[key] for key in sorted(cutoffs)},
        "closed_seats": [closed[key] for key in sorted(closed)],
        "nodes": nodes,
        "guarantee": "stable+strategyproof",
        "seed": seed,
    }
