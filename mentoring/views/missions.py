"""The ambassador's missions."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.domain import missions
from mentoring.forms.missions import CloseMissionForm, MeasureForm, MissionForm, ReadingForm
from mentoring.models import Mission
from mentoring.queries.progress import measures_of
from mentoring.views.ambassador import BASE, current_placement, frame_of
from programme.forms.compared import SEEN, compared
from programme.kernel.operations import Operation, Operations
from programme.kernel.policies import get_visible

SHOWN = 30


@login_required
def mission_list(request: HttpRequest) -> HttpResponse:
    placement = current_placement(request)
    rows = placement.missions.order_by("-starts_on", "pk")
    context = {"placement": placement, "missions": rows, "here": "missions"}
    return render(request, "mentoring/missions.html", BASE | context)


@login_required
def new_mission(request: HttpRequest) -> HttpResponse:
    """Plans a mission and sends it to the host."""
    do = partial(missions.plan_mission, placement=current_placement(request))
    return _form_page(request, do, title=_("Plan a mission"))


@login_required
def change_mission(request: HttpRequest, code: str) -> HttpResponse:
    """A mission that the host sent back, changed and sent again."""
    mission = get_visible(request.user, Mission, action="own", code=code, state="draft")
    initial = compared({name: getattr(mission, name) for name in MissionForm.base_fields if name != SEEN})
    do = partial(missions.propose_mission, mission=mission)
    return _form_page(request, do, title=_("Change the mission"), lead=mission.decision_note, initial=initial)


def _form_page(request: HttpRequest, do, *, title: str, lead: str = "", initial: dict | None = None) -> HttpResponse:
    by, at = request.user, timezone.now()
    send = Operation(
        MissionForm,
        lambda **fields: do(fields=fields, by=by, at=at),
        said=_("Sent to your host to agree."),
        options={"initial": initial},
    )
    buttons = Operations(request, {"": send})
    context = {
        "form": buttons.form,
        "title": title,
        "lead": lead,
        "submit_label": _("Send to the host"),
        "cancel_url": reverse("field_missions"),
        "here": "missions",
    }
    return buttons.answer(to=reverse("field_missions")) or render(
        request, "portal_form.html", BASE | context, status=buttons.status
    )


@login_required
def mission_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Aim, logs, and its closing with what changed."""
    queryset = Mission.objects.select_related(
        "placement__city", "placement__agency", "placement__ambassador__profile", "placement__cohort"
    )
    mission = get_visible(request.user, Mission, queryset=queryset, code=code)
    by, at = request.user, timezone.now()
    close = Operation(
        CloseMissionForm,
        lambda **said: missions.close_mission(mission=mission, reflection=said, by=by, at=at),
        said=_("The mission is closed. If something changed for good, claim it as an outcome."),
    )
    act, measures = {"mission": mission, "by": by, "at": at}, measures_of(mission)
    add = Operation(MeasureForm, partial(missions.add_measure, **act), said=_("The measure is written down."))
    take = Operation(
        ReadingForm,
        partial(missions.take_measure, **act),
        said=_("The value is written down."),
        options={"labels": [row.label for row in measures]},
    )
    buttons = Operations(request, {"": close, "add": add, "take": take})
    done = buttons.answer()
    if done:
        return done
    rows = mission.claims.filter(kind="log").exclude(state="discarded")
    own = mission.placement.ambassador_id == request.user.pk
    shown = rows if own else rows.exclude(state="draft")
    context = {
        "mission": mission,
        "logs": shown.select_related("activitylog")
        .prefetch_related("evidence__file")
        .order_by("-happened_on", "-pk")[:SHOWN],
        "n": shown.count(),
        "form": buttons.form,
        "buttons": buttons.forms,
        "measures": measures,
        "measured": max((row for row in measures if row.on), key=lambda row: row.on, default=None),
    }
    frame = frame_of(request, mission.placement, "missions")
    return render(request, "mentoring/mission.html", frame | context, status=buttons.status)
