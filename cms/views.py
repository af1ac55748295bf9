"""Views that are no page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.models import CallIndexPage, HomePage, ImpactPage, StoryIndexPage
from programme.kernel.errors import NotAllowed

NAMED = {"calls": CallIndexPage, "stories": StoryIndexPage, "impact": ImpactPage, "home": HomePage}


def gone(request: HttpRequest) -> HttpResponse:
    """A story that was taken back: said kindly, with what else there is to read."""
    return render(request, "cms/gone.html", status=410)


def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """Wagtail's own sign-in accepts a password alone; ours asks for the second factor too."""
    if request.user.is_authenticated:
        raise NotAllowed(_("The site's admin is for editors and officers. Ask the programme office if you need it."))
    return redirect(f"{reverse('account_login')}?{request.META['QUERY_STRING']}")


def named_page(request: HttpRequest, name: str) -> HttpResponse:
    """To a main page of the site in the person's language, whatever its address is."""
    code = (get_language() or "th")[:2]
    locale = Locale.objects.filter(language_code=code).first()
    page = NAMED[name].objects.live().filter(locale=locale).first()
    address = page.get_url(request) if page else "/"
    return redirect(f"{address}?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else address)
