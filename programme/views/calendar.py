"""A person's dates: on a page, as a file, and at a secret address that a phone follows."""

from functools import partial
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from programme.domain.calendars import end_address, renew_address, tell_dates
from programme.forms.fields import PlainForm
from programme.kernel.addresses import absolute
from programme.kernel.calendars import calendar_file, dates_of
from programme.kernel.operations import Operation, Operations
from programme.models import CalendarAddress, User


@login_required
def my_calendar(request: HttpRequest) -> HttpResponse:
    """What is coming, and the ways to take it into a calendar."""
    done = {"user": request.user, "at": timezone.now()}
    buttons = Operations(
        request,
        {
            "renew": Operation(
                PlainForm, partial(renew_address, **done), _("Your address is ready. Keep it to yourself.")
            ),
            "end": Operation(
                PlainForm, partial(end_address, **done), _("The address is dead: no calendar follows it.")
            ),
        },
    )
    if answer := buttons.answer():
        return answer
    kept = CalendarAddress.objects.filter(user=request.user).first()
    address = absolute(reverse("followed_calendar", args=[kept.token])) if kept else ""
    context = {"dates": dates_of(request.user), "address": address, "area": "my", "here": "home"}
    context["followed"] = address.replace(urlsplit(address).scheme, "webcal", 1) if address else ""
    return render(request, "programme/my_calendar.html", context, status=buttons.status)


@login_required
def my_dates(request: HttpRequest) -> HttpResponse:
    return _answer(request.user, "attachment")


def followed(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the address reads the dates, without signing in, because calendars cannot."""
    rows = CalendarAddress.objects.select_related("user__profile").filter(user__is_active=True)
    user = get_object_or_404(rows, token=token).user
    profile = getattr(user, "profile", None)
    with override(profile.language if profile else "th"):
        return _answer(user, "inline")


def _answer(user: User, place: str) -> HttpResponse:
    content = calendar_file(_("My dates"), "dates", tell_dates(user=user, at=timezone.now()))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'{place}; filename="dates.ics"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
