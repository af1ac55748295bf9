"""Cohorts of the desk: the generation, its milestones, its calls."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programme.domain import cohorts
from programme.forms.cohorts import CallForm, CohortForm, MilestoneForm
from programme.kernel.policies import can, get_visible, require, visible_to
from programme.models import Cohort, Milestone
from programme.views.desk import require_staff


@login_required
def cohort_list(request: HttpRequest) -> HttpResponse:
    require_staff(request)
    rows = visible_to(request.user, Cohort).annotate(calls_n=Count("calls", distinct=True)).order_by("-number", "pk")
    return render(
        request, "desk/cohorts.html", {"cohorts": rows, "here": "cohorts", "may_add": can(request.user, "add", Cohort)}
    )


@login_required
def new_cohort(request: HttpRequest) -> HttpResponse:
    require(request.user, "add", Cohort)
    form = CohortForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cohort = cohorts.create_cohort(fields=form.cleaned_data, milestones=[], by=request.user, at=timezone.now())
        messages.success(request, _("The cohort is written down. Add its milestones and its call."))
        return redirect("desk_cohort", code=cohort.code)
    return _form(request, form, _("New cohort"), reverse("desk_cohorts"))


@login_required
def cohort_detail(request: HttpRequest, code: str) -> HttpResponse:
    cohort = get_visible(request.user, Cohort, code=code)
    context = {
        "cohort": cohort,
        "milestones": cohort.milestones.order_by("starts_at", "pk"),
        "calls": cohort.calls.order_by("opens_at", "pk"),
        "may_change": can(request.user, "change", cohort),
        "here": "cohorts",
    }
    return render(request, "desk/cohort.html", context)


@login_required
def save_milestone(request: HttpRequest, code: str, pk: int | None = None) -> HttpResponse:
    cohort = get_visible(request.user, Cohort, code=code)
    require(request.user, "change", cohort)
    milestone = get_object_or_404(Milestone, cohort=cohort, pk=pk) if pk else None
    form = MilestoneForm(request.POST or None, initial=model_to_dict(milestone) if milestone else None)
    if request.method == "POST" and form.is_valid():
        cohorts.save_milestone(
            cohort=cohort, milestone=milestone, fields=form.cleaned_data, by=request.user, at=timezone.now()
        )
        messages.success(request, _("The milestone is saved."))
        return redirect("desk_cohort", code=code)
    return _form(request, form, _("Milestone"), reverse("desk_cohort", args=[code]))


@login_required
@require_POST
def remove_milestone(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    cohort = get_visible(request.user, Cohort, code=code)
    cohorts.remove_milestone(
        milestone=get_object_or_404(Milestone, cohort=cohort, pk=pk), by=request.user, at=timezone.now()
    )
    messages.success(request, _("The milestone is gone."))
    return redirect("desk_cohort", code=code)


@login_required
def new_call(request: HttpRequest, code: str) -> HttpResponse:
    """Prepares a call; the standard questions and rubric come with it, its page is written in the site's admin."""
    cohort = get_visible(request.user, Cohort, code=code)
    require(request.user, "change", cohort)
    form = CallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        call = cohorts.create_call(cohort=cohort, fields=form.rules(), by=request.user, at=timezone.now())
        messages.success(request, _("The call is prepared. Write its page in the site's admin to publish it."))
        return redirect("desk_call", code=call.code)
    return _form(request, form, _("New call"), reverse("desk_cohort", args=[code]))


def _form(request: HttpRequest, form, title: str, cancel_url: str) -> HttpResponse:
    context = {"form": form, "title": title, "submit_label": _("Save"), "cancel_url": cancel_url, "here": "cohorts"}
    return render(request, "desk/form.html", context, status=422 if form.errors else 200)
