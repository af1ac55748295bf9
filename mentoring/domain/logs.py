"""Logs and weeks: thirty seconds to write, one tap to hand in, two taps to confirm."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mentoring.domain.claims import confirm_claim, submit_claim
from mentoring.domain.evidence import add_photo
from mentoring.letters import week_submitted
from mentoring.models import ActivityLog, Claim, Mission, PeopleCount, PeopleGroup, Placement, RoleAssignment, Week
from programme.domain.letters import queue_letter
from programme.domain.transitions import move
from programme.kernel.dates import week_start
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import User


def write_log(
    *,
    placement: Placement,
    client_uuid: UUID,
    fields: dict,
    people: list[dict],
    photos: list[UploadedFile],
    consent: str,
    by: User,
    at: datetime,
) -> ActivityLog:
    """Keeps one log as a draft of its week. The same `client_uuid` twice makes one log, however often the phone sends it.

    `people`: [{"group": PeopleGroup | None, "number": int, "first_time": int | None}].
    """
    require(by, "log", placement)
    existing = ActivityLog.objects.filter(client_uuid=client_uuid).first()
    if existing:
        return existing
    if placement.state not in ("active", "completing", "on_leave"):
        raise Refusal(_("Your placement is not running on this day, so nothing can be logged."), code="not_running")
    try:
        with transaction.atomic():
            week, _created = Week.objects.get_or_create(
                placement=placement, starts_on=week_start(fields["happened_on"])
            )
            log = ActivityLog.objects.create(
                kind=Claim.Kind.LOG,
                placement=placement,
                author=by,
                created_at=at,
                client_uuid=client_uuid,
                week=week,
                state_changed_at=at,
                **fields,
            )
            for row in people:
                PeopleCount.objects.create(
                    log=log, group=row.get("group"), number=row["number"], first_time=row.get("first_time")
                )
            for photo in photos:
                log.evidence.add(
                    add_photo(placement=placement, upload=photo, caption=log.headline, consent=consent, by=by, at=at)
                )
    except IntegrityError:
        return ActivityLog.objects.get(client_uuid=client_uuid)
    begun = fields.get("mission")
    if begun and begun.state == "agreed":
        begin_mission(mission=begun, by=by, at=at)
    return log


def begin_mission(*, mission: Mission, by: User, at: datetime) -> None:
    move(mission, "begin", by=by, at=at)


@transaction.atomic
def submit_week(*, week: Week, by: User, at: datetime) -> int:
    """Hands in all drafts and mended logs of a week at once; the host gets one letter. Returns how many were handed in."""
    require(by, "log", week.placement)
    logs = list(week.logs.filter(state__in=("draft", "returned")).order_by("happened_on", "pk"))
    if not logs:
        raise Refusal(_("There is nothing new to hand in this week."), code="empty")
    for log in logs:
        submit_claim(claim=log, by=by, at=at)
    week.submitted_at = at
    week.save(update_fields=["submitted_at"])
    for role in RoleAssignment.objects.filter(
        placement=week.placement, kind=RoleAssignment.Kind.SUPERVISOR, to_on=None
    ).select_related("user__profile"):
        queue_letter(spec=week_submitted(week, role.user), at=at)
    return len(logs)


@transaction.atomic
def confirm_week(*, week: Week, by: User, at: datetime) -> int:
    """The host confirms everything of a week that waits. Each log goes through the same door as a single one."""
    require(by, "confirm", week.placement)
    waiting = list(week.logs.filter(state="submitted").order_by("happened_on", "pk"))
    if not waiting:
        raise Refusal(_("Nothing in this week waits for you any more."), code="empty")
    for log in waiting:
        confirm_claim(claim=log, by=by, at=at)
    week.answered_at = at
    week.save(update_fields=["answered_at"])
    return len(waiting)


def group_named(*, placement: Placement, name: str) -> PeopleGroup:
    group, _created = PeopleGroup.objects.get_or_create(placement=placement, name=name.strip()[:120])
    return group


def week_days(week: Week) -> list[date]:
    return [week.starts_on + timedelta(days=i) for i in range(7)]
