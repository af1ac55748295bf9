"""A call on the desk: where it stands, its next step, its amendments."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.domain.forms import prepare_form
from applications.forms.desk import AmendForm
from applications.models import Application
from applications.queries.market import open_points
from programme.domain import calls
from programme.kernel.policies import can, get_visible, require
from programme.models import Call, User
from programme.queries.calls import publication_gaps
from programme.views.agencies import story_of


@login_required
def call_detail(request: HttpRequest, code: str) -> HttpResponse:
    call = get_visible(request.user, Call, action="desk", queryset=Call.objects.select_related("cohort"), code=code)
    if request.method == "POST":
        return _act(request, call)
    counts = dict(call.applications.values_list("state").annotate(n=Count("pk")))
    words = [
        {"word": word, "n": counts.get(word.code, 0)} for word in Application.MACHINE.words if counts.get(word.code)
    ]
    context = {
        "call": call, "counts": words, "all": sum(counts.values()), "history": story_of(call),
        "amendments": call.amendments.order_by("-published_at", "pk"), "form_version": call.form_versions.order_by("-number").first(),
        "points": open_points(call) if call.state == "selecting" else [], "may_change": can(request.user, "change", call),
        "gaps": publication_gaps(call, timezone.now()) if call.state in calls.BEFORE_THE_PUBLIC else None, "here": "cohorts",
    }  # fmt: skip
    return render(request, "applications/desk/call.html", context)


def _act(request: HttpRequest, call: Call) -> HttpResponse:
    act, at = request.POST.get("act", ""), timezone.now()
    if act == "prepare_form":
        prepare_form(call=call, by=request.user, at=at)
        messages.success(request, _("The standard questions, documents and rubric are in place."))
    elif act == "start_selection":
        calls.start_selection(call=call, by=request.user, at=at)
        messages.success(request, _("Selection has begun."))
    return redirect("desk_call", code=call.code)


@login_required
def amend(request: HttpRequest, code: str) -> HttpResponse:
    """Publishes a change to an open call and tells everybody who began to apply."""
    call = get_visible(request.user, Call, action="desk", code=code)
    require(request.user, "change", call)
    form = AmendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tell = list(
            User.objects.filter(applications__call=call, is_active=True)
            .exclude(applications__state="withdrawn")
            .select_related("profile")
            .distinct()
        )
        calls.amend_call(call=call, by=request.user, at=timezone.now(), tell=tell, **form.cleaned_data)
        messages.success(request, _("Published. Everybody who began to apply is told."))
        return redirect("desk_call", code=code)
    context = {
        "form": form,
        "title": _("Change this call"),
        "lead": _("Everybody who began to apply gets a letter."),
        "submit_label": _("Publish the change"),
        "cancel_url": reverse("desk_call", args=[code]),
        "here": "cohorts",
    }
    return render(request, "desk/form.html", context, status=422 if form.errors else 200)
