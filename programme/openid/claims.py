"""What of an identity token is believed: signed by the provider, meant for us, for this sign-in, and not too old."""

from collections.abc import Callable
from dataclasses import dataclass
from secrets import compare_digest
from typing import Any

import jwt
from allauth.socialaccount.app_settings import UID_MAX_LENGTH
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

ALWAYS = ["iss", "aud", "exp", "iat", "sub"]
LEEWAY = 60  # seconds by which clocks may differ


@dataclass(frozen=True)
class Expected:
    """What the token has to say. `keys` reads the provider's published keys, when they are needed."""

    issuer: str
    audience: str
    nonce: str
    signed: list[str]
    secret: str
    keys: Callable[[], dict[str, Any]]


def claims_in(token: str, expected: Expected) -> dict[str, Any]:
    """Raises `OAuth2Error` that names what is wrong, for the log; people read plainer words."""
    try:
        header = jwt.get_unverified_header(token)
        claims = jwt.decode(
            token, _key(header, expected), algorithms=expected.signed, issuer=expected.issuer,
            audience=expected.audience, leeway=LEEWAY, options={"require": ALWAYS},
        )  # fmt: skip
    except jwt.PyJWTError as error:
        raise OAuth2Error(f"identity token: {error}") from error
    if not expected.nonce or not compare_digest(str(claims.get("nonce", "")).encode(), expected.nonce.encode()):
        raise OAuth2Error("identity token: meant for another sign-in")
    if not 0 < len(claims["sub"]) <= UID_MAX_LENGTH or claims["sub"] == claims.get("pid"):
        raise OAuth2Error("identity token: no subject that may be kept")
    return claims


def _key(header: dict[str, Any], expected: Expected) -> Any:
    """By the algorithms that we expect, never by what the token says of itself: a public key is no secret."""
    if header.get("alg") not in expected.signed:
        raise OAuth2Error(f"identity token: signed with {header.get('alg')}")
    if header["alg"].startswith("HS"):
        return expected.secret
    keys = jwt.PyJWKSet.from_dict(expected.keys()).keys
    found = next((key for key in keys if key.key_id == header.get("kid")), None)
    if found is None:
        raise OAuth2Error("identity token: signed with an unknown key")
    return found.key
