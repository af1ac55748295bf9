"""The desk's queue of what has to be verified, settled or corrected."""

from functools import partial
from operator import methodcaller

import django_filters
import django_tables2 as tables
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.domain import claims, corrections, outcomes, settling
from mentoring.forms.answers import DecideCorrectionForm, ProblemAnswerForm, ReturnForm
from mentoring.models import Claim, ClaimRevision
from mentoring.queries.contents import detail_of
from mentoring.queries.corrections import changes_of
from mentoring.queries.history import history_of
from mentoring.queries.standing import standing_of_claim
from mentoring.states import CLAIM
from programme.filters import AGENCY, PERSON, PLACE, SearchFilter, columns
from programme.forms.fields import PlainForm
from programme.kernel.dates import day
from programme.kernel.lists import list_page
from programme.kernel.operations import Operation, Operations
from programme.kernel.policies import can, get_visible, visible_to
from programme.tables import StateColumn, linked
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

    correction = django_filters.ChoiceFilter(
        method="with_correction",
        choices=[("true", gettext_lazy("Correction waiting"))],
        label=gettext_lazy("Correction"),
        empty_label=gettext_lazy("With or without a correction"),
    )

    class Meta:
        model = Claim
        fields = ["q", "kind", "state", "correction"]

    def with_correction(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(pk__in=ClaimRevision.objects.filter(state="pending").values("claim"))


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
    return str(detail_of(claim))[:120]


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
    """The claim on the left, what was decided so far on the right; what would not count is said before it is verified."""
    queryset = Claim.objects.select_related(
        "placement__agency", "placement__city", "author__profile", "confirmed_by__profile", "mission"
    )
    claim = get_visible(request.user, Claim, action="desk", queryset=queryset, code=code)
    pending = claim.revisions.filter(state="pending").select_related("author__profile").first()
    buttons = Operations(request, operations(request, claim, pending))
    done = buttons.answer()
    if done:
        return done
    context = {
        "claim": claim,
        "detail": detail_of(claim),
        "standing": standing_of_claim(claim),
        "evidence": claim.evidence.select_related("file").order_by("grade", "pk"),
        "reviews": claim.reviews.select_related("reviewer__profile").order_by("-at", "-pk"),
        "history": history_of(claim, request.user),
        "verify": can(request.user, "verify", claim),
        "settle": can(request.user, "settle", claim),
        "pending": pending,
        "changes": changes_of(pending) if pending else [],
        "buttons": buttons.forms,
        "here": "verify",
    }
    return render(request, "mentoring/desk/claim.html", context, status=buttons.status)


def operations(request: HttpRequest, claim: Claim, pending: ClaimRevision | None) -> dict[str, Operation]:
    by_at = {"by": request.user, "at": timezone.now()}
    act = {"claim": claim, **by_at}
    with_reason = _("Done, with your reason in the history.")
    found = {
        "verify": Operation(PlainForm, partial(claims.verify_claim, **act), said=_verified),
        "return": Operation(ReturnForm, partial(claims.return_claim, role="officer", **act), said=with_reason),
        "dispute": Operation(ReturnForm, partial(settling.dispute_claim, **act), said=with_reason),
        "void": Operation(ReturnForm, partial(settling.void_claim, **act), said=with_reason),
        "settle": Operation(
            ReturnForm, partial(settling.settle_claim, **act), said=_("Settled. It stands, and waits to be verified.")
        ),
        "settle_to_author": Operation(ReturnForm, partial(settling.settle_to_author, **act), said=with_reason),
    }
    if claim.kind == Claim.Kind.PROBLEM:
        answer = partial(outcomes.answer_problem, problem=detail_of(claim), on=timezone.localdate(by_at["at"]), **by_at)
        found["answer"] = Operation(ProblemAnswerForm, answer, said=_("Written down. The public register shows it."))
    if pending:
        found["correction"] = Operation(
            DecideCorrectionForm,
            partial(corrections.decide_correction, revision=pending, **by_at),
            said=_("Decided. The ambassador is told."),
            given=methodcaller("given"),
        )
    return found


def _verified(claim: Claim) -> str:
    """What is true: it counts from now on, or it does not, and why."""
    standing = standing_of_claim(claim)
    if standing.counts:
        return _("Verified. It counts from now on.")
    return _("Verified. It does not count in the figures: %(why)s.") % {"why": standing.reason}
