"""What the foundation's lists can be narrowed by."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from programme.models import Call, HostAgency, Opening, Province, Role, User
from programme.states import AGENCY, OPENING


class SearchFilter(django_filters.FilterSet):
    """Base: one search field over the columns named in `searched`."""

    q = django_filters.CharFilter(method="search", label=_("Search"))
    searched: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.form.fields.values():
            field.widget.attrs["class"] = "form-select" if hasattr(field, "choices") else "form-control"

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        clean, found = value.replace("\x00", "").strip()[:200], Q()
        for column in self.searched:
            found |= Q(**{f"{column}__icontains": clean})
        return rows.filter(found)


class AgencyFilter(SearchFilter):
    searched = ("name_th", "name_en", "province__name_th")
    kind = django_filters.ChoiceFilter(choices=HostAgency.Kind.choices, label=_("Kind"), empty_label=_("All kinds"))
    state = django_filters.ChoiceFilter(choices=AGENCY.choices, label=_("State"), empty_label=_("All states"))
    province = django_filters.ModelChoiceFilter(
        queryset=Province.objects.order_by("name_th", "pk"), label=_("Province"), empty_label=_("All provinces")
    )

    class Meta:
        model = HostAgency
        fields = ["q", "kind", "state", "province"]


class OpeningFilter(SearchFilter):
    searched = ("title_th", "title_en", "agency__name_th", "city__name_th")
    call = django_filters.ModelChoiceFilter(
        queryset=Call.objects.order_by("-opens_at", "pk"), label=_("Call"), empty_label=_("All calls")
    )
    state = django_filters.ChoiceFilter(choices=OPENING.choices, label=_("State"), empty_label=_("All states"))

    class Meta:
        model = Opening
        fields = ["q", "call", "state"]


class PersonFilter(SearchFilter):
    searched = (
        "email",
        "profile__given_name_th",
        "profile__family_name_th",
        "profile__given_name_en",
        "profile__family_name_en",
    )
    role = django_filters.ChoiceFilter(
        choices=Role.choices, method="by_role", label=_("Role"), empty_label=_("All roles")
    )

    class Meta:
        model = User
        fields = ["q", "role"]

    def by_role(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(grants__role=value, grants__ended_at=None).distinct()
