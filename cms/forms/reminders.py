"""An address to be reminded at; a field that only robots fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programme.forms.fields import PlainForm

WORDING = _(
    "We use this address only to remind you of this call, three days and one day before it closes, and erase it when "
    "the call is over."
)


class ReminderForm(PlainForm):
    email = forms.EmailField(
        label=_("Your e-mail"), help_text=WORDING, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    @property
    def is_from_a_robot(self) -> bool:
        return bool(self.data.get("website"))
