"""Offers: the person's answer, and what officers do with them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programme.forms.fields import MomentField, PlainForm


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


class AskForm(PlainForm):
    text = forms.CharField(
        label=_("What kept you, and would you still come?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ExtendForm(PlainForm):
    deadline_at = MomentField(label=_("New deadline"))
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class SettleForm(PlainForm):
    reason = forms.CharField(
        label=_("Why the match stands (the host reads it)"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class RevokeForm(PlainForm):
    reason = forms.CharField(
        label=_("Reason (the applicant reads it)"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
