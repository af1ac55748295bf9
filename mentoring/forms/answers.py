"""What hosts, mentors and officers answer with."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.models import Claim, Problem
from programme.forms.fields import ButtonField, PlainForm, ReasonForm, unchosen

FEW_LINES = {"rows": 2}


class ReturnForm(ReasonForm):
    """Why something goes back to the ambassador."""

    reason = forms.CharField(
        label=_("What is not right?"),
        max_length=2000,
        widget=forms.Textarea(attrs=FEW_LINES),
        error_messages={"required": _("Write the reason; the ambassador reads it and mends it.")},
    )


class ReturnLogForm(ReturnForm):
    """One log of a week goes back."""

    log = forms.ModelChoiceField(queryset=Claim.objects.none(), to_field_name="code", widget=forms.HiddenInput)

    def __init__(self, *args, logs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["log"].queryset = logs

    def given(self) -> dict:
        return {"claim": self.cleaned_data["log"], "reason": self.cleaned_data["reason"]}


class SendBackForm(ReasonForm):
    reason = forms.CharField(
        label=_("What should be different?"), required=False, max_length=2000, widget=forms.Textarea(attrs=FEW_LINES)
    )


class DecideCorrectionForm(PlainForm):
    accept = ButtonField(choices=[("yes", _("Yes")), ("no", _("No"))])
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs=FEW_LINES),
        help_text=_("Needed when you do not accept; the ambassador reads it."),
    )

    def given(self) -> dict:
        return {"accept": self.cleaned_data["accept"] == "yes", "reason": self.cleaned_data["reason"]}


class ProblemAnswerForm(PlainForm):
    answer = forms.ChoiceField(label=_("Answer"), choices=unchosen([row for row in Problem.Answer.choices if row[0]]))
    text = forms.CharField(
        label=_("What was said, for the public"), max_length=2000, widget=forms.Textarea(attrs=FEW_LINES)
    )


class HelpForm(PlainForm):
    words = forms.CharField(
        label=_("What is it about?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a few words what it is about.")},
    )


class HelpAnswerForm(PlainForm):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write the answer; it goes to the one who asked.")},
    )
