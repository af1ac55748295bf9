"""The form of one section, built from the questions of the call's form version: keeps what is typed, judges it beside."""

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import linebreaksbr
from django.utils.translation import gettext_lazy as _

from applications.answers import Facts, doubt, is_empty, kind_of, read, shown_masked, written
from applications.models import Question
from applications.queries.answers import SENSITIVE, is_number
from programme.forms.fields import PlainForm
from programme.kernel.lists import is_number as is_whole
from programme.kernel.thai import normalise

MASKED, ERASE = "masked", "erase"  # names of the fields that say what the page did not show, and what to forget


class AnswerField(forms.Field):
    """One question. What counts is decided by the one reader of answers, whatever the control."""

    def __init__(self, question: Question, facts: Facts):
        kind = kind_of(question)
        super().__init__(
            label=question.label, required=question.is_required and kind.is_answered,
            widget=kind.widget(question, facts), help_text=linebreaksbr(kind.hint(question), autoescape=True),
        )  # fmt: skip
        self.question, self.facts = question, facts
        self.may_doubt, self.doubt = kind.may_doubt(question), ""

    def clean(self, value):
        reading = read(self.question, value, self.facts)
        if reading.problem:
            raise ValidationError(reading.problem)
        return reading.value


class SectionForm(PlainForm):
    """The questions of one section over what is kept of them (`kept`: key → as typed, sensitive ones in clear)."""

    use_required_attribute = False
    not_sent: Collection[str] = ()  # why kept answers of this section are not sent, in words
    doubts: dict[str, str] = {}  # what may be a slip, by the name of the field
    carried: Mapping[str, datetime] = MappingProxyType({})  # answers of an earlier call, not looked at yet: since when
    hidden: Collection[str] = ()  # keys of what a condition keeps from this person now: on the page, but not shown

    def __init__(self, data=None, files=None, *, questions: list[Question], facts: Facts, kept: dict, **kwargs):
        self.questions, self.facts, self.kept = questions, facts, kept
        initial = {question.key: written(question, kept.get(question.key), facts) for question in questions}
        self.masked = [question.key for question in questions if self._is_hidden(question)]
        super().__init__(data, files, initial=initial | dict.fromkeys(self.masked, ""), **kwargs)
        for question in questions:
            self.fields[question.key] = self._field(question)

    @property
    def sensitive(self) -> str:
        """The names of sensitive answers, which the page leaves on no device."""
        return " ".join(
            name for row in self.questions if row.sensitivity == SENSITIVE for name in self.names_of(row.key)
        )

    def names_of(self, key: str) -> list[str]:
        """The names under which the answer to a question is sent: one, or one for each of its parts."""
        widget = self.fields[key].widget
        return [key + name for name in widget.widgets_names] if isinstance(widget, forms.MultiWidget) else [key]

    @property
    def base_version(self) -> int:
        """The version that the page was drawn from; 0 for whatever is none, which a kept answer then refuses."""
        typed = self.data.get("version", "")
        return int(typed) if is_whole(typed) else 0

    @property
    def erasable(self) -> list[str]:
        """Kept answers that the page does not show: what can only be forgotten by asking for it."""
        return self.masked

    def _is_hidden(self, question: Question) -> bool:
        """A number that is whole and kept is not shown again; a half-typed one is, so that it can be finished."""
        is_secret = question.sensitivity == SENSITIVE and is_number(question)
        return is_secret and read(question, self.kept.get(question.key), self.facts).value is not None

    def _field(self, question: Question) -> AnswerField:
        field = AnswerField(question, self.facts)
        if question.key in self.masked:
            number = shown_masked(question, self.kept[question.key], self.facts)
            field.help_text = _("Kept, encrypted: %(number)s. Fill in only to change it.") % {"number": number}
        return field

    def _stays(self, key: str) -> bool:
        """The page did not show the answer, nothing new was typed, and nobody asked to forget it."""
        unseen = key in self.data.getlist(MASKED) and key not in self.data.getlist(ERASE)
        return unseen and is_empty(self.data.get(key, ""))

    def _clean_fields(self):
        super()._clean_fields()
        stays = [key for key in self.errors if key in self.masked and self._stays(key)]
        for key in {*stays, *(key for key in self.errors if key in self.hidden)}:
            del self._errors[key]

    def note_what_does_not_count(self, *, is_begun: bool) -> None:
        """On a page opened again, what was typed and does not count says why beside its field."""
        readings = [
            (question.key, read(question, self.kept.get(question.key), self.facts)) for question in self.questions
        ]
        wrong = {key: reading.problem for key, reading in readings if reading.problem and reading.is_given}
        wrong = {key: problem for key, problem in wrong.items() if key not in self.hidden}
        self.full_clean()
        for key, problem in wrong.items() if is_begun else ():
            self._errors[key] = self.error_class([problem])

    def note_doubts(self) -> dict[str, str]:
        """Beside each field what may be a slip in its answer, though it counts; the words, or none, by the field's name."""
        values = self.kept | (self.typed() if self.is_bound else {})
        found = {
            question.key: doubt(question, values.get(question.key), self.facts)
            for question in self.questions
            if self.fields[question.key].may_doubt
        }
        for key, words in found.items():
            self.fields[key].doubt = words
        return found

    def typed(self) -> dict:
        """What was typed, valid or not, as a draft keeps it. An answer that stays as it is does not appear."""
        asked = [question.key for question in self.questions if kind_of(question).is_answered]
        keys = [key for key in asked if not self._stays(key)]
        raw = {key: self.fields[key].widget.value_from_datadict(self.data, self.files, key) for key in keys}
        return {key: tidy(value) for key, value in raw.items()}


def tidy(value):
    """Text as it is kept: one way of writing Thai, one kind of line end."""
    if isinstance(value, list):
        return [tidy(one) for one in value]
    if isinstance(value, str):
        whole = value.encode("utf-8", "ignore").decode()  # no database keeps half a character
        return normalise(whole).replace("\x00", "").replace("\r\n", "\n").strip()
    return "" if value is None else value
