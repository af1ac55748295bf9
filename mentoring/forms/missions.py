"""A mission planned, and closed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.models import Mission
from programme.domains import CHOICES
from programme.forms.fields import PlainForm, ThaiDayField

AREA = {"rows": 3}


class MissionForm(PlainForm):
    title = forms.CharField(label=_("Name of the mission"), max_length=200)
    aim = forms.CharField(
        label=_("What should be different afterwards, and for whom?"),
        max_length=3000,
        widget=forms.Textarea(attrs=AREA),
    )
    kind = forms.ChoiceField(label=_("Whose idea"), choices=Mission.Kind.choices, initial="own")
    domains = forms.MultipleChoiceField(label=_("Domains"), choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    starts_on = ThaiDayField(label=_("Begins"))
    ends_on = ThaiDayField(label=_("Ends"))
    partners = forms.CharField(label=_("Partners"), max_length=300, required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("starts_on") and cleaned.get("ends_on") and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", _("The end has to come after the beginning."))
        return cleaned


class CloseMissionForm(PlainForm):
    what_changed = forms.CharField(label=_("What changed?"), max_length=3000, widget=forms.Textarea(attrs=AREA))
    what_did_not = forms.CharField(label=_("What did not?"), max_length=3000, widget=forms.Textarea(attrs=AREA))
    what_continues = forms.CharField(
        label=_("What goes on?"), max_length=3000, required=False, widget=forms.Textarea(attrs=AREA)
    )
    owner_after = forms.CharField(label=_("Who owns it after you?"), max_length=200, required=False)
