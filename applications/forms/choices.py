"""The buttons beside openings that can be ranked, and the file that is brought for one kind of document."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from programme.forms.fields import PlainForm
from programme.models import Opening


class OpeningForm(PlainForm):
    """Which opening of the call a button was pressed for."""

    opening = forms.ModelChoiceField(
        queryset=Opening.objects.none(),
        to_field_name="code",
        error_messages={
            name: _("One of these openings is no longer offered. Choose again from the list.")
            for name in ("required", "invalid_choice")
        },
    )

    def __init__(self, *args, application: Application, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opening"].queryset = Opening.objects.filter(call=application.call_id)


class KindForm(PlainForm):
    """Which of the documents that the call asks for."""

    kind = forms.CharField(max_length=40)


class PaperForm(KindForm):
    """The file that is brought for it; what its content is worth, and whether it is empty, the domain says."""

    file = forms.FileField(
        allow_empty_file=True,
        error_messages={name: _("Choose a file first.") for name in ("required", "missing", "invalid")},
    )
