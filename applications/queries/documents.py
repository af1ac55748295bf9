"""The papers that a call asks for, and those that an applicant brought."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from operator import attrgetter

from django.utils.translation import gettext as _

from applications.models import Application, Document, DocumentKind
from applications.queries.at_hand import is_at_hand
from programme.kernel.shapes import Sheet


def label_of(kinds: Iterable[DocumentKind], key: str) -> str:
    """What a kind of document is called, whether or not the form still asks for it."""
    return next((kind.label for kind in kinds if kind.key == key), _("Document"))


def papers_of(application: Application) -> list[Sheet]:
    """`[{"key", "kind", "label", "documents"}]`, a line a kind of document in the form's order. Two queries, or none."""
    have: dict[str, list[Document]] = defaultdict(list)
    rows = application.documents.all()
    if not is_at_hand(application, "documents"):
        rows = rows.select_related("file")
    for row in sorted(rows, key=attrgetter("added_at", "pk")):
        have[row.kind].append(row)
    kinds = application.form.document_kinds.all()
    return [{"key": kind.key, "kind": kind, "label": kind.label, "documents": have[kind.key]} for kind in kinds]


def numbered(labels: list[str]) -> list[str]:
    """What files are called beside each other: those of one kind are told apart."""
    all_of, so_far = Counter(labels), Counter[str]()
    found = []
    for label in labels:
        so_far[label] += 1
        words = _("%(label)s, %(n)s of %(all)s") % {"label": label, "n": so_far[label], "all": all_of[label]}
        found.append(words if all_of[label] > 1 else label)
    return found
