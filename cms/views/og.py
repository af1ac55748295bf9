"""The picture that travels with a shared link: the cloth of the city the page is about, or the programme's own."""

import io
from hashlib import sha256

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from cms.og import draw
from cms.queries.cities import mission_mix
from programme.kernel.cloth import BRAND, city_sett
from programme.models import City

DAY = 60 * 60 * 24


@cache_control(public=True, max_age=DAY)
def shared_picture(request: HttpRequest, name: str) -> HttpResponse:
    """1200 × 630 PNG; drawn once a day at most."""
    sett = BRAND
    if name != "brand":
        city = City.objects.filter(slug=name).first()
        if city is None:
            raise Http404
        sett = city_sett(mission_mix(city))
    key = f"og:{hash_of(sett)}"
    content = cache.get(key)
    if content is None:
        content = io.BytesIO()
        draw(sett).save(content, "PNG", optimize=True)
        content = content.getvalue()
        cache.set(key, content, DAY)
    return HttpResponse(content, content_type="image/png")


def hash_of(sett: str) -> str:
    return sha256(sett.encode()).hexdigest()[:16]
