"""The calls' deadlines as a calendar that a phone can follow, and one deadline to take along."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.models import CallPage
from programme.kernel.calendars import Entry, calendar_file


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
    with override(language):
        content = calendar_file(_("Deadlines of calls"), "calls", [_deadline(page, language) for page in pages])
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response["Cache-Control"] = "public, max-age=600"
    return response


def _deadline(page, language: str) -> Entry:
    changed = max(moment for moment in (page.changed_at, page.last_published_at, page.call.opens_at) if moment)
    return Entry(
        uid=f"call-{page.call.code}-{language}",
        title=_("Deadline: %(call)s") % {"call": page.title},
        at=page.call.closes_at,
        url=page.full_url,
        changes=page.changes,
        changed_at=changed,
        reminder=page.title,
    )
