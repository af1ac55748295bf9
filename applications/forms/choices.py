"""Openings that are chosen, the file that is brought for one kind of document, and the tick before handing in."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
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


class KindForm(PlainForm):
    """Which of the documents that the call asks for."""

    kind = forms.CharField(max_length=40)


class PapersForm(PlainForm):
    """A file for each kind of document, those that were chosen; what they are worth the domain says, one by one."""

    def __init__(self, *args, kinds: list[str], is_some: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.kinds, self.is_some = kinds, is_some
        for kind in kinds:
            self.fields[self.name_of(kind)] = forms.FileField(
                required=False, allow_empty_file=True, error_messages={"invalid": _("Choose a file first.")}
            )

    @staticmethod
    def name_of(kind: str) -> str:
        return f"paper_{kind}"

    def clean(self) -> dict:
        cleaned = super().clean()
        if set(self.files) - set(self.fields):  # a page from before the form was corrected
            raise forms.ValidationError(_("This call does not ask for that document."))
        if self.is_some and not self.chosen() and not self.errors:
            raise forms.ValidationError(_("Choose a file first."))
        return cleaned

    def chosen(self) -> dict[str, UploadedFile]:
        """The files by their kind."""
        files = {kind: self.cleaned_data.get(self.name_of(kind)) for kind in self.kinds}
        return {kind: file for kind, file in files.items() if file is not None}

    def problems(self) -> dict[str, list[str]]:
        """What is wrong, by the kind of document that it is about."""
        return {kind: self.errors[self.name_of(kind)] for kind in self.kinds if self.name_of(kind) in self.errors}


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
