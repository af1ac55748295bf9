"""What every page asks of the site before it is itself: remembered, so that an address costs one question.

Wagtail finds a page step by step: the site, its home, every part of the address, who may see it. Here the whole tree of
live pages is remembered as places, and one query brings the one page, of its one kind.
"""

from dataclasses import dataclass, field
from itertools import accumulate

from django.apps import apps
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult

from cms.models.base import Place, PortalPage, address_of
from programme.kernel.remembered import remembered

AN_HOUR, DEEPEST = 3600, 8


@dataclass(frozen=True)
class Frame:
    """The live pages by their place in the tree; `homes`: language code to the home page's place."""

    places: dict[str, Place] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    is_open: bool = False  # nothing on the whole site is kept from anybody

    def twin_of(self, place: Place) -> Place | None:
        return next(
            (row for row in self.places.values() if row.key == place.key and row.language != place.language), None
        )


def frame_of(request: HttpRequest) -> Frame:
    return remembered(request, ("frame",), ("frame",), _frame, seconds=AN_HOUR)


def _frame() -> Frame:
    columns = ("url_path", "pk", "content_type__model", "depth", "title", "locale__language_code", "translation_key")
    ours = Page.objects.live().filter(depth__gt=1, content_type__app_label="cms")  # Wagtail's welcome page is not
    rows = ours.order_by("path").values_list(*columns)
    places = {
        path: Place(pk, kind, depth, title, address_of(path, language), language, key)
        for path, pk, kind, depth, title, language, key in rows
    }
    homes = {place.language: path for path, place in places.items() if place.depth == 2}
    return Frame(places, homes, not PageViewRestriction.objects.exists())


def find_page(request: HttpRequest, path: str) -> RouteResult | None:
    """The page at an address and what its own routes make of the rest; None where Wagtail has to look for itself.

    Raises Http404 as the page's own `route` does. One query.
    """
    frame, parts = frame_of(request), [part for part in path.split("/") if part]
    if not frame.homes:
        raise Http404("The site has no pages yet: `manage.py setup_site` makes them.")
    home = frame.homes.get((get_language() or "th")[:2])
    if home is None:
        return None
    places = list(accumulate(parts[:DEEPEST], lambda place, part: f"{place}{part}/", initial=home))
    way = [place for place in places if place in frame.places]
    page = _page(frame.places[way[-1]]) if way else None
    if page is None:
        return None
    page.way, page.nothing_is_restricted = [frame.places[place] for place in way], frame.is_open
    page.twin = frame.twin_of(page.way[-1])
    return page.route(request, parts[places.index(way[-1]) :])


def _page(place: Place) -> PortalPage | None:
    """The page at a place, with its own fields and what its kind is always drawn with."""
    kind = apps.get_model("cms", place.kind)
    return kind.objects.live().select_related("locale", *kind.drawn_with).filter(pk=place.pk).first()
