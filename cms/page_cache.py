"""Whole public pages, kept for visitors who are nobody in particular until something public changes, at most a minute.

Each kept page remembers the version of the site it was drawn from; whatever changes the public site draws a new version,
and all older pages are worthless at once. One question to the cache answers both.
"""

import uuid
from hashlib import sha256

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from programme.middleware import PERSONAL_PREFIXES

VERSION_KEY, SECONDS, LONGEST_QUERY = "public-site-version", 60, 120
NEVER = (*PERSONAL_PREFIXES, "/to/", "/check/", "/hooks/", "/healthz", "/readyz", "/static/", "/media/")


def site_changed() -> None:
    """Makes every kept page worthless as soon as the present transaction is through; once, however often it is said."""
    if not any(function is forget_kept_pages for _sids, function, *_rest in transaction.get_connection().run_on_commit):
        transaction.on_commit(forget_kept_pages)


def forget_kept_pages() -> str:
    """Draws a new version at once."""
    version = uuid.uuid4().hex
    cache.set(VERSION_KEY, version, None)
    return version


class PublicPageCache:
    """Answers from the cache where it may, and keeps what may be kept. Sits outside of sessions and sign-in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not may_be_asked(request):
            return self.get_response(request)
        key = key_of(request)
        found = cache.get_many([VERSION_KEY, key])
        version, kept = found.get(VERSION_KEY) or forget_kept_pages(), found.get(key)
        if kept and kept["version"] == version:
            return HttpResponse(kept["body"], headers=kept["headers"])
        response = self.get_response(request)
        if may_be_kept(request, response):
            page = {"version": version, "body": response.content, "headers": dict(response.headers)}
            cache.set(key, page, SECONDS)
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
