"""Am I eligible? The questions that a call's hard rules look at, asked before anybody signs up; nothing is kept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.answers import kind_of
from applications.forms.sections import SectionForm
from applications.models import Question
from applications.queries.rules import Ground
from applications.rules import PASS, Finding, refers_to, verdict

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class GoOnForm(forms.Form):
    """Whether the button was the one that begins the application with these answers."""

    go_on = forms.CharField(required=False)


class EligibilityForm(SectionForm):
    """The call's own questions, by the fields of its own form; where that has a box to tick, “no” is an answer too."""

    def __init__(self, data=None, files=None, *, ground: Ground, **kwargs):
        self.ground = ground
        super().__init__(data, files, questions=asked_by_rules(ground), facts=ground.facts, kept={}, **kwargs)

    def _field(self, question: Question) -> forms.Field:
        if kind_of(question).compared != "flag":
            return super()._field(question)
        return forms.TypedChoiceField(
            label=question.label,
            help_text=question.hint,
            choices=YES_NO,
            widget=forms.RadioSelect,
            coerce=lambda typed: typed == "yes",
            error_messages={"required": _("Answer “%(label)s”.") % {"label": question.label}},
        )

    def findings(self) -> list[Finding]:
        return self.ground.findings_of(self.cleaned_data)

    def meets(self, other: Ground) -> bool:
        """By the same answers, as far as the other call asks the same: what has a role by its role, else by its key."""
        mine = {row.role or row.key: self.cleaned_data[row.key] for row in self.questions}
        given = {row.key: mine[row.role or row.key] for row in other.questions if (row.role or row.key) in mine}
        return verdict(other.findings_of(given)) == PASS


def asked_by_rules(ground: Ground) -> list[Question]:
    """In the order of the form."""
    named = {name for rule in ground.rules if rule.is_hard for name in refers_to(rule.tree)}
    return [row for row in ground.questions if named & {("role", row.role), ("answer", row.key)}]
