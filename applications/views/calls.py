"""A call on the desk: where it stands, its next step, its amendments."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.domain.waivers import waive_rule
from applications.forms.desk import AmendForm, ExemptForm
from applications.models import Application
from applications.queries.forms import standing_form
from applications.queries.market import open_points
from applications.queries.rules import speech_about
from programme.domain import calls
from programme.forms.fields import PlainForm
from programme.kernel.dates import moment
from programme.kernel.operations import Operation, Operations
from programme.kernel.policies import can, get_visible, require, visible_to
from programme.models import Call, User
from programme.queries.calls import publication_gaps
from programme.queries.clashes import date_clashes
from programme.queries.history import story_of


@login_required
def call_detail(request: HttpRequest, code: str) -> HttpResponse:
    call = get_visible(request.user, Call, action="desk", queryset=Call.objects.select_related("cohort"), code=code)
    done = {"call": call, "by": request.user, "at": timezone.now()}
    buttons = Operations(
        request,
        {
            "start_selection": Operation(PlainForm, partial(calls.start_selection, **done), _("Selection has begun.")),
        },
    )
    if answer := buttons.answer():
        return answer
    seen = visible_to(request.user, Application, "desk").filter(call=call).order_by()
    counts = dict(seen.values_list("state").annotate(n=Count("pk")))
    words = [
        {"word": word, "n": counts.get(word.code, 0)} for word in Application.MACHINE.words if counts.get(word.code)
    ]
    is_before = call.state in calls.BEFORE_THE_PUBLIC
    context = {
        "call": call, "counts": words, "all": sum(counts.values()), "history": story_of(call, request.user),
        "amendments": call.amendments.order_by("-published_at", "pk"), "form_version": standing_form(call),
        "points": open_points(call) if call.state == "selecting" else [], "may_change": can(request.user, "change", call),
        "gaps": publication_gaps(call, timezone.now()) if is_before else None, "here": "cohorts",
        "clashes": date_clashes(call) if is_before else [], "buttons": buttons.forms,
    }  # fmt: skip
    return render(request, "applications/desk/call.html", context, status=buttons.status)


@login_required
def amend(request: HttpRequest, code: str) -> HttpResponse:
    """Publishes a change to an open call and tells everybody who began to apply."""
    call = get_visible(request.user, Call, action="desk", code=code)
    require(request.user, "change", call)
    change = Operation(
        AmendForm,
        partial(calls.amend_call, call=call, by=request.user, at=timezone.now(), tell=began_to_apply(call)),
        said=_("Published. Everybody who began to apply is told."),
        to=reverse("desk_call", args=[code]),
    )
    page = Operations(request, {"": change})
    if answer := page.answer():
        return answer
    context = {
        "form": page.form,
        "title": _("Change this call"),
        "lead": _("It closes on %(moment)s now. Everybody who began to apply gets a letter.")
        % {"moment": moment(call.closes_at)},
        "submit_label": _("Publish the change"),
        "cancel_url": reverse("desk_call", args=[code]),
        "here": "cohorts",
    }
    return render(request, "desk/form.html", context, status=page.status)


@login_required
def exempt(request: HttpRequest, code: str) -> HttpResponse:
    """Exempts one person from one rule of a call, before or after they apply."""
    rows = Call.objects.select_related("cohort")
    call = get_visible(request.user, Call, action="desk", queryset=rows, code=code)
    require(request.user, "change", call)
    form = standing_form(call)
    rules, questions = (list(form.rules.all()), list(form.questions.all())) if form else ([], [])
    act = Operation(
        ExemptForm,
        partial(waive_rule, call=call, by=request.user, at=timezone.now()),
        said=_("Exempt. The rule counts as met for this person."),
        to=reverse("desk_call", args=[code]),
        options={"rules": rules, "speech": speech_about(rules, questions, call)},
        given=ExemptForm.given,
    )
    page = Operations(request, {"": act})
    if answer := page.answer():
        return answer
    context = {
        "form": page.form,
        "title": _("Exempt a person from a rule"),
        "lead": _("The rule counts as met for this person only. The history keeps who decided it and why."),
        "submit_label": _("Exempt"),
        "cancel_url": reverse("desk_call", args=[code]),
        "here": "cohorts",
    }
    return render(request, "desk/form.html", context, status=page.status)


def began_to_apply(call: Call) -> list[User]:
    """Everybody with an application of this call, unless they took it back."""
    rows = User.objects.filter(applications__call=call, is_active=True).exclude(applications__state="withdrawn")
    return list(rows.select_related("profile").distinct())
