"""The step of papers: one card for each kind of document that the call asks for, and one form around them all.

Whichever button is pressed, every file that was chosen goes along: none is lost by going on without "Upload".
"""

from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.domain.applications import add_document, remove_document
from applications.forms.choices import KindForm, PapersForm
from applications.models import Application, Document
from applications.queries.documents import papers_of
from applications.views.step_page import after, step_page
from programme.kernel.errors import Refusal
from programme.kernel.files import PDF
from programme.kernel.operations import Operation, Operations
from programme.kernel.papers import pages_of
from programme.models import User


def documents(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    words = {"application": application, "by": request.user, "at": timezone.now()}
    kinds = [row.key for row in application.form.document_kinds.all()]
    bring = {"do": partial(_bring, **words), "said": _kept, "given": lambda form: {"form": form}}
    following = reverse("apply_section", args=[application.call.slug, after(application, section)])
    page = Operations(
        request,
        {
            "": Operation(PapersForm, options={"kinds": kinds, "is_some": True}, **bring),
            "on": Operation(PapersForm, options={"kinds": kinds, "is_some": False}, to=following, **bring),
            "remove": Operation(KindForm, partial(_remove, **words)),
        },
    )
    if answer := page.answer():
        return answer
    form = page.forms["on" if page.pressed == "on" else ""]
    problems = form.problems()
    rows = [
        paper | {"problems": problems.get(paper["key"], []), "field": form[form.name_of(paper["key"])]}
        for paper in papers_of(application)
    ]
    context = {"rows": rows, "form": form}
    return step_page(request, application, section, "applications/documents.html", page.status, **context)


def _bring(*, form: PapersForm, application: Application, by: User, at: datetime) -> list[Document]:
    """Each file by itself: one that cannot be read keeps no other from being kept."""
    kept = []
    for kind, file in form.chosen().items():
        try:
            kept.append(add_document(application=application, kind=kind, upload=file, by=by, at=at))
        except ValidationError as error:
            form.add_error(form.name_of(kind), error.messages)
    if form.errors:
        others = [row.label for row in kept]
        words = _("Not every file could be kept. Choose another one where it says so.")
        told = _("Kept: %(papers)s.") % {"papers": ", ".join(others)} if others else ""
        raise Refusal(f"{words} {told}".strip(), code="unreadable")
    return kept


def _kept(papers: list[Document]) -> str:
    return " ".join(f"{row.label}: {_readable(row)}" for row in papers)


def _readable(document: Document) -> str:
    if document.file.media_type != PDF:
        return _("The file is kept. It can be read.")
    with document.file.file.open("rb") as kept:
        n = pages_of(kept)
    return ngettext(
        "The file is kept. It can be read: %(n)s page.", "The file is kept. It can be read: %(n)s pages.", n
    ) % {"n": n}


def _remove(*, application: Application, kind: str, by: User, at: datetime) -> None:
    remove_document(document=get_object_or_404(Document, application=application, kind=kind), by=by, at=at)
