"""The form of one section, built from the questions of the call's form version."""

import re
from datetime import date

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from applications.models import FormVersion, Question
from programme.forms.fields import PhoneField, PlainForm, ThaiDayField
from programme.kernel.thai import normalise
from programme.models import Province

KIND = Question.Kind
LONGEST = 5000


class SectionForm(PlainForm):
    """Fields for the questions of one section. `draft=True` keeps whatever was typed and requires nothing."""

    def __init__(self, *args, questions: list[Question], has_sensitive: set[str] = frozenset(), **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            kept = question.key in has_sensitive
            self.fields[question.key] = field_for(question, is_kept=kept)
            if question.is_required and not kept:
                self.fields[question.key].error_messages["required"] = _("Answer “%(label)s”.") % {
                    "label": question.label
                }

    def clean_national_id(self):
        typed = self.cleaned_data["national_id"]
        digits = re.sub(r"[\s-]", "", normalise(typed))
        if typed and not is_thai_id(digits):
            raise forms.ValidationError(_("This is not a valid identity number. Check the 13 digits on your card."))
        return digits

    def typed(self) -> dict:
        """What was typed, valid or not, as it can be kept in a draft."""
        values = {}
        for question in self.questions:
            if question.key in getattr(self, "cleaned_data", {}):
                value = self.cleaned_data[question.key]
                values[question.key] = (
                    str(value.pk)
                    if isinstance(value, Province)
                    else value.isoformat()
                    if isinstance(value, date)
                    else value
                )
            else:
                values[question.key] = str(self.data.get(question.key, ""))[:LONGEST]
        return values


def field_for(question: Question, *, is_kept: bool = False) -> forms.Field:
    common = {"label": question.label, "help_text": question.hint, "required": question.is_required and not is_kept}
    if is_kept:
        common["help_text"] = _("Kept, encrypted. Fill in only to change it.")
    limit = question.max_length or LONGEST
    if question.kind == KIND.LONG:
        return forms.CharField(max_length=limit, widget=forms.Textarea(attrs={"rows": 6}), **common)
    if question.kind == KIND.DATE:
        common["help_text"] = common["help_text"] or _("Day/month/year; Buddhist or common year")
        return ThaiDayField(**common)
    if question.kind == KIND.PHONE:
        return PhoneField(widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}), **common)
    if question.kind == KIND.NUMBER:
        return forms.IntegerField(min_value=0, max_value=10**9, **common)
    if question.kind == KIND.YES:
        return forms.BooleanField(**common)
    if question.kind == KIND.PROVINCE:
        return forms.ModelChoiceField(
            queryset=Province.objects.order_by("order_key", "pk"), empty_label=_("Choose a province"), **common
        )
    if question.kind in (KIND.CHOICE, KIND.CHOICES):
        choices = [(option["value"], option["th"]) for option in localised(question.options)]
        kind = forms.ChoiceField if question.kind == KIND.CHOICE else forms.MultipleChoiceField
        widget = forms.RadioSelect if question.kind == KIND.CHOICE else forms.CheckboxSelectMultiple
        return kind(choices=choices, widget=widget, **common)
    return forms.CharField(max_length=limit, **common)


def localised(options: list[dict]) -> list[dict]:
    key = "en" if (get_language() or "th").startswith("en") else "th"
    return [{"value": option["value"], "th": option.get(key) or option["th"]} for option in options]


def is_thai_id(digits: str) -> bool:
    """The checksum of the 13 digits of a Thai identity number."""
    if not re.fullmatch(r"[0-9]{13}", digits):
        return False
    total = sum(int(digit) * (13 - i) for i, digit in enumerate(digits[:12]))
    return (11 - total % 11) % 10 == int(digits[12])


def section_questions(form: FormVersion, section: str) -> list[Question]:
    return list(form.questions.filter(section=section).order_by("position", "pk"))
