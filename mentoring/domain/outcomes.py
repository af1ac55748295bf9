"""Outcomes and problems: claimed with before and after, backed by evidence."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.models import Claim, Outcome, Placement, Problem
from programme.domain.audit import record_act
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import User


@transaction.atomic
def claim_outcome(*, placement: Placement, fields: dict, by: User, at: datetime) -> Outcome:
    """Writes an outcome down as a draft; it can be submitted once it has evidence."""
    require(by, "log", placement)
    outcome = Outcome.objects.create(
        kind=Claim.Kind.OUTCOME, placement=placement, author=by, created_at=at, state_changed_at=at, **fields
    )
    record_act(act="claim", obj=outcome, by=by, at=at)
    return outcome


@transaction.atomic
def change_outcome(*, outcome: Outcome, fields: dict, by: User, at: datetime) -> Outcome:
    """Changes a draft or a returned outcome."""
    require(by, "change", outcome)
    if outcome.state not in ("draft", "returned"):
        raise Refusal(_("This outcome is handed in. Pull it back first, or propose a correction."), code="locked")
    for name, value in fields.items():
        setattr(outcome, name, value)
    outcome.save(update_fields=list(fields))
    record_act(act="change", obj=outcome, by=by, at=at)
    return outcome


@transaction.atomic
def note_problem(*, placement: Placement, fields: dict, by: User, at: datetime) -> Problem:
    """Writes a town's problem down, with its size where it is known."""
    require(by, "log", placement)
    problem = Problem.objects.create(
        kind=Claim.Kind.PROBLEM,
        placement=placement,
        city=placement.city,
        author=by,
        created_at=at,
        state_changed_at=at,
        **fields,
    )
    record_act(act="note", obj=problem, by=by, at=at)
    return problem


@transaction.atomic
def answer_problem(*, problem: Problem, answer: str, text: str, on: date, by: User, at: datetime) -> Problem:
    """What came back from above: in a plan, funded, solved, put off or refused, with the words and the day."""
    require(by, "verify", problem)
    if problem.state != "verified":
        raise Refusal(_("Only a verified problem travels up, so only that can be answered."), code="not_verified")
    if not answer or not text.strip():
        raise Refusal(_("Choose the answer and write what was said; the public reads it."), code="no_answer")
    Problem.objects.filter(pk=problem.pk).update(answer=answer, answer_text=text.strip()[:2000], answered_on=on)
    record_act(act="answer", obj=problem, by=by, at=at, reason=text.strip(), data={"answer": answer})
    problem.refresh_from_db()
    return problem
