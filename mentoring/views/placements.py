"""The desk's placements: each with its people, missions and claims."""

from functools import partial

import django_filters
import django_tables2 as tables
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.domain import placements as domain
from mentoring.forms.placements import BesideForm, LetGoForm
from mentoring.models import Placement
from mentoring.states import PLACEMENT
from programme.filters import AGENCY, PERSON, PLACE, SearchFilter, columns
from programme.kernel.dates import day
from programme.kernel.lists import list_page
from programme.kernel.operations import Operation, Operations
from programme.kernel.policies import can, get_visible, visible_to
from programme.models import Cohort, Province
from programme.queries.history import story_of
from programme.tables import NUMBER, StateColumn, linked
from programme.views.desk import require_staff


class PlacementFilter(SearchFilter):
    searched = (
        "code",
        "pseudonym",
        *columns("agency__", AGENCY),
        *columns("city__", PLACE),
        *columns("ambassador__", PERSON),
    )
    cohort = django_filters.ModelChoiceFilter(
        queryset=Cohort.objects.order_by("-number", "pk"),
        label=gettext_lazy("Cohort"),
        empty_label=gettext_lazy("All cohorts"),
    )
    state = django_filters.ChoiceFilter(
        choices=PLACEMENT.choices, label=gettext_lazy("State"), empty_label=gettext_lazy("All states")
    )
    province = django_filters.ModelChoiceFilter(
        field_name="city__province",
        queryset=Province.objects.order_by("order_key", "pk"),
        label=gettext_lazy("Province"),
        empty_label=gettext_lazy("All provinces"),
    )

    class Meta:
        model = Placement
        fields = ["q", "cohort", "state", "province"]


class PlacementTable(tables.Table):
    pseudonym = tables.Column(verbose_name=gettext_lazy("Placement"))
    agency = tables.Column(verbose_name=gettext_lazy("Agency"), order_by="agency__order_key")
    city = tables.Column(verbose_name=gettext_lazy("City"), order_by="city__order_key")
    state = StateColumn(verbose_name=gettext_lazy("State"))
    logs = tables.Column(verbose_name=gettext_lazy("Logs"), attrs=NUMBER)
    outcomes = tables.Column(verbose_name=gettext_lazy("Outcomes verified"), attrs=NUMBER)
    starts_on = tables.Column(verbose_name=gettext_lazy("From"))

    class Meta:
        empty_text = gettext_lazy("No placements yet. An accepted offer opens one.")
        caption = gettext_lazy("Placements")

    def render_pseudonym(self, record):
        return linked("desk_placement", record.code, record.ambassador.get_full_name(), record.pseudonym)

    def value_pseudonym(self, record):
        return record.pseudonym

    def render_agency(self, record):
        return record.agency.short_name

    def render_starts_on(self, value):
        return day(value)


@login_required
def placement_list(request: HttpRequest) -> HttpResponse:
    require_staff(request)
    rows = (
        visible_to(request.user, Placement, "desk")
        .select_related("ambassador__profile", "agency", "city")
        .order_by("-starts_on", "agency__order_key", "pk")
    )
    rows = rows.annotate(
        logs=Count("claims", filter=Q(claims__kind="log"), distinct=True),
        outcomes=Count("claims", filter=Q(claims__kind="outcome", claims__state="verified"), distinct=True),
    )
    found = PlacementFilter(request.GET, queryset=rows)
    return list_page(
        request,
        "desk/list.html",
        filterset=found,
        table=PlacementTable,
        name="placements",
        title=_("Placements"),
        here="placements",
    )


@login_required
def placement_detail(request: HttpRequest, code: str) -> HttpResponse:
    queryset = Placement.objects.select_related("ambassador__profile", "agency", "city__province", "cohort", "opening")
    placement = get_visible(request.user, Placement, action="desk", queryset=queryset, code=code)
    buttons = Operations(request, people_operations(request, placement))
    if answer := buttons.answer():
        return answer
    context = {
        "placement": placement, "roles": placement.roles.filter(to_on=None).select_related("user__profile").order_by("pk"),
        "missions": placement.missions.order_by("starts_on", "pk"), "buttons": buttons.forms, "manage": can(request.user, "manage", placement),
        "calls": placement.help_calls.select_related("owner__profile").order_by("-asked_at", "-pk"), "history": story_of(placement, request.user),
        "claims": placement.claims.exclude(state__in=("draft", "discarded")).select_related("activitylog", "outcome", "problem").order_by("-happened_on", "-pk")[:60], "here": "placements",
    }  # fmt: skip
    return render(request, "mentoring/desk/placement.html", context, status=buttons.status)


def people_operations(request: HttpRequest, placement: Placement) -> dict[str, Operation]:
    """Who stands by the ambassador, named and let go."""
    now = timezone.now()
    done = {"on": timezone.localdate(now), "by": request.user, "at": now}
    return {
        "beside": Operation(
            BesideForm,
            partial(domain.assign_role, placement=placement, **done),
            said=_("Put beside the ambassador; the person gets a letter."),
            given=BesideForm.given,
        ),
        "let_go": Operation(
            LetGoForm,
            partial(domain.end_assignment, **done),
            said=_("Ended. What was confirmed stays."),
            options={"placement": placement},
        ),
    }
