"""A form as one file: read with everything that is wrong said in words and by its place, before anything is changed."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from applications.answers.kinds import KINDS
from applications.blueprint import Blueprint, QuestionPart
from applications.domain.form_checks import question_faults, referee_faults
from applications.models import Question, Section
from applications.queries.part_keys import RESERVED
from programme.kernel.errors import Refusal

LARGEST = 1_000_000  # bytes: the shipped form has some 20,000
MOST_SAID = 8


def read_form_file(content: bytes) -> Blueprint:
    """The form in a file, or a `Refusal` that names what is wrong and where."""
    if len(content) > LARGEST:
        raise Refusal(
            _("This file is larger than one megabyte. A form is a small file."), code="too_large", field="file"
        )
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise _refused([_("This is no file of a form. Choose a file that was saved on this page.")]) from None
    return read_form(data)


def read_form(data: Any) -> Blueprint:
    """The form in a document that came from anywhere."""
    if not _is_plain(data):
        raise _refused([_("The file holds characters or depths that no form has.")])
    try:
        plan = Blueprint.model_validate(data)
    except ValidationError as error:
        raise _refused([_said(one) for one in error.errors()]) from None
    if faults := plan_faults(plan):
        raise _refused(faults)
    return plan


def _refused(words: list[str]) -> Refusal:
    shown = words[:MOST_SAID]
    if len(words) > MOST_SAID:
        shown.append(_("And %(n)s more.") % {"n": len(words) - MOST_SAID})
    return Refusal(" ".join([_("Nothing was changed."), *shown]), code="bad_file", field="file")


def _is_plain(data: Any, room: int = 30) -> bool:
    """No NUL, no half characters, not deeper than any form."""
    if isinstance(data, str):
        return "\x00" not in data and not any("\ud800" <= letter <= "\udfff" for letter in data)
    if not isinstance(data, list | dict):
        return True
    inside = [*data, *data.values()] if isinstance(data, dict) else data
    return room > 0 and all(_is_plain(one, room - 1) for one in inside)


PLACES = {
    "sections": lambda: _("section"),
    "questions": lambda: _("question"),
    "documents": lambda: _("paper"),
    "referees": lambda: _("referee"),
    "rules": lambda: _("rule"),
    "points": lambda: _("screening point"),
    "criteria": lambda: _("criterion"),
    "options": lambda: _("answer to choose from"),
    "anchors": lambda: _("level"),
}


def _place(loc: Any) -> str:
    """("sections", 1, "questions", 2, "label_th") → “section 2, question 3, label_th”."""
    words, waiting = [], ""
    for one in loc:
        if isinstance(one, int):
            words.append(f"{waiting} {one + 1}")
            waiting = ""
        else:
            words += [waiting] if waiting else []
            waiting = PLACES[one]() if one in PLACES else str(one)[:40]
    return ", ".join([*words, waiting] if waiting else words)


SAYS = {
    "missing": lambda: _("is missing"),
    "extra_forbidden": lambda: _("is not known"),
    "string_too_long": lambda: _("is too long"),
    "too_long": lambda: _("has too many parts"),
    "string_pattern_mismatch": lambda: _("may hold small Latin letters, digits and _ only"),
    "literal_error": lambda: _("is none of the known values"),
}


def _said(error: Any) -> str:
    says = SAYS.get(error["type"], lambda: _("does not fit"))
    return f"{_place(error['loc']) or _('the file')}: {says()}."


def plan_faults(plan: Blueprint) -> list[str]:
    """What the parts of a document are to each other: keys once, roles once, settings and readers that can be."""
    found = _twice(plan)
    kinds = Counter(str(part.kind) for part in plan.sections)
    for kind in (Section.Kind.OPENINGS, Section.Kind.DOCUMENTS, Section.Kind.REFEREES):
        if kinds[kind] > 1:
            found.append(_("“%(kind)s” stands twice; applicants meet it once.") % {"kind": kind.label})
    found += [words for part in plan.referees for _f, words in referee_faults(part, plan.referees)]
    rows: list[Question] = []
    for n, section in enumerate(plan.sections):
        for m, part in enumerate(section.questions):
            place = _place(("sections", n, "questions", m))
            found += [f"{place}: {words}" for words in _question_words(part, rows)]
    for n, criterion in enumerate(plan.criteria):
        if not all(_is_anchor(one) for one in criterion.anchors):
            found.append(_("%(place)s: a level needs its number and its words.") % {"place": _place(("criteria", n))})
    return found


def _is_anchor(one: dict[str, Any]) -> bool:
    known = set(one) <= {"level", "th", "en"} and type(one.get("level")) is int
    return known and all(isinstance(one.get(code, ""), str) for code in ("th", "en"))


def _twice(plan: Blueprint) -> list[str]:
    lists: dict[str, Sequence[Any]] = {
        "sections": plan.sections,
        "questions": [one for part in plan.sections for one in part.questions],
        "documents": plan.documents,
        "referees": plan.referees,
        "rules": plan.rules,
        "points": plan.points,
        "criteria": plan.criteria,
    }
    found = []
    for name, parts in lists.items():
        for key, n in Counter(part.key for part in parts).items():
            if n > 1:
                found.append(_("%(part)s: the key “%(key)s” stands twice.") % {"part": PLACES[name](), "key": key})
            if key in RESERVED:
                found.append(_("%(part)s: the key “%(key)s” is taken.") % {"part": PLACES[name](), "key": key})
    return found


def _question_words(part: QuestionPart, earlier: list[Question]) -> list[str]:
    row = Question(**part.model_dump())
    words = [text for _field, text in question_faults(row, earlier)]
    if row.kind in KINDS:
        words += [text for texts in KINDS[row.kind].check(row).values() for text in texts]
    earlier.append(row)
    return words
