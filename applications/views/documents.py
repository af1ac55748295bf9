"""The step of papers: one card for each kind of document that the call asks for, and one form around them all.

Whichever button is pressed, every file that was chosen goes along: none is lost by going on without "Upload".
With scripts each file is sent by itself, and the page hears what became of it.
"""

from datetime import datetime
from functools import partial

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.domain.documents import add_document, look_at_papers, remove_document
from applications.forms.papers import PaperForm, PapersForm
from applications.models import Application, Document
from applications.queries.documents import papers_of
from applications.queries.forms import key_of
from applications.views.step_page import after, step_page
from programme.kernel.dates import clock
from programme.kernel.errors import NotVisible, Refusal
from programme.kernel.files import PDF
from programme.kernel.given_back import is_autosave
from programme.kernel.operations import Operation, Operations, carry_out, form_of
from programme.kernel.papers import pages_of
from programme.kernel.policies import visible_to
from programme.models import User


def documents(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    words = {"application": application, "by": request.user, "at": timezone.now()}
    papers = papers_of(application)
    bring = {"do": partial(_bring, **words), "said": _kept, "given": lambda form: {"form": form}}
    one = Operation(PapersForm, options={"papers": papers, "is_some": True}, **bring)
    if is_autosave(request):
        return _sent_by_itself(request, application, section, one)
    following = reverse("apply_section", args=[application.call.slug, after(application, section)])
    going_on = partial(_go_on, **words)
    page = Operations(
        request,
        {
            "": one,
            "on": Operation(
                PapersForm, options={"papers": papers, "is_some": False}, to=following, **bring | {"do": going_on}
            ),
            "remove": Operation(PaperForm, partial(_remove, **words), said=_("The file is removed.")),
        },
    )
    if answer := page.answer():
        return answer
    form = page.forms["on" if page.pressed == "on" else ""]
    if form.is_bound:
        form = form.with_papers(papers_of(application))  # some of the files may have been kept
    context = {"rows": form.rows(), "form": form, "step_key": section, "limit": settings.UPLOAD_MAX_BYTES}
    return step_page(request, application, section, "applications/documents.html", page.status, **context)


def _sent_by_itself(request: HttpRequest, application: Application, section: str, one: Operation) -> JsonResponse:
    """What became of one file: the hour at which it was kept and its card anew, or why it was not."""
    form = form_of(request, PapersForm, **one.options)
    done = carry_out(form, one)
    if not done:
        return JsonResponse({"code": form.why(), "message": form.told()}, status=422)
    document = done.result[0]
    said = _("Kept at %(time)s") % {"time": clock(document.added_at)}
    fresh = PapersForm(papers=papers_of(application), is_some=True)
    row = next(row for row in fresh.rows() if row["key"] == document.kind)
    words = {"row": row, "kept": document, "said": said, "application": application, "step_key": section}
    card = render_to_string("applications/_paper_card.html", words, request=request)
    return JsonResponse({"code": "saved", "message": said, "card": card})


def _bring(*, form: PapersForm, application: Application, by: User, at: datetime) -> list[Document]:
    """Each file by itself: one that cannot be read keeps no other from being kept."""
    kept = []
    for one in form.brought():
        words = {"kind": one.kind, "upload": one.upload, "instead_of": one.instead_of}
        try:
            kept.append(add_document(application=application, **words, by=by, at=at))
        except ValidationError as error:
            form.add_error(one.field, error)
        except Refusal as no:
            if no.code != "full":
                raise
            form.add_error(one.field, ValidationError(no.message, code=no.code))
    if form.errors:
        others = [row.file.original_name for row in kept]
        words = _("Not every file could be kept. Choose another one where it says so.")
        told = _("Kept: %(papers)s.") % {"papers": ", ".join(others)} if others else ""
        raise Refusal(f"{words} {told}".strip(), code="unreadable")
    return kept


def _go_on(**words) -> list[Document]:
    """Whoever goes on has looked at what was taken over; not before every file that was chosen is kept."""
    kept = _bring(**words)
    look_at_papers(application=words["application"], by=words["by"], at=words["at"])
    return kept


def _kept(papers: list[Document]) -> str:
    return " ".join(f"{row.file.original_name}: {_readable(row)}" for row in papers)


def _readable(document: Document) -> str:
    if document.file.media_type != PDF:
        return _("The file is kept. It can be read.")
    with document.file.file.open("rb") as kept:
        n = pages_of(kept)
    return ngettext(
        "The file is kept. It can be read: %(n)s page.", "The file is kept. It can be read: %(n)s pages.", n
    ) % {"n": n}


def _remove(*, application: Application, file: str, by: User, at: datetime) -> None:
    remove_document(document=get_object_or_404(application.documents, file__code=file), by=by, at=at)


@login_required
def mask(request: HttpRequest, slug: str, section: str, kind: str) -> HttpResponse:
    """A picture of a card, covered on the person's own device: only what is left to see is sent, to the step of papers."""
    rows = visible_to(request.user, Application, "own").exclude(state="withdrawn").filter(call__slug=slug)
    application = get_object_or_404(rows.select_related("call", "form"))
    if not application.is_editable:
        raise NotVisible
    paper = next((row for row in papers_of(application) if row["key"] == kind), None)
    if paper is None or not paper["kind"].can_be_masked or section != key_of(application.form, "documents"):
        raise NotVisible
    back = reverse("apply_section", args=[slug, section])
    field = PapersForm.name_of(kind)
    context = {"application": application, "call": application.call, "paper": paper, "back": back, "field": field}
    return render(request, "applications/mask.html", context | {"area": "my"})
