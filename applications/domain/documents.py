"""Papers brought, replaced and taken away: several of a kind where the call says so."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.domain.applications import require_editable
from applications.domain.papers import take_away
from applications.models import Application, Document, DocumentKind
from applications.queries.forms import key_of
from programme.domain.files import make_ready, store_ready
from programme.domain.transitions import lock
from programme.kernel.errors import Refusal
from programme.kernel.files import sha256_of
from programme.kernel.shapes import Upload
from programme.models import User


def add_document(
    *,
    application: Application,
    kind: str,
    upload: Upload,
    by: User,
    at: datetime,
    instead_of: Document | None = None,
    carried_from: datetime | None = None,
) -> Document:
    """Takes in a file for one of the call's document kinds; the same file sent twice is one.

    It takes the place of `instead_of`, or of what was there where the call takes one file. What leaves, and was never
    handed in, is let go. The slow part, reading and scanning the file, is done before anything is locked.
    """
    _require_editable(application, by, at)
    asked = application.form.document_kinds.filter(key=kind).first()
    if asked is None:
        raise Refusal(_("This call does not ask for that document."), code="unknown_kind")
    sent = sha256_of(upload)
    if same := _same(application, kind, sent):
        return same
    ready = make_ready(upload=upload)
    with transaction.atomic():
        _require_editable(lock(application), by, at)
        if same := _same(application, kind, sent):
            return same
        leaving = _leaving(application, asked, instead_of)
        file = store_ready(ready=ready, purpose="application_document", by=by, at=at)
        for row in leaving:
            take_away(row)
        values = {"file": file, "sent_sha256": sent, "added_at": at, "carried_from": carried_from}
        return Document.objects.create(application=application, kind=kind, **values)


@transaction.atomic
def look_at_papers(*, application: Application, by: User, at: datetime) -> None:
    """The person went on from the page that shows them: what was taken over from an earlier call is theirs now."""
    _require_editable(application, by, at)
    application.documents.exclude(carried_from=None).update(carried_from=None)


@transaction.atomic
def remove_document(*, document: Document, by: User, at: datetime) -> None:
    """Takes a paper away, and its file with it unless it was handed in once."""
    _require_editable(document.application, by, at)
    take_away(document)


def _require_editable(application: Application, by: User, at: datetime) -> None:
    require_editable(application, by, at, key_of(application.form, "documents"))


def _same(application: Application, kind: str, sent: str) -> Document | None:
    return application.documents.filter(kind=kind, sent_sha256=sent).first()


def _leaving(application: Application, asked: DocumentKind, instead_of: Document | None) -> list[Document]:
    """What makes room for one more; refused where there is none."""
    there = list(application.documents.filter(kind=asked.key).select_related("file"))
    leaving = [row for row in there if asked.most == 1 or row == instead_of]
    if len(there) - len(leaving) >= asked.most:
        words = ngettext(
            "%(n)s file is the most here. Replace or remove one, then bring this one again.",
            "%(n)s files are the most here. Replace or remove one, then bring this one again.",
            asked.most,
        )
        raise Refusal(words % {"n": asked.most}, code="full")
    return leaving
