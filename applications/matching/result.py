"""The result of a run: who goes where, what every seat and every row of every list came to, and the texts of why."""

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from .deferred_acceptance import run
from .explain import Explainer, reasons
from .market import Market, build
from .outcome import Outcome, outcome_of
from .quiet import without_collector
from .shapes import Json
from .snapshot import Snapshot, canonical
from .vacancy_chain import Chain

VERSION = "1.0"
FORMAT = "matching-result-1"
TREE, CROSSING = "stable+strategyproof", "fair, cutoff"


@dataclass(eq=False)
class Result:
    """One computed matching. `json` is what is stored; `assignment` speaks in ids."""

    snapshot: Snapshot
    seed: str
    market: Market
    outcome: Outcome
    guarantee: str
    stable: bool

    @classmethod
    def from_json(cls, snapshot: Snapshot, text: str) -> "Result":
        """A stored result, back from its text and the snapshot it was computed from."""
        row = json.loads(text)
        if row.get("format") != FORMAT or row.get("hash") != snapshot.hash:
            raise ValueError("This result was not computed from this snapshot.")
        market = build(snapshot, row["seed"])
        at = {name: i for i, name in enumerate(snapshot.data["positions"])}
        found = [-1 if p is None else at[p] for p in map(row["assignment"].get, snapshot.data["applicants"])]
        return cls(snapshot, row["seed"], market, outcome_of(market, found), row["guarantee"], row["stable"])

    @cached_property
    def assignment(self) -> dict[str, str | None]:
        names = [*self.snapshot.data["positions"], None]
        return dict(zip(self.snapshot.data["applicants"], map(names.__getitem__, self.outcome.assignment), strict=True))

    @cached_property
    def codes(self) -> dict[str, str]:
        """One letter for every row of every list, in the list's order; the letters are explain.LETTERS."""
        return dict(zip(self.snapshot.data["applicants"], reasons(self.market, self.outcome), strict=True))

    @cached_property
    def cutoffs(self) -> dict[str, Json | None]:
        return dict(zip(self.snapshot.data["positions"], self.outcome.cutoffs, strict=True))

    @cached_property
    def closed_seats(self) -> list[Json]:
        names, nodes = self.snapshot.data["positions"], self.node_names
        return [row | {"position": names[row["position"]], "node": nodes[row["node"]]} for row in self.outcome.closed]

    @cached_property
    def node_names(self) -> list[str]:
        families = self.snapshot.data["families"]
        return [*self.snapshot.data["nodes"], *(f"{row['family']}: {row['value']}" for row in families)]

    @cached_property
    def nodes(self) -> dict[str, Json]:
        return dict(zip(self.node_names, self.outcome.nodes, strict=True))

    @cached_property
    @without_collector()
    def json(self) -> str:
        """The canonical text: the same bytes for the same inputs, seed and version."""
        row = {
            "format": FORMAT, "version": VERSION, "hash": self.snapshot.hash, "seed": self.seed,
            "guarantee": self.guarantee, "stable": self.stable, "assignment": self.assignment,
            "reasons": self.codes, "cutoffs": self.cutoffs, "closed_seats": self.closed_seats, "nodes": self.nodes,
        }  # fmt: skip
        return canonical(row)

    @cached_property
    def hash(self) -> str:
        return sha256(self.json.encode()).hexdigest()

    @cached_property
    def _explainer(self) -> Explainer:
        return Explainer(self.snapshot, self.market, self.outcome, self.node_names, self.codes)

    def explain(self, applicant: str) -> Json:
        """{"applicant", "placed", "choice", "rows": [{"rank", "position", "reason", …numbers}], "nearest_miss"}."""
        return self._explainer.applicant(applicant)

    def explain_position(self, position: str) -> Json:
        """Its candidates in the host's order and what became of them, and why seats stay empty."""
        return self._explainer.position(position)

    def node_report(self) -> list[Json]:
        """Every node: cap, floor, count, seats, people willing to go there, and what is short."""
        return self._explainer.nodes()

    def figures(self) -> Json:
        """Whole numbers for comparing runs: placed, unplaced, seats open, how many got which choice."""
        return self._explainer.figures()


def result_of(snapshot: Snapshot, seed: str, market: Market, assignment: list[int]) -> Result:
    """What the mechanism came to, as a result."""
    tree = not snapshot.data["families"]
    return Result(snapshot, seed, market, outcome_of(market, assignment), TREE if tree else CROSSING, tree)


@without_collector()
def solve(snapshot: Snapshot, seed: str, fill: bool = False) -> Result:
    """The matching of a frozen problem under a seed: a pure function, the same on every machine.

    fill: with crossing families, hand out by vacancy chain the seats that the crossing left empty. Applicants could then
    gain by tactics more often (docs/matching.md), so the usual advice is to leave those seats to a second round.
    """
    market = build(snapshot, seed)
    assignment = run(market).assignment()
    if fill and snapshot.data["families"]:
        free = [a for a, p in enumerate(market.fixed_at) if p < 0]
        assignment = Chain(market, assignment, free).run().at
    return result_of(snapshot, seed, market, assignment)
