"""The parts of a form by their sort, in the order in which people meet them."""

from typing import Any

from django.db import models
from django.db.models import QuerySet

from applications.models import (
    Criterion,
    DocumentKind,
    EligibilityRule,
    FormVersion,
    Question,
    RefereeRule,
    Rubric,
    ScreeningPoint,
    Section,
)
from programme.kernel.errors import NotVisible

PARTS: dict[str, type[models.Model]] = {
    "section": Section,
    "question": Question,
    "paper": DocumentKind,
    "referee": RefereeRule,
    "rule": EligibilityRule,
    "point": ScreeningPoint,
    "criterion": Criterion,
}
JUDGING = ("point", "criterion", "rubric")  # of the call and not of a version: they stand once people apply


def rows_of(form: FormVersion, part: str) -> QuerySet[Any]:
    """The rows of one sort. `NotVisible` for a sort that nobody knows."""
    if part not in PARTS:
        raise NotVisible
    return {
        "section": form.sections.all(),
        "question": form.questions.all(),
        "paper": form.document_kinds.all(),
        "referee": form.referee_rules.all(),
        "rule": form.rules.all(),
        "point": form.call.screening_points.all(),
        "criterion": Criterion.objects.filter(rubric__call=form.call_id),
    }[part]


def parts_of_form(form: FormVersion, part: str) -> list[Any]:
    """All of one sort in order; questions section by section."""
    rows = list(rows_of(form, part))
    if part == "question":
        places = {row.key: n for n, row in enumerate(form.sections.all())}
        rows.sort(key=lambda row: (places.get(row.section, len(places)), row.position, row.pk))
    return rows


def find_part(form: FormVersion, part: str, key: str) -> Any:
    found = rows_of(form, part).filter(key=key).first()
    if found is None:
        raise NotVisible
    return found


def new_part(form: FormVersion, part: str) -> Any:
    """An empty row that belongs to this form, or to its call."""
    if part == "point":
        return ScreeningPoint(call=form.call)
    if part == "criterion":
        return Criterion(rubric=Rubric.objects.get_or_create(call=form.call)[0])
    return PARTS[part](form=form)
