"""The step of papers: one card for each kind of document that the call asks for."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.domain.applications import add_document, remove_document
from applications.models import Application, Document
from applications.queries.documents import papers_of
from applications.views.step_page import after, step_page


def documents(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    problems: dict[str, list[str]] = {}
    if request.method == "POST":
        problems = _act(request, application)
        if not problems:
            return redirect("apply_section", slug=application.call.slug, section=section)
    rows = [paper | {"problems": problems.get(paper["key"], [])} for paper in papers_of(application)]
    context = {"rows": rows, "following": after(application, section)}
    status = 422 if problems else 200
    return step_page(request, application, section, "applications/documents.html", status, **context)


def _act(request: HttpRequest, application: Application) -> dict[str, list[str]]:
    """Takes in or removes one file; what is wrong with it by the kind of document."""
    kind, upload, at = request.POST.get("kind", ""), request.FILES.get("file"), timezone.now()
    if request.POST.get("act") == "remove":
        document = get_object_or_404(Document, application=application, kind=kind)
        remove_document(document=document, by=request.user, at=at)
        return {}
    if upload is None:
        return {kind: [_("Choose a file first.")]}
    try:
        add_document(application=application, kind=kind, upload=upload, by=request.user, at=at)
    except ValidationError as error:
        return {kind: error.messages}
    messages.success(request, _("The file is kept."))
    return {}
