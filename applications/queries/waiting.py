"""What waits on the desk, by name: the count on the work list and the list behind it ask here, so they are the same."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from applications.models import Application, HostAnswer, Offer, ReviewAssignment

Narrow = Callable[[QuerySet[Any], datetime], QuerySet[Any]]  # rows of whatever kind waits
FREED = ("declined", "expired", "revoked")
SCREEN, SCREEN_LATE, READERS = "screen", "screen-late", "readers"
OPEN, OVERDUE = "open", "overdue"
ANSWERS, ANSWERS_LATE, FREE, OBJECTED, ASKED = "answers", "answers-late", "free", "objected", "asked"


def due_first(rows: QuerySet[Any]) -> QuerySet[Any]:
    """What is promised soonest first; what has no promise behind it, on every database."""
    return rows.order_by(F("due_at").asc(nulls_last=True), "submitted_at", "pk")


def short_of_readers(rows: QuerySet[Application], at: datetime) -> QuerySet[Application]:
    """Fewer people read it, or have read it, than the call asks for."""
    at_it = ~Q(assignments__state__in=ReviewAssignment.MACHINE.codes("ended"))
    rows = rows.filter(state__in=("eligible", "in_review"))
    counted = rows.annotate(readers=Count("assignments", filter=Q(assignments__isnull=False) & at_it, distinct=True))
    return counted.filter(readers__lt=F("call__reviewers_per_application"))


def _screen(rows: QuerySet[Application], at: datetime) -> QuerySet[Application]:
    return rows.filter(state__in=("submitted", "screening"))


def _reading(rows: QuerySet[ReviewAssignment], at: datetime) -> QuerySet[ReviewAssignment]:
    return rows.filter(state__in=("proposed", "accepted"))


WAITING: dict[type, dict[str, tuple[Any, Narrow]]] = {
    Application: {
        SCREEN: (_("To screen"), _screen),
        SCREEN_LATE: (_("To screen, overdue"), lambda rows, at: _screen(rows, at).filter(due_at__lt=at)),
        READERS: (_("Short of readers"), short_of_readers),
    },
    ReviewAssignment: {
        OPEN: (_("Not handed in"), _reading),
        OVERDUE: (_("Overdue"), lambda rows, at: _reading(rows, at).filter(due_at__lt=at)),
    },
    Offer: {
        ANSWERS: (_("Waiting for an answer"), lambda rows, at: rows.filter(state="sent")),
        ANSWERS_LATE: (_("Waiting, deadline passed"), lambda rows, at: rows.filter(state="sent", deadline_at__lt=at)),
        FREE: (_("Seats that became free"), lambda rows, at: rows.filter(state__in=FREED, replaced_by=None)),
        OBJECTED: (
            _("The host objects"),
            lambda rows, at: rows.filter(host_answer=HostAnswer.OBJECTED, state__in=("sent", "accepted")),
        ),
        ASKED: (
            _("Too late, but still willing"),
            lambda rows, at: rows.filter(state="expired").exclude(asked_again=""),
        ),
    },
}


def waiting(rows: QuerySet[Any], name: str, at: datetime) -> QuerySet[Any]:
    """Of these rows the ones that wait for this work; none for a name that is not known."""
    narrow = WAITING[rows.model].get(name)
    return narrow[1](rows, at) if narrow else rows.none()


def choices_for(model: type) -> list[tuple[str, str]]:
    return [(name, label) for name, (label, _narrow) in WAITING[model].items()]
