"""The last step: everything on one page, then handed in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import wizard
from applications.domain.submission import submit_application
from applications.models import Application
from applications.queries.answers import draft_sheet
from applications.queries.documents import papers_of
from applications.queries.pipeline import steps_of
from applications.queries.preferences import chosen_openings
from applications.views.step_page import step_page


def check(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    if request.method == "POST" and request.POST.get("truth") == "yes":
        return _submit(request, application)
    context = {
        "parts": draft_sheet(application),
        "chosen": chosen_openings(application),
        "papers": papers_of(application),
        "gaps": wizard.missing(steps_of(application)),
        "is_unticked": request.method == "POST",
    }
    status = 422 if request.method == "POST" else 200
    return step_page(request, application, section, "applications/check.html", status, **context)


def _submit(request: HttpRequest, application: Application) -> HttpResponse:
    submitted = submit_application(application=application, by=request.user, at=timezone.now())
    words = _("Submitted. Your receipt number is %(number)s; a letter is on its way.")
    messages.success(request, words % {"number": submitted.receipt_number})
    return redirect("my_application", code=application.code)
