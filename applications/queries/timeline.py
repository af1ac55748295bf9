"""Where an application stands, step by step, as its applicant may know it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application
from programme.models import AuditEntry
from programme.queries.calls import public_days


@dataclass(frozen=True)
class Moment:
    """One line of the timeline: done, now, or still to come. `is_plan`: the day is planned and not past."""

    label: str
    when: datetime | date | None
    state: str
    is_plan: bool = False
    who: str = ""  # who has it now
    until: datetime | date | None = None  # by when they are through with it


STAGES = (
    ("draft",),
    ("submitted", "screening", "correction"),
    ("eligible", "in_review", "reviewed", "ranked", "matched"),
    ("offered", "reserve"),
    ("accepted",),
)
ENDED = {"withdrawn", "ineligible", "not_selected", "declined"}


def timeline_of(application: Application) -> list[Moment]:
    """Five steps from submission to the first day; decisions stay out of it until they are released. Four queries.

    Of the step that is now it says who has it and by when.
    """
    told = application.told_state
    place = next((i for i, states in enumerate(STAGES) if told in states), 0)
    plan = _plan(application)
    moments = [_moment(application, i, label, place, plan) for i, label in enumerate(_labels())]
    moments = [replace(one, **_held(application, plan)) if one.state == "now" else one for one in moments]
    if told in ENDED:
        moments = [moment for moment in moments if moment.state == "done"]
        moments.append(Moment(application.told_word.label_for("person"), application.state_changed_at, "now"))
    return moments


def _held(application: Application, plan: dict[int, datetime | date | None]) -> dict[str, Any]:
    """Who has the application and until when: the same for all whose result is not released."""
    told, call = application.told_state, application.call
    if told == "draft":
        return {"label": _("Fill in and hand in"), "who": _("you"), "until": call.closes_at}
    if told == "correction":
        return {"who": _("you"), "until": application.due_at}
    if told == "offered":
        offer = application.offers.filter(state="sent").first()
        return {"who": _("you"), "until": offer.deadline_at if offer else None}
    if told in STAGES[2]:
        return {"who": _("readers and host agencies"), "until": plan.get(3)}
    if told == "accepted":
        return {"who": _("you and your host agency"), "until": plan.get(4)}
    return {"who": _("the programme office"), "until": plan.get(1) if told in STAGES[1] else None}


def _labels() -> tuple[str, ...]:
    return (
        _("Application submitted"),
        _("Documents checked"),
        _("Read and matched"),
        _("Result"),
        _("First day at the host"),
    )


def _plan(application: Application) -> dict[int, datetime | date | None]:
    """What the call tells everybody of the steps to come."""
    call = application.call
    days = public_days(call)
    kinds = {1: ("screen",), 2: ("match", "review"), 3: ("announce",)}
    plan = {i: next((days[kind] for kind in one if kind in days), None) for i, one in kinds.items()}
    days_only = {i: timezone.localdate(at) if at else None for i, at in plan.items()}
    return days_only | {3: days_only[3] or call.results_on, 4: call.cohort.starts_on}


def _moment(
    application: Application, i: int, label: str, place: int, plan: dict[int, datetime | date | None]
) -> Moment:
    told = application.told_state
    done = i < place or (i == 0 and application.submitted_at) or (told == "accepted" and i < 4)
    state = "done" if done else "now" if i == place and told not in ENDED else "todo"
    planned = plan.get(i)
    happened = {0: application.submitted_at, 1: _checked_at(application) if done and i == 1 else None}.get(i)
    if i == 3 and place >= 3 and (decision := getattr(application, "decision", None)):
        happened = decision.released_at
    return Moment(label, happened or planned, state, is_plan=happened is None and planned is not None and not done)


def _checked_at(application: Application) -> datetime | None:
    """When screening was passed for the last time."""
    acts = AuditEntry.objects.filter(
        object_type=application._meta.label_lower, object_code=application.code, act="pass"
    ).order_by("-at")
    return acts.values_list("at", flat=True).first()
