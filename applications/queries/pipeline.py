"""How far a form is: judged anew each time from what was typed, never stored."""

from applications import wizard
from applications.answers import read
from applications.models import Application
from applications.queries.answers import SENSITIVE, secrets_of, typed_in
from applications.queries.corrections import open_correction
from applications.queries.forms import steps_in
from applications.queries.referees import places_of
from applications.queries.rules import asked_of, chosen_places, ground_of
from applications.rules import Shown


def steps_of(application: Application, here: str = "") -> list[wizard.Step]:
    """The sections that are asked, with their state; `here` is listed in any case. None to eight queries.

    A referee counts as soon as somebody is asked: what only others can do keeps nobody from submitting.
    """
    shown = asked_of(application)
    begun = {row.section for row in application.answers.all()}
    gaps = sections_with_gaps(application, shown)
    complete = (begun | _without_questions(application, shown)) - gaps
    sections = [row for row in steps_in(application.form) if is_asked(row, shown) or row.key == here]
    ranking = _keys(sections, "openings")
    complete -= ranking
    if ranked := {row.state for row in chosen_places(application)}:
        begun |= ranking
        if ranked == {"approved"} or _is_locked(application, ranking):
            complete |= ranking - gaps
    kinds = {row.kind for row in application.documents.all()}
    needed = {row.key for row in application.form.document_kinds.all() if row.is_required}
    if kinds:
        begun |= _keys(sections, "documents")
    if needed <= kinds:
        complete |= _keys(sections, "documents")
    if named := _keys(sections, "referees"):
        places = places_of(application)
        begun |= named if any(place.people for place in places) else set()
        complete |= named if all(place.is_asked for place in places) else set()
    return wizard.steps(sections, complete=complete, begun=begun)


def _is_locked(application: Application, keys: set[str]) -> bool:
    """In a correction that asks for something else nothing can be looked at again: the list stays as it was handed in."""
    asked = open_correction(application) if application.state == "correction" else None
    return asked is not None and bool(asked.parts) and not keys & set(asked.parts)


def _keys(sections: list[wizard.Section], kind: str) -> set[str]:
    return {section.key for section in sections if section.kind == kind}


def is_asked(section: wizard.Section, shown: Shown) -> bool:
    return section.key in shown.sections or section.kind == wizard.CHECK.kind


def _without_questions(application: Application, shown: Shown) -> set[str]:
    """Sections of which nothing is asked of this person: there is nothing to begin."""
    ground = ground_of(application)
    asked = {row.section for row in ground.questions if row.key in shown.questions}
    return {row.section for row in ground.questions} - asked


def sections_with_gaps(application: Application, shown: Shown) -> set[str]:
    """Sections in which an answer is missing or does not count as it was typed; what is not asked is not missing."""
    ground = ground_of(application)
    questions = [row for row in ground.questions if row.key in shown.questions]
    facts, typed, secret = ground.facts, typed_in(application), secrets_of(application)
    return {
        question.section
        for question in questions
        if not read(question, (secret if question.sensitivity == SENSITIVE else typed).get(question.key), facts).counts
    }
