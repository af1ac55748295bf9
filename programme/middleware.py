"""Between the browser and the views: the person's language, refusals in plain words, the second factor of staff."""

from urllib.parse import urlsplit

from allauth.mfa.utils import is_mfa_enabled
from csp.constants import NONE, SELF
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.queries.people import standing_of

PERSONAL_PREFIXES = (
    "/accounts/",
    "/apply/",
    "/my/",
    "/field/",
    "/mentor/",
    "/host/",
    "/review/",
    "/desk/",
    "/files/",
    "/i18n/",
    "/admin/",
)
BEFORE_THE_SECOND_FACTOR = ("/accounts/", "/i18n/")  # where it is set up, and the language of that page
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
    """Tells a person the expected "no": the invisible is a 404, the forbidden a 403 with the reason, the rest a message."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotVisible):
            if not request.user.is_authenticated and request.path_info.startswith(PERSONAL_PREFIXES):
                return redirect(f"{reverse('account_login')}?next={request.path_info}")
            return render(request, "404.html", status=404)
        if isinstance(exception, NotAllowed):
            return render(request, "403.html", {"reason": exception.message}, status=403)
        if isinstance(exception, Refusal):
            return self._refused(request, exception)
        return None

    def _refused(self, request: HttpRequest, refusal: Refusal) -> HttpResponse:
        """Back to the page the act came from, with the reason; a page of its own where there is none."""
        came_from = request.headers.get("referer", "")
        safe = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
        if request.method == "POST" and safe and urlsplit(came_from).path:
            messages.error(request, refusal.message)
            return HttpResponseRedirect(came_from)
        return render(request, "refused.html", {"reason": refusal.message}, status=409)


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
        if not request.path_info.startswith(GUARDED_PREFIXES) or not request.user.is_authenticated:
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
