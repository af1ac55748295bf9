"""The match room: checklist, limits, decisions by hand, runs beside each other, the second round."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.domain import match_rules, runs, second_round
from applications.domain.draws import draw_seed, freeze_lists, newest_draw, unfreeze_lists
from applications.forms.matching import (
    FreezeForm,
    RemoveRuleForm,
    RuleForm,
    RunForm,
    SecondRoundForm,
    SeedForm,
    UnfreezeForm,
    limits_typed,
)
from applications.models import MatchRule, MatchRun
from applications.policies import has_applied
from applications.queries.judging import judging_gaps
from applications.queries.market import open_points
from applications.queries.reserve import claims_on_free_seats
from applications.queries.run_pages import agencies_of, changed_between, node_labels, round_of, seats_left
from programme.forms.fields import PlainForm
from programme.kernel.errors import NotAllowed
from programme.kernel.operations import Operation, answer_of, operate_one_of
from programme.kernel.policies import get_visible, require, visible_to
from programme.kernel.posting import posted_from
from programme.models import Call

LONG = ("snapshot", "result")  # texts of some megabytes that no list shows


def call_for(request: HttpRequest, code: str) -> Call:
    call = get_visible(request.user, Call, action="desk", queryset=Call.objects.select_related("cohort"), code=code)
    require(request.user, "change", call)
    if request.method == "POST" and not (verdict := has_applied(request.user, call)):
        raise NotAllowed(verdict.reason)
    return call


def limit_labels(call: Call) -> dict[str, str]:
    """The nodes that a run can limit: not single hosts, whose seats are their limit."""
    return {node: label for node, label in node_labels(call).items() if not node.startswith("host-")}


def room_context(request: HttpRequest, call: Call, **forms) -> dict:
    """All that the room shows; a bound form that was refused takes the place of an empty one."""
    found = call.match_runs.select_related("requested_by__profile", "adopted_by__profile").defer(*LONG)
    runs_ = list(found.order_by("-number", "pk"))
    rules = (
        visible_to(request.user, MatchRule, "desk")
        .filter(call=call, removed_at=None)
        .select_related(
            "application__applicant__profile", "opening__agency", "proposed_by__profile", "approved_by__profile"
        )
    )
    started = {
        "application": request.GET.get("person", ""),
        "opening": request.GET.get("opening", ""),
        "kind": request.GET.get("kind", MatchRule.Kind.FIXED),
    }
    draws = list(
        call.seed_draws.filter(round=round_of(call))
        .defer("inputs")
        .select_related("frozen_by__profile", "drawn_by__profile")
    )
    draw = draws[-1] if draws else None
    context = {
        "call": call, "round": round_of(call), "draw": draw, "earlier_draws": draws[:-1], "seed_form": SeedForm(),
        "freeze_form": FreezeForm(anew=bool(draw and draw.drawn_at), initial={"plan": draw.plan if draw and not draw.drawn_at else ""}), "points": open_points(call, round_of(call)), "runs": runs_,
        "compare": [run for run in runs_ if run.computed_at][:2], "rules": rules.order_by("approved_at", "pk"),
        "run_form": RunForm(labels=limit_labels(call), parameters=runs_[0].parameters if runs_ else {}),
        "rule_form": RuleForm(call=call, reader=request.user, initial=started), "here": "cohorts",
        "gaps": judging_gaps(call, request.user), "unfreeze_form": UnfreezeForm(auto_id="id_unfreeze_%s"),
        "can_run": call.state in ("selecting", "announced"),
    }  # fmt: skip
    if call.state == "announced":
        context |= {
            "second_form": SecondRoundForm(),
            "left": seats_left(call),
            "claims": claims_on_free_seats(call, request.user),
        }
        context["reserve_count"] = call.applications.filter(state="reserve").count()
    return context | forms


def _room(request: HttpRequest, call: Call, name: str, operation: Operation) -> HttpResponse:
    """One form of the room: done, or the whole room again with the form as it was typed."""
    form = operation.bound(request)
    if answer := answer_of(request, form, operation, to=reverse("desk_match", args=[call.code])):
        return answer
    return render(request, "applications/desk/match.html", room_context(request, call, **{name: form}), status=422)


@login_required
def room(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "applications/desk/match.html", room_context(request, call_for(request, code)))


def this_round(request: HttpRequest, call: Call) -> dict:
    return {"call": call, "by": request.user, "at": timezone.now(), "round_number": round_of(call)}


@login_required
@posted_from("desk_match", code="code")
def new_run(request: HttpRequest, code: str) -> HttpResponse:
    """Computes with the limits that were typed, under the seed of the round."""
    call = call_for(request, code)
    running = Operation(
        RunForm,
        lambda **fields: runs.request_run(parameters=limits_typed(fields), **this_round(request, call)),
        said=_("The run is computed in the background; this page shows when it is done."),
        to=lambda run: reverse("desk_run", args=[run.code]),
        options={"labels": limit_labels(call)},
    )
    return _room(request, call, "run_form", running)


@login_required
@posted_from("desk_match", code="code")
def freeze(request: HttpRequest, code: str) -> HttpResponse:
    """The lists as they stand, with their hash on the call's public page."""
    call = call_for(request, code)
    draw = newest_draw(call, round_of(call))
    freezing = Operation(
        FreezeForm,
        partial(freeze_lists, **this_round(request, call)),
        said=_("The lists are frozen and their hash is public. Now the seed can be drawn."),
        options={"anew": bool(draw and draw.drawn_at)},
    )
    return _room(request, call, "freeze_form", freezing)


