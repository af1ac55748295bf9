"""Whole public pages, kept for visitors who are nobody in particular until something public changes, at most a minute.

Each kept page remembers the version of the site it was drawn from; whatever changes the public site draws a new version,
and all older pages are worthless at once. Of an address only the parameters that pages know count: whatever else is hung
on it, the page is the same, and nobody can make it be drawn again.
"""

import re
from hashlib import sha256

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode

from cms.models import ContactMessage
from mentoring.models import Problem
from programme.kernel.areas import PERSONAL_PREFIXES
from programme.kernel.remembered import versions_of
from programme.models import CityStatus, Domain, Region

SECONDS = 60
NEVER = (*PERSONAL_PREFIXES, "/to/", "/check/", "/hooks/", "/healthz", "/readyz", "/static/", "/media/")
ASKED = ("q", "number")  # what people type: an answer for one person, never kept


def one_of(*values: str) -> re.Pattern:
    return re.compile("|".join(re.escape(value) for value in values if value))


KNOWN = {  # what public pages understand, and the values that mean something
    "answer": one_of("open", *Problem.Answer.values),
    "cohort": re.compile(r"[1-9]\d{0,2}"),
    "domain": one_of(*Domain.values),
    "format": one_of("csv"),
    "page": re.compile(r"[1-9]\d{0,2}"),
    "province": re.compile(r"TH-\d{2}"),
    "region": one_of(*Region.values),
    "status": one_of(*CityStatus.Status.values),
    "topic": one_of(*ContactMessage.Topic.values),
}


class PublicPageCache:
    """Answers from the cache where it may, and keeps what may be kept. Sits outside of sessions and sign-in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = known_query(request) if may_be_asked(request) else None
        if query is None:
            return self.get_response(request)
        key, version = key_of(request, query), versions_of(request)["site"]
        kept = caches["pages"].get(key)
        if kept and kept["version"] == version:
            return HttpResponse(kept["body"], headers=kept["headers"])
        response = self._drawn(request, query)
        if may_be_kept(request, response):
            page = {"version": version, "body": response.content, "headers": dict(response.headers)}
            caches["pages"].set(key, page, SECONDS)
        return response

    def _drawn(self, request: HttpRequest, query: str) -> HttpResponse:
        """The page as its known parameters make it. What is not found may be an old address that is led on as a whole."""
        whole = request.META.get("QUERY_STRING", "")
        ask(request, query)
        response = self.get_response(request)
        if response.status_code == 404 and whole != query:
            ask(request, whole)
            response = self.get_response(request)
        return response


def ask(request: HttpRequest, query: str) -> None:
    request.META["QUERY_STRING"] = query
    request.__dict__.pop("GET", None)


def known_query(request: HttpRequest) -> str | None:
    """The known parameters in one order; None where one of them says what no page understands."""
    asked = {name: request.GET[name] for name in sorted(KNOWN) if request.GET.get(name)}
    understood = all(KNOWN[name].fullmatch(value) for name, value in asked.items())
    return urlencode(asked) if understood else None


def may_be_asked(request: HttpRequest) -> bool:
    """A visitor without session, message or search, on a public address."""
    own = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name} & request.COOKIES.keys()
    return (
        settings.PUBLIC_CACHE
        and request.method == "GET"
        and not own
        and not request.path_info.startswith(NEVER)
        and not any(name in request.GET for name in ASKED)
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


def key_of(request: HttpRequest, query: str) -> str:
    scheme = request.COOKIES.get("theme", "")
    parts = (request.get_host(), request.path, query, scheme if scheme in ("light", "dark") else "")
    return "page:" + sha256("\n".join(parts).encode()).hexdigest()
