"""Agencies and openings of the desk: list, register, look, decide."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programme.domain import agencies
from programme.filters import AgencyFilter, OpeningFilter
from programme.forms.agencies import AgencyForm, OpeningForm
from programme.forms.fields import DecisionForm
from programme.kernel.lists import list_page
from programme.kernel.policies import can, get_visible, require, visible_to
from programme.models import AuditEntry, HostAgency, Opening
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
    form = AgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        cities = list(fields.pop("cities"))
        agency = agencies.register_agency(fields=fields, cities=cities, by=request.user, at=timezone.now())
        messages.success(request, _("The agency is registered and waits for approval."))
        return redirect("desk_agency", code=agency.code)
    context = {
        "form": form,
        "title": _("New agency"),
        "submit_label": _("Register"),
        "cancel_url": reverse("desk_agencies"),
        "here": "agencies",
    }
    return render(request, "desk/form.html", context, status=422 if form.errors else 200)


@login_required
def agency_detail(request: HttpRequest, code: str) -> HttpResponse:
    agency = get_visible(request.user, HostAgency, code=code)
    context = {
        "agency": agency,
        "openings": agency.openings.select_related("call", "city").order_by("-call__opens_at", "pk"),
        "members": agency.memberships.filter(ended_at=None).select_related("user__profile").order_by("pk"),
        "history": story_of(agency),
        "form": DecisionForm(),
        "verdict": can(request.user, "approve", agency),
        "may_decide": can(request.user, "reject", agency) and agency.state == "pending",
        "may_manage_people": can(request.user, "manage_people", agency),
        "here": "agencies",
    }
    return render(request, "desk/agency.html", context)


@login_required
@require_POST
def decide_agency(request: HttpRequest, code: str) -> HttpResponse:
    agency = get_visible(request.user, HostAgency, code=code)
    approve, reason = request.POST.get("answer") == "approve", request.POST.get("reason", "")
    agencies.decide_agency(agency=agency, approve=approve, reason=reason, by=request.user, at=timezone.now())
    messages.success(request, _("Decided. The agency's people are told by letter."))
    return redirect("desk_agency", code=code)


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
    form = OpeningForm(request.POST or None, agencies=visible_to(request.user, HostAgency))
    if request.method == "POST" and form.is_valid():
        opening = agencies.submit_opening(fields=form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("The opening is submitted. Another officer approves it."))
        return redirect("desk_opening", code=opening.code)
    context = {
        "form": form,
        "title": _("New opening"),
        "submit_label": _("Submit"),
        "cancel_url": reverse("desk_openings"),
        "here": "openings",
    }
    return render(request, "desk/form.html", context, status=422 if form.errors else 200)


@login_required
def opening_detail(request: HttpRequest, code: str) -> HttpResponse:
    opening = get_visible(
        request.user, Opening, queryset=Opening.objects.select_related("agency", "city", "call"), code=code
    )
    verdict = can(request.user, "approve", opening)
    context = {
        "opening": opening,
        "history": story_of(opening),
        "form": DecisionForm(),
        "verdict": verdict,
        "here": "openings",
    }
    return render(request, "desk/opening.html", context)


@login_required
@require_POST
def decide_opening(request: HttpRequest, code: str) -> HttpResponse:
    opening = get_visible(request.user, Opening, code=code)
    answer, reason, at = request.POST.get("answer"), request.POST.get("reason", ""), timezone.now()
    if answer == "withdraw":
        agencies.withdraw_opening(opening=opening, reason=reason, by=request.user, at=at)
    else:
        agencies.decide_opening(opening=opening, approve=answer == "approve", reason=reason, by=request.user, at=at)
    messages.success(request, _("Decided. Whoever submitted it is told by letter."))
    return redirect("desk_opening", code=code)


def story_of(obj) -> list[AuditEntry]:
    """What was done to one record, newest first."""
    rows = AuditEntry.objects.filter(object_type=obj._meta.label_lower, object_code=obj.code)
    return list(rows.select_related("actor__profile").order_by("-at", "-pk")[:50])
