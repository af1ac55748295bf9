"""Cohorts, milestones and calls as officers write them down."""

from django import forms
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programme.forms.fields import MomentField, PlainForm, ThaiDayField, unchosen
from programme.models import Call, Cohort, HometownMode, Milestone


class CohortForm(PlainForm):
    number = forms.IntegerField(label=pgettext_lazy("cohort", "Number"), min_value=1, max_value=999)
    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    starts_on = ThaiDayField(label=_("First day"))
    ends_on = ThaiDayField(label=_("Last day"))
    target_places = forms.IntegerField(label=_("Places aimed for"), min_value=0, max_value=5000)
    target_people = forms.IntegerField(label=_("People aimed for"), min_value=0, max_value=5000)

    def clean_number(self):
        number = self.cleaned_data["number"]
        if Cohort.objects.filter(number=number).exists():
            raise forms.ValidationError(_("There is a cohort with this number already. Take the next free number."))
        return number

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last <= first:
            self.add_error("ends_on", _("The last day has to come after the first."))
        return cleaned


class MilestoneForm(PlainForm):
    kind = forms.ChoiceField(label=_("What"), choices=unchosen(Milestone.Kind.choices))
    label_th = forms.CharField(label=_("Name in Thai"), max_length=120, required=False)
    label_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Ends"), required=False)
    audience = forms.ChoiceField(label=_("Who may know"), choices=Milestone.Audience.choices)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("ends_at") and cleaned.get("starts_at") and cleaned["ends_at"] < cleaned["starts_at"]:
            self.add_error("ends_at", _("The end has to come after the beginning."))
        return cleaned


class CallForm(PlainForm):
    """The rules of a call; its words for the public are on its page."""

    slug = forms.SlugField(
        label=_("Address"), max_length=80, help_text=_("Latin letters, digits and hyphens; becomes part of the link.")
    )
    title_th = forms.CharField(label=_("Title in Thai"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200)
    opens_at = MomentField(label=_("Opens"))
    closes_at = MomentField(label=_("Closes"))
    grace_minutes = forms.IntegerField(
        label=_("Minutes of grace after the deadline"),
        min_value=0,
        max_value=120,
        initial=0,
        required=False,
        help_text=_("What was begun in time is still taken in these minutes. The form says so."),
    )
    results_on = ThaiDayField(label=_("Results on"), required=False)
    hometown_mode = forms.ChoiceField(label=_("Home town"), choices=HometownMode.choices)
    max_choices = forms.IntegerField(label=_("Openings an applicant may rank"), min_value=1, max_value=20, initial=5)
    offer_days = forms.IntegerField(label=_("Days to answer an offer"), min_value=1, max_value=60, initial=7)
    host_days = forms.IntegerField(
        label=_("Days in which a host may object to a placement"), min_value=1, max_value=60, initial=5
    )
    refills_automatically = forms.BooleanField(
        label=_("Freed seats go to the reserve list by themselves"),
        required=False,
        help_text=_("Otherwise an officer approves each time, with one click."),
    )
    stipend_baht = forms.IntegerField(
        label=_("Stipend in baht a month"), min_value=0, max_value=1_000_000, required=False
    )

    def __init__(self, *args, call: Call | None = None, **kwargs):
        super().__init__(*args, initial=model_to_dict(call) if call else None, **kwargs)
        self.call = call

    def clean_grace_minutes(self):
        return self.cleaned_data["grace_minutes"] or 0

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if Call.objects.filter(slug=slug).exclude(pk=self.call.pk if self.call else None).exists():
            raise forms.ValidationError(_("Another call has this address. Choose a different one."))
        return slug

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("closes_at") and cleaned.get("opens_at") and cleaned["closes_at"] <= cleaned["opens_at"]:
            self.add_error("closes_at", _("The call has to close after it opens."))
        return cleaned
