"""Am I eligible? Three questions, answered with reasons, before anybody signs up."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.domain.eligibility import Answers, Finding, check_rules, verdict
from programme.forms.fields import PlainForm, ThaiDayField
from programme.models import Call

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class EligibilityForm(PlainForm):
    birth_on = ThaiDayField(label=_("When were you born?"))
    is_thai = forms.ChoiceField(label=_("Are you a Thai national?"), choices=YES_NO, widget=forms.RadioSelect)
    full_time = forms.ChoiceField(
        label=_("Can you work full time for the whole period?"), choices=YES_NO, widget=forms.RadioSelect
    )

    verdict = ""

    def findings(self, call: Call) -> list[Finding]:
        data = self.cleaned_data
        answers = Answers(data["birth_on"], data["is_thai"] == "yes", data["full_time"] == "yes")
        found = check_rules(call.eligibility, answers, call.cohort.starts_on)
        self.verdict = verdict(found)
        return found
