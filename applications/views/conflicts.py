"""A conflict of interest, declared by whoever screens, reads, ranks or takes in: one tap and a confirmation."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.domain.screening import declare_conflict
from applications.forms.conflict import ConflictForm
from applications.models import Application
from programme.kernel.operations import Operation, Operations


def conflict_page(
    request: HttpRequest,
    application: Application,
    *,
    lead: str,
    said: str,
    to: str,
    back: str,
    template: str = "confirm.html",
    **place: str,
) -> HttpResponse:
    """Asks, and closes the application to this person. `place` says where in the portal the page stands."""
    declaring = partial(declare_conflict, application=application, person=request.user, at=timezone.now())
    page = Operations(request, {"": Operation(ConflictForm, declaring, said=said, to=to)})
    if answer := page.answer():
        return answer
    context = {
        "title": _("Conflict of interest"), "lead": lead, "form": page.form,
        "submit_label": _("Declare the conflict"), "cancel_url": back,
    }  # fmt: skip
    return render(request, template, context | place, status=page.status)
