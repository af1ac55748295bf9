"""A form is edited part by part: sections, questions, papers, rules, screening points and criteria.

Every edit goes through `editing`: only a draft, only by who has seen its newest edition, one act of history, and a
call that already has a date with the public stays ready for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Model
from django.utils.translation import gettext as _

from applications.domain.form_checks import require_fit
from applications.domain.forms import require_draft
from applications.models import FormVersion, Question, Section
from applications.queries.form_parts import JUDGING, find_part, new_part, parts_of_form
from applications.queries.part_keys import key_for
from programme.domain.audit import record_act
from programme.domain.calls import BEFORE_THE_PUBLIC
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.kernel.shapes import Fields
from programme.models import User
from programme.queries.calls import publication_gaps


@contextmanager
def editing(
    *, form: FormVersion, edition: int, act: str, by: User, at: datetime, part: str = "", words: str = ""
) -> Iterator[FormVersion]:
    """The draft under a lock while a part of it is edited. `part` is its sort, `words` what it is called."""
    require(by, "change", form.call)
    with transaction.atomic():
        draft = require_draft(form, edition)
        if part in JUDGING and draft.call.state not in BEFORE_THE_PUBLIC:
            raise Refusal(
                _("People apply by this rubric and these points already; they stand until the call ends."),
                code="judging_stands",
            )
        yield draft
        FormVersion.objects.filter(pk=draft.pk).update(edition=F("edition") + 1)
        record_act(act=act, obj=draft, by=by, at=at, reason=words[:200], data={"part": part} if part else {})
        if draft.call.state == "scheduled" and (gaps := publication_gaps(draft.call, at)):
            words = _("This call has a date with the public and has to stay ready for it. Withdraw it first. %(gaps)s")
            raise Refusal(words % {"gaps": " ".join(gaps)}, code="not_ready")


def add_part(*, form: FormVersion, edition: int, part: str, fields: Fields, by: User, at: datetime) -> Model:
    """A new part at the end of its list. Its key is made of its words and never changes."""
    with editing(form=form, edition=edition, act="add_part", by=by, at=at, part=part, words=name_in(fields)) as draft:
        row = new_part(draft, part)
        for name, value in fields.items():
            setattr(row, name, value)
        row.key = key_for(draft, part, fields)
        row.position = 1000
        require_fit(draft, part, row)
        row.save(force_insert=True)
        put_in_order(draft, part)
    return row


def change_part(
    *, form: FormVersion, edition: int, part: str, key: str, fields: Fields, by: User, at: datetime
) -> Model:
    """Other words, other settings; the key stays, and with it what people answered."""
    with editing(
        form=form, edition=edition, act="change_part", by=by, at=at, part=part, words=name_in(fields)
    ) as draft:
        row = find_part(draft, part, key)
        if part == "question" and fields.get("section", row.section) != row.section:
            fields = fields | {"position": 1000}
        for name, value in fields.items():
            setattr(row, name, value)
        require_fit(draft, part, row)
        row.save()
        put_in_order(draft, part)
    return row


def remove_part(*, form: FormVersion, edition: int, part: str, key: str, by: User, at: datetime) -> None:
    """Takes a part away; a section goes with its questions. What refers to it is named before publishing."""
    row = find_part(form, part, key)
    with editing(form=form, edition=edition, act="remove_part", by=by, at=at, part=part, words=name_of(row)) as draft:
        if part == "section":
            draft.questions.filter(section=key).delete()
        row.delete()
        put_in_order(draft, part)


def move_part(*, form: FormVersion, edition: int, part: str, key: str, step: str, by: User, at: datetime) -> None:
    """One place up or down; a question leaves its section at the edge for the one beside it."""
    row = find_part(form, part, key)
    with editing(form=form, edition=edition, act="move_part", by=by, at=at, part=part, words=name_of(row)) as draft:
        rows = parts_of_form(draft, part)
        place = [one.key for one in rows].index(key)
        beside = place - 1 if step == "up" else place + 1
        fellows = list(range(len(rows)))
        if part == "question":
            fellows = [n for n, one in enumerate(rows) if one.section == rows[place].section]
        if beside in fellows:
            rows[place], rows[beside] = rows[beside], rows[place]
            _number(rows)
        elif part == "question":
            _into_the_section_beside(draft, rows[place], step)


def place_part(*, form: FormVersion, edition: int, part: str, key: str, before: str, by: User, at: datetime) -> None:
    """Before another part of its sort, as it was dragged; a question takes that one's section."""
    row, other = find_part(form, part, key), find_part(form, part, before)
    with editing(form=form, edition=edition, act="move_part", by=by, at=at, part=part, words=name_of(row)) as draft:
        rows = [one for one in parts_of_form(draft, part) if one.key != key]
        if part == "question":
            row.section = other.section
            row.save(update_fields=["section"])
        rows.insert([one.key for one in rows].index(before), row)
        _number(rows)


def _into_the_section_beside(form: FormVersion, row: Question, step: str) -> None:
    sections = [one.key for one in form.sections.all() if one.kind in Section.ASKING]
    if row.section not in sections:
        return
    place = sections.index(row.section) + (-1 if step == "up" else 1)
    if 0 <= place < len(sections):
        row.section, row.position = sections[place], 1000 if step == "up" else 0
        row.save(update_fields=["section", "position"])
        if step == "down":
            others = form.questions.filter(section=row.section).exclude(pk=row.pk)
            others.update(position=F("position") + 1)
        put_in_order(form, "question")


def put_in_order(form: FormVersion, part: str) -> None:
    """Positions without holes: questions in the order of their sections, so that every list of them agrees."""
    _number(parts_of_form(form, part))
    if part == "section":
        _number(parts_of_form(form, "question"))


def _number(rows: list[Any]) -> None:
    for place, row in enumerate(rows):
        if row.position != place:
            row.position = place
            row.save(update_fields=["position"])


def name_in(fields: Fields) -> str:
    return str(fields.get("label_th") or "")


def name_of(row: Any) -> str:
    return row.label_th or row.key
