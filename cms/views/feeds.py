"""Stories and calls as feeds, in the language of the address."""

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.models import CallPage, StoryPage
from programme.kernel.addresses import absolute
from programme.kernel.text import clean

NEWEST = 30


class PageFeed(Feed):
    """The newest live pages of one kind in one language."""

    model: type
    title_words: str

    def __init__(self, feed_type):
        self.feed_type = feed_type

    def get_object(self, request: HttpRequest, language: str) -> str:
        self.language, self.path = language, request.path
        return language

    def feed_url(self, language: str) -> str:
        return absolute(self.path)

    def title(self, language: str) -> str:
        with override(language):
            return _("The Smart City Ambassadors") + ": " + str(self.title_words)

    def link(self, language: str) -> str:
        return absolute("/en/" if language == "en" else "/")

    def description(self, language: str) -> str:
        return self.title(language)

    def items(self, language: str):
        rows = self.model.objects.live().filter(locale__language_code=language).select_related("locale")
        return rows.order_by("-first_published_at", "-pk")[:NEWEST]

    def item_title(self, page) -> str:
        return clean(page.title)

    def item_description(self, page) -> str:
        return clean(page.lead)

    def item_link(self, page) -> str:
        return clean(page.full_url)

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
