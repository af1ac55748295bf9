"""Agencies and openings as they are written down."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programme.domains import CHOICES
from programme.forms.fields import PlainForm
from programme.models import Call, City, HostAgency, Province


class AgencyForm(PlainForm):
    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    short_name_th = forms.CharField(label=_("Short name in Thai"), max_length=60, required=False)
    short_name_en = forms.CharField(label=_("Short name in English"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=HostAgency.Kind.choices)
    province = forms.ModelChoiceField(label=_("Province"), queryset=Province.objects.order_by("order_key", "pk"))
    cities = forms.ModelMultipleChoiceField(
        label=_("Cities served"), queryset=City.objects.order_by("order_key", "pk"), required=False
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)


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
