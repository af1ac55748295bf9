"""The desk's field rooms: placements, and the queue of what has to be verified."""

import django_filters
import django_tables2 as tables
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.domain import claims, outcomes
from mentoring.models import Claim, Placement, Problem
from mentoring.states import CLAIM, PLACEMENT
from programme.filters import AGENCY, PERSON, PLACE, SearchFilter, columns
from programme.kernel.dates import day
from programme.kernel.lists import list_page
from programme.kernel.policies import can, get_visible, visible_to
from programme.models import Cohort, Province
from programme.queries.history import story_of
from programme.tables import NUMBER, StateColumn, linked
from programme.views.desk import require_staff


class ClaimFilter(SearchFilter):
    searched = (
        "code",
        "activitylog__headline",
        "outcome__statement",
        "problem__title",
        "placement__pseudonym",
        *columns("placement__agency__", AGENCY),
        *columns("placement__city__", PLACE),
        *columns("placement__ambassador__", PERSON),
    )
    kind = django_filters.ChoiceFilter(
        choices=Claim.Kind.choices, label=gettext_lazy("Kind"), empty_label=gettext_lazy("All kinds")
    )
    state = django_filters.ChoiceFilter(
        choices=CLAIM.choices, label=gettext_lazy("State"), empty_label=gettext_lazy("All states")
    )

    class Meta:
        model = Claim
        fields = ["q", "kind", "state"]


class ClaimTable(tables.Table):
    code = tables.Column(verbose_name=gettext_lazy("What"))
    kind = tables.Column(verbose_name=gettext_lazy("Kind"))
    placement = tables.Column(verbose_name=gettext_lazy("Agency"), order_by="placement__agency__order_key")
    happened_on = tables.Column(verbose_name=gettext_lazy("Day"))
    state = StateColumn(verbose_name=gettext_lazy("State"))

    class Meta:
        empty_text = gettext_lazy("Nothing waits to be verified.")
        caption = gettext_lazy("Claims")

    def render_code(self, record):
        return linked("desk_claim", record.code, said(record))

    def value_code(self, record):
        return said(record)

    def render_kind(self, record):
        return record.get_kind_display()

    def render_placement(self, record):
        return record.placement.agency.short_name

    def render_happened_on(self, value):
        return day(value)


def said(claim: Claim) -> str:
    return str(claims.detail_of(claim))[:120]


@login_required
def claim_list(request: HttpRequest) -> HttpResponse:
    require_staff(request)
    rows = (
        visible_to(request.user, Claim, "desk")
        .select_related("placement__agency", "activitylog", "outcome", "problem")
        .order_by("submitted_at", "pk")
    )
    found = ClaimFilter(request.GET or {"state": "confirmed"}, queryset=rows)
    return list_page(
        request,
        "desk/list.html",
        filterset=found,
        table=ClaimTable,
        name="claims",
        title=_("Verify"),
        lead=_("What the host has confirmed and the programme has to verify."),
        here="verify",
    )


@login_required
def claim_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The claim on the left, its evidence on the right, one decision."""
    queryset = Claim.objects.select_related(
        "placement__agency", "placement__city", "author__profile", "confirmed_by__profile", "mission"
    )
    claim = get_visible(request.user, Claim, action="desk", queryset=queryset, code=code)
    if request.method == "POST":
        act, reason, by, at = request.POST.get("act"), request.POST.get("reason", ""), request.user, timezone.now()
        acts = {"return": claims.return_claim, "dispute": claims.dispute_claim, "void": claims.void_claim}
        if act == "verify":
            claims.verify_claim(claim=claim, by=by, at=at)
            messages.success(request, _("Verified. It counts from now on."))
        elif act == "answer":
            problem = get_object_or_404(Problem, pk=claim.pk)
            answer, text = request.POST.get("answer", ""), request.POST.get("text", "")
            known = answer if answer in Problem.Answer.values else ""
            outcomes.answer_problem(problem=problem, answer=known, text=text, on=timezone.localdate(at), by=by, at=at)
            messages.success(request, _("Written down. The public register shows it."))
        elif act in acts:
            acts[act](claim=claim, reason=reason, by=by, at=at)
            messages.success(request, _("Done, with your reason in the history."))
        return redirect("desk_claim", code=code)
    context = {
        "claim": claim, "detail": claims.detail_of(claim), "evidence": claim.evidence.select_related("file").order_by("grade", "pk"),
        "reviews": claim.reviews.select_related("reviewer__profile").order_by("-at", "-pk"), "history": story_of(claim, request.user),
        "verify": can(request.user, "verify", claim), "here": "verify", "answers": [row for row in Problem.Answer.choices if row[0]],
    }  # fmt: skip
    return render(request, "mentoring/desk/claim.html", context)


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
    context = {
        "placement": placement, "roles": placement.roles.select_related("user__profile").order_by("pk"),
        "missions": placement.missions.order_by("starts_on", "pk"), "history": story_of(placement, request.user),
        "claims": placement.claims.exclude(state__in=("draft", "discarded")).select_related("activitylog", "outcome", "problem").order_by("-happened_on", "-pk")[:60], "here": "placements",
    }  # fmt: skip
    return render(request, "mentoring/desk/placement.html", context)
