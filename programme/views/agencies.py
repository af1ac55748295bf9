"""Agencies and openings of the desk: list, register, look, decide."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.db.models import Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programme.domain import agencies
from programme.filters import AgencyFilter, OpeningFilter
from programme.forms.agencies import AgencyForm, OpeningForm
from programme.forms.fields import DecisionForm, ReasonForm
from programme.kernel.lists import list_page
from programme.kernel.operations import Operation, Operations
from programme.kernel.policies import can, get_visible, require, visible_to
from programme.models import HostAgency, Opening
from programme.queries.history import story_of
from programme.queries.people import on_staff
from programme.tables import AgencyTable, OpeningTable
from programme.views.desk import require_staff


@login_required
def agency_list(request: HttpRequest) -> HttpResponse:
    require_staff(request)
    seats = Sum("openings__seats", filter=Q(openings__state="approved"), default=0)
    rows = (
        visible_to(request.user, HostAgency)
        .select_related("province")
        .annotate(seats=seats)
        .order_by("order_key", "pk")
    )
    context = {"title": _("Host agencies"), "here": "agencies"}
    if can(request.user, "add", HostAgency):
        context |= {"add_url": reverse("desk_agency_new"), "add_label": _("New agency")}
    found = AgencyFilter(request.GET, queryset=rows)
    return list_page(request, "desk/list.html", filterset=found, table=AgencyTable, name="agencies", **context)


@login_required
def new_agency(request: HttpRequest) -> HttpResponse:
    require(request.user, "add", HostAgency)
    register = Operation(
        AgencyForm,
        partial(_register, by=request.user, at=timezone.now()),
        said=_("The agency is registered and waits for approval."),
        to=lambda agency: reverse("desk_agency", args=[agency.code]),
    )
    page = Operations(request, {"": register})
    if answer := page.answer():
        return answer
    context = {
        "form": page.form,
        "title": _("New agency"),
        "submit_label": _("Register"),
        "cancel_url": reverse("desk_agencies"),
        "here": "agencies",
    }
    return render(request, "desk/form.html", context, status=page.status)


def _register(*, cities, by, at, **fields) -> HostAgency:
    return agencies.register_agency(fields=fields, cities=list(cities), by=by, at=at)


@login_required
def agency_detail(request: HttpRequest, code: str) -> HttpResponse:
    agency = get_visible(request.user, HostAgency, code=code)
    decide = partial(agencies.decide_agency, agency=agency, by=request.user, at=timezone.now())
    page = Operations(
        request, {"": Operation(DecisionForm, decide, _("Decided. The agency's people are told by letter."))}
    )
    if answer := page.answer():
        return answer
    context = {
        "agency": agency,
        "openings": agency.openings.select_related("call", "city").order_by("-call__opens_at", "pk"),
        "members": agency.memberships.filter(ended_at=None).select_related("user__profile").order_by("pk"),
        "history": story_of(agency, request.user),
        "form": page.form,
        "verdict": can(request.user, "approve", agency),
        "may_decide": can(request.user, "reject", agency) and agency.state == "pending",
        "may_manage_people": can(request.user, "manage_people", agency),
        "here": "agencies",
    }
    return render(request, "desk/agency.html", context, status=page.status)


@login_required
def opening_list(request: HttpRequest) -> HttpResponse:
    require_staff(request)
    rows = (
        visible_to(request.user, Opening, "desk")
        .select_related("agency", "city", "call")
        .order_by("-call__opens_at", "order_key", "pk")
    )
    context = {"title": _("Openings"), "here": "openings"}
    if can(request.user, "add", Opening):
        context |= {"add_url": reverse("desk_opening_new"), "add_label": _("New opening")}
    found = OpeningFilter(request.GET, queryset=rows)
    return list_page(request, "desk/list.html", filterset=found, table=OpeningTable, name="openings", **context)


@login_required
def new_opening(request: HttpRequest) -> HttpResponse:
    """Officers write openings down for an agency; an agency's own people do it for theirs."""
    require(request.user, "add", Opening)
    submit = Operation(
        OpeningForm,
        lambda **fields: agencies.submit_opening(fields=fields, by=request.user, at=timezone.now()),
        said=_("The opening is submitted. Another officer approves it."),
        to=lambda opening: reverse("desk_opening", args=[opening.code]),
        options={"agencies": visible_to(request.user, HostAgency)},
    )
    page = Operations(request, {"": submit})
    if answer := page.answer():
        return answer
    context = {
        "form": page.form,
        "title": _("New opening"),
        "submit_label": _("Submit"),
        "cancel_url": reverse("desk_openings" if on_staff(request.user) else "host_home"),
        "here": "openings",
    }
    return render(request, "desk/form.html", context, status=page.status)


@login_required
def opening_detail(request: HttpRequest, code: str) -> HttpResponse:
    rows = Opening.objects.select_related("agency", "city", "call")
    opening = get_visible(request.user, Opening, action="inside", queryset=rows, code=code)
    done = {"opening": opening, "by": request.user, "at": timezone.now()}
    said = _("Decided. Whoever submitted it is told by letter.")
    buttons = Operations(
        request,
        {
            "decide": Operation(DecisionForm, partial(agencies.decide_opening, **done), said),
            "withdraw": Operation(
                ReasonForm, partial(agencies.withdraw_opening, **done), _("The opening is withdrawn.")
            ),
        },
    )
    if answer := buttons.answer():
        return answer
    context = {
        "opening": opening,
        "history": story_of(opening, request.user),
        "buttons": buttons.forms,
        "verdict": can(request.user, "approve", opening),
        "may_withdraw": opening.state == "approved" and can(request.user, "withdraw", opening),
        "here": "openings",
    }
    return render(request, "desk/opening.html", context, status=buttons.status)
