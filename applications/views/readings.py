"""Readings on the desk: who reads what until when, and what to do about a silent reader."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.domain import readers
from applications.filters import ReadingFilter
from applications.forms.screening import ExtendReadingForm, ReplaceForm, WithdrawReaderForm
from applications.models import ReviewAssignment
from applications.queries.waiting import OVERDUE, waiting
from applications.tables import ReadingTable
from programme.forms.fields import PlainForm
from programme.kernel.lists import list_page
from programme.kernel.operations import Operation, Operations
from programme.kernel.policies import get_visible, visible_to
from programme.kernel.posting import posted_from
from programme.views.desk import require_staff


@login_required
def reading_list(request: HttpRequest) -> HttpResponse:
    """Open readings first, the most overdue on top."""
    require_staff(request)
    rows = visible_to(request.user, ReviewAssignment, "desk").select_related(
        "application", "reviewer__profile", "review"
    )
    found = ReadingFilter(request.GET, queryset=rows.order_by("due_at", "pk"))
    context = {"title": _("Readings"), "here": "readings", "overdue": waiting(rows, OVERDUE, timezone.now()).count()}
    template = "applications/desk/readings.html"
    return list_page(request, template, filterset=found, table=ReadingTable, name="readings", **context)


@login_required
@posted_from("desk_readings")
def remind(request: HttpRequest) -> HttpResponse:
    """A letter to every reader who is late and was not reminded within the last day."""
    require_staff(request)
    at = timezone.now()
    rows = visible_to(request.user, ReviewAssignment, "desk").select_related("application__call", "reviewer__profile")
    late = list(waiting(rows, OVERDUE, at).order_by("due_at", "pk"))
    done = readers.remind_overdue(assignments=late, by=request.user, at=at)
    said = ngettext("%(n)s reader is reminded by letter.", "%(n)s readers are reminded by letter.", done)
    if done:
        messages.success(request, said % {"n": done})
    else:
        messages.info(request, _("Everybody who is late was reminded within the last day. Wait, or ask other readers."))
    return redirect(f"{reverse('desk_readings')}?work={OVERDUE}")


@login_required
def reading_detail(request: HttpRequest, code: str) -> HttpResponse:
    """What an officer does about one reader: remind, more time, somebody else, no longer needed."""
    rows = ReviewAssignment.objects.select_related("application__call", "reviewer__profile")
    reading = get_visible(request.user, ReviewAssignment, action="desk", queryset=rows, code=code)
    application = reading.application
    done = {"assignment": reading, "by": request.user, "at": timezone.now()}
    replaced = _("The new reader is asked by letter, and the other one is told.")
    buttons = Operations(
        request,
        {
            "remind": Operation(
                PlainForm, partial(readers.remind_reader, **done), _("The reader is reminded by letter.")
            ),
            "extend": Operation(
                ExtendReadingForm, partial(readers.extend_reading, **done), _("The reader has more time.")
            ),
            "replace": Operation(
                ReplaceForm, partial(readers.replace_reader, **done), replaced, options={"application": application}
            ),
            "withdraw": Operation(
                WithdrawReaderForm, partial(readers.withdraw_reader, **done), _("The reader is told.")
            ),
        },
    )
    if answer := buttons.answer(to=reverse("desk_application", args=[application.code]) + "#readings"):
        return answer
    context = {"reading": reading, "application": application, "buttons": buttons.forms, "here": "readings"}
    return render(request, "applications/desk/reading.html", context, status=buttons.status)
