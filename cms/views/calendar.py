"""The calls' deadlines as a calendar that a phone can follow, and one deadline to take along."""

from datetime import UTC, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Alarm, Calendar, Event

from cms.models import CallPage
from programme.kernel.text import clean

A_DAY_BEFORE = -timedelta(days=1)


def calls_calendar(request: HttpRequest, language: str) -> HttpResponse:
    """Closing times of calls that are open or coming; a phone reminds its owner a day before."""
    return _answer(CallPage.with_deadline(language).filter(call__closes_at__gte=timezone.now()), language, "calls")


def call_calendar(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """The closing time of one call."""
    pages = list(CallPage.with_deadline(language).filter(call__slug=slug))
    if not pages:
        raise Http404
    return _answer(pages, language, slug)


def _answer(pages, language: str, name: str) -> HttpResponse:
    calendar = Calendar()
    calendar.add("prodid", "-//The Smart City Ambassadors//calls//EN")
    calendar.add("version", "2.0")
    with override(language):
        calendar.add("x-wr-calname", _("Deadlines of calls"))
        for page in pages:
            calendar.add_component(_deadline(page, language))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response["Cache-Control"] = "public, max-age=600"
    return response


def _deadline(page, language: str) -> Event:
    """What changed since a calendar read it last carries a higher `SEQUENCE` and a later `DTSTAMP`."""
    closes = page.call.closes_at.astimezone(UTC)
    changed = max(moment for moment in (page.changed_at, page.last_published_at, page.call.opens_at) if moment)
    event, alarm, title = Event(), Alarm(), clean(page.title)
    event.add("uid", f"call-{page.call.code}-{language}@smart-city-ambassadors")
    event.add("sequence", page.changes)
    event.add("summary", _("Deadline: %(call)s") % {"call": title})
    event.add("dtstart", closes)
    event.add("dtend", closes)
    event.add("dtstamp", changed.astimezone(UTC))
    event.add("last-modified", changed.astimezone(UTC))
    event.add("url", clean(page.full_url))
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", A_DAY_BEFORE)
    event.add_component(alarm)
    return event
