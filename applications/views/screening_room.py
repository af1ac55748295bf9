"""The screening room: the queue, what was handed in and the points to look at on one screen, by keys."""

from collections.abc import Callable
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.domain import screening
from applications.forms.screening import CorrectionForm, RuleOutForm
from applications.models import Application, Outcome
from applications.queries.answers import submitted_sheet
from applications.queries.forms import sections_of
from applications.queries.rules import rules_found
from applications.queries.screening_queue import Queue, screening_queue
from applications.queries.submitted import papers_handed_in
from applications.views.screening import DESK
from programme.forms.fields import PlainForm
from programme.kernel.given_back import keep
from programme.kernel.operations import Operation, Operations
from programme.kernel.policies import can, get_visible
from programme.views.desk import require_staff


@login_required
def screening_room(request: HttpRequest) -> HttpResponse:
    """The most urgent application that waits, or the page that says that none does."""
    require_staff(request)
    queue = screening_queue(request.user, timezone.now())
    if queue.rows:
        return redirect("desk_screening_one", queue.rows[0].code)
    return render(request, "applications/desk/screening_empty.html", {"here": "apps"})


@login_required
def screening_one(request: HttpRequest, code: str) -> HttpResponse:
    """One application of the queue. A decision leads to the next, a tick stays here."""
    application = get_visible(request.user, Application, action="desk", queryset=DESK, code=code)
    queue = screening_queue(request.user, timezone.now(), application)
    points = list(application.call.screening_points.all())
    found = {row.key: row for row in application.screening_checks.select_related("checked_by__profile")}
    checks = [{"point": point, "check": found.get(point.key)} for point in points]
    buttons = Operations(request, _decisions(request, application, queue) | _ticks(request, application, checks))
    answer = buttons.answer()
    if answer:
        return answer
    refused = buttons.forms.get(buttons.pressed) if buttons.pressed else None
    context = {
        "application": application,
        "queue": queue,
        "parts": submitted_sheet(application),
        "documents": papers_handed_in(application),
        "rules": rules_found(application),
        "checks": checks,
        "parts_to_correct": sections_of(application.form),
        "refused": refused,
        "ticked": refused.data.getlist("part") if refused else [],
        "may_screen": can(request.user, "screen", application) and application.state in ("submitted", "screening"),
        "here": "apps",
    }
    return render(request, "applications/desk/screening.html", context, status=buttons.status)


def _decisions(request: HttpRequest, application: Application, queue: Queue) -> dict[str, Operation]:
    done = {"application": application, "by": request.user, "at": timezone.now()}
    after = queue.after
    to = reverse("desk_screening_one", args=[after.code]) if after else reverse("desk_screening")
    return {
        "pass": Operation(PlainForm, partial(screening.pass_screening, **done), _("Passed."), to),
        "correction": Operation(
            CorrectionForm,
            partial(screening.ask_correction, **done),
            _("The applicant is asked by letter."),
            to,
            given=CorrectionForm.given,
            options={"form": application.form},
        ),
        "rule_out": Operation(
            RuleOutForm,
            partial(screening.rule_out, **done),
            _("Ruled out. The applicant reads the reason when results are released."),
            to,
        ),
        "rest": Operation(PlainForm, partial(screening.meet_the_rest, **done), to=_stay(request, application)),
    }


def _stay(request: HttpRequest, application: Application) -> Callable[[object], str]:
    """The same page again, with what was typed for the decision."""
    page = reverse("desk_screening_one", args=[application.code])

    def back(_done: object) -> str:
        keep(request, page)
        return page

    return back


def _ticks(request: HttpRequest, application: Application, checks: list[dict]) -> dict[str, Operation]:
    """One button for each point: open becomes met, met becomes failing, failing becomes open."""
    turn = {Outcome.OPEN: Outcome.PASS, Outcome.PASS: Outcome.FAIL, Outcome.FAIL: Outcome.OPEN}
    done = {"application": application, "by": request.user, "at": timezone.now(), "note": ""}
    ticks = {}
    for row in checks:
        key, now = row["point"].key, row["check"].outcome if row["check"] else Outcome.OPEN
        row["next"] = turn[now]
        for outcome in Outcome.values:
            act = partial(screening.note_check, key=key, outcome=outcome, **done)
            ticks[f"{outcome}-{key}"] = Operation(PlainForm, act, to=_stay(request, application))
    return ticks
