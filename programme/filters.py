"""What the foundation's lists can be narrowed by."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from programme.kernel.search import found_in
from programme.models import Call, HostAgency, Opening, Province, Role, User
from programme.states import AGENCY as AGENCY_MACHINE
from programme.states import OPENING

PLACE = ("name_th", "name_en", "province__name_th", "province__name_en")
PROVINCE = ("name_th", "name_en")
AGENCY = ("name_th", "name_en", "short_name_th", "short_name_en", "province__name_th", "province__name_en")
PERSON = (
    "email",
    "profile__given_name_th",
    "profile__family_name_th",
    "profile__given_name_en",
    "profile__family_name_en",
    "profile__nickname",
    "profile__phone",
)


def columns(prefix: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of a row that is pointed to."""
    return tuple(f"{prefix}{name}" for name in names)


class SearchFilter(django_filters.FilterSet):
    """Base: one search field over the columns named in `searched`; every word has to stand in one of them."""

    q = django_filters.CharFilter(method="search", label=_("Search"))
    searched: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.form.fields.values():
            field.widget.attrs["class"] = "form-select" if hasattr(field, "choices") else "form-control"

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(found_in(self.searched, value))


class AgencyFilter(SearchFilter):
    searched = ("code", *AGENCY, "phone", "email")
    kind = django_filters.ChoiceFilter(choices=HostAgency.Kind.choices, label=_("Kind"), empty_label=_("All kinds"))
    state = django_filters.ChoiceFilter(choices=AGENCY_MACHINE.choices, label=_("State"), empty_label=_("All states"))
    province = django_filters.ModelChoiceFilter(
        queryset=Province.objects.order_by("order_key", "pk"), label=_("Province"), empty_label=_("All provinces")
    )

    class Meta:
        model = HostAgency
        fields = ["q", "kind", "state", "province"]


class OpeningFilter(SearchFilter):
    searched = ("code", "title_th", "title_en", *columns("agency__", AGENCY), *columns("city__", PLACE))
    call = django_filters.ModelChoiceFilter(
        queryset=Call.objects.order_by("-opens_at", "pk"), label=_("Call"), empty_label=_("All calls")
    )
    state = django_filters.ChoiceFilter(choices=OPENING.choices, label=_("State"), empty_label=_("All states"))

    class Meta:
        model = Opening
        fields = ["q", "call", "state"]


class PersonFilter(SearchFilter):
    searched = ("code", *PERSON)
    role = django_filters.ChoiceFilter(
        choices=Role.choices, method="by_role", label=_("Role"), empty_label=_("All roles")
    )

    class Meta:
        model = User
        fields = ["q", "role"]

    def by_role(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(grants__role=value, grants__ended_at=None).distinct()
