"""What an applicant handed in, read again: as the revision holds it, not as the form stands now."""

from applications.answers import shown, shown_masked
from applications.models import Application, Question, Revision
from applications.queries.answers import (
    SENSITIVE,
    facts_for,
    given_in,
    is_number,
    latest_revision,
    parts_of,
    secrets_of,
    was_asked,
)
from applications.queries.documents import label_of, numbered
from programme.kernel.shapes import Sheet
from programme.models import Opening, PrivateFile


def own_copy(application: Application, revision: Revision, *, to_keep: bool = False) -> Sheet:
    """`{"parts", "chosen", "papers"}` of one revision for its applicant; identity numbers masked. Nine queries.

    `to_keep`: for a file, in which nothing sensitive may stand in clear.
    """
    return {
        "parts": _answers(application, revision, to_keep),
        "chosen": _chosen(revision),
        "papers": _papers(application, revision),
    }


def choices_handed_in(application: Application) -> list[Sheet]:
    """`[{"rank", "opening"}]` for officers. While something is being changed, the list as it was handed in."""
    if application.is_editable:
        revision = latest_revision(application)
        chosen = _chosen(revision) if revision else []
    else:
        rows = application.preferences.select_related("opening__agency", "opening__city").order_by("rank", "pk")
        chosen = [row.opening for row in rows]  # with what was added in a second round
    return [{"rank": rank, "opening": opening} for rank, opening in enumerate(chosen, start=1)]


def papers_handed_in(application: Application) -> list[Sheet]:
    """`[{"label", "file"}]` of the newest revision, for officers."""
    revision = latest_revision(application)
    return [row for row in _papers(application, revision) if row["file"]] if revision else []


def _answers(application: Application, revision: Revision, to_keep: bool) -> list[Sheet]:
    questions = was_asked(revision, revision.form.questions.order_by("position", "pk"))
    facts, given, secret = facts_for(questions), given_in(revision), secrets_of(application, "handed_in")

    def line(question: Question) -> Sheet:
        is_secret = question.sensitivity == SENSITIVE
        value = (secret if is_secret else given).get(question.key)
        show = shown_masked if is_secret and (to_keep or is_number(question)) else shown
        return {"question": question, "value": show(question, value, facts)}

    return parts_of(revision.form, questions, line)


def _chosen(revision: Revision) -> list[Opening]:
    codes = revision.content["choices"]
    rows = Opening.objects.filter(code__in=codes).select_related("agency", "city__province")
    by_code = {row.code: row for row in rows}
    return [by_code[code] for code in codes if code in by_code]


def _papers(application: Application, revision: Revision) -> list[Sheet]:
    """What was attached; a file replaced since is named and can no longer be opened."""
    rows = revision.content["documents"]
    files = {file.code: file for file in PrivateFile.objects.filter(code__in=[row["file"] for row in rows])}
    kinds = list(revision.form.document_kinds.all())
    labels = numbered([label_of(kinds, row["kind"]) for row in rows])
    return [
        {"label": label, "file": files.get(row["file"])}
        | {name: row.get(name, "") for name in ("name", "size", "sha256")}
        for label, row in zip(labels, rows, strict=True)
    ]
