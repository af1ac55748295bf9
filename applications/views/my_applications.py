"""A submitted application as its applicant follows it: where it stands, withdrawing, the second round."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.domain.applications import withdraw_application
from applications.domain.second_round import add_choices, openings_left
from applications.models import Application
from applications.queries.progress import released_result, timeline_of
from programme.kernel.policies import get_visible


@login_required
def my_application(request: HttpRequest, code: str) -> HttpResponse:
    """Where it stands, what comes next, and what was said."""
    rows = Application.objects.select_related("call__cohort", "home_province")
    application = get_visible(request.user, Application, action="own", queryset=rows, code=code)
    preferences = application.preferences.select_related("opening__agency", "opening__city").order_by("rank", "pk")
    context = {
        "application": application,
        "call": application.call,
        "timeline": timeline_of(application),
        "preferences": preferences,
        "area": "my",
    }
    context["offer"] = application.offers.filter(state="sent").select_related("opening__agency").first()
    context["may_withdraw"] = "withdraw" in {move.name for move in Application.MACHINE.moves_from(application.state)}
    context["result"] = released_result(application)
    context["openings_left"] = openings_left(application, timezone.now())
    return render(request, "applications/my_application.html", context)


@login_required
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Asks once, then takes it back; always possible."""
    application = get_visible(request.user, Application, action="own", code=code)
    if request.method == "POST":
        withdraw_application(application=application, by=request.user, at=timezone.now())
        messages.success(request, _("Your application is withdrawn."))
        return redirect("my_home")
    context = {
        "title": _("Withdraw your application?"),
        "lead": _("We stop everything at once. While the call is open you can apply again from the beginning."),
        "submit_label": _("Withdraw application"), "cancel_url": reverse("my_application", args=[code]), "danger": True, "area": "my",
    }  # fmt: skip
    return render(request, "confirm.html", context)


@login_required
@require_POST
def second_round(request: HttpRequest, code: str) -> HttpResponse:
    """Someone on the reserve list adds openings that still have a seat, in the order ticked on the page."""
    application = get_visible(
        request.user, Application, action="own", queryset=Application.objects.select_related("call"), code=code
    )
    at, chosen = timezone.now(), set(request.POST.getlist("opening"))
    openings = [opening for opening in openings_left(application, at) if opening.code in chosen]
    added = add_choices(application=application, openings=openings, by=request.user, at=at)
    messages.success(request, _("%(n)s openings added below your list.") % {"n": added})
    return redirect("my_application", code=code)
