"""Missions: proposed by the ambassador, agreed by the host, closed with what changed."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.models import Mission, Placement
from programme.domain.audit import record_act
from programme.domain.transitions import lock, move
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.kernel.shapes import Fields
from programme.models import User

MOST_MEASURES = 5
TWICE = timedelta(minutes=15)
LIVE = ("active", "planned", "completing")


@transaction.atomic
def plan_mission(*, placement: Placement, fields: Fields, by: User, at: datetime) -> Mission:
    """Writes a mission down and sends it to the host; the same words within minutes are the same mission, sent twice."""
    require(by, "log", placement)
    if placement.state not in LIVE:
        raise Refusal(_("Your placement is not running, so no mission can be planned."), code="not_running")
    told = {"title": fields["title"], "aim": fields["aim"], "created_at__gt": at - TWICE}
    if before := lock(placement).missions.filter(**told).order_by("pk").first():
        return before
    mission = Mission.objects.create(placement=placement, created_at=at, state_changed_at=at, **_told_apart(fields))
    record_act(act="plan", obj=mission, by=by, at=at)
    return move(mission, "propose", by=by, at=at)


def agree_mission(*, mission: Mission, by: User, at: datetime) -> Mission:
    """The host agrees; work can begin."""
    return move(mission, "agree", by=by, at=at, values={"agreed_by": by, "agreed_at": at})


def begin_mission(*, mission: Mission, by: User, at: datetime) -> Mission:
    """Its first log begins a mission that the host agreed to."""
    return move(mission, "begin", by=by, at=at)


def send_back_mission(*, mission: Mission, reason: str, by: User, at: datetime) -> Mission:
    if not reason.strip():
        raise Refusal(_("Write what should be different; the ambassador reads it."), code="no_reason")
    return move(mission, "send_back", by=by, at=at, reason=reason.strip(), values={"decision_note": reason.strip()})


def propose_mission(*, mission: Mission, fields: Fields, by: User, at: datetime) -> Mission:
    """A mission that came back is changed and proposed again."""
    require(by, "change", mission)
    with transaction.atomic():
        Mission.objects.filter(pk=mission.pk, state="draft").update(**_told_apart(fields))
        return move(lock(mission), "propose", by=by, at=at)


@transaction.atomic
def close_mission(*, mission: Mission, reflection: Fields, by: User, at: datetime) -> Mission:
    """Ends a mission with four answers: what changed, what did not, what goes on, who owns it after."""
    mission = lock(mission)
    if mission.state in ("agreed", "active"):
        move(mission, "finish", by=by, at=at)
    return move(mission, "close", by=by, at=at, values={**reflection, "closed_at": at})


@transaction.atomic
def add_measure(
    *, mission: Mission, label: str, unit: str, before: Decimal | None, target: Decimal, by: User, at: datetime
) -> Mission:
    """Says what a mission is measured by, from where to where. The same name again changes it and keeps its newest value."""
    require(by, "change", mission)
    mission = _measured(mission)
    measure = {"label": label.strip(), "unit": unit.strip(), "before": _text(before), "target": _text(target)}
    known = next((row for row in mission.measures if row["label"] == measure["label"]), None)
    if known is None and len(mission.measures) >= MOST_MEASURES:
        raise Refusal(
            _("A mission has at most %(n)s measures. Change one of them by its name.") % {"n": MOST_MEASURES},
            code="too_many",
        )
    if known is None:
        mission.measures.append(measure | {"now": "", "on": "", "source": ""})
    else:
        known.update(measure)
    mission.save(update_fields=["measures"])
    record_act(act="add_measure", obj=mission, by=by, at=at, data={"label": measure["label"]})
    return mission


@transaction.atomic
def take_measure(
    *, mission: Mission, label: str, now: Decimal, on: date, source: str, by: User, at: datetime
) -> Mission:
    """Writes down the newest value of a measure, with its day and where it comes from."""
    require(by, "change", mission)
    mission = _measured(mission)
    known = next((row for row in mission.measures if row["label"] == label), None)
    if known is None:
        raise Refusal(_("This mission is not measured by that. Add the measure first."), code="unknown", field="label")
    if on.isoformat() < known["on"]:
        raise Refusal(_("A newer value is written down already."), code="older", field="on")
    known.update(now=_text(now), on=on.isoformat(), source=source.strip())
    mission.save(update_fields=["measures"])
    record_act(act="take_measure", obj=mission, by=by, at=at, data={"label": label, "now": known["now"]})
    return mission


def _measured(mission: Mission) -> Mission:
    mission = lock(mission)
    if mission.state in ("closed", "cancelled"):
        raise Refusal(_("The mission is over; its measures stand as they are."), code="over")
    return mission


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _told_apart(fields: Fields) -> Fields:
    """A domain named twice is one domain."""
    return fields | {"domains": list(dict.fromkeys(fields["domains"]))} if "domains" in fields else fields
