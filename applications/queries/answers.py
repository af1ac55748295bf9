"""Who reads which answers: the applicant the draft, everybody else the newest revision; shown by one renderer."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from applications.answers import Facts, doubt, kind_of, read, shown, shown_masked
from applications.answers.reading import from_seal
from applications.models import Application, FormVersion, Question, Revision
from applications.queries.forms import sections_of
from programme.kernel.lasting import lasting
from programme.kernel.secrets import unseal
from programme.kernel.shapes import Sheet
from programme.models import Province

SENSITIVE = Question.Sensitivity.SENSITIVE


def facts_for(questions: Iterable[Question]) -> Facts:
    """What these questions' answers refer to. One query, or none."""
    if not any(kind_of(question).needs_provinces for question in questions):
        return Facts()
    rows = provinces()
    return Facts({str(row.pk): row.name for row in rows}, {str(row.pk): row.iso_code[-2:] for row in rows})


def provinces() -> list[Province]:
    """The country's provinces, at most a minute old."""
    return lasting("provinces", lambda: list(Province.objects.all()), seconds=60)


def latest_revision(application: Application) -> Revision | None:
    """What was handed in last; None before the first submission. Uses prefetched revisions."""
    return max(application.revisions.all(), key=lambda row: row.number, default=None)


def given_in(revision: Revision | None) -> dict[str, Any]:
    """All answers of a revision by the key of their question."""
    sections = revision.content["answers"].values() if revision else []
    return {key: value for section in sections for key, value in section.items()}


def questions_of(revision: Revision | None) -> list[Question]:
    """The questions that a revision answers, in order. Uses prefetched questions."""
    asked = was_asked(revision, revision.form.questions.all()) if revision else []
    rows = [row for row in asked if kind_of(row).is_answered]
    return sorted(rows, key=lambda row: (row.position, row.pk))


def was_asked(revision: Revision, questions: Iterable[Question]) -> list[Question]:
    """Without the questions that a condition kept from this person."""
    unasked = revision.content.get("not_asked", ())
    return [row for row in questions if row.key not in unasked]


def typed_in(application: Application) -> dict[str, Any]:
    """The draft by key of question, as typed; for its applicant and the moment of submission only."""
    return {key: value for row in application.answers.all() for key, value in row.data.items()}


def secrets_of(application: Application, field: str = "ciphertext") -> dict[str, object]:
    """The sensitive answers in clear; for their owner. `handed_in` gives those of the last submission."""
    rows = {row.key: getattr(row, field) for row in application.sensitive_answers.all()}
    return {key: from_seal(unseal(sealed)) for key, sealed in rows.items() if sealed}


def draft_sheet(application: Application, asked: Collection[str]) -> list[Sheet]:
    """The draft as its applicant checks it, section by section, with what does not count yet. Six queries.

    `asked` are the keys of the questions that are asked of this person.
    """
    questions = [row for row in application.form.questions.all() if row.key in asked]
    facts, typed, secret = facts_for(questions), typed_in(application), secrets_of(application)

    def line(question: Question) -> Sheet:
        is_secret = question.sensitivity == SENSITIVE
        value = (secret if is_secret else typed).get(question.key)
        judged = {"problem": read(question, value, facts).problem, "doubt": doubt(question, value, facts)}
        return _line(question, value, facts, is_masked=is_secret and is_number(question)) | judged

    return parts_of(application.form, questions, line)


def submitted_sheet(application: Application) -> list[Sheet]:
    """The newest revision, section by section, sensitive answers masked. Seven queries; empty before the submission.

    `[{"section", "rows": [{"question", "value"}]}]`, `value` a text in the reader's language.
    """
    revision = latest_revision(application)
    if revision is None:
        return []
    questions = was_asked(revision, revision.form.questions.order_by("position", "pk"))
    facts, given, secret = facts_for(questions), given_in(revision), secrets_of(application, "handed_in")

    def line(question: Question) -> Sheet:
        is_secret = question.sensitivity == SENSITIVE
        return _line(question, (secret if is_secret else given).get(question.key), facts, is_masked=is_secret)

    return parts_of(revision.form, questions, line)


def is_number(question: Question) -> bool:
    """Numbers are shown masked even to their owner, over whose shoulder somebody may look."""
    return kind_of(question).is_number


def _line(question: Question, value: object, facts: Facts, *, is_masked: bool) -> Sheet:
    return {"question": question, "value": (shown_masked if is_masked else shown)(question, value, facts)}


def parts_of(form: FormVersion, questions: list[Question], line: Callable[[Question], Sheet]) -> list[Sheet]:
    """The questions by section of their form, in its order; sections without any are left out. One query."""
    asked = [question for question in questions if kind_of(question).is_answered]
    parts = [
        {"section": section, "rows": [line(question) for question in asked if question.section == section.key]}
        for section in sections_of(form)
    ]
    return [part for part in parts if part["rows"]]
