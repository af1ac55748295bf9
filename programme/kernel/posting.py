"""Addresses that only take what a form sends, and the page that each of them belongs to."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

View = Callable[..., HttpResponseBase]


def posted_from(page: str, **names: str) -> Callable[[View], View]:
    """The view takes a POST; whoever opens its address (F5, another language, an ended session) is led to `page`.

    `names` says which part of the address the page takes under which name: `posted_from("desk_run", code="code")`.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def only_posted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            if request.method in ("GET", "HEAD"):
                return redirect(owner(kwargs))
            return HttpResponseNotAllowed(["POST"])

        def owner(kwargs: dict[str, Any]) -> str:
            return reverse(page, kwargs={name: kwargs[part] for name, part in names.items()})

        only_posted.owner = owner  # type: ignore[attr-defined] # found again by `owning_page`
        return only_posted

    return decorate


def owning_page(address: str) -> str:
    """The page that an address belongs to: itself where it can be opened."""
    try:
        found = resolve(urlsplit(address).path)
    except Resolver404:
        return address
    owner = getattr(found.func, "owner", None)
    return owner(found.kwargs) if owner else address
