"""What is still missing in a form before people can answer it, part by part; and what would be better."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from applications.answers.kinds import kind_of
from applications.blueprint import MOST_REFEREES
from applications.models import FormVersion, Section
from applications.queries.form_parts import parts_of_form
from applications.rules import check_condition, check_tree
from programme.models import Call

YEAR = re.compile(r"(?<!\d)(?:20\d\d|25\d\d)(?!\d)")
COHORT = re.compile(r"(?:รุ่นที่|cohort)\s*(\d{1,3})(?!\d)", re.IGNORECASE)
ERA = 543
Rows = dict[str, list[Any]]
WORDS = ("label", "lead", "hint", "reason", "prompt")


@dataclass(frozen=True)
class Gap:
    """One thing, at the part where it is mended. What does not stop is advice."""

    part: str
    key: str
    words: str
    stops: bool = True


PARTS = ("section", "question", "paper", "referee", "rule", "point", "criterion")


def rows_of(form: FormVersion) -> Rows:
    """All parts of a form. Seven queries."""
    return {part: parts_of_form(form, part) for part in PARTS}


def gaps_of(form: FormVersion, rows: Rows | None = None) -> list[Gap]:
    """Everything that is missing, in the order of the form. `rows`: its parts, where they were read already."""
    rows = rows or rows_of(form)
    return [
        *_of_sections(rows),
        *_of_questions(rows),
        *_of_referees(rows),
        *_of_conditions(rows),
        *_of_rules(rows),
        *_of_english(rows),
        *_of_another_year(form.call, rows),
    ]


def _of_sections(rows: Rows) -> Iterator[Gap]:
    asked = {row.section for row in rows["question"] if kind_of(row).is_answered}
    kinds = {row.kind for row in rows["section"]}
    if not rows["section"]:
        yield Gap("section", "", _("The form has no sections yet. Add one."))
    for row in rows["section"]:
        if row.kind == Section.Kind.QUESTIONS and row.key not in asked:
            words = _("The section “%(label)s” asks nothing. Add a question, or remove it.")
            yield Gap("section", row.key, words % {"label": row.label})
    if rows["paper"] and Section.Kind.DOCUMENTS not in kinds:
        yield Gap("paper", "", _("Papers are asked for, but no section takes them. Add a section for documents."))
    if Section.Kind.DOCUMENTS in kinds and not rows["paper"]:
        yield Gap("paper", "", _("There is a section for documents, but no paper is asked for."))
    if rows["section"] and Section.Kind.OPENINGS not in kinds:
        words = _("No section lets applicants choose openings, so they could not be matched.")
        yield Gap("section", "", words, stops=False)


def _of_questions(rows: Rows) -> Iterator[Gap]:
    for row in rows["question"]:
        for words in [text for texts in kind_of(row).check(row).values() for text in texts]:
            yield Gap("question", row.key, _named(row, words))


def _of_referees(rows: Rows) -> Iterator[Gap]:
    has_section = any(row.kind == Section.Kind.REFEREES for row in rows["section"])
    if rows["referee"] and not has_section:
        words = _("Referees are asked for, but no section lets applicants name them. Add a section for referees.")
        yield Gap("referee", "", words)
    if has_section and not rows["referee"]:
        yield Gap("referee", "", _("There is a section for referees, but no referee is asked for."))
    if sum(row.how_many for row in rows["referee"]) > MOST_REFEREES:
        yield Gap(
            "referee", "", _("A form asks for %(n)s referees at most, all kinds together.") % {"n": MOST_REFEREES}
        )


def _of_conditions(rows: Rows) -> Iterator[Gap]:
    questions, places = rows["question"], {row.key: n for n, row in enumerate(rows["section"])}
    for n, row in enumerate(questions):
        if row.condition is not None:
            yield from (_at("question", row, f) for f in check_condition(row.condition, questions[:n], questions))
    for row in rows["section"]:
        if row.condition is not None:
            earlier = [one for one in questions if places.get(one.section, -1) < places[row.key]]
            yield from (_at("section", row, f) for f in check_condition(row.condition, earlier, questions))


def _of_rules(rows: Rows) -> Iterator[Gap]:
    for row in rows["rule"]:
        yield from (_at("rule", row, fault) for fault in check_tree(row.tree, rows["question"]))


def _at(part: str, row: Any, fault: Any) -> Gap:
    return Gap(part, row.key, _named(row, str(fault)))


def _named(row: Any, words: str) -> str:
    return f"{row}: {words}"


def _of_english(rows: Rows) -> Iterator[Gap]:
    """Thai words without English ones. The public reads Thai in their place, marked as such."""
    for part, found in rows.items():
        for row in found:
            lacks = [name for name in WORDS if getattr(row, f"{name}_th", "") and not getattr(row, f"{name}_en")]
            lacks += ["options"] if any(not option.get("en") for option in getattr(row, "options", [])) else []
            if lacks:
                words = _("“%(label)s” has no English words yet.")
                if lacks != ["label"] and "label" not in lacks:
                    words = _("“%(label)s”: some words are only in Thai.")
                yield Gap(part, row.key, words % {"label": row.label_th or row.key}, stops=False)


def _of_another_year(call: Call, rows: Rows) -> Iterator[Gap]:
    """Words that name a year or a cohort which is not this call's: most likely copied and not looked at yet."""
    first, last = min(call.opens_at.year, call.cohort.starts_on.year), call.cohort.ends_on.year
    years = {str(year + era) for year in range(first, last + 1) for era in (0, ERA)}
    for part, found in rows.items():
        for row in found:
            text = " ".join(str(getattr(row, f"{name}_{code}", "")) for name in WORDS for code in ("th", "en"))
            old = [year for year in YEAR.findall(text) if year not in years]
            old += [one[0] for one in COHORT.finditer(text) if int(one[1]) != call.cohort.number]
            if old:
                words = _("“%(label)s” names “%(old)s”, which is not of this call.")
                yield Gap(part, row.key, words % {"label": row.label or row.key, "old": old[0]}, stops=False)
