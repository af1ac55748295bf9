"""Whole public pages, kept for visitors who are nobody in particular until something public changes, at most a minute.

Each kept page remembers the version of the site it was drawn from; whatever changes the public site draws a new version,
and all older pages are worthless at once.
"""

from hashlib import sha256

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse

from programme.kernel.remembered import versions_of
from programme.middleware import PERSONAL_PREFIXES

SECONDS, LONGEST_QUERY = 60, 120
NEVER = (*PERSONAL_PREFIXES, "/to/", "/check/", "/hooks/", "/healthz", "/readyz", "/static/", "/media/")


class PublicPageCache:
    """Answers from the cache where it may, and keeps what may be kept. Sits outside of sessions and sign-in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not may_be_asked(request):
            return self.get_response(request)
        key, version = key_of(request), versions_of(request)["site"]
        kept = caches["pages"].get(key)
        if kept and kept["version"] == version:
            return HttpResponse(kept["body"], headers=kept["headers"])
        response = self.get_response(request)
        if may_be_kept(request, response):
            page = {"version": version, "body": response.content, "headers": dict(response.headers)}
            caches["pages"].set(key, page, SECONDS)
        return response


def may_be_asked(request: HttpRequest) -> bool:
    """A visitor without session, message or search, on a public address."""
    own = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name} & request.COOKIES.keys()
    return (
        settings.PUBLIC_CACHE
        and request.method == "GET"
        and not own
        and not request.path_info.startswith(NEVER)
        and "q" not in request.GET
        and len(request.META["QUERY_STRING"]) <= LONGEST_QUERY
    )


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Whole, good, and without anything that belongs to one visitor."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and settings.CSRF_COOKIE_NAME not in request.COOKIES
        and not any(word in response.get("Cache-Control", "") for word in ("private", "no-store"))
    )


def key_of(request: HttpRequest) -> str:
    scheme = request.COOKIES.get("theme", "")
    parts = (request.get_host(), request.get_full_path(), scheme if scheme in ("light", "dark") else "")
    return "page:" + sha256("\n".join(parts).encode()).hexdigest()
