"""Placements: opened by an accepted offer, started, ended; every field record hangs on one."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Offer
from mentoring.letters import placement_opened, put_beside
from mentoring.models import Placement, RoleAssignment
from mentoring.policies import closed_placements, people_in_conflict
from mentoring.states import LIVING
from programme.domain.audit import record_act
from programme.domain.due_work import for_each_due
from programme.domain.letters import queue_letter
from programme.domain.transitions import lock, move
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import HostAgency, User, new_code

EARLY_ENDS = ("withdraw", "terminate", "transfer")


@transaction.atomic
def open_placement(*, offer: Offer, by: User | None, at: datetime) -> Placement:
    """Opens the year that an accepted offer promises, with its supervisor and mentor. Repeating it changes nothing.

    Whoever declared a conflict about the person is not put beside them; the office finds somebody else.
    """
    existing = Placement.objects.filter(offer=offer).first()
    if existing:
        return existing
    opening, cohort = offer.opening, offer.application.call.cohort
    placement = Placement.objects.create(
        ambassador=offer.application.applicant, cohort=cohort, opening=opening, offer=offer, agency=opening.agency, city=opening.city,
        starts_on=cohort.starts_on, ends_on=cohort.ends_on, pseudonym=f"P{cohort.number}-{new_code()[:5].upper()}", state_changed_at=at,
    )  # fmt: skip
    closed = set(people_in_conflict(placement))
    for kind, person in (
        (RoleAssignment.Kind.SUPERVISOR, opening.supervisor),
        (RoleAssignment.Kind.HOST_MENTOR, opening.mentor),
    ):
        if person and person.pk not in closed:
            RoleAssignment.objects.create(placement=placement, user=person, kind=kind, from_on=cohort.starts_on)
    record_act(act="open", obj=placement, by=by, at=at)
    queue_letter(spec=placement_opened(placement), at=at)
    return placement


@transaction.atomic
def move_dates(
    *, placement: Placement, starts_on: date, ends_on: date, reason: str, by: User, at: datetime
) -> Placement:
    """Changes the days of one placement, for a written reason: a late start, a year that goes on longer."""
    require(by, "manage", placement)
    if not reason.strip() or ends_on <= starts_on:
        raise Refusal(_("Write the reason, and an end that comes after the beginning."), code="wrong_dates")
    placement.starts_on, placement.ends_on = starts_on, ends_on
    placement.save(update_fields=["starts_on", "ends_on"])
    record_act(act="move_dates", obj=placement, by=by, at=at, reason=reason.strip())
    return placement


@transaction.atomic
def assign_role(*, placement: Placement, user: User, kind: str, on: date, by: User, at: datetime) -> RoleAssignment:
    """Puts a person beside an ambassador in one role, told by letter; nobody stands beside themselves."""
    require(by, "manage", placement)
    if user.pk == placement.ambassador_id:
        raise Refusal(_("Nobody supervises or mentors themselves."), code="own")
    if people_in_conflict(placement).filter(person=user).exists():
        raise Refusal(_("This person declared a conflict of interest here. Choose somebody else."), code="stake")
    role, created = RoleAssignment.objects.get_or_create(
        placement=placement, user=user, kind=kind, to_on=None, defaults={"from_on": on}
    )
    if created:
        record_act(act="assign_role", obj=placement, by=by, at=at, data={"user": user.code, "kind": kind})
        queue_letter(spec=put_beside(role), at=at)
    return role


@transaction.atomic
def end_assignment(*, role: RoleAssignment, on: date, by: User, at: datetime) -> RoleAssignment:
    """Somebody stands by an ambassador no longer; what they confirmed stays confirmed."""
    require(by, "manage", role.placement)
    if RoleAssignment.objects.filter(pk=role.pk, to_on=None).update(to_on=max(on, role.from_on)):
        record_act(act="end_role", obj=role.placement, by=by, at=at, data={"user": role.user.code, "kind": role.kind})
    return role


@transaction.atomic
def hand_over_placements(*, agency: HostAgency, old: User, new: User, by: User | None, at: datetime) -> int:
    """One supervisor takes over the living placements of another at the same agency. Returns how many."""
    today = timezone.localdate(at)
    held = RoleAssignment.objects.filter(
        placement__agency=agency, placement__state__in=LIVING, user=old, kind="supervisor", to_on=None
    )
    able = held.exclude(placement__ambassador=new).exclude(placement__in=closed_placements(new).values("pk"))
    roles = list(able.select_related("placement").order_by("pk"))
    for role in roles:
        role.to_on = today
        role.save(update_fields=["to_on"])
        RoleAssignment.objects.get_or_create(
            placement=role.placement, user=new, kind=role.kind, to_on=None, defaults={"from_on": today}
        )
        record_act(act="hand_over", obj=role.placement, by=by, at=at, data={"user": new.code, "kind": role.kind})
    return len(roles)


def start_placements(*, at: datetime, today: date) -> int:
    """What the clock does: planned placements begin on their first day."""
    due = Placement.objects.filter(state="planned", starts_on__lte=today, ends_on__gte=today).order_by(
        "starts_on", "pk"
    )
    return for_each_due("start_placement", due, lambda row: start_placement(placement=row, by=None, at=at), at=at)


def start_placement(*, placement: Placement, by: User | None, at: datetime) -> Placement:
    return move(placement, "start", by=by, at=at)


def complete_placement(*, placement: Placement, on: date, by: User | None, at: datetime) -> Placement:
    return move(placement, "complete", by=by, at=at, values={"ended_on": on})


def end_placement(
    *, placement: Placement, kind: str, reason: str, on: date, by: User | None, at: datetime
) -> Placement:
    """Ends a placement early, by one of `EARLY_ENDS`, with the reason; what was verified in it stays counted."""
    if kind not in EARLY_ENDS:
        raise ValueError(kind)
    if not reason.strip():
        raise Refusal(_("Write why the placement ends."), code="no_reason")
    placement = lock(placement)
    values = {"exit_kind": kind, "exit_reason": reason.strip(), "ended_on": on}
    return move(placement, kind, by=by, at=at, reason=reason.strip(), values=values)
