"""What officers do on the page of one application: look at points, pass, ask, rule out; ask readers and look after them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.domain.readers import reviewers
from applications.models import Application, FormVersion
from applications.queries.forms import sections_of
from programme.forms.fields import MomentField, PlainForm

LONG = forms.Textarea(attrs={"rows": 2})
SHORT = forms.TextInput(attrs={"maxlength": 500})


class CorrectionForm(PlainForm):
    reason = forms.CharField(
        label=_("What the applicant has to correct"), max_length=2000, widget=LONG,
        error_messages={"required": _("Write what you need from the applicant; they read these words.")},
    )  # fmt: skip
    part = forms.MultipleChoiceField(label=_("Parts to correct"), required=False)

    def __init__(self, *args, form: FormVersion, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [(section.key, section.label) for section in sections_of(form)]

    def given(self) -> dict:
        return {"message": self.cleaned_data["reason"], "parts": self.cleaned_data["part"]}


class RuleOutForm(PlainForm):
    reason = forms.CharField(label=_("Reason (the applicant reads it)"), max_length=2000, widget=LONG)


class EndWaiverForm(PlainForm):
    rule = forms.CharField(max_length=40)


class WaiveForm(EndWaiverForm):
    reason = forms.CharField(
        label=_("Reason for the exemption"), max_length=500,
        error_messages={"required": _("Write why this person is exempt; officers read it later.")},
    )  # fmt: skip


class ReopenForm(PlainForm):
    reason = forms.CharField(label=_("Reason to open the screening again"), max_length=500, widget=SHORT)


class AssignForm(PlainForm):
    """One reader; of those who can read this application, where it is named."""

    reviewer = forms.ModelChoiceField(label=_("Reviewer"), queryset=None)

    def __init__(self, *args, application: Application, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].error_messages["required"] = _("Choose a reviewer from the list.")
        self.fields["reviewer"].queryset = (
            reviewers()
            .exclude(pk=application.applicant_id)
            .exclude(conflicts__application=application)
            .select_related("profile")
            .order_by("profile__order_key", "email", "pk")
        )


class ReplaceForm(AssignForm):
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500, widget=SHORT)


class ExtendReadingForm(PlainForm):
    due_at = MomentField(label=_("New deadline"))


class WithdrawReaderForm(PlainForm):
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500, widget=SHORT)
