"""A whole call tried with pretend applicants: what the form asks, what the rules say, what the rubric makes of it.

Nothing is written.
"""

from dataclasses import dataclass
from decimal import Decimal

from applications.answers import kind_of, read
from applications.domain.scoring import weighted_total
from applications.models import Criterion, FormVersion, Question
from applications.queries.form_parts import parts_of_form
from applications.queries.pretended import typed_by
from applications.queries.rules import Ground
from applications.rules import Finding, verdict

HOW_MANY = 10


@dataclass(frozen=True)
class Trial:
    """One pretend applicant: how many questions are asked, how many referees, what does not count, each rule, the verdict, the score."""

    number: int
    asked: int
    referees: int
    problems: list[str]
    findings: list[Finding]
    outcome: str
    total: Decimal | None

    @property
    def against(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.outcome != "pass"]


def try_form(form: FormVersion) -> list[Trial]:
    """Ten pretend applicants; always the same ones for the same form."""
    ground, questions = Ground(form, form.call), parts_of_form(form, "question")
    criteria = list(Criterion.objects.filter(rubric__call=form.call_id).select_related("rubric"))
    referees = sum(row.how_many for row in form.referee_rules.all())
    return [_trial(number, ground, questions, criteria, referees) for number in range(HOW_MANY)]


def _trial(number: int, ground: Ground, questions: list[Question], criteria: list[Criterion], referees: int) -> Trial:
    typed = typed_by(number, questions, ground.facts)
    asked = [one for one in questions if one.key in ground.shown(typed).questions and kind_of(one).is_answered]
    readings = [(one, read(one, typed.get(one.key), ground.facts)) for one in asked]
    findings = ground.findings(typed)
    return Trial(
        number=number + 1,
        asked=len(asked),
        referees=referees,
        problems=[f"{one.label}: {reading.problem}" for one, reading in readings if reading.problem],
        findings=findings,
        outcome=verdict(findings),
        total=_total(number, criteria),
    )


def _total(number: int, criteria: list[Criterion]) -> Decimal | None:
    """Levels that go round, so that every level of every criterion is met."""
    if sum(row.weight for row in criteria) != 100:
        return None
    most = criteria[0].rubric.max_level
    levels = {row.key: 1 + (number + place) % most for place, row in enumerate(criteria)}
    return weighted_total(levels, {row.key: row.weight for row in criteria}, most)
