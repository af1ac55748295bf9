"""The papers that a call asks for, and those that an applicant brought."""

from django.utils.translation import gettext as _

from applications.models import Application
from programme.models import in_language


class Asked:
    """One kind of document in the words of its call."""

    def __init__(self, kind: dict):
        self.label_th, self.label_en = kind["label_th"], kind.get("label_en", "")

    label = in_language("label")


def label_of(kinds: list[dict], key: str) -> str:
    """What a kind of document is called, whether or not the call still asks for it."""
    return next((Asked(kind).label for kind in kinds if kind["key"] == key), _("Document"))


def papers_of(application: Application) -> list[dict]:
    """`[{"key", "label", "is_required", "document"}]` in the call's order. One query."""
    have = {row.kind: row for row in application.documents.select_related("file").order_by("added_at", "pk")}
    return [
        {
            "key": kind["key"],
            "label": Asked(kind).label,
            "is_required": kind.get("is_required", False),
            "document": have.get(kind["key"]),
        }
        for kind in application.call.documents
    ]
