"""The ambassador's first page: phone first, one thing to do next."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from mentoring.models import HelpCall, Placement, Week
from mentoring.queries.figures import REASONS, with_reason
from mentoring.queries.progress import month_so_far
from programme.kernel.dates import week_start
from programme.kernel.errors import NotVisible
from programme.kernel.policies import visible_to
from programme.models import User

BASE = {"area": "field"}
TO_HAND_IN = ("draft", "returned")
ANSWER_SHOWN = timedelta(days=14)


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


def frame_of(request: HttpRequest, placement: Placement, here: str) -> dict:
    """The frame of a page of the field, and the way back: of the ambassador, or of the role in which somebody looks on."""
    user, way = request.user, {"own": placement.ambassador_id == request.user.pk}
    if way["own"]:
        return BASE | way | {"here": here}
    if visible_to(user, Placement, "mentor").filter(pk=placement.pk).exists():
        return way | {"area": "my", "here": "mentor", "back": reverse("mentor_person", args=[placement.code])}
    if visible_to(user, Placement, "host").filter(pk=placement.pk).exists():
        return way | {"area": "host", "here": "home", "back": reverse("host_home")}
    return way | {"area": "my", "here": "desk", "back": reverse("desk_placement", args=[placement.code])}


@login_required
def today(request: HttpRequest) -> HttpResponse:
    placement = current_placement(request)
    on = timezone.localdate()
    monday = week_start(on)
    week = Week.objects.filter(placement=placement, starts_on=monday).first()
    logs = list(week.logs.exclude(state="discarded").order_by("happened_on", "pk")) if week else []
    days = [{"day": monday + timedelta(days=i), "is_today": monday + timedelta(days=i) == on} for i in range(7)]
    for row in days:
        row["n"] = sum(log.happened_on == row["day"] for log in logs)
    newest = placement.claims.filter(kind="log").exclude(state="discarded").order_by("-happened_on", "-pk")
    context = {
        "placement": placement,
        "on": on,
        "month": months_gone(placement, on),
        "month_done": month_so_far(placement, on),
        "days": days,
        "week": week,
        "waiting": [log for log in logs if log.state in TO_HAND_IN],
        "returned": with_reason(placement.claims.filter(state="returned"))
        .select_related("activitylog", "outcome", "problem")
        .order_by("happened_on", "pk"),
        "missions": placement.missions.filter(state__in=("proposed", "agreed", "active")).order_by("ends_on", "pk"),
        "newest": newest.select_related("activitylog")[:4],
        "calls": calls_for_help(placement, request.user),
        "reasons": REASONS,
        "here": "today",
    }
    return render(request, "mentoring/today.html", BASE | context)


def calls_for_help(placement: Placement, user: User) -> QuerySet[HelpCall]:
    """What the person asked for and waits for, and what was answered lately, the newest answer first."""
    lately = timezone.now() - ANSWER_SHOWN
    rows = HelpCall.objects.filter(Q(state="open") | Q(answered_at__gte=lately), placement=placement, asked_by=user)
    people = ("owner__profile", "answered_by__profile")
    return rows.select_related(*people).order_by("-state", "-answered_at", "asked_at", "pk")


def months_gone(placement: Placement, on) -> dict | None:
    """Which month of how many; None before the first day and after the last."""
    if not placement.starts_on <= on <= placement.ends_on:
        return None
    between = (on.year - placement.starts_on.year) * 12 + on.month - placement.starts_on.month
    whole = (placement.ends_on - placement.starts_on).days
    return {"n": between + (on.day >= placement.starts_on.day), "of": max(1, round(whole / 30.4))}
