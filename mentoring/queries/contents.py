"""What a claim states, as plain data: for a revision, a comparison, a person's copy."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Field, Model
from django.forms.models import model_to_dict

from mentoring.models import ActivityLog, Claim
from programme.kernel.shapes import Sheet

KEPT_APART = {
    "id", "claim_ptr", "kind", "placement", "author", "state", "evidence", "confirmed_by", "verified_by", "week",
    "client_uuid", "client_digest", "needs_help", "created_at", "submitted_at", "confirmed_at", "verified_at",
    "state_changed_at", "city", "merged_into", "answer", "answer_text", "answered_on",
}  # fmt: skip
DETAILS = {"log": "activitylog", "outcome": "outcome", "problem": "problem"}


def detail_of(claim: Claim) -> Claim:
    """The row of the claim's own kind."""
    return claim if type(claim) is not Claim else getattr(claim, DETAILS[claim.kind])


def column_of(model: type[Model], name: str) -> "Field[Any, Any]":
    """One column of a table by its name."""
    return next(field for field in model._meta.concrete_fields if field.name == name)


def plain(value: Any) -> Any:
    """A value as JSON holds it: days and numbers as text, records by their key."""
    if isinstance(value, Model):
        return value.pk
    return str(value) if isinstance(value, (date, datetime, Decimal)) else value


def content_of(claim: Claim) -> Sheet:
    """What is stated, as plain data for a revision."""
    row = detail_of(claim)
    content = {key: plain(value) for key, value in model_to_dict(row).items() if key not in KEPT_APART}
    return content | {"people": people_of(row)} if isinstance(row, ActivityLog) else content


def people_of(log: ActivityLog) -> list[Sheet]:
    return [
        {"group": count.group.name if count.group else "", "number": count.number, "first_time": count.first_time}
        for count in log.people.select_related("group").order_by("pk")
    ]


def people_together(logs: Iterable[ActivityLog]) -> int:
    """Times people took part in what stands: not in what is voided, discarded, or in dispute. Uses prefetched counts."""
    standing = (log for log in logs if log.state not in ("voided", "discarded", "disputed"))
    return sum(count.number for log in standing for count in log.people.all())
