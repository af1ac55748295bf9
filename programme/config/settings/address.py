"""The one address of the portal."""

from urllib.parse import urlsplit

from programme.config import env


def base_url(given: str, port: int) -> str:
    """`BASE_URL` without a slash at its end; without one, this machine at `PORT`."""
    here = f"http://localhost:{port}"
    address = given.rstrip("/")
    if not address:
        return here
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.path:
        env.mistake("BASE_URL", "BASE_URL is no address like https://portal.example.go.th.")
        return here
    return address
