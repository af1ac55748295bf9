"""The host supervisor's pages: a week in two taps, a mission, an outcome."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mentoring.domain import claims, logs, missions
from mentoring.models import Claim, Mission, Placement, Week
from programme.kernel.errors import NotVisible
from programme.kernel.policies import get_visible, visible_to

BASE = {"area": "host", "here": "home"}


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the host: weeks, missions, outcomes; and its ambassadors."""
    placements = (
        visible_to(request.user, Placement, "host")
        .select_related("ambassador__profile", "city", "cohort")
        .order_by("-starts_on", "pk")
    )
    waiting = (
        Week.objects.filter(placement__in=placements)
        .annotate(n=Count("logs", filter=Q(logs__state="submitted")))
        .filter(n__gt=0)
    )
    context = {
        "placements": placements,
        "weeks": waiting.select_related("placement__ambassador__profile").order_by("starts_on", "pk"),
        "missions": Mission.objects.filter(placement__in=placements, state="proposed")
        .select_related("placement__ambassador__profile")
        .order_by("created_at", "pk"),
        "claims": Claim.objects.filter(placement__in=placements, state="submitted")
        .exclude(kind="log")
        .select_related("placement__ambassador__profile")
        .order_by("submitted_at", "pk"),
    }
    return render(request, "mentoring/host_home.html", BASE | context)


@login_required
def week(request: HttpRequest, pk: int) -> HttpResponse:
    """One page: confirm all, or return single ones with a reason."""
    found = (
        Week.objects.filter(pk=pk, placement__in=visible_to(request.user, Placement, "host"))
        .select_related("placement__ambassador__profile")
        .first()
    )
    if found is None:
        raise NotVisible
    if request.method == "POST":
        if request.POST.get("act") == "return":
            log = get_visible(request.user, Claim, action="host", code=request.POST.get("log", ""))
            claims.return_claim(claim=log, reason=request.POST.get("reason", ""), by=request.user, at=timezone.now())
            messages.success(request, _("Returned with your reason."))
            return redirect("host_week", pk=pk)
        n = logs.confirm_week(week=found, by=request.user, at=timezone.now())
        messages.success(request, _("%(n)s logs confirmed. Thank you.") % {"n": n})
        return redirect("host_home")
    rows = (
        found.logs.exclude(state__in=("draft", "discarded"))
        .prefetch_related("people__group", "evidence__file")
        .select_related("mission")
        .order_by("happened_on", "pk")
    )
    context = {"week": found, "logs": rows, "waiting": sum(row.state == "submitted" for row in rows)}
    return render(request, "mentoring/host_week.html", BASE | context)


@login_required
@require_POST
def answer_mission(request: HttpRequest, code: str) -> HttpResponse:
    mission = get_visible(request.user, Mission, action="host", code=code)
    if request.POST.get("act") == "agree":
        missions.agree_mission(mission=mission, by=request.user, at=timezone.now())
        messages.success(request, _("Agreed. Work can begin."))
    else:
        missions.send_back_mission(
            mission=mission, reason=request.POST.get("reason", ""), by=request.user, at=timezone.now()
        )
        messages.success(request, _("Sent back with your words."))
    return redirect("host_home")


@login_required
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """An outcome or a problem: did it happen as written?"""
    found = get_visible(
        request.user,
        Claim,
        action="host",
        queryset=Claim.objects.select_related("placement__ambassador__profile", "mission"),
        code=code,
    )
    if request.method == "POST":
        if request.POST.get("act") == "confirm":
            claims.confirm_claim(claim=found, by=request.user, at=timezone.now())
            messages.success(request, _("Confirmed. The programme verifies it next."))
        else:
            claims.return_claim(claim=found, reason=request.POST.get("reason", ""), by=request.user, at=timezone.now())
            messages.success(request, _("Returned with your reason."))
        return redirect("host_home")
    context = {
        "claim": found,
        "detail": claims.detail_of(found),
        "evidence": found.evidence.select_related("file").order_by("pk"),
    }
    return render(request, "mentoring/host_claim.html", BASE | context)
