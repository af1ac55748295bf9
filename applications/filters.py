"""What the pipeline's lists can be narrowed by."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application, Offer, ReviewAssignment
from applications.queries.waiting import choices_for, waiting
from applications.states import APPLICATION, ASSIGNMENT, OFFER
from programme.filters import AGENCY, PERSON, PROVINCE, SearchFilter, columns
from programme.models import Call, Province


class WorkFilter(SearchFilter):
    """A list that can be narrowed to what waits, exactly as the work list counts it."""

    def by_work(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return waiting(rows, value, timezone.now())


def work_of(model: type) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        choices=choices_for(model), method="by_work", label=_("What waits"), empty_label=_("Waiting or not")
    )


class ApplicationFilter(WorkFilter):
    work = work_of(Application)
    searched = ("code", "search_text", *columns("home_province__", PROVINCE), *columns("applicant__", PERSON))
    call = django_filters.ModelChoiceFilter(
        queryset=Call.objects.order_by("-opens_at", "pk"), label=_("Call"), empty_label=_("All calls")
    )
    state = django_filters.ChoiceFilter(
        choices=[c for c in APPLICATION.choices if c[0] != "draft"], label=_("State"), empty_label=_("All states")
    )
    home_province = django_filters.ModelChoiceFilter(
        queryset=Province.objects.order_by("order_key", "pk"), label=_("Home province"), empty_label=_("All provinces")
    )

    class Meta:
        model = Application
        fields = ["q", "work", "call", "state", "home_province"]


class OfferFilter(WorkFilter):
    work = work_of(Offer)
    searched = (
        "code",
        "application__receipt_number",
        "opening__title_th",
        "opening__title_en",
        *columns("opening__agency__", AGENCY),
        *columns("application__applicant__", PERSON),
    )
    state = django_filters.ChoiceFilter(choices=OFFER.choices, label=_("State"), empty_label=_("All states"))

    class Meta:
        model = Offer
        fields = ["q", "work", "state"]


class ReadingFilter(WorkFilter):
    searched = ("code", "application__receipt_number", *columns("reviewer__", PERSON))
    work = work_of(ReviewAssignment)
    call = django_filters.ModelChoiceFilter(
        field_name="application__call",
        queryset=Call.objects.order_by("-opens_at", "pk"),
        label=_("Call"),
        empty_label=_("All calls"),
    )
    state = django_filters.ChoiceFilter(choices=ASSIGNMENT.choices, label=_("State"), empty_label=_("All states"))

    class Meta:
        model = ReviewAssignment
        fields = ["q", "work", "call", "state"]
