"""What the pipeline's lists can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from applications.models import Application, Offer
from applications.states import APPLICATION, OFFER
from programme.filters import AGENCY, PERSON, PROVINCE, SearchFilter, columns
from programme.models import Call, Province


class ApplicationFilter(SearchFilter):
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
        fields = ["q", "call", "state", "home_province"]


class OfferFilter(SearchFilter):
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
        fields = ["q", "state"]
