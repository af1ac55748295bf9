"""Am I eligible? Three questions, answered with reasons, before anybody signs up."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.domain.eligibility import Answers, Finding, check_rules, verdict
from applications.queries.forms import standing_form
from programme.forms.fields import PlainForm, ThaiDayField
from programme.kernel.typed_dates import BIRTH
from programme.models import Call

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
OLDEST = 120  # years; who says more has slipped


class EligibilityForm(PlainForm):
    birth_on = ThaiDayField(label=_("When were you born?"), span=BIRTH)
    is_thai = forms.ChoiceField(label=_("Are you a Thai national?"), choices=YES_NO, widget=forms.RadioSelect)
    full_time = forms.ChoiceField(
        label=_("Can you work full time for the whole period?"), choices=YES_NO, widget=forms.RadioSelect
    )

    verdict = ""

    def clean_birth_on(self) -> date:
        day, today = self.cleaned_data["birth_on"], timezone.localdate()
        if day >= today:
            raise forms.ValidationError(_("This day is still to come. Check the year of your birthday."))
        if today.year - day.year > OLDEST:
            raise forms.ValidationError(_("This is more than 120 years ago. Check the year of your birthday."))
        return day

    def _found(self, call: Call) -> list[Finding]:
        data = self.cleaned_data
        answers = Answers(data["birth_on"], data["is_thai"] == "yes", data["full_time"] == "yes")
        form = standing_form(call)
        return check_rules(form.rules.all() if form else [], answers, call.cohort.starts_on)

    def findings(self, call: Call) -> list[Finding]:
        found = self._found(call)
        self.verdict = verdict(found)
        return found

    def meets(self, call: Call) -> bool:
        return verdict(self._found(call)) == "pass"
