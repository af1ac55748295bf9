"""Does what was typed count as an answer, and what does a reader see of it?"""

import json
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from applications.answers.kind import Facts, as_typed, is_empty
from applications.answers.kinds import kind_of

KEPT_AT_MOST = 200_000  # characters of one answer that a draft keeps, far above any limit
NOT_TEXT = "\x00"  # no typed text has this character


@dataclass(frozen=True)
class Reading:
    """One answer judged: `value` is what counts (None while it does not), `problem` why not, in plain words."""

    value: object = None
    problem: str = ""
    is_given: bool = False

    @property
    def counts(self) -> bool:
        return not self.problem


def read(question, typed, facts: Facts) -> Reading:
    """What a typed or stored answer is worth. Reading what was read before gives the same."""
    kind = kind_of(question)
    if not kind.is_answered:
        return Reading()
    if kind.is_missing(question, typed):
        return Reading(None, kind.missing_words(question) if question.is_required else "")
    try:
        value = kind.parse(question, typed, facts)
    except ValidationError as error:
        return Reading(None, error.messages[0], True)
    counted = kind.count(question, value)
    problem = counted.problem(question.label) if counted else ""
    return Reading(None if problem else value, problem, True)


def doubt(question, typed, facts: Facts) -> str:
    """What may be a slip in an answer that counts; empty where nothing is, or where there is no such answer."""
    kind = kind_of(question)
    value = read(question, typed, facts).value if kind.may_doubt(question) else None
    return "" if value is None else kind.doubt(question, value)


def shown(question, value, facts: Facts) -> str:
    """A stored answer as its reader reads it; what does not fit its question is shown as it was typed. Empty: nothing."""
    kind, reading = kind_of(question), read(question, value, facts)
    if reading.value is None:
        return kind.show_unread(question, value, facts)
    return kind.show(question, reading.value, facts)


def shown_masked(question, value, facts: Facts) -> str:
    """What may be seen of a sensitive answer."""
    text = as_typed(read(question, value, facts).value or value)
    return kind_of(question).mask(text) if text else ""


def written(question, value, facts: Facts):
    """A kept answer as it stands in the form's field: as typed; what was brought into our form, in words again."""
    reading = read(question, value, facts)
    is_ours = reading.value is not None and reading.value == value
    return kind_of(question).write(question, value) if is_ours else value


def to_seal(value: object) -> str:
    """An answer as one text, before it is encrypted: as typed, or what is no text by its JSON."""
    if isinstance(value, str):
        return value.replace(NOT_TEXT, "")
    return "" if is_empty(value) else NOT_TEXT + json.dumps(value)


def from_seal(text: str) -> object:
    return json.loads(text[1:]) if text.startswith(NOT_TEXT) else text
