"""How a form begins, is read from a file, kept for later calls, and corrected."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from applications.forms.builder import VersionForm, area
from applications.models import FormTemplate
from programme.forms.fields import PlainForm


class StartForm(PlainForm):
    """Of nothing, of a template, of an earlier call."""

    source = forms.ChoiceField(label=_l("Begin with"), widget=forms.RadioSelect)

    def __init__(self, *args, calls, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [
            ("nothing", _("Nothing: an empty form")),
            *[(f"template:{row.code}", row.name) for row in FormTemplate.objects.order_by("made_at", "pk")],
            *[(f"call:{row.code}", _("A copy of “%(call)s”") % {"call": row.title}) for row in calls],
        ]


class ImportForm(PlainForm):
    edition = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    file = forms.FileField(label=_l("File of a form (.json)"), help_text=_l("It takes the place of what is here now."))


class TemplateForm(PlainForm):
    name_th = forms.CharField(label=_l("Name in Thai"), max_length=120)
    name_en = forms.CharField(label=_l("Name in English"), max_length=120, required=False)


class CorrectionForm(VersionForm):
    note_th = forms.CharField(
        label=_l("What changed and why, in Thai"), max_length=3000, widget=area(4),
        help_text=_l("Applicants read it in a letter and on the page of the call."),
    )  # fmt: skip
    note_en = forms.CharField(
        label=_l("What changed and why, in English"), max_length=3000, required=False, widget=area(4)
    )


class EditionForm(PlainForm):
    """A button that has to know which edition its reader saw."""

    edition = forms.IntegerField(widget=forms.HiddenInput(), min_value=0)


class MoveForm(EditionForm):
    step = forms.ChoiceField(choices=[("up", "up"), ("down", "down")], required=False)
    before = forms.SlugField(required=False)
