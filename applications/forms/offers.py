"""The answer to an offer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programme.forms.fields import PlainForm


class AcceptForm(PlainForm):
    typed_name = forms.CharField(
        label=_("Your full name"), max_length=200, help_text=_("Typing your name signs the agreement.")
    )
    agree = forms.BooleanField(
        label=_("I have read the agreement and accept it."),
        error_messages={"required": _("Tick that you accept the agreement.")},
    )


class DeclineForm(PlainForm):
    reason = forms.CharField(
        label=_("Why, if you like to tell us"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
