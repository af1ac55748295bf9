"""Cohorts of the desk: the generation, its milestones, its calls."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programme.domain import cohorts
from programme.forms.cohorts import CallForm, CohortForm, MilestoneForm
from programme.forms.fields import PlainForm
from programme.kernel.operations import Operation, Operations, operate
from programme.kernel.policies import can, get_visible, require, visible_to
from programme.kernel.posting import posted_from
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
    creating = Operation(
        CohortForm,
        lambda **fields: cohorts.create_cohort(fields=fields, milestones=[], by=request.user, at=timezone.now()),
        said=_("The cohort is written down. Add its milestones and its call."),
        to=lambda cohort: reverse("desk_cohort", args=[cohort.code]),
    )
    return _page(request, creating, title=_("New cohort"), cancel_url=reverse("desk_cohorts"))


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
    done = {"cohort": cohort, "milestone": milestone, "by": request.user, "at": timezone.now()}
    back = reverse("desk_cohort", args=[code])
    saving = Operation(
        MilestoneForm,
        lambda **fields: cohorts.save_milestone(fields=fields, **done),
        said=_("The milestone is saved."),
        to=back,
        options={"initial": model_to_dict(milestone) if milestone else None},
    )
    return _page(request, saving, title=_("Milestone"), cancel_url=back)


@login_required
@posted_from("desk_cohort", code="code")
def remove_milestone(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    cohort = get_visible(request.user, Cohort, code=code)
    milestone = get_object_or_404(Milestone, cohort=cohort, pk=pk)
    removing = partial(cohorts.remove_milestone, milestone=milestone, by=request.user, at=timezone.now())
    said = _("The milestone is gone.")
    return operate(request, Operation(PlainForm, removing, said), to=reverse("desk_cohort", args=[code]))


@login_required
def new_call(request: HttpRequest, code: str) -> HttpResponse:
    """Prepares a call; the standard questions and rubric come with it, its page is written in the site's admin."""
    cohort = get_visible(request.user, Cohort, code=code)
    require(request.user, "change", cohort)
    preparing = Operation(
        CallForm,
        lambda **fields: cohorts.create_call(cohort=cohort, fields=fields, by=request.user, at=timezone.now()),
        said=_("The call is prepared. Write its page in the site's admin to publish it."),
        to=lambda call: reverse("desk_call", args=[call.code]),
    )
    return _page(request, preparing, title=_("New call"), cancel_url=reverse("desk_cohort", args=[code]))


def _page(request: HttpRequest, operation: Operation, *, title: str, cancel_url: str) -> HttpResponse:
    page = Operations(request, {"": operation})
    if answer := page.answer():
        return answer
    context = {"form": page.form, "title": title, "submit_label": _("Save"), "cancel_url": cancel_url}
    return render(request, "desk/form.html", context | {"here": "cohorts"}, status=page.status)
