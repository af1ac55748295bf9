"""The mentor's pages: whom they stand by, how it goes, and a way to raise a concern. A mentor reads and helps."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.domain.help import call_for_help
from mentoring.forms.answers import HelpForm
from mentoring.models import Claim, HelpCall, Placement
from mentoring.queries.mentors import at_a_glance, to_talk_about
from programme.kernel.errors import NotVisible
from programme.kernel.lists import shown_page
from programme.kernel.operations import Operation, Operations
from programme.kernel.policies import get_visible, visible_to

BASE = {"area": "my", "here": "mentor"}
SHOWN = 12
PER_PAGE = 30


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Everybody one stands by, with the last thing they wrote. Nobody without such a role sees this page."""
    rows = at_a_glance(visible_to(request.user, Placement, "mentor"))
    if not rows:
        raise NotVisible
    return render(request, "mentoring/mentor_home.html", BASE | {"rows": rows})


@login_required
def person(request: HttpRequest, code: str) -> HttpResponse:
    """One ambassador: what to talk about, missions, outcomes, newest logs, and a concern to be raised."""
    placement = _mentored(request, code)
    now = timezone.now()
    raise_it = partial(call_for_help, placement=placement, by=request.user, at=now)
    new, known = _("The programme office has it and writes to you."), _("We have it already; it was not sent twice.")
    said = {True: new, False: known}
    buttons = Operations(request, {"": Operation(HelpForm, raise_it, said=lambda call: said[call.asked_at == now])})
    done = buttons.answer()
    if done:
        return done
    shared, logs = _shared(request, placement), _logs(request, placement)
    context = {
        "placement": placement,
        "talk": to_talk_about(shared),
        "missions": placement.missions.exclude(state__in=("draft", "cancelled")).order_by("-starts_on", "pk"),
        "logs": logs[:SHOWN],
        "n_logs": logs.count(),
        "outcomes": shared.exclude(kind="log").select_related("outcome", "problem").order_by("-happened_on", "-pk"),
        "calls": HelpCall.objects.filter(placement=placement, asked_by=request.user)
        .select_related("owner__profile")
        .order_by("-asked_at", "-pk")[:SHOWN],
        "form": buttons.form,
    }
    return render(request, "mentoring/mentor_person.html", BASE | context, status=buttons.status)


@login_required
def logs(request: HttpRequest, code: str) -> HttpResponse:
    """Every log that one ambassador has handed in, the newest first."""
    placement = _mentored(request, code)
    page = shown_page(request, _logs(request, placement), PER_PAGE)
    return render(request, "mentoring/mentor_logs.html", BASE | {"placement": placement, "page": page})


def _mentored(request: HttpRequest, code: str) -> Placement:
    queryset = Placement.objects.select_related("ambassador__profile", "agency", "city")
    return get_visible(request.user, Placement, action="mentor", queryset=queryset, code=code)


def _shared(request: HttpRequest, placement: Placement) -> QuerySet[Claim]:
    """What the ambassador has handed in; a draft is nobody else's."""
    return visible_to(request.user, Claim, "mentor").filter(placement=placement)


def _logs(request: HttpRequest, placement: Placement) -> QuerySet[Claim]:
    rows = _shared(request, placement).filter(kind="log").select_related("activitylog", "mission")
    return rows.order_by("-happened_on", "-pk")
