"""Why a form was not taken is always on the page: where nothing drew the words, they are said above it."""

import re
from html import unescape

from django import forms
from django.contrib.messages import ERROR
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from programme.kernel.thai import INVISIBLE

NOTED = "_refused_form"
ABOVE = re.compile(r'<main [^>]*id="main"[^>]*>')
REFUSED = 422


def note_refused(request: HttpRequest, form: forms.BaseForm) -> None:
    setattr(request, NOTED, form)


def say_unsaid(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page with every error of the refused form in it, wherever the form itself stands or does not stand any more."""
    form = getattr(request, NOTED, None)
    if form is None or response.status_code != REFUSED or response.streaming:
        return response
    page = response.content.decode()
    words = missing(form, page)
    main = ABOVE.search(page)
    if words and main:
        said = render_to_string("components/messages.html", {"messages": [Message(ERROR, one) for one in words]})
        response.content = f"{page[: main.end()]}{said}{page[main.end() :]}".encode()
    return response


def missing(form: forms.BaseForm, page: str) -> list[str]:
    shown = plain(page)
    errors = (str(error) for errors in form.errors.values() for error in errors)
    return [error for error in dict.fromkeys(errors) if plain(error) not in shown]


def plain(text: str) -> str:
    return " ".join(INVISIBLE.sub("", unescape(text)).split())
