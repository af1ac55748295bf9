"""What is open next to somebody whose application came to nothing."""

from datetime import datetime

from django.db.models import Prefetch

from applications.models import Application, FormVersion, Question
from applications.queries.answers import facts_for, given_in, latest_revision, questions_of
from applications.queries.forms import standing_forms
from applications.queries.rules import Ground
from programme.kernel.policies import visible_to
from programme.models import Call

REFUSED = ("not_selected", "ineligible")


def is_refused(application: Application) -> bool:
    """As its applicant may know it."""
    return application.told_state in REFUSED


def open_to(application: Application, at: datetime) -> list[Call]:
    """Other calls that are open now and that nothing which was handed in speaks against; what is not known does not.

    Eight queries at most, however many calls there are.
    """
    forms = standing_forms(FormVersion.objects.prefetch_related("sections", "questions", "rules"))
    rows = visible_to(application.applicant, Call).filter(state="open").exclude(pk=application.call_id)
    rows = rows.select_related("cohort").prefetch_related(Prefetch("form_versions", forms, to_attr="forms"))
    calls = [row for row in rows.order_by("closes_at", "pk") if row.takes_entries(at) and row.forms]
    revision = latest_revision(application)
    questions, given = questions_of(revision), given_in(revision)
    mine = {row.role or row.key: given[row.key] for row in questions if row.key in given}
    facts = facts_for(question for call in calls for question in call.forms[0].questions.all())
    return [call for call in calls if not _speaks_against(Ground(call.forms[0], call, facts), mine)]


def _speaks_against(ground: Ground, mine: dict[str, object]) -> bool:
    """What has a role is taken by its role, else by its key."""

    def name(question: Question) -> str:
        return question.role or question.key

    values = {row.key: mine[name(row)] for row in ground.questions if name(row) in mine}
    return any(finding.stops for finding in ground.findings_of(values))
