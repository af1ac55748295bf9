"""Reading applications: how far a form is, what a list shows."""

from applications import wizard
from applications.models import Application


def steps_of(application: Application) -> list[wizard.Step]:
    """The sections of one application with their state, computed and never stored. Four queries."""
    answers = list(application.answers.all())
    complete = {row.section for row in answers if row.is_complete}
    begun = {row.section for row in answers}
    if application.preferences.exists():
        complete.add("openings")
    kinds = set(application.documents.values_list("kind", flat=True))
    needed = {row["key"] for row in application.call.documents if row.get("is_required")}
    if kinds:
        begun.add("documents")
    if needed <= kinds:
        complete.add("documents")
    return wizard.steps(complete=complete, begun=begun)
