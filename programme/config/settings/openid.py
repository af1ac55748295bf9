"""Sign-in by LINE, Google and ThaiD (OpenID Connect): each off until its identifier and its secret are set."""

from urllib.parse import urlsplit

from programme.config import env

LOCAL = {"localhost", "127.0.0.1", "::1"}
POST, BASIC = "client_secret_post", "client_secret_basic"


def openid_apps() -> list[dict]:
    """In the order of the buttons. Asked for is who somebody is and no more; only Google tells a proven address."""
    return [
        *_app("line", "LINE", env.text("LINE_CLIENT_ID"), env.text("LINE_CLIENT_SECRET"),
              env.text("LINE_SERVER", "https://access.line.me"), scope=["openid"], signed=["HS256"], login=POST),
        *_app("google", "Google", env.text("GOOGLE_CLIENT_ID"), env.text("GOOGLE_CLIENT_SECRET"),
              env.text("GOOGLE_SERVER", "https://accounts.google.com"), scope=["openid", "email"], signed=["RS256"],
              login=POST),
        *_app("thaid", "ThaiD", env.text("THAID_CLIENT_ID"), env.text("THAID_CLIENT_SECRET"),
              env.text("THAID_SERVER", "https://imauth.bora.dopa.go.th"), scope=["openid"],
              signed=["RS256", "ES256"], login=BASIC),
    ]  # fmt: skip


def _app(
    key: str, name: str, client_id: str, secret: str, server: str, *, scope: list[str], signed: list[str], login: str
) -> list[dict]:
    """`signed`: how its tokens are signed, with its published keys or (HS256) with the secret. None where it is off."""
    if bool(client_id) != bool(secret):
        given, missing = ("CLIENT_ID", "CLIENT_SECRET") if client_id else ("CLIENT_SECRET", "CLIENT_ID")
        env.mistake(
            f"{key.upper()}_{missing}",
            f"{key.upper()}_{given} is set and {key.upper()}_{missing} is not: sign-in by {name} stays off.",
        )
    if not (client_id and secret):
        return []
    parts = urlsplit(server)
    if parts.scheme != "https" and parts.hostname not in LOCAL:
        env.mistake(
            f"{key.upper()}_SERVER", f"{key.upper()}_SERVER is not https://…: sign-in by {name} would not be safe."
        )
        return []
    settings = {
        "server_url": server.rstrip("/"),
        "scope": scope,
        "signed": signed,
        "token_auth_method": login,
        "oauth_pkce_enabled": True,
    }
    return [{"provider_id": key, "name": name, "client_id": client_id, "secret": secret, "settings": settings}]


def openid_settings(apps: list[dict]) -> dict:
    """The accounts' own setting for these providers."""
    return {"openid_connect": {"provider_class": "programme.openid.provider.OpenIdProvider", "APPS": apps}}


def openid_origins(apps: list[dict]) -> list[str]:
    """Where a sign-in button may lead the browser to."""
    parts = [urlsplit(app["settings"]["server_url"]) for app in apps]
    return [f"{part.scheme}://{part.netloc}" for part in parts]
