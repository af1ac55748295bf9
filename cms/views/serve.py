"""The door of every public page: found with one question, then served with all of Wagtail's hooks."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page
from wagtail.views import serve, serve_chain

from cms.frame import find_page
from cms.models import ContactPage
from cms.views.contact import contact

VIEWS: dict[type[Page], Callable] = {ContactPage: contact}  # pages that write have a view of their own


def serve_page(request: HttpRequest, path: str = "") -> HttpResponse:
    found = find_page(request, path)
    if found is None:
        return serve(request, path)  # Wagtail says what is not there
    page, args, kwargs = found
    answer = _serve
    for wrap in reversed(hooks.get_hooks("on_serve_page")):
        answer = wrap(answer)
    for ask in hooks.get_hooks("before_serve_page"):
        refused = ask(page, request, args, kwargs)
        if isinstance(refused, HttpResponse):
            return refused
    return answer(page, request, args, kwargs)


def _serve(page: Page, request: HttpRequest, args: list, kwargs: dict) -> HttpResponse:
    own = VIEWS.get(type(page))
    return own(request, page) if own else serve_chain(page, request, args, kwargs)
