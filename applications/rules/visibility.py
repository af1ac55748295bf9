"""Which sections and questions are asked of one person: each condition looks at what was asked before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from applications.rules.known import Known
from applications.rules.verdicts import PASS, verdict_of


@dataclass(frozen=True)
class Shown:
    """Keys of what is asked; and why the rest is not: the condition that does not hold, by key."""

    sections: frozenset[str]
    questions: frozenset[str]
    hidden: dict[str, Any]  # key of a question → its own condition, or that of its section
    hidden_sections: dict[str, Any]


def in_order(sections: Iterable[Any], questions: Iterable[Any]) -> list[Any]:
    """The questions as a person meets them: section by section."""
    places = {section.key: place for place, section in enumerate(sections)}
    return sorted(questions, key=lambda row: (places.get(row.section, len(places)), row.position, row.pk or 0))


def visible(sections: Iterable[Any], questions: Iterable[Any], known: Known) -> Shown:
    """What is asked. `sections` in their order; an answer to something that is not asked counts as unknown.

    A condition that does not hold, or cannot be decided yet, hides; it looks at earlier answers only, so nothing can
    turn in a circle.
    """
    sections = list(sections)
    heard: dict[str, Any] = {}
    asked_sections, asked = set(), set()
    hidden: dict[str, Any] = {}
    hidden_sections: dict[str, Any] = {}
    ordered = in_order(sections, questions)
    for section in sections:
        if not _holds(section.condition, known.with_answers(heard)):
            hidden_sections[section.key] = section.condition
        else:
            asked_sections.add(section.key)
        for question in [row for row in ordered if row.section == section.key]:
            if section.key in hidden_sections:
                hidden[question.key] = section.condition
            elif not _holds(question.condition, known.with_answers(heard)):
                hidden[question.key] = question.condition
            else:
                asked.add(question.key)
                heard |= {question.key: known.answers[question.key]} if question.key in known.answers else {}
    return Shown(frozenset(asked_sections), frozenset(asked), hidden, hidden_sections)


def _holds(condition: Any, known: Known) -> bool:
    return condition is None or verdict_of(condition, known) == PASS
