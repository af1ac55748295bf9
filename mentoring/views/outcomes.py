"""The ambassador's outcomes and problems: listed, written, changed."""

from functools import partial
from operator import methodcaller

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.domain import outcomes as domain
from mentoring.forms.outcomes import OutcomeForm, ProblemForm, as_typed
from mentoring.models import Outcome, Problem
from mentoring.queries.figures import REASONS, with_reason
from mentoring.views.ambassador import BASE, current_placement
from programme.forms.compared import compared
from programme.kernel.operations import Operation, Operations
from programme.kernel.policies import get_visible


@login_required
def outcome_list(request: HttpRequest) -> HttpResponse:
    """Outcomes and problems, each with the one reason why it does not count yet."""
    placement = current_placement(request)
    lists = {
        name: with_reason(model.objects.filter(placement=placement).exclude(state="discarded"))
        .select_related("mission")
        .order_by("-happened_on", "pk")
        for name, model in (("outcomes", Outcome), ("problems", Problem))
    }
    return render(request, "mentoring/outcomes.html", BASE | lists | {"reasons": REASONS, "here": "outcomes"})


@login_required
def new_outcome(request: HttpRequest) -> HttpResponse:
    keep = partial(domain.claim_outcome, placement=current_placement(request))
    said = _("Kept as a draft. Add evidence, then hand it in.")
    return _new(request, OutcomeForm, keep, said, title=_("Claim an outcome"))


@login_required
def new_problem(request: HttpRequest) -> HttpResponse:
    keep = partial(domain.note_problem, placement=current_placement(request))
    said = _("Noted. Add a photo or a source, then hand it in.")
    return _new(request, ProblemForm, keep, said, title=_("Note a problem of the town"))


@login_required
def change_outcome(request: HttpRequest, code: str) -> HttpResponse:
    return _change(request, Outcome, OutcomeForm, code, title=_("Change the outcome"))


@login_required
def change_problem(request: HttpRequest, code: str) -> HttpResponse:
    return _change(request, Problem, ProblemForm, code, title=_("Change the problem"))


def _new(request: HttpRequest, form, keep, said: str, *, title: str) -> HttpResponse:
    placement = current_placement(request)
    options = {"placement": placement, "initial": {"happened_on": timezone.localdate()}}
    keep = partial(keep, by=request.user, at=timezone.now())
    operation = Operation(form, keep, said=said, to=_address, options=options, given=methodcaller("given"))
    return _page(request, operation, title=title, cancel=reverse("field_outcomes"))


def _change(request: HttpRequest, model, form, code: str, *, title: str) -> HttpResponse:
    queryset = model.objects.select_related("placement", "mission")
    claim = get_visible(request.user, model, action="own", queryset=queryset, code=code)
    by, at = request.user, timezone.now()
    operation = Operation(
        form,
        lambda fields, client_uuid: domain.change_outcome(outcome=claim, fields=fields, by=by, at=at),
        said=_("Changed. Hand it in when it is right."),
        to=_address,
        options={"placement": claim.placement, "initial": compared(as_typed(claim, form))},
        given=methodcaller("given"),
    )
    return _page(request, operation, title=title, cancel=reverse("field_claim", args=[code]))


def _address(claim) -> str:
    return reverse("field_claim", args=[claim.code])


def _page(request: HttpRequest, operation: Operation, *, title: str, cancel: str) -> HttpResponse:
    buttons = Operations(request, {"": operation})
    done = buttons.answer()
    if done:
        return done
    buttons.form.renew()
    context = {"form": buttons.form, "title": title, "submit_label": _("Keep"), "cancel_url": cancel}
    context |= {"lead": _("Small is fine: one person, one rule, one dataset."), "here": "outcomes"}
    return render(request, "portal_form.html", BASE | context, status=buttons.status)
