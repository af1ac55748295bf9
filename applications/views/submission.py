"""The last step: everything on one page, then handed in."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import wizard
from applications.domain.submission import submit_application
from applications.forms.choices import TruthForm
from applications.models import Application
from applications.queries.answers import draft_sheet
from applications.queries.documents import papers_of
from applications.queries.pipeline import steps_of
from applications.queries.preferences import chosen_openings
from applications.views.step_page import step_page
from programme.kernel.operations import Operation, Operations


def check(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    page = Operations(request, {"": Operation(TruthForm, partial(_submit, request, application), said=_receipt)})
    if answer := page.answer(to=reverse("my_application", args=[application.code])):
        return answer
    context = {
        "parts": draft_sheet(application),
        "chosen": chosen_openings(application),
        "papers": papers_of(application),
        "gaps": wizard.missing(steps_of(application)),
        "form": page.form,
    }
    return step_page(request, application, section, "applications/check.html", page.status, **context)


def _submit(request: HttpRequest, application: Application, truth: bool) -> Application:
    """The tick itself is not kept: without it nothing is handed in."""
    return submit_application(application=application, by=request.user, at=timezone.now())


def _receipt(submitted: Application) -> str:
    words = _("Submitted. Your receipt number is %(number)s; a letter is on its way.")
    return words % {"number": submitted.receipt_number}
