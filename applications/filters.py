"""What the pipeline's lists can be narrowed by."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from applications.models import Application, Offer
from applications.states import APPLICATION, OFFER
from programme.filters import SearchFilter
from programme.kernel.thai import search_text
from programme.models import Call, Province


class ApplicationFilter(SearchFilter):
    call = django_filters.ModelChoiceFilter(
        queryset=Call.objects.order_by("-opens_at", "pk"), label=_("Call"), empty_label=_("All calls")
    )
    state = django_filters.ChoiceFilter(
        choices=[c for c in APPLICATION.choices if c[0] != "draft"], label=_("State"), empty_label=_("All states")
    )
    home_province = django_filters.ModelChoiceFilter(
        queryset=Province.objects.order_by("name_th", "pk"), label=_("Home province"), empty_label=_("All provinces")
    )

    class Meta:
        model = Application
        fields = ["q", "call", "state", "home_province"]

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(search_text__contains=search_text(value[:200]))


class OfferFilter(SearchFilter):
    searched = ("application__receipt_number", "opening__title_th", "opening__agency__name_th")
    state = django_filters.ChoiceFilter(choices=OFFER.choices, label=_("State"), empty_label=_("All states"))

    class Meta:
        model = Offer
        fields = ["q", "state"]
