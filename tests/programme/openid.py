"""A browser that goes to a provider and back, for the tests of signing in by one."""

import re
from urllib.parse import urlsplit

import requests
from django.test import Client

from programme.config.settings.openid import openid_settings
from programme.models import Letter
from tests.standins.openid import CLIENT, OpenIdStandIn

SCOPES = {"line": ["openid"], "google": ["openid", "email"], "thaid": ["openid"]}
NAMES = {"line": "LINE", "google": "Google", "thaid": "ThaiD"}


def stand_in_for(key: str) -> OpenIdStandIn:
    return OpenIdStandIn(alg="HS256" if key == "line" else "RS256")


def app_for(key: str, address: str) -> dict:
    """As the settings would write it, with the provider's address changed for the loopback one."""
    settings = {
        "server_url": address,
        "scope": SCOPES[key],
        "signed": ["HS256"] if key == "line" else ["RS256"],
        "token_auth_method": "client_secret_basic" if key == "thaid" else "client_secret_post",
        "oauth_pkce_enabled": True,
    }
    return {"provider_id": key, "name": NAMES[key], **CLIENT, "settings": settings}


def offer(settings, *apps: dict) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = openid_settings(list(apps))


def out(client: Client, key: str, **data) -> str:
    """Presses the button: where at the provider the browser goes."""
    answer = client.post(f"/accounts/oidc/{key}/login/", data)
    assert answer.status_code == 302, answer.status_code
    return answer["Location"]


def over_there(address: str) -> str:
    """What the provider answers: the way back, without our host."""
    back = urlsplit(requests.get(address, allow_redirects=False, timeout=5).headers["Location"])
    return f"{back.path}?{back.query}"


def sign_in(client: Client, key: str, **data):
    """There and back: the page that the browser ends on."""
    return client.get(over_there(out(client, key, **data)), follow=True)


def newest_code(address: str) -> str:
    return code_in(Letter.objects.filter(to_address=address).latest("pk"))


def code_in(letter: Letter) -> str:
    return re.search(r": ([A-Z0-9]{3,}-?[A-Z0-9]*)\s*$", letter.body_text, re.M)[1]


def prove(client: Client, address: str, **data):
    """Gives an address and types the code that comes there: the page that the browser ends on."""
    asked = client.post("/accounts/3rdparty/signup/", {"email": address})
    assert (asked.status_code, asked["Location"]) == (302, "/accounts/3rdparty/confirm/")
    return client.post("/accounts/3rdparty/confirm/", {"code": newest_code(address)}, follow=True)


def person_in(client: Client) -> str:
    """Whose browser it is; empty when nobody is signed in."""
    user = client.get("/my/security/").wsgi_request.user
    return user.email if user.is_authenticated else ""


def in_by_code(client: Client, address: str, **data):
    """Signs in by a code: the page that the browser ends on."""
    answer = client.post("/accounts/login/code/", {"email": address} | data)
    return client.post(answer["Location"], {"code": newest_code(address)}, follow=True)
