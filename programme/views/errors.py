"""Pages for what went wrong: what happened, that nothing is lost, and the way out."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

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


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Mostly a page left open over a sign-out, or a browser without cookies."""
    words = _(
        "This page had been open for too long, or you signed in again elsewhere. Go back, reload the page and send it once more: what you typed is still in your browser."
    )
    return render(request, "403.html", {"reason": words, "is_stale_page": True}, status=403)


def credits(request: HttpRequest) -> HttpResponse:
    """Whose work the site is built on, with licences."""
    return render(request, "credits.html")
