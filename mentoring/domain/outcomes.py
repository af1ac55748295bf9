"""Outcomes and problems: claimed with before and after, backed by evidence."""

from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mentoring.domain.claims import OPEN_TO_ITS_AUTHOR
from mentoring.domain.days import require_day
from mentoring.domain.sending import digest_of, sent_before
from mentoring.models import Claim, Outcome, Placement, Problem
from programme.domain.audit import record_act
from programme.domain.transitions import lock
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.kernel.shapes import Fields
from programme.models import User

Kind = TypeVar("Kind", Outcome, Problem)


def claim_outcome(
    *, placement: Placement, fields: Fields, by: User, at: datetime, client_uuid: UUID | None = None
) -> Outcome:
    """Writes an outcome down as a draft; it can be submitted once it has evidence."""
    return _keep(Outcome, placement, fields, client_uuid, by, at, act="claim")


def note_problem(
    *, placement: Placement, fields: Fields, by: User, at: datetime, client_uuid: UUID | None = None
) -> Problem:
    """Writes a town's problem down, with its size where it is known."""
    return _keep(Problem, placement, fields, client_uuid, by, at, act="note")


def _keep(
    model: type[Kind],
    placement: Placement,
    fields: Fields,
    client_uuid: UUID | None,
    by: User,
    at: datetime,
    *,
    act: str,
) -> Kind:
    require(by, "log", placement)
    digest = digest_of(fields, [], [], "")
    existing = sent_before(model, by=by, client_uuid=client_uuid, digest=digest) if client_uuid else None
    if existing:
        return existing
    fields = told_apart(fields)
    require_day(placement, on=fields["happened_on"], what=_name_of(fields), at=at)
    more = {"city": placement.city} if model is Problem else {}
    try:
        with transaction.atomic():
            row = model.objects.create(
                kind=Claim.Kind.PROBLEM if model is Problem else Claim.Kind.OUTCOME, placement=placement, author=by,
                created_at=at, state_changed_at=at, client_uuid=client_uuid, client_digest=digest, **more, **fields,
            )  # fmt: skip
            record_act(act=act, obj=row, by=by, at=at)
    except IntegrityError:
        found = sent_before(model, by=by, client_uuid=client_uuid, digest=digest) if client_uuid else None
        if found is None:
            raise
        return found
    return row


@transaction.atomic
def change_outcome(*, outcome: Kind, fields: Fields, by: User, at: datetime) -> Kind:
    """Changes a draft or a returned outcome or problem."""
    require(by, "change", outcome)
    outcome = lock(outcome)
    if outcome.state not in OPEN_TO_ITS_AUTHOR:
        raise Refusal(
            _("“%(what)s” is handed in. Pull it back first, or propose a correction.") % {"what": outcome},
            code="locked",
        )
    fields = told_apart(fields)
    require_day(outcome.placement, on=fields.get("happened_on", outcome.happened_on), what=_name_of(fields), at=at)
    for name, value in fields.items():
        setattr(outcome, name, value)
    outcome.save(update_fields=list(fields))
    record_act(act="change", obj=outcome, by=by, at=at)
    return outcome


def told_apart(fields: Fields) -> Fields:
    """A domain named twice is one domain."""
    return fields | {"domains": list(dict.fromkeys(fields["domains"]))} if "domains" in fields else fields


def _name_of(fields: Fields) -> str:
    return str(fields.get("title") or fields.get("statement") or "")[:120]


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
