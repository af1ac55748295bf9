"""What every page needs: the person's areas, the menus, the scheme of colours."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from programme.kernel.navigation import items_for
from programme.queries.letters import unread_by


def portal(request: HttpRequest) -> dict:
    user = getattr(request, "user", None)
    scheme = request.COOKIES.get("theme", "")
    return {
        "scheme": scheme if scheme in ("light", "dark") else "",
        "menu": {
            area: SimpleLazyObject(lambda area=area: items_for(user, area))
            for area in ("my", "field", "host", "review", "desk")
        },
        "unread": SimpleLazyObject(lambda: unread_by(user)),  # asked by personal pages only
        "demo": settings.DEMO,
        "base_url": settings.BASE_URL,
    }
