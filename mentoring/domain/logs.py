"""Logs: thirty seconds to write, changed as long as they are the author's, kept once however often they are sent."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mentoring.domain.claims import OPEN_TO_ITS_AUTHOR
from mentoring.domain.contents import count_people
from mentoring.domain.days import require_day
from mentoring.domain.evidence import add_photo
from mentoring.domain.help import call_for_help
from mentoring.domain.missions import begin_mission
from mentoring.domain.sending import digest_of, sent_before
from mentoring.models import ActivityLog, Claim, PeopleGroup, Placement, Week
from programme.domain.audit import record_act
from programme.domain.transitions import lock
from programme.kernel.dates import week_start
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.kernel.shapes import Fields, Upload
from programme.models import User

RUNNING = ("active", "completing", "on_leave")


def write_log(
    *,
    placement: Placement,
    client_uuid: UUID,
    fields: Fields,
    people: list[Fields],
    photos: list[Upload],
    consent: str,
    by: User,
    at: datetime,
) -> ActivityLog:
    """Keeps one log as a draft of its week. Sent twice by its author it is one log; other content is refused by name.

    `people`: [{"group": PeopleGroup | None, "number": int, "first_time": int | None}]. A log that asks for help opens a
    call that somebody owns until it is answered.
    """
    require(by, "log", placement)
    digest = digest_of(fields, people, photos, consent)
    existing = sent_before(ActivityLog, by=by, client_uuid=client_uuid, digest=digest)
    if existing:
        return existing
    if placement.state not in RUNNING:
        raise Refusal(_("Your placement is not running on this day, so nothing can be logged."), code="not_running")
    require_day(placement, on=fields["happened_on"], what=fields["headline"], at=at)
    try:
        with transaction.atomic():
            log = ActivityLog.objects.create(
                kind=Claim.Kind.LOG, placement=placement, author=by, created_at=at, client_uuid=client_uuid,
                client_digest=digest, week=_week_of(placement, fields), state_changed_at=at, **fields,
            )  # fmt: skip
            _fill(log, people, photos, consent, by, at)
    except IntegrityError:
        found = sent_before(ActivityLog, by=by, client_uuid=client_uuid, digest=digest)
        if found is None:
            raise
        return found
    return log


@transaction.atomic
def change_log(
    *,
    log: ActivityLog,
    fields: Fields,
    people: list[Fields],
    photos: list[Upload],
    consent: str,
    by: User,
    at: datetime,
) -> ActivityLog:
    """Changes a draft or a returned log; another day moves it to that day's week. New photos come to those it has."""
    require(by, "change", log)
    log = lock(log)
    if log.state not in OPEN_TO_ITS_AUTHOR:
        raise Refusal(
            _("“%(what)s” is handed in. Pull it back first, or propose a correction.") % {"what": log.headline},
            code="locked",
        )
    require_day(log.placement, on=fields["happened_on"], what=fields["headline"], at=at)
    for name, value in fields.items():
        setattr(log, name, value)
    log.week = _week_of(log.placement, fields)
    log.save(update_fields=[*fields, "week"])
    _fill(log, people, photos, consent, by, at)
    record_act(act="change", obj=log, by=by, at=at)
    return log


def _week_of(placement: Placement, fields: Fields) -> Week:
    return Week.objects.get_or_create(placement=placement, starts_on=week_start(fields["happened_on"]))[0]


def _fill(
    log: ActivityLog, people: list[Fields], photos: Iterable[Upload], consent: str, by: User, at: datetime
) -> None:
    """What comes with a log: people, photos, a mission that begins with it, a call for help."""
    count_people(log, people)
    for photo in photos:
        log.evidence.add(
            add_photo(placement=log.placement, upload=photo, caption=log.headline, consent=consent, by=by, at=at)
        )
    if log.mission and log.mission.state == "agreed":
        begin_mission(mission=log.mission, by=by, at=at)
    if log.needs_help:
        call_for_help(placement=log.placement, claim=log, words=log.headline, by=by, at=at)


def group_named(*, placement: Placement, name: str) -> PeopleGroup:
    group, _created = PeopleGroup.objects.get_or_create(placement=placement, name=name.strip()[:120])
    return group
