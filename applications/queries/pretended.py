"""A pretend applicant: what they would type into each question, the same for the same number."""

from typing import Any

from applications.answers import Facts, kind_of
from applications.models import Question


def typed_by(number: int, questions: list[Question], facts: Facts) -> dict[str, Any]:
    """key → as typed. A question that cannot be asked yet gets no answer."""
    found = {}
    for question in questions:
        kind = kind_of(question)
        if kind.is_answered and not kind.check(question):
            found[question.key] = kind.pretend(question, facts, number)
    return found
