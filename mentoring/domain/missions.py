"""Missions: proposed by the ambassador, agreed by the host, closed with what changed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.models import Mission, Placement
from programme.domain.audit import record_act
from programme.domain.transitions import lock, move
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.kernel.shapes import Fields
from programme.models import User

LIVE = ("active", "planned", "completing")


@transaction.atomic
def plan_mission(*, placement: Placement, fields: Fields, by: User, at: datetime) -> Mission:
    """Writes a mission down and sends it to the host."""
    require(by, "log", placement)
    if placement.state not in LIVE:
        raise Refusal(_("Your placement is not running, so no mission can be planned."), code="not_running")
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


def _told_apart(fields: Fields) -> Fields:
    """A domain named twice is one domain."""
    return fields | {"domains": list(dict.fromkeys(fields["domains"]))} if "domains" in fields else fields
