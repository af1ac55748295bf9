"""A pretend applicant: what they would type into each question, the same for the same number."""

from applications.answers import Facts, kind_of, read
from applications.answers.kinds import KINDS
from applications.models import Question


def typed_by(number: int, questions: list[Question], facts: Facts) -> dict:
    """key → as typed. A question that cannot be asked yet gets no answer."""
    found = {}
    for question in questions:
        kind = kind_of(question)
        if kind.is_answered and question.kind in KINDS and not kind.check(question):
            found[question.key] = kind.pretend(question, facts, number)
    return found


def answered_by(number: int, questions: list[Question], facts: Facts) -> dict:
    """key → the value that counts."""
    typed = typed_by(number, questions, facts)
    readings = {one.key: read(one, typed.get(one.key), facts) for one in questions if one.key in typed}
    return {key: reading.value for key, reading in readings.items() if not reading.problem}
