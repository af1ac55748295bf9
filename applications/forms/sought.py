"""What somebody looks for among the openings: asked by GET, so that the address of what was found can be kept."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from applications.queries.preferences import Choosable, Sought
from programme.domains import CHOICES
from programme.forms.fields import PlainForm
from programme.kernel.thai import sort_key
from programme.models import HostAgency, Region

DISTANCES = (50, 100, 200, 400)
MOST_LOOKED_AT = 3


class SoughtForm(PlainForm):
    """Offers only what some opening has. A value that means nothing narrows nothing."""

    q = forms.CharField(label=_l("Find by place, agency or work"), max_length=100, required=False)
    domain = forms.ChoiceField(label=_l("Domain"), required=False)
    place = forms.ChoiceField(label=_l("Province or region"), required=False)
    within = forms.TypedChoiceField(label=_l("Distance from home"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=_l("Kind of agency"), required=False)

    def __init__(self, data, *, rows: Iterable[Choosable]):
        super().__init__(data)
        rows = list(rows)
        kinds, domains = (
            {row.opening.agency.kind for row in rows},
            {key for row in rows for key in row.opening.domains},
        )
        self._offer("domain", _("Any domain"), [pair for pair in CHOICES if pair[0] in domains])
        self._offer("place", _("Anywhere"), _places(rows))
        self._offer("within", _("Any distance"), [(km, _("Within %(km)s km") % {"km": km}) for km in DISTANCES])
        self._offer("kind", _("Any agency"), [pair for pair in HostAgency.Kind.choices if pair[0] in kinds])
        self.fields["q"].chip_label = _("Search")  # the field's own label says what can be typed
        self.fields["q"].widget.attrs = {"class": "form-control", "type": "search"}
        if all(row.km is None for row in rows):
            del self.fields["within"]

    def _offer(self, name: str, all_of_them: str, choices: list) -> None:
        self.fields[name].choices = [("", all_of_them), *choices]
        self.fields[name].widget.attrs["class"] = "form-select"

    @property
    def selects(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name != "q"]

    @property
    def sought(self) -> Sought:
        self.is_valid()
        return Sought(**self.cleaned_data)

    @property
    def kept(self) -> dict[str, str]:
        """What is sought, as an address says it."""
        return {name: self.data[name] for name in self.fields if self.data.get(name) and name in self.cleaned_data}


def _places(rows: list[Choosable]) -> list[tuple[str, str]]:
    """Regions before provinces, of each only where an opening is."""
    provinces = {row.opening.city.province for row in rows}
    regions = {province.region for province in provinces}
    named = [
        (key, _("%(region)s, all provinces") % {"region": label}) for key, label in Region.choices if key in regions
    ]
    in_order = sorted(provinces, key=lambda province: sort_key(province.name))
    return named + [(province.iso_code, province.name) for province in in_order]


class LookedAtForm(PlainForm):
    """The openings that are put beside each other: at most three of those that are offered."""

    look = forms.MultipleChoiceField(required=False)

    def __init__(self, data, *, rows: Iterable[Choosable]):
        super().__init__(data)
        self.rows = {row.opening.code: row for row in rows}
        self.fields["look"].choices = [(code, code) for code in self.rows]

    @property
    def chosen(self) -> list[Choosable]:
        """In the order of the list. Codes of what is gone are passed over."""
        asked = self.data.getlist("look")
        return [row for code, row in self.rows.items() if code in asked][:MOST_LOOKED_AT]

    @property
    def are_too_many(self) -> bool:
        return len(set(self.data.getlist("look")) & set(self.rows)) > MOST_LOOKED_AT
