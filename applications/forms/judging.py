"""The office opens an agency's ranking again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programme.forms.fields import MomentField, PlainForm


class ReopenRankingForm(PlainForm):
    reason = forms.CharField(
        label=_("Reason (the agency reads it)"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    due_at = MomentField(label=_("The agency hands in again by"))
