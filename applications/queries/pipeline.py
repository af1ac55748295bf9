"""How far a form is: judged anew each time from what was typed, never stored."""

from applications import wizard
from applications.answers import read
from applications.models import Application
from applications.queries.answers import SENSITIVE, facts_for, secrets_of, typed_in
from applications.queries.forms import steps_in


def steps_of(application: Application) -> list[wizard.Step]:
    """The sections of one application with their state. Eight queries."""
    begun = {row.section for row in application.answers.all()}
    complete = begun - sections_with_gaps(application)
    sections = steps_in(application.form)
    if application.preferences.exists():
        complete |= _keys(sections, "openings")
    kinds = set(application.documents.values_list("kind", flat=True))
    needed = {row.key for row in application.form.document_kinds.all() if row.is_required}
    if kinds:
        begun |= _keys(sections, "documents")
    if needed <= kinds:
        complete |= _keys(sections, "documents")
    return wizard.steps(sections, complete=complete, begun=begun)


def _keys(sections: list[wizard.Section], kind: str) -> set[str]:
    return {section.key for section in sections if section.kind == kind}


def sections_with_gaps(application: Application) -> set[str]:
    """Sections in which an answer is missing or does not count as it was typed."""
    questions = list(application.form.questions.all())
    facts, typed, secret = facts_for(questions), typed_in(application), secrets_of(application)
    return {
        question.section
        for question in questions
        if not read(question, (secret if question.sensitivity == SENSITIVE else typed).get(question.key), facts).counts
    }
