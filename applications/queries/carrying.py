"""What of an earlier application can be taken over into a new one: by what a question means, never by its key alone."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from applications.answers import kind_of, read
from applications.models import Application, Document, DocumentKind, FormVersion, Question, Revision
from applications.queries.answers import SENSITIVE, facts_for, given_in, latest_revision
from programme.kernel.shapes import Sheet
from programme.models import Call, User

DECLARATION = "declaration"  # what is declared for one call is declared anew for the next


@dataclass(frozen=True)
class Carried:
    """One question of the new form: the answer that fits it, or why none does."""

    question: Question
    value: Any = None
    why: str = ""


def earlier_application(call: Call, applicant: User) -> Application | None:
    """What this person handed in last to another call, withdrawn since or not. One query, two more where there is one."""
    rows = Application.objects.filter(applicant=applicant, revisions__isnull=False).exclude(call=call).distinct()
    return rows.select_related("call").prefetch_related("revisions__form__questions").order_by("-submitted_at").first()


def handed_in_at(application: Application) -> datetime:
    revision = latest_revision(application)
    assert revision is not None
    return revision.submitted_at


def answers_to_carry(application: Application, form: FormVersion) -> list[Carried]:
    """Each question of the form with what was answered to the same one before, in the form's order."""
    revision = latest_revision(application)
    if revision is None:
        return []
    asked = [row for row in form.questions.all() if kind_of(row).is_answered]
    facts, given = facts_for(asked), given_in(revision)
    return [_fit(question, revision, given, facts) for question in asked]


def _fit(question: Question, revision: Revision, given: dict[str, Any], facts: Any) -> Carried:
    if question.sensitivity == SENSITIVE:
        return Carried(question, why=_("Sensitive answers are kept for one call only."))
    if question.kind == DECLARATION:
        return Carried(question, why=_("What you declare is declared anew for each call."))
    same = _same_question(question, revision)
    if same is None:
        return Carried(question, why=_("It was not asked, or in another way."))
    if same.key not in given:
        return Carried(question, why=_("You did not answer it then."))
    reading = read(question, given[same.key], facts)
    if not reading.counts or reading.value is None:
        return Carried(question, why=_("Your answer then does not fit the question now."))
    return Carried(question, given[same.key])


def _same_question(question: Question, revision: Revision) -> Question | None:
    """With a role: of the same role and kind. Without: of the same kind, in the same words."""
    for row in revision.form.questions.all():
        means_same = row.role == question.role if question.role else not row.role and row.label_th == question.label_th
        if means_same and row.kind == question.kind:
            return row
    return None


def papers_to_carry(application: Application, form: FormVersion) -> list[tuple[DocumentKind, Document]]:
    """Papers that the new form asks for in the same words, with what was handed in then. Two queries."""
    names = {row.key: row.label_th for row in application.form.document_kinds.all()}
    have: dict[str, list[Document]] = defaultdict(list)
    for row in application.documents.select_related("file").order_by("pk"):
        have[names.get(row.kind, "")].append(row)
    return [(kind, row) for kind in form.document_kinds.all() for row in have[kind.label_th][-kind.most :]]


def offer_to_carry(call: Call, applicant: User, form: FormVersion) -> Sheet | None:
    """`{"at", "call", "carried", "left", "papers"}` for the page on which one begins; None with nothing to offer."""
    earlier = earlier_application(call, applicant)
    if earlier is None:
        return None
    found = answers_to_carry(earlier, form)
    carried = [row for row in found if not row.why]
    papers = list(dict.fromkeys(kind for kind, _paper in papers_to_carry(earlier, form)))
    if not carried and not papers:
        return None
    left = [row for row in found if row.why]
    return {"at": handed_in_at(earlier), "call": earlier.call, "carried": carried, "left": left, "papers": papers}
