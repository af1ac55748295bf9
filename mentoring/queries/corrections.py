"""What a correction would change: each field with what stands there now and what is proposed."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from mentoring.models import ActivityLog, ClaimRevision, Mission, Outcome, Problem
from mentoring.queries.contents import column_of
from programme.domains import domain_name
from programme.kernel.dates import day
from programme.kernel.shapes import Sheet

MODELS = {"log": ActivityLog, "outcome": Outcome, "problem": Problem}


def changes_of(revision: ClaimRevision) -> list[Sheet]:
    """[{"label", "before", "after"}] against the last accepted content, in the reader's language."""
    last = revision.claim.revisions.filter(state="accepted").order_by("-number").first()
    before = last.content if last else {}
    model = MODELS[revision.claim.kind]
    return [
        {
            "label": _label(model, name),
            "before": _said(model, name, before.get(name)),
            "after": _said(model, name, value),
        }
        for name, value in revision.content.items()
        if before.get(name) != value
    ]


LABELS = {
    "headline": "What did you do, in one line?", "note": "More, if you like", "place_name": "Place", "activity": "Kind",
    "happened_on": "Day", "mission": "Mission", "people": "How many people took part?", "statement": "What is stated",
    "title": "The problem in one line", "domains": "Domains", "measure": "Measured by", "unit": "Unit", "before": "Before",
    "after": "After", "contribution": "Your part in it", "change": "What kind of change", "size_number": "Its size: number",
    "size_unit": "Unit", "size_method": "How measured",
}  # fmt: skip


def _label(model: type[Model], name: str) -> str:
    return _(LABELS[name]) if name in LABELS else name


def _said(model: type[Model], name: str, value: Any) -> str:
    """A kept value as people read it."""
    if value in (None, "", []):
        return "–"
    if name == "people":
        return ", ".join(f"{row['number']} {row['group']}".strip() for row in value)
    if name == "domains":
        return ", ".join(domain_name(key) for key in value)
    if name == "mission":
        return str(Mission.objects.filter(pk=value).first() or "–")
    field = column_of(model, name)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return day(field.to_python(value)) if name.endswith("_on") else str(value)
