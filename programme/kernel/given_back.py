"""What was sent and could not be taken: kept sealed for an hour, for the same person, and given back on its page."""

import json
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from programme.kernel.filling import NOT_TYPED, filled
from programme.kernel.posting import owning_page
from programme.kernel.secrets import seal, unseal

KEPT, WHO = "given_back", "person"
HOUR = timedelta(hours=1)
MOST = 300_000  # characters; longer than any form of ours


def page_of(request: HttpRequest) -> str:
    """The page of ours from which something was sent, with its query; empty where the browser does not say."""
    came_from = request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        return ""
    parts = urlsplit(came_from)
    return owning_page(f"{parts.path}?{parts.query}" if parts.query else parts.path)


def keep(request: HttpRequest, page: str, *, for_anybody: bool = False) -> bool:
    """Keeps what was typed for the person who is signed in, or was until the session ended. False where nobody is known.

    `for_anybody`: on a page for everybody, for whoever sits at this browser.
    """
    who = person_of(request)
    if not (who or for_anybody) or not page:
        return False
    typed = [(key, values) for key, values in request.POST.lists() if key not in NOT_TYPED]
    note = {"who": who, "page": page, "to": request.path, "at": timezone.now().isoformat(), "typed": typed}
    text = json.dumps(note)
    if len(text) > MOST:
        return False
    request.session[KEPT] = seal(text)
    return True


def fill(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Once, on the page it was sent from, and only for the same person."""
    if (
        request.method != "GET"
        or response.status_code != 200
        or not has_session(request)
        or KEPT not in request.session
    ):
        return response
    note = _read(request.session[KEPT])
    if note is None or note["who"] != person_of(request) or is_over(note):
        del request.session[KEPT]
        return response
    if note["page"] != request.get_full_path() or not is_page(response):
        return response
    del request.session[KEPT]
    typed = QueryDict(mutable=True)
    for key, values in note["typed"]:
        typed.setlist(key, values)
    html = filled(response.content.decode(), page=note["page"], sent_to=note["to"], typed=typed)
    response.content = html.encode()
    return response


def has_session(request: HttpRequest) -> bool:
    """Asked of the cookie: a page that looks into the session is no longer the same for everybody."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def is_page(response: HttpResponse) -> bool:
    return not response.streaming and response.get("Content-Type", "").startswith("text/html")


def is_over(note: dict[str, Any]) -> bool:
    return timezone.now() - datetime.fromisoformat(note["at"]) > HOUR


def _read(sealed: str) -> dict[str, Any] | None:
    try:
        return json.loads(unseal(sealed))
    except (InvalidToken, ValueError):
        return None


def person_of(request: HttpRequest) -> str:
    """Who is signed in here, or was when the session ended; a sign-out forgets it."""
    return getattr(request.user, "code", "") if request.user.is_authenticated else _noted(request)


def _noted(request: HttpRequest) -> str:
    try:
        return request.get_signed_cookie(WHO, "", salt=WHO) or ""
    except BadSignature:
        return ""


def note_person(request: HttpRequest, response: HttpResponse, *, secure: bool) -> None:
    """A signed note of who is signed in, so that a session that ended is told apart from another person's."""
    code = getattr(request.user, "code", "")
    if _noted(request) != code:
        options = {"max_age": timedelta(days=30), "httponly": True, "samesite": "Lax", "secure": secure}
        response.set_signed_cookie(WHO, code, salt=WHO, **options)


def is_background(request: HttpRequest) -> bool:
    """A script asked, not a person who waits for a page."""
    mode = request.headers.get("sec-fetch-mode", "navigate")
    return mode not in ("navigate", "") or is_autosave(request)


def is_autosave(request: HttpRequest) -> bool:
    """A page saves what is typed by itself."""
    return request.method == "POST" and request.POST.get("autosave") == "1"


def files_again(request: HttpRequest) -> str:
    """No browser lets a page fill in a file."""
    return _("Choose the files again.") if request.FILES else ""


def sign_in_address(login: str, page: str) -> str:
    return f"{login}?next={quote(page)}"
