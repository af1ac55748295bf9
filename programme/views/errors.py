"""Pages for what went wrong: what happened, that nothing is lost, and the way out."""

import sys

from django.conf import settings
from django.contrib import messages
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.urls import reverse
from django.utils.translation import gettext as _

from programme.kernel.areas import PERSONAL_PREFIXES
from programme.kernel.given_back import files_again, is_background, keep, page_of, sign_in_address
from programme.kernel.storage import is_disk_full


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", {"reason": getattr(exception, "message", "")}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without database, menus or icons: it must work when nothing else does. No database is a pause, not a fault."""
    fault = sys.exc_info()[1]
    if is_disk_full(fault):
        return HttpResponse(loader.get_template("507.html").render({}), status=507)
    if isinstance(fault, OperationalError | InterfaceError):
        return HttpResponse(loader.get_template("503.html").render({}), status=503, headers={"Retry-After": "60"})
    return HttpResponse(loader.get_template("500.html").render({}), status=500)


def too_many(request: HttpRequest) -> HttpResponse:
    """Too often in too short a time. No limit that answers with this page lasts longer than the minute it names."""
    response = render(request, "429.html", {"page": page_of(request)}, status=429)
    response["Retry-After"] = "60"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Mostly a page left open over a sign-in: it comes back as it was filled in, and one more press sends it."""
    page = page_of(request)
    if is_background(request):
        return JsonResponse({"code": "stale_page"}, status=403)
    is_public = not page.startswith(PERSONAL_PREFIXES)
    if page and settings.CSRF_COOKIE_NAME in request.COOKIES and keep(request, page, for_anybody=is_public):
        return _again(request, page, is_public=is_public)
    words = _(
        "This page had been open for too long, or your browser keeps no cookies. Go back, reload the page and send it once more."
    )
    return render(request, "403.html", {"reason": words, "is_stale_page": True}, status=403)


def _again(request: HttpRequest, page: str, *, is_public: bool) -> HttpResponse:
    address = page
    if is_public:
        words = _("This page had been open for too long, so nothing was sent yet. Check it and press again.")
    elif request.user.is_authenticated:
        words = _("You signed in again after this page was opened, so nothing was sent yet. Check it and press again.")
    else:
        words = _("Your session had ended. Sign in again: what you filled in waits for you on its page.")
        address = sign_in_address(reverse("account_login"), page)
    messages.warning(request, f"{words} {files_again(request)}".strip())
    return redirect(address)


def credits(request: HttpRequest) -> HttpResponse:
    """Whose work the site is built on, with licences."""
    return render(request, "credits.html")
