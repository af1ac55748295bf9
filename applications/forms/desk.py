"""The change of a call that people apply to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programme.forms.fields import MomentField, PlainForm


class AmendForm(PlainForm):
    text_th = forms.CharField(
        label=_("What changes, in Thai"), max_length=3000, widget=forms.Textarea(attrs={"rows": 3})
    )
    text_en = forms.CharField(
        label=_("What changes, in English"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    closes_at = MomentField(
        label=_("New deadline"),
        required=False,
        help_text=_("Leave empty to keep it. It can only move later, except to take back a slip."),
    )
