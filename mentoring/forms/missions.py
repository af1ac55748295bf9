"""A mission planned, and closed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.forms.outcomes import NO_UNIT
from mentoring.models import Mission
from programme.domains import CHOICES
from programme.forms.compared import ComparedForm
from programme.forms.fields import PlainForm, ThaiDayField
from programme.kernel.typed_dates import HAPPENED

AREA = {"rows": 3}
NUMBER = {"max_digits": 14, "decimal_places": 2}


class MissionForm(ComparedForm):
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


class MeasureForm(PlainForm):
    """What a mission is measured by; the value before may be unknown, the target may not."""

    label = forms.CharField(label=_("What is measured"), max_length=120)
    unit = forms.CharField(label=_("Unit"), max_length=40, error_messages={"required": NO_UNIT})
    before = forms.DecimalField(label=_("Before the mission"), required=False, **NUMBER)
    target = forms.DecimalField(label=_("Target"), **NUMBER)


class ReadingForm(PlainForm):
    """The newest value of one measure."""

    label = forms.ChoiceField(label=_("Measure"))
    now = forms.DecimalField(label=_("Value now"), **NUMBER)
    on = ThaiDayField(label=_("Measured on"), span=HAPPENED)
    source = forms.CharField(label=_("Where the number comes from"), max_length=200)

    def __init__(self, *args, labels: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["label"].choices = [(label, label) for label in labels]


class CloseMissionForm(PlainForm):
    what_changed = forms.CharField(label=_("What changed?"), max_length=3000, widget=forms.Textarea(attrs=AREA))
    what_did_not = forms.CharField(label=_("What did not?"), max_length=3000, widget=forms.Textarea(attrs=AREA))
    what_continues = forms.CharField(
        label=_("What goes on?"), max_length=3000, required=False, widget=forms.Textarea(attrs=AREA)
    )
    owner_after = forms.CharField(label=_("Who owns it after you?"), max_length=200, required=False)
