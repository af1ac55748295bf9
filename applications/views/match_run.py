"""One run: its limits, every place with its reason, "why not there?", what is empty, adoption and release."""

import io
import zipfile
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.domain import adoption, runs
from applications.forms.matching import ReleaseForm, TryForm
from applications.matching import audit_bundle
from applications.models import Match, MatchRun
from applications.queries.release import letters_of_release
from applications.queries.run_pages import (
    limits_of,
    matches_of,
    node_labels,
    reasons_in_words,
    vacancies_of,
    ways_out,
    why_not,
)
from programme.forms.fields import PlainForm
from programme.kernel.dates import moment
from programme.kernel.lists import PER_PAGE, shown_page
from programme.kernel.operations import Operation, Operations, operate, operate_one_of
from programme.kernel.policies import can, get_visible, require, visible_to
from programme.kernel.posting import posted_from
from programme.models import Region
from programme.queries.history import story_of

RELATED = MatchRun.objects.select_related("call__cohort", "draw", "requested_by__profile", "adopted_by__profile").defer(
    "draw__inputs"
)


@login_required
def run_detail(request: HttpRequest, code: str) -> HttpResponse:
    """A constant number of queries at any size."""
    run = get_visible(request.user, MatchRun, queryset=RELATED, code=code)
    openings = {row.code: row for row in run.call.openings.select_related("agency", "city__province")}
    labels = node_labels(run.call) | {code: row.agency.short_name for code, row in openings.items()}
    page = shown_page(request, matches_of(run, request.GET, request.user), PER_PAGE)
    rows = [{"match": match, "reasons": reasons_in_words(match, openings, labels)} for match in page]
    limits = [
        {"limit": limit, "ways": ways_out(limit, run, openings) if limit.missed else []}
        for limit in limits_of(run, labels)
    ]
    earlier = run.call.match_runs.filter(number__lt=run.number).exclude(result="").order_by("-number").first()
    context = {
        "run": run, "call": run.call, "rows": rows, "page": page, "limits": limits, "earlier": earlier,
        "met": sum(row["limit"].met for row in limits), "vacancies": vacancies_of(run, openings, labels),
        "why": _why(request, run, openings, labels), "regions": _shares(run, "regions", dict(Region.choices)),
        "choices": [(rank, count) for rank, count in run.figures.get("choices", {}).items()],
        "region_choices": Region.choices, "history": story_of(run, request.user), "adopt": can(request.user, "adopt", run),
        "may_call_off": run.state == "releasing" and run.release_at > timezone.now(),
        "asked": request.GET, "here": "cohorts",
    }  # fmt: skip
    return render(request, "applications/desk/run.html", context)


def _shares(run: MatchRun, key: str, labels: dict) -> list[dict]:
    found = run.figures.get(key, {})
    return [{"label": labels.get(name, name), "count": count} for name, count in found.items()]


def _why(request: HttpRequest, run: MatchRun, openings: dict, labels: dict) -> dict | None:
    """ "Why not there?": ?person=CODE and, if one was chosen, &place=CODE."""
    match = (
        visible_to(request.user, Match, "desk")
        .select_related("application__applicant__profile", "opening__agency")
        .filter(run=run, application__code=request.GET.get("person", "")[:40])
        .first()
    )
    if match is None:
        return None
    rows = reasons_in_words(match, openings, labels)
    place = openings.get(request.GET.get("place", "")) or openings.get(rows[0]["code"] if rows else "")
    answer = why_not(match, place, rows) if place else ""
    return {"match": match, "rows": rows, "place": place, "answer": answer, "openings": openings.values()}


