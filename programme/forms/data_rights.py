"""What a person asks of their own data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programme.forms.fields import PlainForm


class EraseForm(PlainForm):
    """Typed by hand, so that nobody erases themselves by a wrong press."""

    email = forms.CharField(label=_("Type your e-mail address to confirm"), max_length=254)

    def __init__(self, *args: Any, address: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = address
        self.fields["email"].widget.attrs |= {"autocomplete": "off", "inputmode": "email"}

    def clean_email(self) -> str:
        if self.cleaned_data["email"].strip().lower() != self.address.lower():
            words = _("This is not the address of your account. Type %(address)s, or go back; nothing was erased.")
            raise forms.ValidationError(words, params={"address": self.address})
        return self.cleaned_data["email"]
