"""The sitemap of both languages."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.models import Locale, Page

from cms.models import SearchPage
from programme.kernel.text import clean


class Rows(list):
    """Pages that know their language, cut and walked through as Wagtail's sitemap does with a query."""

    def __getitem__(self, part):
        found = super().__getitem__(part)
        return Rows(found) if isinstance(part, slice) else found

    def iterator(self) -> Iterator[Page]:
        return iter(self)


class BothLanguages(Sitemap):
    """Every live public page of the Thai and the English tree; searching is no page to be found."""

    def items(self) -> Rows:
        home = self.get_wagtail_site().root_page
        trees = Page.objects.filter(depth=2, translation_key=home.translation_key).order_by("path")
        rows = Page.objects.none()
        for root in trees:
            rows = rows | Page.objects.descendant_of(root, inclusive=True)
        rows = rows.live().public().not_exact_type(SearchPage).order_by("path").defer_streamfields().specific()
        locales, found = Locale.objects.in_bulk(), Rows(rows)
        for page in found:
            page.locale = locales[page.locale_id]
        return found

    def get_urls(self, page: int = 1, site: object = None, protocol: str | None = None) -> list[dict]:
        """Addresses as XML can hold them, whatever an old row says."""
        return [{**url, "location": clean(url["location"])} for url in super().get_urls(page, site, protocol)]


def both_languages(request: HttpRequest) -> HttpResponse:
    return sitemap(request, {"pages": BothLanguages})