@login_required
@posted_from("desk_match", code="code")
def unfreeze(request: HttpRequest, code: str) -> HttpResponse:
    """Before the draw only: rankings can be opened again, and the lists are frozen anew."""
    call = call_for(request, code)
    taking_back = Operation(
        UnfreezeForm,
        partial(unfreeze_lists, **this_round(request, call)),
        said=_("The freeze is taken back. Its hash and the reason stay in the history."),
    )
    return _room(request, call, "unfreeze_form", taking_back)


@login_required
@posted_from("desk_match", code="code")
def seed(request: HttpRequest, code: str) -> HttpResponse:
    """What was drawn, written down once."""
    call = call_for(request, code)
    drawing = Operation(
        SeedForm,
        partial(draw_seed, **this_round(request, call)),
        said=lambda draw: _("The seed is %(seed)s. Every run of this round uses it.") % {"seed": draw.seed},
    )
    return _room(request, call, "seed_form", drawing)


@login_required
@posted_from("desk_match", code="code")
def new_rule(request: HttpRequest, code: str) -> HttpResponse:
    call = call_for(request, code)
    proposing = Operation(
        RuleForm,
        partial(match_rules.propose_rule, by=request.user, at=timezone.now()),
        said=_("Written down. It counts once a second officer approves it."),
        to=by_hand(code),
        options={"call": call, "reader": request.user},
    )
    return _room(request, call, "rule_form", proposing)


@login_required
@posted_from("desk_match", code="code")
def act_on_rule(request: HttpRequest, code: str, rule: int) -> HttpResponse:
    call = call_for(request, code)
    rows = MatchRule.objects.select_related("application__call", "opening", "call")
    found = get_visible(request.user, MatchRule, action="desk", queryset=rows, pk=rule, call=call)
    done = {"rule": found, "by": request.user, "at": timezone.now()}
    removed = _("Removed. Runs that are computed from now on leave it out.")
    buttons = {
        "approve": Operation(
            PlainForm, partial(match_rules.approve_rule, **done), _("Approved. The next run follows it.")
        ),
        "remove": Operation(RemoveRuleForm, partial(match_rules.remove_rule, **done), removed),
    }
    return operate_one_of(request, buttons, to=by_hand(code))


def by_hand(code: str) -> str:
    return reverse("desk_match", args=[code]) + "#by-hand"


@login_required
@posted_from("desk_match", code="code")
def second(request: HttpRequest, code: str) -> HttpResponse:
    call = call_for(request, code)
    opening = Operation(
        SecondRoundForm,
        partial(second_round.open_second_round, call=call, by=request.user, at=timezone.now()),
        said=_("The second round is open. Everyone on the reserve list is told by letter."),
    )
    return _room(request, call, "second_form", opening)


@login_required
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Two runs of a call side by side, and everybody for whom they differ."""
    call = call_for(request, code)
    computed = list(call.match_runs.exclude(result="").defer(*LONG).order_by("-number"))
    one, other = (_chosen(computed, request.GET.get(key, "")) for key in ("one", "other"))
    if len(computed) > 1:
        other = other or computed[0]
        one = one or next((run for run in computed if run.number < other.number), computed[1])
    if not one or not other:
        messages.info(request, _("Two computed runs are needed to compare."))
        return redirect("desk_match", code=code)
    changed = changed_between(one, other, request.user)
    rows = list(changed[:500])
    context = {
        "call": call, "runs": computed, "one": one, "other": other, "rows": [_said(row, call) for row in rows],
        "count": changed.count(), "figures": _figures(one, other), "pair": [_with_bar(one), _with_bar(other)],
        "names": agencies_of({row.old_opening for row in rows}), "here": "cohorts",
    }  # fmt: skip
    return render(request, "applications/desk/compare.html", context)


def _chosen(computed: list[MatchRun], number: str) -> MatchRun | None:
    return next((run for run in computed if str(run.number) == number), None)


def _with_bar(run: MatchRun) -> MatchRun:
    choices = run.figures.get("choices", {})
    run.bar = [(f"k{min(int(rank), 4)}", count) for rank, count in choices.items()]
    run.bar_label = " · ".join(
        _("choice %(rank)s: %(count)s") % {"rank": rank, "count": count} for rank, count in choices.items()
    )
    return run


def _said(row, call: Call) -> dict:
    """One changed person: better, worse, or new; smaller choices are better."""
    old, new = (row.old_rank if row.old_opening else None), (row.choice_rank if row.opening_id else None)
    if new is None:
        change = "lost"
    elif row.old_opening is None:
        change = "new"
    else:
        change = "same" if None in (old, new) or old == new else "better" if new < old else "worse"
    return {"row": row, "change": change}


def _figures(one: MatchRun, other: MatchRun) -> list[dict]:
    """Label, both values, and whether the second is better; more is better unless said otherwise."""
    asked = [
        (_("Placed"), "placed", True), (_("Without a place"), "unplaced", False), (_("Seats open"), "open", False),
        (_("Got their first choice"), "first", True), (_("Mean choice of applicants"), "mean_rank", False),
        (_("Spread of choices"), "spread", False), (_("Mean tier of hosts"), "host_mean", False),
    ]  # fmt: skip
    rows = []
    for label, key, more_is_better in asked:
        old, new = one.figures.get(key), other.figures.get(key)
        difference = round(new - old, 2) if old is not None and new is not None else None
        rows.append(
            {
                "label": label,
                "old": old,
                "new": new,
                "difference": difference,
                "is_better": difference and (difference > 0) == more_is_better,
            }
        )
    met = [sum(not row["short"] for row in run.report.get("limits", [])) for run in (one, other)]
    rows.append(
        {
            "label": _("Limits met"),
            "old": met[0],
            "new": met[1],
            "difference": met[1] - met[0],
            "is_better": met[1] > met[0],
        }
    )
    return rows
