"""What every kind of question is: how an answer is asked, understood, counted, shown and masked.

A kind is one object in one file of `kinds/`; being there is enough. Forms, check page, revision, officers, reviewers, hosts,
copies and the call builder ask it, and nobody asks which kind it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from applications.answers.counting import Count, is_blank
from applications.answers.settings import Setting
from programme.kernel.dates import is_thai

OPTIONS = "options"  # the name under which what is wrong with the options is told
ORDER = frozenset({"is", "least", "most"})
ANY_OF = frozenset({"is", "in"})


@dataclass(frozen=True)
class Facts:
    """What answers refer to: the names of the provinces in the reader's language and their official numbers, by key."""

    provinces: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)


class Kind:
    """`parse` makes of something typed the value that counts; `show` is for readers; `write` is for the form's field.

    All three take a stored value too, so that reading something twice changes nothing. Values are what JSON can hold.
    """

    code: str
    label: str | Promise
    order: int  # where it stands among the kinds that a builder offers
    settings: tuple[Setting, ...] = ()
    has_options = False
    is_answered = True  # a heading is not
    is_number = False  # a number is masked even to its owner, over whose shoulder somebody may look
    digits_shown = 0  # how many characters a masked answer leaves
    needs_provinces = False
    compares: frozenset[str] = frozenset()  # the comparisons of a rule that its answers bear
    compared = ""  # what a rule names to compare with: one of flag, option, day, place, number
    is_link = False  # shown as an address that can be opened

    def told(self, question, name: str):
        """What the question was told, or what holds when it was not."""
        value = (question.settings or {}).get(name)
        return next(one.default for one in self.settings if one.name == name) if value in (None, "", []) else value

    # asked

    def widget(self, question, facts: Facts) -> forms.Widget:
        return forms.TextInput()

    def hint(self, question) -> str:
        """The question's own hint and what its settings ask for."""
        return question.hint

    # understood

    def is_missing(self, question, typed) -> bool:
        return is_empty(typed)

    def missing_words(self, question) -> str:
        return _("Answer “%(label)s”.") % {"label": question.label}

    def parse(self, question, typed, facts: Facts):
        """The value that counts, or a `ValidationError` that says what to do. Never another error, whatever was typed."""
        return one_text(typed)

    def count(self, question, value) -> Count | None:
        """How much of the value counts against the question's limits; None where nothing does."""
        return None

    def may_doubt(self, question) -> bool:
        """Can an answer that counts still be worth a second look?"""
        return False

    def doubt(self, question, value) -> str:
        """What may be a slip in an answer that counts, in words. It stops nobody."""
        return ""

    # shown

    def show(self, question, value, facts: Facts) -> str:
        return str(value)

    def show_unread(self, question, typed, facts: Facts) -> str:
        """What does not count, as it was typed."""
        return as_typed(typed)

    def write(self, question, value):
        return value

    def mask(self, text: str) -> str:
        return "•" * 6

    # meant

    def means(self, value):
        """What rules and columns compare."""
        return value

    def names(self, value) -> tuple[Iterable[str], Iterable[date]]:
        """Words and days of the answer that name a person, if the question is one that tells who it is."""
        return (), ()

    # built

    def pretend(self, question, facts: Facts, number: int):
        """Something that a pretend applicant types; the same for the same number."""
        raise NotImplementedError

    def clean_settings(self, given: dict) -> dict:
        """What a builder set, tidied, without what was left open; what is wrong by the name of its setting."""
        known = {one.name: one for one in self.settings}
        found, wrong = {}, {}
        for name, value in given.items() if isinstance(given, dict) else ():
            if name not in known:
                wrong[name] = _("“%(name)s” is no setting of this kind of question.") % {"name": str(name)[:40]}
                continue
            try:
                found[name] = known[name].clean(value)
            except ValidationError as error:
                wrong[name] = error.messages
        if not wrong:
            wrong = self.unfit(found)
        if wrong:
            raise ValidationError(wrong)
        return {name: value for name, value in found.items() if value not in (None, "", [], {})}

    def unfit(self, found: dict) -> dict[str, str]:
        """Settings that do not go together. Most kinds have a least and a most."""
        least, most = found.get("least"), found.get("most")
        if least is not None and most is not None and least > most:
            return {"most": _("The most cannot be less than the least.")}
        return {}

    def check(self, question) -> dict[str, list[str]]:
        """Everything that keeps a question from being asked, by the name of the setting; empty when nothing does."""
        try:
            self.clean_settings(question.settings or {})
            wrong = {}
        except ValidationError as error:
            wrong = error.message_dict
        if self.has_options and (words := wrong_options(question.options)):
            wrong[OPTIONS] = [words]
        return wrong


def wrong_options(options) -> str:
    """What is wrong with the options of a choice, in words."""
    rows = options if isinstance(options, list) else []
    values = [row.get("value") for row in rows if isinstance(row, dict) and row.get("th")]
    if len(values) < 2 or len(values) < len(rows):
        return _("Write at least two answers to choose from, each with its Thai words.")
    if not all(isinstance(value, str) and value for value in values) or len(set(values)) < len(values):
        return _("Two answers to choose from are the same.")
    return ""


def is_empty(typed) -> bool:
    """Nothing was said. Zero and an unticked box are not nothing by themselves."""
    if isinstance(typed, list | tuple):
        return all(is_empty(one) for one in typed)
    return typed is None or typed == {} or (isinstance(typed, str) and is_blank(typed))


def as_typed(value) -> str:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return ", ".join(as_typed(one) for one in value if not is_empty(one))
    return "" if is_empty(value) else str(value)


def one_text(typed) -> str:
    """What was typed into one field; anything else is no answer to such a question."""
    if isinstance(typed, str | int | float) and not isinstance(typed, bool):
        return str(typed)
    raise ValidationError(_("This answer does not fit its question. Answer it again."))


def in_language(words, default: str = "") -> str:
    """One of two texts kept as {"th", "en"}: the reader's, else the Thai one."""
    if not isinstance(words, dict):
        return default
    return (words.get("th") if is_thai() else words.get("en")) or words.get("th") or default


def label_of(question, value) -> str:
    """The words of one option in the reader's language."""
    found = next((option for option in question.options if option["value"] == value), None)
    return in_language(found, str(value))
