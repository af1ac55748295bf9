"""Talking to a provider: where its doors are, a code for a token, and the token's claims."""

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.core.cache import cache
from django.http import HttpRequest

from programme.openid.claims import Expected, claims_in

HOUR = 60 * 60
DOORS = {"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"}


class OpenIdClient(OpenIDConnectOAuth2Adapter):
    """Everything that can go wrong over there is an `OAuth2Error` or a `RequestException`, and never a page of ours."""

    nonce = ""  # of the sign-in that is being answered; set by the view

    @property
    def openid_config(self) -> dict[str, Any]:
        """Remembered for an hour: one question less at each sign-in."""
        address = self.get_provider().server_url
        found: dict[str, Any] | None = cache.get_or_set(f"openid:{address}", lambda: self._doors(address), HOUR)
        return found or self._doors(address)

    def get_access_token_data(self, request: HttpRequest, app, client, pkce_code_verifier=None) -> dict[str, Any]:
        try:
            return super().get_access_token_data(request, app, client, pkce_code_verifier)
        except (LookupError, ValueError) as error:  # an answer of no shape that the library expects
            raise OAuth2Error("no token in the answer") from error

    def complete_login(self, request: HttpRequest, app, token: SocialToken, **kwargs) -> SocialLogin:
        id_token = kwargs["response"].get("id_token")
        if not isinstance(id_token, str):
            raise OAuth2Error("no identity token in the answer")
        config = self.openid_config
        expected = Expected(
            issuer=config["issuer"],
            audience=app.client_id,
            nonce=self.nonce,
            signed=app.settings["signed"],
            secret=app.secret,
            keys=lambda: _read(config["jwks_uri"]),
        )
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims_in(id_token, expected)})

    def _doors(self, address: str) -> dict[str, Any]:
        config = _read(address)
        if not config.keys() >= DOORS:
            raise OAuth2Error("the provider does not say where its doors are")
        return config


def _read(address: str) -> dict[str, Any]:
    with get_adapter().get_requests_session() as session:
        answer = session.get(address)
        answer.raise_for_status()
        found = answer.json()
    if not isinstance(found, dict):
        raise OAuth2Error(f"no object at {address}")
    return found
