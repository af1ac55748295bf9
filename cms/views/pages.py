"""Views that are no page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.domain.site import CHILDREN
from cms.models import CallPage, HomePage, StandardPage
from programme.kernel.addresses import absolute
from programme.kernel.errors import NotAllowed

NAMED = {**CHILDREN, "home": HomePage}


def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """Wagtail's own sign-in accepts a password alone; ours asks for the second factor too."""
    if request.user.is_authenticated:
        raise NotAllowed(_("The site's admin is for editors and officers. Ask the programme office if you need it."))
    return redirect(f"{reverse('account_login')}?{request.META['QUERY_STRING']}")


def named_page(request: HttpRequest, name: str, slug: str = "") -> HttpResponse:
    """To a main page of the site in the person's language, whatever its address is; with a slug, to what is below it."""
    code = (get_language() or "th")[:2]
    locale = Locale.objects.filter(language_code=code).first()
    page = NAMED[name].objects.live().filter(locale=locale).first()
    address = page.get_url(request) if page else "/"
    address += f"{slug}/" if page and slug else ""
    return redirect(f"{address}?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else address)


def call_page(request: HttpRequest, slug: str) -> HttpResponse:
    """To the public page of a call in the person's language, whatever the page's address is; else to the list of calls."""
    page = CallPage.objects.live().filter(call__slug=slug, locale__language_code=(get_language() or "th")[:2]).first()
    return redirect(page.get_url(request)) if page else named_page(request, "calls")


def privacy_page(request: HttpRequest) -> HttpResponse:
    """To the privacy notice in the person's language; to the home page where editors took it away."""
    code = (get_language() or "th")[:2]
    page = StandardPage.objects.live().filter(slug="privacy", locale__language_code=code).first()
    return redirect(page.get_url(request) if page else "/")


def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; the rooms behind a sign-in hold nothing for search engines."""
    closed = "".join(
        f"Disallow: {path}\n"
        for path in ("/admin/", "/accounts/", "/my/", "/desk/", "/host/", "/field/", "/review/", "/files/")
    )
    address = absolute(reverse("sitemap"))
    return HttpResponse(f"User-agent: *\n{closed}Sitemap: {address}\n", content_type="text/plain; charset=utf-8")
