"""The mentor's pages: whom they stand by, how it goes, and a way to raise a concern. A mentor reads and helps."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.domain.help import call_for_help
from mentoring.forms.answers import HelpForm
from mentoring.models import Claim, HelpCall, Placement
from mentoring.queries.mentors import at_a_glance
from programme.kernel.errors import NotVisible
from programme.kernel.operations import Operation, Operations
from programme.kernel.policies import get_visible, visible_to

BASE = {"area": "my", "here": "mentor"}
SHOWN = 12


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Everybody one stands by, with the last thing they wrote. Nobody without such a role sees this page."""
    rows = at_a_glance(visible_to(request.user, Placement, "mentor"))
    if not rows:
        raise NotVisible
    return render(request, "mentoring/mentor_home.html", BASE | {"rows": rows})


@login_required
def person(request: HttpRequest, code: str) -> HttpResponse:
    """One ambassador: missions, outcomes, what was handed in lately, and a concern to be raised with the programme."""
    queryset = Placement.objects.select_related("ambassador__profile", "agency", "city")
    placement = get_visible(request.user, Placement, action="mentor", queryset=queryset, code=code)
    now = timezone.now()
    raise_it = partial(call_for_help, placement=placement, by=request.user, at=now)
    new, known = _("The programme office has it and writes to you."), _("We have it already; it was not sent twice.")
    said = {True: new, False: known}
    buttons = Operations(request, {"": Operation(HelpForm, raise_it, said=lambda call: said[call.asked_at == now])})
    done = buttons.answer()
    if done:
        return done
    shared = visible_to(request.user, Claim, "mentor").filter(placement=placement)
    context = {
        "placement": placement,
        "missions": placement.missions.exclude(state__in=("draft", "cancelled")).order_by("-starts_on", "pk"),
        "logs": shared.filter(kind="log").select_related("activitylog").order_by("-happened_on", "-pk")[:SHOWN],
        "outcomes": shared.exclude(kind="log").select_related("outcome", "problem").order_by("-happened_on", "-pk"),
        "calls": HelpCall.objects.filter(placement=placement, asked_by=request.user)
        .select_related("owner__profile")
        .order_by("-asked_at", "-pk")[:SHOWN],
        "form": buttons.form,
    }
    return render(request, "mentoring/mentor_person.html", BASE | context, status=buttons.status)
