"""The ambassador's logs and weeks."""

from functools import partial
from operator import methodcaller

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.domain import logs
from mentoring.domain import weeks as domain
from mentoring.forms.logs import LogForm, log_as_typed
from mentoring.forms.weeks import WeekForm
from mentoring.models import ActivityLog
from mentoring.queries.contents import people_together
from mentoring.views.ambassador import BASE, TO_HAND_IN, current_placement
from programme.forms.compared import compared
from programme.kernel.operations import Operation, Operations
from programme.kernel.policies import get_visible

SHOWN = 12
GIVEN = methodcaller("given")


@login_required
def new_log(request: HttpRequest) -> HttpResponse:
    """One log: a line, a photo, people. The id in the page makes a double press one log."""
    placement = current_placement(request)
    last = ActivityLog.objects.filter(placement=placement).order_by("-happened_on", "-pk").first()
    initial = {"happened_on": timezone.localdate(), "mission": last.mission_id if last else None}
    keep = Operation(
        LogForm,
        partial(logs.write_log, placement=placement, by=request.user, at=timezone.now()),
        said=_("Kept. It goes to your host with the week."),
        options={"placement": placement, "initial": initial},
        given=GIVEN,
    )
    return _log_page(request, keep, {"placement": placement, "here": "log"}, to="field_week")


@login_required
def change_log(request: HttpRequest, code: str) -> HttpResponse:
    """A draft or a returned log, as it was typed."""
    queryset = ActivityLog.objects.select_related("placement", "mission")
    log = get_visible(request.user, ActivityLog, action="own", queryset=queryset, code=code)
    options = {"placement": log.placement, "mission_id": log.mission_id, "initial": compared(log_as_typed(log))}
    change = Operation(
        LogForm,
        partial(_change, log=log, by=request.user, at=timezone.now()),
        said=_("Changed. Hand it in with its week."),
        options=options,
        given=GIVEN,
    )
    photos = log.evidence.exclude(file=None).select_related("file").order_by("pk")
    return _log_page(request, change, {"log": log, "photos": photos, "here": "week"}, to="field_week")


def _change(*, client_uuid, **given) -> ActivityLog:
    """A changed log keeps its own id."""
    return logs.change_log(**given)


def _log_page(request: HttpRequest, keep: Operation, context: dict, *, to: str) -> HttpResponse:
    buttons = Operations(request, {"": keep})
    done = buttons.answer()
    if done:
        return redirect(to)
    buttons.form.renew()
    context |= {"form": buttons.form, "lost_photo": bool(request.FILES)}
    return render(request, "mentoring/log.html", BASE | context, status=buttons.status)


@login_required
def weeks(request: HttpRequest) -> HttpResponse:
    """The weeks as cards; handing one in is one tap, and only where there is something to hand in."""
    placement = current_placement(request)
    submit = partial(domain.submit_week, by=request.user, at=timezone.now())
    buttons = Operations(request, {"": Operation(WeekForm, submit, said=_handed_in, options={"placement": placement})})
    done = buttons.answer()
    if done:
        return done
    for error in buttons.form.non_field_errors():
        messages.error(request, error)
    shown = (
        ActivityLog.objects.exclude(state="discarded")
        .prefetch_related("people", "evidence__file")
        .select_related("mission")
        .order_by("happened_on", "pk")
    )
    rows = list(placement.weeks.prefetch_related(Prefetch("logs", shown)).order_by("-starts_on", "pk")[:SHOWN])
    cards = [
        {
            "week": week,
            "logs": found,
            "open": sum(log.state in TO_HAND_IN for log in found),
            "people": people_together(found),
        }
        for week in rows
        if (found := list(week.logs.all()))
    ]
    return render(request, "mentoring/weeks.html", BASE | {"cards": cards, "here": "week"}, status=buttons.status)


def _handed_in(found: domain.HandedIn) -> str:
    said = ngettext("%(n)s log handed in. Your host is told.", "%(n)s logs handed in. Your host is told.", found.count)
    return " ".join([said % {"n": found.count}, *found.stayed])
