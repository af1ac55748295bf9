"""The ambassador's pages: phone first, one thing to do next."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.domain import logs, missions
from mentoring.forms.field import CloseMissionForm, LogForm, MissionForm
from mentoring.models import Mission, Placement, Week
from programme.kernel.dates import week_start
from programme.kernel.errors import NotVisible
from programme.kernel.lists import is_number
from programme.kernel.policies import get_visible, visible_to

BASE = {"area": "field"}


def current_placement(request: HttpRequest) -> Placement:
    """The placement a person works in now, else the newest; nobody without one sees these pages."""
    rows = visible_to(request.user, Placement, "own").select_related("agency", "city__province", "cohort")
    found = (
        rows.filter(state__in=("active", "on_leave", "completing", "planned")).first()
        or rows.order_by("-starts_on", "pk").first()
    )
    if found is None:
        raise NotVisible
    return found


@login_required
def today(request: HttpRequest) -> HttpResponse:
    placement = current_placement(request)
    monday = week_start(timezone.localdate())
    week = Week.objects.filter(placement=placement, starts_on=monday).first()
    week_logs = list(week.logs.order_by("happened_on", "pk")) if week else []
    returned = placement.claims.filter(state="returned").order_by("happened_on", "pk")
    live = placement.missions.filter(state__in=("agreed", "active")).order_by("ends_on", "pk")
    days = [
        {
            "day": monday + timedelta(days=i),
            "n": sum(log.happened_on == monday + timedelta(days=i) for log in week_logs),
        }
        for i in range(7)
    ]
    waiting = [log for log in week_logs if log.state in ("draft", "returned")]
    context = {
        "placement": placement,
        "days": days,
        "week": week,
        "waiting": waiting,
        "returned": returned,
        "missions": live,
        "here": "today",
    }
    return render(request, "mentoring/today.html", BASE | context)


@login_required
def new_log(request: HttpRequest) -> HttpResponse:
    """One log: a photo, a line, people. The uuid in the page makes a double press one log."""
    placement = current_placement(request)
    last = (
        placement.claims.filter(kind="log").order_by("-happened_on", "-pk").values_list("mission_id", flat=True).first()
    )
    initial = {"happened_on": timezone.localdate(), "consent": "none", "mission": last}
    form = LogForm(request.POST or None, request.FILES or None, placement=placement, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _keep_log(request, placement, form.cleaned_data)
        except ValidationError as error:
            form.add_error("photo", error)
        else:
            messages.success(request, _("Kept. It goes to your host with the week."))
            return redirect("field_week")
    context = {"form": form, "uuid": request.POST.get("client_uuid") or uuid4(), "placement": placement, "here": "log"}
    return render(request, "mentoring/log.html", BASE | context, status=422 if form.errors else 200)


def _keep_log(request: HttpRequest, placement: Placement, data: dict) -> None:
    try:
        key = UUID(request.POST.get("client_uuid", ""))
    except ValueError:
        key = uuid4()
    fields = {
        name: data[name]
        for name in ("headline", "happened_on", "place_name", "activity", "note", "needs_help", "mission")
    }
    people = []
    if data["people"]:
        group = logs.group_named(placement=placement, name=data["group"]) if data["group"] else None
        people = [{"group": group, "number": data["people"], "first_time": data["first_time"]}]
    photos = [data["photo"]] if data["photo"] else []
    logs.write_log(
        placement=placement,
        client_uuid=key,
        fields=fields,
        people=people,
        photos=photos,
        consent=data["consent"],
        by=request.user,
        at=timezone.now(),
    )


@login_required
def weeks(request: HttpRequest) -> HttpResponse:
    """The weeks as cards; handing one in is one tap."""
    placement = current_placement(request)
    if request.method == "POST":
        week = Week.objects.filter(
            placement=placement, pk=request.POST.get("week") if is_number(request.POST.get("week", ""), digits=9) else 0
        ).first()
        if week is None:
            raise NotVisible
        n = logs.submit_week(week=week, by=request.user, at=timezone.now())
        messages.success(request, _("%(n)s logs handed in. Your host is told.") % {"n": n})
        return redirect("field_week")
    rows = placement.weeks.prefetch_related("logs__people", "logs__evidence").order_by("-starts_on", "pk")[:12]
    return render(request, "mentoring/weeks.html", BASE | {"placement": placement, "weeks": rows, "here": "week"})


@login_required
def mission_list(request: HttpRequest) -> HttpResponse:
    placement = current_placement(request)
    rows = placement.missions.order_by("-starts_on", "pk")
    return render(
        request, "mentoring/missions.html", BASE | {"placement": placement, "missions": rows, "here": "missions"}
    )


@login_required
def new_mission(request: HttpRequest, code: str | None = None) -> HttpResponse:
    """Plans a mission, or changes one that the host sent back."""
    placement = current_placement(request)
    mission = get_visible(request.user, Mission, action="own", code=code, state="draft") if code else None
    initial = {name: getattr(mission, name) for name in MissionForm.base_fields} if mission else None
    form = MissionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if mission:
            missions.propose_mission(mission=mission, fields=form.cleaned_data, by=request.user, at=timezone.now())
        else:
            missions.plan_mission(placement=placement, fields=form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("Sent to your host to agree."))
        return redirect("field_missions")
    context = {
        "form": form,
        "title": _("Plan a mission"),
        "lead": mission.decision_note if mission else "",
        "submit_label": _("Send to the host"),
        "cancel_url": reverse("field_missions"),
        "here": "missions",
    }
    return render(request, "portal_form.html", BASE | context, status=422 if form.errors else 200)


@login_required
def mission_detail(request: HttpRequest, code: str) -> HttpResponse:
    mission = get_visible(
        request.user,
        Mission,
        queryset=Mission.objects.select_related("placement__city", "placement__agency"),
        code=code,
    )
    form = CloseMissionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        missions.close_mission(mission=mission, reflection=form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("The mission is closed. If something changed for good, claim it as an outcome."))
        return redirect("field_mission", code=code)
    rows = (
        mission.claims.filter(kind="log")
        .exclude(state="discarded")
        .select_related("activitylog")
        .order_by("-happened_on", "-pk")[:50]
    )
    context = {
        "mission": mission,
        "logs": rows,
        "form": form,
        "own": mission.placement.ambassador_id == request.user.pk,
        "here": "missions",
    }
    return render(request, "mentoring/mission.html", BASE | context, status=422 if form.errors else 200)
