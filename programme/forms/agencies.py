"""Agencies and openings as they are written down."""

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from programme.domains import CHOICES
from programme.forms.fields import PhoneField, PlainForm, unchosen
from programme.models import Call, City, HostAgency, Province


class AgencyForm(PlainForm):
    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    short_name_th = forms.CharField(label=_("Short name in Thai"), max_length=60, required=False)
    short_name_en = forms.CharField(label=_("Short name in English"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=unchosen(HostAgency.Kind.choices))
    province = forms.ModelChoiceField(label=_("Province"), queryset=Province.objects.order_by("order_key", "pk"))
    cities = forms.ModelMultipleChoiceField(
        label=_("Cities served"), queryset=City.objects.order_by("order_key", "pk"), required=False
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = PhoneField(label=_("Telephone"), required=False)
    anyway = forms.BooleanField(
        label=_("It is another agency of the same name: register it anyway"), required=False, widget=forms.HiddenInput
    )

    def clean(self):
        cleaned = super().clean()
        if not cleaned.pop("anyway", False):
            self._ask_about_same_name(cleaned.get("name_th", ""))
        return cleaned

    def _ask_about_same_name(self, name: str) -> None:
        same = HostAgency.objects.filter(name_th__iexact=name).order_by("pk").first() if name else None
        if same:
            self.fields["anyway"].widget = forms.CheckboxInput()
            words = _("There is an agency of this name already: {}. Tick below if this is another one.")
            link = format_html('<a href="{}">{}</a>', reverse("desk_agency", args=[same.code]), same.name)
            self.add_error("name_th", format_html(str(words), link))


class OpeningForm(PlainForm):
    call = forms.ModelChoiceField(label=_("Call"), queryset=Call.objects.none())
    agency = forms.ModelChoiceField(label=_("Agency"), queryset=HostAgency.objects.none())
    city = forms.ModelChoiceField(label=_("City"), queryset=City.objects.order_by("order_key", "pk"))
    title_th = forms.CharField(label=_("Title in Thai"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    duties_th = forms.CharField(label=_("Duties in Thai"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
    duties_en = forms.CharField(
        label=_("Duties in English"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    domains = forms.MultipleChoiceField(label=_("Domains"), choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=50, initial=1)

    def __init__(self, *args, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["call"].queryset = Call.objects.filter(state__in=("draft", "scheduled", "open")).order_by(
            "-opens_at", "pk"
        )
        self.fields["agency"].queryset = agencies.filter(state="approved").order_by("order_key", "pk")
