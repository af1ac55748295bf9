"""A provider as the accounts know it: what is asked of it, and how little of its answer is kept."""

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from programme.openid.client import OpenIdClient


class OpenIdProvider(OpenIDConnectProvider):
    """Keeps who somebody is there (`sub`) and nothing else: no name, no picture, no identity number."""

    oauth2_adapter_class = OpenIdClient

    def redirect(self, request: HttpRequest, process, next_url=None, data=None, **kwargs) -> HttpResponse:
        """With a number used once: an answer that was meant for another sign-in is told by it."""
        nonce = get_random_string(32)
        params = self.get_auth_params() | {"nonce": nonce}
        kwargs |= {"auth_params": params, "scope": self.get_scope(), "nonce": nonce}  # never more than we asked for
        return super().redirect(request, process, next_url, data, **kwargs)

    def extract_extra_data(self, data: dict) -> dict:
        return {}

    def extract_email_addresses(self, data: dict) -> list[EmailAddress]:
        claims = data["id_token"]
        if not isinstance(claims.get("email"), str):
            return []
        return [EmailAddress(email=claims["email"], verified=claims.get("email_verified") is True, primary=True)]
