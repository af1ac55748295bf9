"""The picture that travels with a shared link: the cloth of the city it is about, a call with its deadline, or the cloth alone."""

import io
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control

from cms.models import CallPage
from cms.og import draw
from cms.queries.cities import mission_mix
from programme.kernel.cloth import BRAND, city_sett
from programme.kernel.dates import moment
from programme.models import City

DAY = 60 * 60 * 24


@dataclass(frozen=True)
class Card:
    """What a picture shows; the same card is the same picture."""

    sett: str = BRAND
    title: str = ""
    below: str = ""

    @property
    def key(self) -> str:
        return "og:" + sha256("|".join((self.sett, self.title, self.below)).encode()).hexdigest()[:24]


@cache_control(public=True, max_age=DAY)
def shared_picture(request: HttpRequest, name: str) -> HttpResponse:
    """1200 × 630 PNG; drawn once a day at most. `brand`, a city's key, or `call-<key>-<language>`."""
    card = Card() if name == "brand" else _of_call(name) if name.startswith("call-") else _of_city(name)
    if card is None:
        raise Http404
    content = cache.get(card.key)
    if content is None:
        drawn = io.BytesIO()
        draw(card.sett, card.title, card.below, Path(settings.FONTS_DIR)).save(drawn, "PNG", optimize=True)
        content = drawn.getvalue()
        cache.set(card.key, content, DAY)
    return HttpResponse(content, content_type="image/png")


def _of_city(slug: str) -> Card | None:
    city = City.objects.filter(slug=slug).first()
    return Card(city_sett(mission_mix(city))) if city else None


def _of_call(name: str) -> Card | None:
    slug, _dash, language = name.removeprefix("call-").rpartition("-")
    page = CallPage.with_deadline(language).filter(call__slug=slug).first()
    if page is None:
        return None
    with override(language):
        return Card(title=page.title, below=_("Closes %(when)s") % {"when": moment(page.call.closes_at)})
