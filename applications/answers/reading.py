"""Does what was typed count as an answer, and what does a reader see of it?"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from applications.answers.kinds import Facts, kind_of

LONGEST = 5000  # characters of one answer where the question sets no limit of its own
KEPT_AT_MOST = 200_000  # characters of one answer that a draft keeps, far above any limit


@dataclass(frozen=True)
class Reading:
    """One answer judged: `value` is what counts (None while it does not), `problem` why not, in plain words."""

    value: object = None
    problem: str = ""
    is_given: bool = False

    @property
    def counts(self) -> bool:
        return not self.problem


def is_empty(typed) -> bool:
    """Nothing was said. Zero and an unticked box are not nothing by themselves."""
    return typed is None or typed == [] or (isinstance(typed, str) and not typed.strip())


def read(question, typed, facts: Facts) -> Reading:
    """What a typed or stored answer is worth. Reading what was read before gives the same."""
    kind = kind_of(question)
    if is_empty(typed) or (question.kind == "yes" and question.is_required and not kind.parse(question, typed, facts)):
        missing = _("Answer “%(label)s”.") % {"label": question.label} if question.is_required else ""
        return Reading(None, missing)
    limit = question.max_length or LONGEST
    if kind.has_limit and len(str(typed)) > limit:
        words = _("Shorten “%(label)s”: it has %(n)s characters, %(limit)s fit.")
        return Reading(
            None, words % {"label": question.label, "n": f"{len(str(typed)):,}", "limit": f"{limit:,}"}, True
        )
    try:
        return Reading(kind.parse(question, typed, facts), "", True)
    except ValidationError as error:
        return Reading(None, error.messages[0], True)


def shown(question, value, facts: Facts) -> str:
    """A stored answer as its reader reads it; what does not fit its question is shown as it was typed. Empty: nothing."""
    if question.kind == "yes" and isinstance(value, bool):
        return kind_of(question).show(question, value, facts)
    reading = read(question, value, facts)
    return as_typed(value) if reading.value is None else kind_of(question).show(question, reading.value, facts)


def shown_masked(question, value, facts: Facts) -> str:
    """What may be seen of a sensitive answer."""
    text = str(read(question, value, facts).value or as_typed(value))
    return kind_of(question).mask(text) if text else ""


def written(question, value, facts: Facts):
    """A kept answer as it stands in the form's field: as typed; what was brought into our form, in words again."""
    reading = read(question, value, facts)
    return kind_of(question).write(question, value) if reading.value == value and value else value


def as_typed(value) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if is_empty(value) else str(value)
