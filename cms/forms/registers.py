"""The registers as editors fill them in: choices and percentages, never the codes that the rows keep."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.queries.cities import CRITERIA
from programme.domains import CHOICES


class ServiceForm(WagtailAdminModelForm):
    domains = forms.MultipleChoiceField(
        label=_("Domains"), choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )


def percent(key: str) -> forms.IntegerField:
    return forms.IntegerField(label=CRITERIA[key], min_value=0, max_value=100, required=False)


class CityForm(WagtailAdminModelForm):
    """A city with the five criteria as percentages; what is left empty is not known."""

    met_area = percent("area")
    met_infrastructure = percent("infrastructure")
    met_data = percent("data")
    met_services = percent("services")
    met_management = percent("management")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for key in CRITERIA:
            self.initial[f"met_{key}"] = self.instance.criteria.get(key)

    def save(self, commit: bool = True):
        known = {key: self.cleaned_data.get(f"met_{key}") for key in CRITERIA}
        self.instance.criteria = {key: share for key, share in known.items() if share is not None}
        return super().save(commit)
