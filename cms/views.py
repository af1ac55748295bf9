"""Views that are no page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from wagtail.models import Locale

from cms.models import CallIndexPage, HomePage, ImpactPage, StoryIndexPage

NAMED = {"calls": CallIndexPage, "stories": StoryIndexPage, "impact": ImpactPage, "home": HomePage}


def gone(request: HttpRequest) -> HttpResponse:
    """A story that was taken back: said kindly, with what else there is to read."""
    return render(request, "cms/gone.html", status=410)


def named_page(request: HttpRequest, name: str) -> HttpResponse:
    """To a main page of the site in the person's language, whatever its address is."""
    code = (get_language() or "th")[:2]
    locale = Locale.objects.filter(language_code=code).first()
    page = NAMED[name].objects.live().filter(locale=locale).first()
    address = page.get_url(request) if page else "/"
    return redirect(f"{address}?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else address)
