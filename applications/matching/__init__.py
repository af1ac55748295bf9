"""The matching engine: pure Python, standard library only, no database, no clock. docs/matching.md says what it promises.

How to call it:

    from applications.matching import Problem, Result, Snapshot, certify, solve

    problem = Problem.from_rows(
        positions=[("p1", 2, "khon-kaen"), ...],            # position, seats, node above it (or None)
        tree=[("north-east", None, 40, 5), ("khon-kaen", "north-east", 6, 1), ...],   # node, parent, cap or None, floor
        # applicant, position, the host's tier (1 best; None: not acceptable; UNSAID: not judged); each applicant's together,
        # the most wanted first
        wishes=[("a1", "p1", 2), ("a1", "p7", None), ...],
        fixed=[("a9", "p1")], forbidden=[("a2", "p1")], ineligible=[], closed=[],
        groups={"a1": "g"}, reserves=[("p1", "g", 1)], targets={"p1": 1}, seat_order=["p1", "p7", ...],
        home={"policy": "tie", "homes": {"a1": "khon-kaen"}},   # none, eligibility, class, tie or reserve (+ "seats": 1)
        families={},                                          # crossing caps; the result is then only "fair, cutoff"
    )
    for issue in problem.validate():                          # issue.level "error"/"warning", .code, .where, .text("th")
        ...
    snapshot = problem.freeze()                               # Faulty(issues) while there are errors
    snapshot.json, snapshot.hash                              # store both; Snapshot.from_json(text) brings it back
    result = solve(snapshot, seed)                            # pure; the same bytes everywhere
    result.json, result.hash, result.assignment               # store the first two; Result.from_json(snapshot, text)
    certificate = certify(snapshot.json, seed, result.json)   # {"ok": bool, "violations": [{"code", "text", …}], …}
    result.explain("a1")                                      # {"placed", "choice", "rows": [{"rank", "position", "reason", …}]}
    result.explain_position("p1"), result.node_report(), result.figures()

    rematch(snapshot, result, withdrawn=["a1"], movable="unplaced")   # vacancy chain; certify_repair checks it
    what_if(result, {"cap": {"khon-kaen": 8}})                # the same lottery under another rule, and for whom it differs
    floor_report(result)                                      # missed floors: a proof, or what a closed seat would cost

Sentences in Thai and English come from `applications.matching.texts`: say(row, "th", names={"p1": "เทศบาล…"}).
"""

from .bundle import audit_bundle
from .certify import certify
from .certify_repair import certify_repair
from .faults import Faulty, Issue
from .floors import floor_report
from .instance import Problem
from .judgement import UNSAID
from .repair import Repair, rematch
from .result import VERSION, Result, solve
from .snapshot import Snapshot
from .what_if import WhatIf, differences, what_if

__all__ = [
    "UNSAID",
    "VERSION",
    "Faulty",
    "Issue",
    "Problem",
    "Repair",
    "Result",
    "Snapshot",
    "WhatIf",
    "audit_bundle",
    "certify",
    "certify_repair",
    "differences",
    "floor_report",
    "rematch",
    "solve",
    "what_if",
]
