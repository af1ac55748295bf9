"""Between the browser and the views: the person's language, refusals in plain words, the second factor of staff."""

from urllib.parse import urlsplit

from allauth.mfa.utils import is_mfa_enabled
from csp.constants import NONE, SELF
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from programme.kernel.areas import PERSONAL_PREFIXES
from programme.kernel.errors import Gone, NotAllowed, NotVisible, Refusal
from programme.kernel.given_back import (
    WHO,
    files_again,
    fill,
    is_background,
    keep,
    note_person,
    page_of,
    sign_in_address,
)
from programme.kernel.text import cleaned_query, is_possible
from programme.kernel.unsaid import say_unsaid
from programme.queries.people import standing_of

BEFORE_THE_SECOND_FACTOR = (
    "/accounts/",
    "/i18n/",
    "/my/security/",
    "/refer/",
)  # where it is set up, that page's language; a stranger's page
GUARDED_PREFIXES = (*(path for path in PERSONAL_PREFIXES if path not in BEFORE_THE_SECOND_FACTOR), "/documents/")


class PersonLocaleMiddleware(LocaleMiddleware):
    """Public addresses say their language (`/en/` or none for Thai); a person's own pages follow the person."""

    def process_request(self, request: HttpRequest) -> None:
        if request.path_info.startswith(PERSONAL_PREFIXES):
            language = translation.get_language_from_request(request, check_path=False)
        else:
            language = "en" if request.path_info == "/en" or request.path_info.startswith("/en/") else "th"
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class AdminAwareCSPMiddleware(CSPMiddleware):
    """Wagtail's admin needs inline script and style; nothing else gets them."""

    LOOSER = {
        "default-src": [SELF],
        "script-src": [SELF, "'unsafe-inline'", "'unsafe-eval'"],
        "style-src": [SELF, "'unsafe-inline'"],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF, "data:"],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
        "base-uri": [SELF],
        "object-src": [NONE],
    }

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path_info.startswith("/admin/"):
            response._csp_config = self.LOOSER
        return super().process_response(request, response)


class RefusalMiddleware:
    """Tells a person the expected "no": the invisible is a 404, the forbidden a 403 with the reason, the rest a message.

    No page says less than its refusal, and no address that only takes what is sent answers with an empty page.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            response.content = render(request, "405.html").content
            response["Content-Type"] = "text/html; charset=utf-8"
        return say_unsaid(request, response)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotVisible):
            if not request.user.is_authenticated and request.path_info.startswith(PERSONAL_PREFIXES):
                return redirect(f"{reverse('account_login')}?next={request.path_info}")
            return render(request, "404.html", status=404)
        if isinstance(exception, Gone):
            return render(request, "gone.html", status=410)
        if isinstance(exception, NotAllowed):
            return render(request, "403.html", {"reason": exception.message}, status=403)
        if isinstance(exception, Refusal):
            return self._refused(request, exception)
        return None

    def _refused(self, request: HttpRequest, refusal: Refusal) -> HttpResponse:
        """Back to the page the act came from, filled in as it was sent; a page of its own where there is none."""
        page = page_of(request) if request.method == "POST" else ""
        if not page:
            return render(request, "refused.html", {"reason": refusal.message}, status=409)
        keep(request, page, for_anybody=not page.startswith(PERSONAL_PREFIXES))
        messages.error(request, f"{refusal.message} {files_again(request)}".strip())
        return HttpResponseRedirect(page)


class GivenBackMiddleware:
    """What was sent into an ended session waits behind the sign-in; what was refused or came too late stands on its page again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated if self._is_personal(request) else False
        response = self.get_response(request)
        if not self._is_personal(request):
            return fill(request, response)
        is_signing_in = getattr(request, "is_signing_in", False)
        if request.method == "POST" and not (was_signed_in or is_signing_in or is_background(request)):
            return self._signed_out(request, response)
        if was_signed_in and not request.user.is_authenticated:
            response.delete_cookie(WHO)
            response["Clear-Site-Data"] = (
                '"storage"'  # what waited in this browser to be saved is no one else's to read
            )
        elif request.user.is_authenticated:
            note_person(request, response, secure=settings.SESSION_COOKIE_SECURE)
        return fill(request, response)

    def _is_personal(self, request: HttpRequest) -> bool:
        return request.path_info.startswith(PERSONAL_PREFIXES)

    def _signed_out(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Only where the sign-in page is the answer: the person comes back to the page that was filled in."""
        login, page = reverse("account_login"), page_of(request)
        if urlsplit(response.get("Location", "")).path != login or not page or urlsplit(page).path == login:
            return response
        words = _("Your session had ended, so nothing was sent. Sign in and go on.")
        if keep(request, page):
            words = _("Your session had ended. Sign in again: what you filled in waits for you on its page.")
        messages.warning(request, f"{words} {files_again(request)}".strip())
        return HttpResponseRedirect(sign_in_address(login, page))


class TidyInputMiddleware:
    """No control character, lone surrogate or impossible number goes further than here, whoever reads it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.GET = cleaned_query(request.GET)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args: tuple, kwargs: dict) -> None:
        if not is_possible([*args, *kwargs.values()]):
            raise Http404
        if request.method == "POST" and not getattr(view, "csrf_exempt", False):  # hooks read their body themselves
            request.POST = cleaned_query(request.POST)


class PersonalPagesMiddleware:
    """What one person sees is kept by no cache, not even by the browser's Back after a sign-out."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(PERSONAL_PREFIXES) or settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers["Cache-Control"] = "private, no-store"
        return response


class SecondFactorMiddleware:
    """Staff without a second factor may read what everybody reads and set one up; nothing else, whatever the act."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.STAFF_MFA_REQUIRED and self._lacks_factor(request):
            self._tell(request)
            return redirect("mfa_index")
        return self.get_response(request)

    def _lacks_factor(self, request: HttpRequest) -> bool:
        path = request.path_info
        guarded = path.startswith(GUARDED_PREFIXES) and not path.startswith(BEFORE_THE_SECOND_FACTOR)
        if not guarded or not request.user.is_authenticated:
            return False
        return bool(standing_of(request.user).grants) and not is_mfa_enabled(request.user)

    def _tell(self, request: HttpRequest) -> None:
        """Once, however many addresses were tried before the page with the message is opened."""
        words = _("Your role needs a second step at sign-in. Set it up here, then go on.")
        waiting = messages.get_messages(request)
        told = words in [message.message for message in waiting]
        waiting.used = False  # looking is not showing
        if not told:
            messages.warning(request, words)