@login_required
@posted_from("desk_run", code="code")
def act(request: HttpRequest, code: str) -> HttpResponse:
    run = get_visible(request.user, MatchRun, code=code)
    done = {"run": run, "by": request.user, "at": timezone.now()}
    hidden = _("Adopted. Nothing is visible to applicants or hosts until you release it.")
    buttons = {
        "adopt": Operation(PlainForm, partial(adoption.adopt_run, **done), hidden),
        "call_off": Operation(
            PlainForm, partial(adoption.call_off_release, **done), _("Called off. Nobody has learnt anything.")
        ),
        "discard": Operation(PlainForm, partial(adoption.discard_run, **done), _("The run is set aside.")),
    }
    return operate_one_of(request, buttons, to=reverse("desk_run", args=[code]))


@login_required
def release(request: HttpRequest, code: str) -> HttpResponse:
    """What the release will do, when, and until when it can be called off; ordered by typing whom it reaches."""
    run = get_visible(request.user, MatchRun, queryset=RELATED, code=code)
    require(request.user, "release", run)
    if run.state != "adopted":
        return redirect("desk_run", code=code)
    now = timezone.now()
    order = Operation(
        ReleaseForm,
        partial(adoption.order_release, run=run, by=request.user, at=now),
        said=lambda run: _("Ordered. Letters and results leave at %(moment)s.") % {"moment": moment(run.release_at)},
    )
    buttons = Operations(request, {"": order})
    if done := buttons.answer(to=reverse("desk_run", args=[code])):
        return done
    context = {
        "run": run, "call": run.call, "form": buttons.form, "kinds": letters_of_release(run, now, request.user), "here": "cohorts",
        "people": run.matches.count(), "minutes": adoption.TIME_TO_CALL_OFF.seconds // 60,
    }  # fmt: skip
    return render(request, "applications/desk/release_order.html", context, status=buttons.status)


@login_required
@posted_from("desk_run", code="code")
def try_out(request: HttpRequest, code: str) -> HttpResponse:
    """One limit changed, the same seed: a run of its own, opened beside this one."""
    run = get_visible(request.user, MatchRun, code=code)
    require(request.user, "run", run)
    trying = Operation(
        TryForm,
        partial(_try, run=run, by=request.user, at=timezone.now()),
        said=_("Computing with that change. Nothing else is changed; compare before you decide."),
        to=lambda tried: reverse("desk_run", args=[tried.code]),
    )
    return operate(request, trying)


def _try(*, key: str, name: str, value: int, **done) -> MatchRun:
    return runs.try_change(change={key: {name: value}}, **done)


@login_required
def letters(request: HttpRequest, code: str) -> HttpResponse:
    """A dry run of the release: how many letters of each kind, and one of each to read. Nothing is sent."""
    run = get_visible(request.user, MatchRun, queryset=RELATED, code=code)
    if run.state not in ("computed", "adopted"):
        return redirect("desk_run", code=code)
    context = {
        "run": run,
        "call": run.call,
        "kinds": letters_of_release(run, timezone.now(), request.user),
        "here": "cohorts",
    }
    return render(request, "applications/desk/release.html", context)


@login_required
def bundle(request: HttpRequest, code: str) -> HttpResponse:
    """All that an auditor needs to check the run on another machine, with the program that checks it."""
    run = get_visible(request.user, MatchRun, queryset=RELATED, code=code)
    require(request.user, "take_away", run)
    if not run.result:
        return redirect(reverse("desk_run", args=[code]))
    parameters = {
        "run": run.parameters, "round": run.round, "seed_source": run.seed_source, "inputs": run.inputs_hash,
        "frozen": run.draw and {"inputs": run.draw.inputs_hash, "at": run.draw.frozen_at.isoformat(), "drawn_at": run.draw.drawn_at.isoformat()},
    }  # fmt: skip
    files = audit_bundle(
        snapshot_json=run.snapshot, seed=run.seed, result_json=run.result, parameters=parameters,
        lists_json=run.draw.inputs if run.draw else "",
    )  # fmt: skip
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(files.items()):
            archive.writestr(name, text)
    response = HttpResponse(content.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="match-{run.call.slug}-{run.number}.zip"'
    return response
