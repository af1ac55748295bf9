"""The step of papers: one card for each kind of document that the call asks for."""

from datetime import datetime
from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.domain.applications import add_document, remove_document
from applications.forms.choices import KindForm, PaperForm
from applications.models import Application, Document
from applications.queries.documents import papers_of
from applications.views.step_page import after, step_page
from programme.kernel.errors import Refusal
from programme.kernel.files import PDF
from programme.kernel.operations import Operation, Operations, errors_in_words
from programme.kernel.papers import pages_of
from programme.models import User


def documents(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    at = timezone.now()
    words = {"application": application, "by": request.user, "at": at}
    page = Operations(
        request,
        {
            "": Operation(PaperForm, partial(_bring, **words), said=_kept),
            "remove": Operation(KindForm, partial(_remove, **words)),
        },
    )
    if answer := page.answer():
        return answer
    papers = papers_of(application)
    problems = _problems(page, [paper["key"] for paper in papers])
    rows = [paper | {"problems": problems.get(paper["key"], [])} for paper in papers]
    context = {"rows": rows, "following": after(application, section)}
    return step_page(request, application, section, "applications/documents.html", page.status, **context)


def _bring(*, application: Application, kind: str, file: UploadedFile, by: User, at: datetime) -> Document:
    return add_document(application=application, kind=kind, upload=file, by=by, at=at)


def _kept(document: Document) -> str:
    if document.file.media_type != PDF:
        return _("The file is kept. It can be read.")
    with document.file.file.open("rb") as kept:
        n = pages_of(kept)
    return ngettext(
        "The file is kept. It can be read: %(n)s page.", "The file is kept. It can be read: %(n)s pages.", n
    ) % {"n": n}


def _remove(*, application: Application, kind: str, by: User, at: datetime) -> None:
    remove_document(document=get_object_or_404(Document, application=application, kind=kind), by=by, at=at)


def _problems(page: Operations, kinds: list[str]) -> dict[str, list[str]]:
    """What is wrong, beside the kind of document that it is about."""
    if page.pressed is None:
        return {}
    form = page.forms[page.pressed]
    if form["kind"].value() not in kinds:
        raise Refusal(errors_in_words(form), code="unknown_kind")
    return {form["kind"].value(): [error for errors in form.errors.values() for error in errors]}
