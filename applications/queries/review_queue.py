"""What a reader of the programme reads: in a blind round nothing that tells who it is, in an open one everything but secrets."""

from collections.abc import Iterable

from django.db.models import BooleanField, Case, F, QuerySet, When

from applications.answers import Redactor, kind_of, redactor, shown
from applications.models import Application, Question, ReviewAssignment, Revision
from applications.queries.answers import SENSITIVE, facts_for, given_in, questions_of
from programme.kernel.shapes import Sheet

NORMAL = Question.Sensitivity.NORMAL
NAMED = ("given_name_th", "family_name_th", "given_name_en", "family_name_en", "nickname", "phone")


def open_first(rows: QuerySet[ReviewAssignment]) -> QuerySet[ReviewAssignment]:
    """Readings with `is_open`: those that wait, by deadline, before those that are handed in, newest first."""
    waits = Case(When(state__in=("proposed", "accepted"), then=True), default=False, output_field=BooleanField())
    ended = Case(When(state="done", then=F("state_changed_at")))
    return rows.annotate(is_open=waits).order_by("-is_open", ended.desc(nulls_first=True), "due_at", "pk")


def reading_sheet(application: Application, revision: Revision | None) -> list[Sheet]:
    """[{"question", "value"}] of one revision, as the call's rules let a reader see it."""
    if revision is None:
        return []
    questions = questions_of(revision)
    if application.call.is_blind:
        open_ones = [row for row in questions if row.blind_readers_see]
        return sheet_for(application, revision, open_ones, identity_of(application, revision))
    return sheet_for(application, revision, [row for row in questions if row.sensitivity != SENSITIVE], None)


def sheet_for(
    application: Application, revision: Revision, questions: list[Question], hides: Redactor | None
) -> list[Sheet]:
    """These answers in the reader's language, without whatever `hides` takes out."""
    given, facts = given_in(revision), facts_for(questions)
    clean = hides.clean if hides else str
    return [{"question": row, "value": clean(shown(row, given.get(row.key, ""), facts))} for row in questions]


def identity_of(application: Application, revision: Revision | None, more: Iterable[str] = ()) -> Redactor:
    """Takes out of any text what says who wrote it: answers that are declared so, the account, the receipt number.

    `more`: names of others that would tell it too.
    """
    given = given_in(revision)
    telling = [row for row in questions_of(revision) if row.sensitivity != NORMAL]
    words = [*more, application.receipt_number or "", application.code, application.applicant.email]
    words.append(application.applicant.email.partition("@")[0])
    days = [application.birth_on] if application.birth_on else []
    for question in telling:
        named, named_days = kind_of(question).names(given.get(question.key, ""))
        words += named
        days += named_days
    profile = getattr(application.applicant, "profile", None)
    words += [getattr(profile, name, "") for name in NAMED] if profile else []
    return redactor(words, days)
