"""The weights of the criteria together, and the terms of a call that concern its form."""

from datetime import datetime

from applications.domain.form_editing import editing
from applications.models import FormVersion, Rubric
from programme.domain.calls import change_call
from programme.kernel.shapes import Fields
from programme.models import User


def set_weights(
    *, form: FormVersion, edition: int, weights: dict[str, int], max_level: int, by: User, at: datetime
) -> None:
    """All weights at once; that they sum to 100 is asked before publishing, not while one thinks."""
    with editing(form=form, edition=edition, act="change_part", by=by, at=at, part="rubric") as draft:
        rubric = Rubric.objects.get(call=draft.call)
        rubric.max_level = max_level
        rubric.save(update_fields=["max_level"])
        for row in rubric.criteria.all():
            row.weight = weights.get(row.key, row.weight)
            row.anchors = [one for one in row.anchors if one["level"] <= max_level]
            row.save(update_fields=["weight", "anchors"])


def change_terms(*, form: FormVersion, edition: int, fields: Fields, by: User, at: datetime) -> None:
    """Agreement, readers, blind or not: of the call, edited beside its form."""
    with editing(form=form, edition=edition, act="change_part", by=by, at=at, part="rubric") as draft:
        change_call(call=draft.call, fields=fields, by=by, at=at)
