"""How the accounts treat providers: by setting only, in plain words when it fails, never into an account unproven."""

import logging

from allauth.account.internal.flows.manage_email import assess_unique_email
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from requests import RequestException

from programme.domain.people import save_profile
from programme.kernel.given_back import sign_in_address
from programme.models import User

log = logging.getLogger(__name__)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def list_apps(self, request: HttpRequest, provider=None, client_id=None) -> list[SocialApp]:
        """Those of the environment; no row of the database adds one."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Only with an address that the provider has proven and that is nobody's yet; all others prove one by code."""
        first = next(iter(sociallogin.email_addresses), None)
        return first is not None and first.verified and assess_unique_email(first.email) is True

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form=None) -> User:
        user = super().save_user(request, sociallogin, form)
        save_profile(user=user, fields={"language": request.LANGUAGE_CODE[:2]})
        return user

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        return reverse("my_security")

    def on_authentication_error(
        self, request: HttpRequest, provider, error=None, exception=None, extra_context=None
    ) -> None:
        """Back to where every other way in stands, with what happened in plain words."""
        log.warning("sign-in by %s: %s %s", provider.sub_id, error or "", exception or "")
        state = (extra_context or {}).get("state") or {}
        messages.error(request, self._words(provider.name, error, exception, is_known=bool(state)))
        if state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(redirect("my_security"))
        login, page = reverse("account_login"), state.get("next")
        raise ImmediateHttpResponse(redirect(sign_in_address(login, page) if page else login))

    def _words(self, name: str, error: str | None, exception: Exception | None, *, is_known: bool) -> str:
        if not is_known:
            said = _("That sign-in took too long or was begun in another window. Begin again here.")
        elif error == AuthError.CANCELLED:
            said = _("You did not go on at %(name)s, so nothing was done. Try again, or take another way.")
        elif isinstance(exception, RequestException):
            said = _("%(name)s does not answer at the moment. Take another way, or try again in a few minutes.")
        else:
            said = _(
                "%(name)s gave an answer that we cannot trust, so nothing was done. Try again, or take another way."
            )
        return said % {"name": name}
