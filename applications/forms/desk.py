"""What officers change about a call that people apply to, for all or for one person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import EligibilityRule
from applications.rules import label_of_rule
from programme.forms.fields import MomentField, PlainForm
from programme.forms.people import AccountField


class AmendForm(PlainForm):
    text_th = forms.CharField(
        label=_("What changes, in Thai"), max_length=3000, widget=forms.Textarea(attrs={"rows": 3})
    )
    text_en = forms.CharField(
        label=_("What changes, in English"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    closes_at = MomentField(
        label=_("New deadline"),
        required=False,
        help_text=_("Leave empty to keep it. It can only move later, except to take back a slip."),
    )


class ExemptForm(PlainForm):
    """One person, who may not have begun yet, by the address of their account; one rule of the call; the reason."""

    email = AccountField(label=_("The e-mail address of the person's account"))
    rule = forms.ChoiceField(label=_("Rule"))
    reason = forms.CharField(label=_("Reason for the exemption"), max_length=500)

    def __init__(self, *args, rules: list[EligibilityRule], speech, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = [(rule.key, label_of_rule(rule, speech)) for rule in rules]

    def given(self) -> dict:
        data = self.cleaned_data
        return {"user": data["email"], "rule": data["rule"], "reason": data["reason"]}
