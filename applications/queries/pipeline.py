"""How far a form is: judged anew each time from what was typed, never stored."""

from applications import wizard
from applications.answers import read
from applications.models import Application
from applications.queries.answers import SENSITIVE, facts_for, secrets_of, typed_in


def steps_of(application: Application) -> list[wizard.Step]:
    """The sections of one application with their state. Seven queries."""
    begun = {row.section for row in application.answers.all()}
    complete = begun - sections_with_gaps(application)
    if application.preferences.exists():
        complete.add("openings")
    kinds = set(application.documents.values_list("kind", flat=True))
    needed = {row["key"] for row in application.call.documents if row.get("is_required")}
    if kinds:
        begun.add("documents")
    if needed <= kinds:
        complete.add("documents")
    return wizard.steps(complete=complete, begun=begun)


def sections_with_gaps(application: Application) -> set[str]:
    """Sections in which an answer is missing or does not count as it was typed."""
    questions = list(application.form.questions.all())
    facts, typed, secret = facts_for(questions), typed_in(application), secrets_of(application)
    return {
        question.section
        for question in questions
        if not read(question, (secret if question.sensitivity == SENSITIVE else typed).get(question.key), facts).counts
    }
