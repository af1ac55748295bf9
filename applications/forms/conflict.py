"""A stake in an application: said in one tap, with a reason for whoever likes to give one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programme.forms.fields import PlainForm


class ConflictForm(PlainForm):
    reason = forms.CharField(
        label=_("Why, if you like to tell us"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
