"""How the answers of each kind of question can be compared: as the kind says; any can be given or not."""

from typing import Any

from applications.answers.kinds import KINDS

DAYS = ("cohort_start", "call_close")
TESTS = ("is", "in", "least", "most", "age", "distance", "given")


def compares(kind: str) -> frozenset[str]:
    return (KINDS[kind].compares if kind in KINDS else frozenset()) | {"given"}


def compared(question: Any) -> str:
    """What a rule names to compare an answer with: a flag, an option, a day, a place, a number; nothing."""
    return KINDS[question.kind].compared if question.kind in KINDS else ""
