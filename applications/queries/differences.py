"""What changed from one hand-in to the next, in words: for whoever handed it in and for officers."""

from itertools import pairwise

from django.db.models import prefetch_related_objects

from applications.answers import kind_of, shown
from applications.models import Application, Question, Revision
from applications.queries.answers import facts_for, given_in
from applications.queries.documents import label_of
from programme.kernel.shapes import Sheet
from programme.models import Opening


def changes_of(application: Application) -> list[Sheet]:
    """`[{"revision", "rows": [{"question", "label", "before", "after"}]}]`, the newest first; empty with one hand-in.

    Sensitive answers are kept only as they were handed in last, so no two of them can be compared.
    """
    revisions = list(application.revisions.select_related("form").order_by("number"))
    prefetch_related_objects(revisions, "form__questions", "form__document_kinds")
    pairs = list(pairwise(revisions))
    openings = _openings(revisions) if pairs else {}
    return [
        {
            "revision": after,
            "rows": [*_answers(before, after), *_choices(before, after, openings), *_papers(before, after)],
        }
        for before, after in reversed(pairs)
    ]


def changes_in(application: Application, revision: Revision) -> Sheet | None:
    """What this hand-in changed of the one before; None for the first."""
    return next((row for row in changes_of(application) if row["revision"].pk == revision.pk), None)


def _openings(revisions: list[Revision]) -> dict[str, str]:
    codes = {code for row in revisions for code in row.content["choices"]}
    rows = Opening.objects.filter(code__in=codes).select_related("agency")
    return {row.code: f"{row.title} ({row.agency.name})" for row in rows}


def _answers(before: Revision, after: Revision) -> list[Sheet]:
    """Each answer that differs; one to a question that is no longer asked, or not yet, has an empty side."""
    asked: dict[str, Question] = {}
    for revision in (before, after):  # the newer words of a question win
        asked |= {row.key: row for row in revision.form.questions.all() if kind_of(row).is_answered}
    old, new, facts = given_in(before), given_in(after), facts_for(asked.values())
    return [
        {
            "question": question,
            "label": question.label,
            "before": shown(question, old.get(key), facts),
            "after": shown(question, new.get(key), facts),
        }
        for key, question in sorted(asked.items(), key=lambda pair: (pair[1].position, pair[1].pk))
        if old.get(key) != new.get(key)
    ]


def _choices(before: Revision, after: Revision, openings: dict[str, str]) -> list[Sheet]:
    old, new = (row.content["choices"] for row in (before, after))
    return [] if old == new else [_row("choices", _ranked(old, openings), _ranked(new, openings))]


def _ranked(codes: list[str], openings: dict[str, str]) -> str:
    return "\n".join(f"{rank}. {openings.get(code, code)}" for rank, code in enumerate(codes, start=1))


def _papers(before: Revision, after: Revision) -> list[Sheet]:
    kinds = [*after.form.document_kinds.all(), *before.form.document_kinds.all()]
    old, new = (_named(row) for row in (before, after))
    return [
        _row(
            "papers", "\n".join(name for _file, name in old.get(kind, [])), "\n".join(n for _f, n in new.get(kind, []))
        )
        | {"label": label_of(kinds, kind)}
        for kind in sorted(old.keys() | new.keys())
        if old.get(kind) != new.get(kind)
    ]


def _named(revision: Revision) -> dict[str, list[tuple[str, str]]]:
    """The files of each kind of document, by code and name."""
    found: dict[str, list[tuple[str, str]]] = {}
    for paper in revision.content["documents"]:
        found.setdefault(paper["kind"], []).append((paper["file"], paper.get("name", "")))
    return found


def _row(what: str, before: str, after: str) -> Sheet:
    return {"what": what, "before": before, "after": after}
