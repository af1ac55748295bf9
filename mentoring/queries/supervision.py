"""Who answers for the work of one placement, and who is asked when nobody can."""

from typing import Any

from django.db.models import QuerySet

from mentoring.models import Placement
from mentoring.policies import CONFIRMS, people_in_conflict
from programme.models import Membership, User
from programme.queries.people import is_officer, officers

SUPERVISES, SIGNS = Membership.Capacity.SUPERVISOR, Membership.Capacity.APPROVER


def confirmers_of(placement: Placement) -> list[User]:
    """Who is written to when work waits: those beside the ambassador, else whoever supervises for the agency.

    Nobody in conflict and nobody who left is among them; an empty list means that nobody at the host can confirm.
    """
    own = placement.roles.filter(kind__in=CONFIRMS, to_on=None).values("user")
    return list(_able(placement, own)) or list(_able(placement, _members(placement, SUPERVISES)))


def signers_of(placement: Placement) -> list[User]:
    """Who can name another supervisor at the agency."""
    return list(_able(placement, _members(placement, SIGNS)))


def officer_of(placement: Placement, *, besides: User | None = None) -> User | None:
    """The officer of the placement, else the officer of its cohort with the fewest open calls for help."""
    closed = set(people_in_conflict(placement)) | ({besides.pk} if besides else set())
    named = _able(placement, placement.roles.filter(kind="officer", to_on=None).values("user")).exclude(pk__in=closed)
    able = list(named[:1]) or [
        user for user in officers() if is_officer(user, placement.cohort_id) and user.pk not in closed
    ]
    return min(able, key=lambda user: (user.help_calls.filter(state="open").count(), user.pk), default=None)


def _members(placement: Placement, capacity: str) -> QuerySet[Any, Any]:
    return Membership.objects.filter(agency=placement.agency_id, capacity=capacity, ended_at=None).values("user")


def _able(placement: Placement, people: QuerySet[Any, Any]) -> QuerySet[User]:
    """Of these, whoever has an account in use, no conflict, and is not the ambassador."""
    able = User.objects.filter(pk__in=people, is_active=True).exclude(pk=placement.ambassador_id)
    return able.exclude(pk__in=people_in_conflict(placement)).select_related("profile").order_by("pk")
