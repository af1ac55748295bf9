"""The match room: checklist, runs, reasons, adoption by a second officer, release, audit bundle."""

import io
import zipfile

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.domain import matching as domain
from applications.forms.desk import RunForm
from applications.matching import audit_bundle
from applications.matching.texts import say
from applications.models import MatchRun
from applications.queries.market import open_points
from programme.kernel.policies import can, get_visible, require
from programme.models import Call
from programme.views.agencies import story_of


@login_required
def room(request: HttpRequest, code: str) -> HttpResponse:
    call = get_visible(request.user, Call, action="desk", queryset=Call.objects.select_related("cohort"), code=code)
    require(request.user, "change", call)
    runs = call.match_runs.select_related("requested_by__profile", "adopted_by__profile").order_by("-number", "pk")
    context = {"call": call, "points": open_points(call), "runs": runs, "form": RunForm(), "here": "match"}
    return render(request, "applications/desk/match.html", context)


@login_required
@require_POST
def new_run(request: HttpRequest, code: str) -> HttpResponse:
    call = get_visible(request.user, Call, action="desk", code=code)
    form = RunForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Enter the seed and how it was drawn."))
        return redirect("desk_match", code=code)
    data = form.cleaned_data
    parameters = {"programme_cap": data["programme_cap"]} if data["programme_cap"] is not None else {}
    run = domain.request_run(
        call=call,
        seed=data["seed"],
        seed_source=data["seed_source"],
        parameters=parameters,
        by=request.user,
        at=timezone.now(),
    )
    messages.success(
        request, _("The inputs are frozen. The run is computed in the background; this page shows when it is done.")
    )
    return redirect("desk_run", code=run.code)


@login_required
def run_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One run: its figures, every match with its reason, and what may be done with it. Constant queries at any size."""
    run = get_visible(
        request.user,
        MatchRun,
        queryset=MatchRun.objects.select_related("call__cohort", "requested_by__profile"),
        code=code,
    )
    matches = run.matches.select_related(
        "application__applicant__profile", "application__home_province", "opening__agency"
    ).order_by("application__receipt_number", "pk")
    wanted = request.GET.get("show", "")
    if wanted == "unplaced":
        matches = matches.filter(opening=None)
    openings = {opening.code: opening for opening in run.call.openings.select_related("agency")}
    language = get_language() or "th"
    rows = []
    for match in matches[:500]:
        reasons = [
            {
                "rank": row["rank"],
                "title": openings[row["position"]].agency.short_name
                if row["position"] in openings
                else row["position"],
                "text": say(row, language),
            }
            for row in match.explanation
        ]
        rows.append({"match": match, "reasons": reasons})
    context = {
        "run": run,
        "call": run.call,
        "rows": rows,
        "history": story_of(run),
        "adopt": can(request.user, "adopt", run),
        "here": "match",
    }
    return render(request, "applications/desk/run.html", context)


@login_required
@require_POST
def act(request: HttpRequest, code: str) -> HttpResponse:
    run = get_visible(request.user, MatchRun, code=code)
    name, at = request.POST.get("act", ""), timezone.now()
    if name == "adopt":
        domain.adopt_run(run=run, by=request.user, at=at)
        messages.success(request, _("Adopted. Nothing is visible to applicants or hosts until you release it."))
    elif name == "release":
        domain.release_run(run=run, by=request.user, at=at)
        messages.success(request, _("Released. Offers and results are on their way."))
    elif name == "discard":
        domain.discard_run(run=run, by=request.user, at=at)
        messages.success(request, _("The run is set aside."))
    return redirect("desk_run", code=code)


@login_required
def bundle(request: HttpRequest, code: str) -> HttpResponse:
    """All that an auditor needs to check the run on another machine, with the program that checks it."""
    run = get_visible(request.user, MatchRun, code=code)
    if not run.result:
        return redirect(reverse("desk_run", args=[code]))
    parameters = {"run": run.parameters, "seed_source": run.seed_source}
    files = audit_bundle(snapshot_json=run.snapshot, seed=run.seed, result_json=run.result, parameters=parameters)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(files.items()):
            archive.writestr(name, text)
    response = HttpResponse(content.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="match-{run.call.slug}-{run.number}.zip"'
    return response
