"""The papers that a call asks for, and those that an applicant brought."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from applications.models import Application, DocumentKind
from programme.kernel.shapes import Sheet


def label_of(kinds: Iterable[DocumentKind], key: str) -> str:
    """What a kind of document is called, whether or not the form still asks for it."""
    return next((kind.label for kind in kinds if kind.key == key), _("Document"))


def papers_of(application: Application) -> list[Sheet]:
    """`[{"key", "label", "hint", "is_required", "document"}]` in the form's order. Two queries."""
    have = {row.kind: row for row in application.documents.select_related("file").order_by("added_at", "pk")}
    return [
        {
            "key": kind.key,
            "label": kind.label,
            "hint": kind.hint,
            "is_required": kind.is_required,
            "document": have.get(kind.key),
        }
        for kind in application.form.document_kinds.all()
    ]
