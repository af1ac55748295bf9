"""Openings that are chosen, and the tick before handing in. Papers: papers.py."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from programme.forms.fields import PlainForm
from programme.models import Opening

OPENING_GONE = _("One of these openings is no longer offered. Choose again from the list.")


class OpeningForm(PlainForm):
    """Which opening of the call a button was pressed for."""

    opening = forms.ModelChoiceField(
        queryset=Opening.objects.none(),
        to_field_name="code",
        error_messages={name: OPENING_GONE for name in ("required", "invalid_choice")},
    )

    def __init__(self, *args, application: Application, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opening"].queryset = Opening.objects.filter(call=application.call_id)


class LateChoicesForm(PlainForm):
    """The openings that somebody on the reserve list adds in the second round."""

    openings = forms.ModelMultipleChoiceField(
        label=_("Openings"),
        queryset=Opening.objects.none(),
        to_field_name="code",
        error_messages={
            "required": _("Choose at least one opening that still has a seat. The second round may have ended."),
        }
        | {name: OPENING_GONE for name in ("invalid_choice", "invalid_pk_value")},
    )

    def __init__(self, *args, possible: list[Opening], **kwargs):
        super().__init__(*args, **kwargs)
        self.possible = possible
        self.fields["openings"].queryset = Opening.objects.filter(pk__in=[row.pk for row in possible])

    def given(self) -> dict:
        """In the order in which they stand on the page."""
        chosen = set(self.cleaned_data["openings"])
        return {"openings": [opening for opening in self.possible if opening in chosen]}


class TruthForm(PlainForm):
    """The last tick before an application is handed in."""

    truth = forms.BooleanField(
        label=_("What I wrote is true, and I have read the privacy notice."),
        error_messages={"required": _("Tick that what you wrote is true, then submit.")},
    )
