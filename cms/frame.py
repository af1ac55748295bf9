"""What every page asks of the site before it is itself: remembered, so that an address costs one question.

Wagtail finds a page step by step: the site, its home, every part of the address, who may see it. Here the site and its
homes are remembered, and the whole way to a page comes with one query, the page with its own fields included.
"""

from dataclasses import dataclass, field
from itertools import accumulate

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from cms.models.base import PortalPage
from programme.kernel.remembered import remembered

AN_HOUR, DEEPEST = 3600, 8


@dataclass(frozen=True)
class Frame:
    """`homes`: language code to the home page's place in the tree; empty where Wagtail has to find the site itself."""

    site: Site | None = None
    root_paths: list = field(default_factory=list)
    homes: dict[str, str] = field(default_factory=dict)
    is_open: bool = False  # nothing on the whole site is kept from anybody


def frame_of(request: HttpRequest) -> Frame:
    return remembered(request, ("frame",), ("frame",), _frame, seconds=AN_HOUR)


def _frame() -> Frame:
    sites = list(Site.objects.select_related("root_page")[:2])
    if len(sites) != 1:
        return Frame()
    homes = Page.objects.filter(translation_key=sites[0].root_page.translation_key, live=True).select_related("locale")
    places = {page.locale.language_code: page.url_path for page in homes}
    return Frame(sites[0], Site.get_site_root_paths(), places, not PageViewRestriction.objects.exists())


def find_page(request: HttpRequest, path: str) -> RouteResult | None:
    """The page at an address and what its own routes make of the rest; None where Wagtail has to look for itself.

    Raises Http404 as the page's own `route` does. One query.
    """
    frame, parts = frame_of(request), [part for part in path.split("/") if part]
    home = frame.homes.get((get_language() or "th")[:2])
    if home is None:
        return None
    request._wagtail_site, request._wagtail_cached_site_root_paths = frame.site, frame.root_paths
    places = list(accumulate(parts[:DEEPEST], lambda place, part: f"{place}{part}/", initial=home))
    way = _live_pages(places)
    if not way:
        return None
    page = way[-1]
    page.way, page.nothing_is_restricted = way, frame.is_open
    return page.route(request, parts[places.index(page.url_path) :])


def _live_pages(places: list[str]) -> list[PortalPage]:
    """The live pages at these places in the tree, from the home page down, each with its own fields."""
    slugs = [place.rstrip("/").rsplit("/", 1)[-1] for place in places]  # the place alone has no index
    rows = Page.objects.live().filter(slug__in=slugs, url_path__in=places).select_related("locale", *_joined())
    return [_whole(row) for row in rows.order_by("depth")]


def _whole(row: Page) -> PortalPage:
    page = getattr(row, row.cached_content_type.model)
    page.locale = row.locale
    return page


def _joined() -> list[str]:
    """The tables of every kind of page, and what each kind is always drawn with."""
    found = []
    for kind in PortalPage.kinds():
        name = kind._meta.model_name
        found += [name, *(f"{name}__{path}" for path in kind.drawn_with)]
    return found
