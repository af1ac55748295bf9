"""An application as its applicant follows it: where it stands, what was handed in, withdrawing, the second round."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.domain.applications import withdraw_application
from applications.domain.changes import may_change
from applications.domain.second_round import add_choices, openings_left
from applications.forms.choices import LateChoicesForm
from applications.models import Application, Revision
from applications.queries.corrections import open_correction
from applications.queries.differences import changes_in
from applications.queries.open_calls import is_refused, open_to
from applications.queries.preferences import chosen_openings
from applications.queries.referees import places_of
from applications.queries.results import reader_notes, released_result, told_reason
from applications.queries.submitted import own_copy
from applications.queries.timeline import timeline_of
from programme.domain.calls import may_enter
from programme.kernel.errors import NotVisible
from programme.kernel.operations import Operation, operate
from programme.kernel.policies import get_visible
from programme.kernel.posting import posted_from

RELATED = Application.objects.select_related("call__cohort", "home_province", "decision")


@login_required
def my_application(request: HttpRequest, code: str) -> HttpResponse:
    """Where it stands, what comes next, and what was said. A withdrawn one can be read as well."""
    application = get_visible(request.user, Application, action="own", queryset=RELATED, code=code)
    may_withdraw = "withdraw" in {move.name for move in Application.MACHINE.moves_from(application.state)}
    context = {
        "application": application,
        "call": application.call,
        "timeline": timeline_of(application),
        "chosen": chosen_openings(application),
        "area": "my",
        "here": "home",
        "correction": open_correction(application),
        "offer": application.offers.filter(state="sent").select_related("opening__agency").first(),
        "may_withdraw": may_withdraw and application.told_word.category != "ended",
        "may_change": may_change(application, timezone.now()),
        "may_apply_again": _may_apply_again(request, application),
        "result": released_result(application),
        "told_reason": told_reason(application),
        "reader_notes": reader_notes(application),
        "others": open_to(application, timezone.now()) if is_refused(application) else None,
        "openings_left": openings_left(application, timezone.now()),
        "places": places_of(application),
        "handed_in": application.revisions.select_related("copy").order_by("number"),
    }
    return render(request, "applications/my_application.html", context)


def _may_apply_again(request: HttpRequest, application: Application) -> bool:
    """After a withdrawal, while the call is open and no other application to it is alive."""
    if application.state != "withdrawn" or not may_enter(call=application.call, user=request.user, at=timezone.now()):
        return False
    mine = Application.objects.filter(applicant=request.user, call=application.call)
    return not mine.exclude(state="withdrawn").exists()


@login_required
def submitted(request: HttpRequest, code: str, number: int = 0) -> HttpResponse:
    """What was handed in, on one page made for reading and for paper; without a number the newest."""
    application = get_visible(request.user, Application, action="own", queryset=RELATED, code=code)
    revisions = list(application.revisions.select_related("form", "copy").order_by("number"))
    revision = _chosen(revisions, number)
    context = {"application": application, "call": application.call, "revision": revision, "revisions": revisions}
    context |= own_copy(application, revision) | {"changed": changes_in(application, revision)}
    return render(request, "applications/submitted.html", context | {"area": "my", "here": "home"})


def _chosen(revisions: list[Revision], number: int) -> Revision:
    """The one of this number; without a number the newest."""
    revision = next((row for row in revisions if row.number == number), revisions[-1] if revisions else None)
    if revision is None or (number and revision.number != number):
        raise NotVisible
    return revision


@login_required
def copy(request: HttpRequest, code: str, number: int = 0) -> HttpResponse:
    """The PDF of what was handed in. The worker makes it; until then the page says so, and nobody waits for it."""
    application = get_visible(request.user, Application, action="own", code=code)
    revision = _chosen(list(application.revisions.select_related("copy").order_by("number")), number)
    if revision.copy:
        return redirect("private_file", code=revision.copy.code)
    messages.info(request, _("Your PDF copy is being made. It stands here in about a minute."))
    return redirect("my_application_revision", code=code, number=revision.number)


@login_required
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Asks once, then takes it back; always possible."""
    application = get_visible(request.user, Application, action="own", code=code)
    if request.method == "POST":
        withdraw_application(application=application, by=request.user, at=timezone.now())
        messages.success(request, _("Your application is withdrawn."))
        return redirect("my_application", code=code)
    context = {
        "title": _("Withdraw your application to “%(call)s”?") % {"call": application.call.title},
        "lead": _("We stop everything at once. While the call is open you can apply again from the beginning."),
        "submit_label": _("Withdraw application"),
        "cancel_url": reverse("my_application", args=[code]),
        "danger": True,
        "area": "my",
    }
    return render(request, "confirm.html", context)


@login_required
@posted_from("my_application", code="code")
def second_round(request: HttpRequest, code: str) -> HttpResponse:
    """Someone on the reserve list adds openings that still have a seat, in the order ticked on the page."""
    application = get_visible(
        request.user, Application, action="own", queryset=Application.objects.select_related("call"), code=code
    )
    at = timezone.now()
    adding = Operation(
        LateChoicesForm,
        partial(add_choices, application=application, by=request.user, at=at),
        said=lambda n: _("%(n)s openings added below your list.") % {"n": n},
        options={"possible": openings_left(application, at)},
        given=LateChoicesForm.given,
    )
    return operate(request, adding, to=reverse("my_application", args=[code]))
