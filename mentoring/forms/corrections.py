"""Corrections: the same fields as when it was written, and why they change."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.forms.logs import LogForm, log_as_typed
from mentoring.forms.outcomes import OutcomeForm, ProblemForm, as_typed
from mentoring.models import Claim
from programme.forms.fields import PlainForm

NOT_CORRECTED = ("client_uuid", "photo", "consent", "needs_help")


class CorrectionForm(PlainForm):
    """Mixed into the form of one kind."""

    reason = forms.CharField(
        label=_("What was wrong, and how do you know?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in NOT_CORRECTED:
            self.fields.pop(name, None)

    def given(self) -> dict:
        changes = dict(self.cleaned_data)
        return {"reason": changes.pop("reason"), "changes": changes}


class LogCorrectionForm(CorrectionForm, LogForm):
    def given(self) -> dict:
        found = super().given()
        counted = {new: found["changes"].pop(old) for new, old in COUNTED.items()}
        return {**found, "changes": found["changes"] | {"people": [counted] if counted["number"] else []}}


class OutcomeCorrectionForm(CorrectionForm, OutcomeForm):
    pass


class ProblemCorrectionForm(CorrectionForm, ProblemForm):
    pass


COUNTED = {"group": "group", "number": "people", "first_time": "first_time"}
FORMS = {"log": LogCorrectionForm, "outcome": OutcomeCorrectionForm, "problem": ProblemCorrectionForm}


def correction_form(claim: Claim, detail: Claim) -> tuple[type[CorrectionForm], dict]:
    """The form for one claim, and what stands in it now."""
    form = FORMS[claim.kind]
    shown = log_as_typed(detail) if claim.kind == Claim.Kind.LOG else as_typed(detail, form)
    return form, {name: value for name, value in shown.items() if name not in NOT_CORRECTED}
