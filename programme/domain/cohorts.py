"""Cohorts and their milestones."""

from datetime import datetime

from django.db import transaction

from programme.domain.audit import record_act
from programme.kernel.policies import require
from programme.kernel.shapes import Fields
from programme.models import Call, Cohort, Milestone, User


@transaction.atomic
def create_cohort(*, fields: Fields, milestones: list[Fields], by: User, at: datetime) -> Cohort:
    """Writes down a new generation and the moments its year hangs on."""
    require(by, "add", Cohort)
    cohort = Cohort.objects.create(**fields)
    Milestone.objects.bulk_create(Milestone(cohort=cohort, **row) for row in milestones)
    record_act(act="create", obj=cohort, by=by, at=at)
    return cohort


@transaction.atomic
def save_milestone(*, cohort: Cohort, milestone: Milestone | None, fields: Fields, by: User, at: datetime) -> Milestone:
    """Adds or changes one milestone of a cohort."""
    require(by, "change", cohort)
    row = milestone or Milestone(cohort=cohort)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    record_act(
        act="save_milestone", obj=cohort, by=by, at=at, data={"kind": row.kind, "starts_at": row.starts_at.isoformat()}
    )
    return row


@transaction.atomic
def remove_milestone(*, milestone: Milestone, by: User, at: datetime) -> None:
    require(by, "change", milestone.cohort)
    record_act(act="remove_milestone", obj=milestone.cohort, by=by, at=at, data={"kind": milestone.kind})
    milestone.delete()


@transaction.atomic
def create_call(*, cohort: Cohort, fields: Fields, by: User, at: datetime) -> Call:
    """Prepares a call for a cohort; its page opens it."""
    require(by, "change", cohort)
    call = Call.objects.create(cohort=cohort, **fields)
    record_act(act="create", obj=call, by=by, at=at)
    return call
