"""Stories and calls as feeds, and the calls' deadlines as a calendar; in the language of the address."""

from datetime import UTC, datetime, timedelta

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Alarm, Calendar, Event

from cms.models import CallPage, StoryPage

NEWEST = 30


class PageFeed(Feed):
    """The newest live pages of one kind in one language."""

    model: type
    title_words: str

    def __init__(self, feed_type):
        self.feed_type = feed_type

    def get_object(self, request: HttpRequest, language: str) -> str:
        return language

    def title(self, language: str) -> str:
        with override(language):
            return _("The Smart City Ambassadors") + ": " + str(self.title_words)

    def link(self, language: str) -> str:
        return "/en/" if language == "en" else "/"

    def description(self, language: str) -> str:
        return self.title(language)

    def items(self, language: str):
        rows = self.model.objects.live().filter(locale__language_code=language)
        return rows.order_by("-first_published_at", "-pk")[:NEWEST]

    def item_title(self, page) -> str:
        return page.title

    def item_description(self, page) -> str:
        return page.lead

    def item_link(self, page) -> str:
        return page.full_url

    def item_guid(self, page) -> str:
        return f"urn:uuid:{page.translation_key}:{page.locale_id}"

    item_guid_is_permalink = False

    def item_pubdate(self, page) -> datetime | None:
        return page.first_published_at

    def item_updateddate(self, page) -> datetime | None:
        return page.last_published_at


class StoryFeed(PageFeed):
    model = StoryPage

    @property
    def title_words(self):
        return _("Stories from the cities")


class CallFeed(PageFeed):
    model = CallPage

    @property
    def title_words(self):
        return _("Open calls")


FORMATS = {"rss": Rss201rev2Feed, "atom": Atom1Feed}
FEEDS = {"stories": StoryFeed, "calls": CallFeed}


def feed(request: HttpRequest, language: str, name: str, kind: str) -> HttpResponse:
    return FEEDS[name](FORMATS[kind])(request, language=language)


def calls_calendar(request: HttpRequest, language: str) -> HttpResponse:
    """Closing times of calls that are open or coming; a phone reminds its owner a day before."""
    calendar = Calendar()
    calendar.add("prodid", "-//The Smart City Ambassadors//calls//EN")
    calendar.add("version", "2.0")
    pages = CallPage.objects.live().filter(locale__language_code=language, call__closes_at__gte=timezone.now())
    with override(language):
        calendar.add("x-wr-calname", _("Deadlines of calls"))
        for page in pages.select_related("call").order_by("call__closes_at", "pk"):
            calendar.add_component(_deadline(page))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="calls.ics"'
    response["Cache-Control"] = "public, max-age=600"
    return response


def _deadline(page: CallPage) -> Event:
    closes = page.call.closes_at
    event, alarm = Event(), Alarm()
    event.add("uid", f"call-{page.call.code}-{page.locale.language_code}@smart-city-ambassadors")
    event.add("summary", _("Deadline: %(call)s") % {"call": page.title})
    event.add("dtstart", closes.astimezone(UTC))
    event.add("dtend", closes.astimezone(UTC))
    event.add("dtstamp", (page.last_published_at or closes).astimezone(UTC))
    event.add("url", page.full_url)
    alarm.add("action", "DISPLAY")
    alarm.add("description", page.title)
    alarm.add("trigger", -timedelta(days=1))
    event.add_component(alarm)
    return event
