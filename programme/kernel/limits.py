"""How often a public door opens for one visitor: counted by the person's own network, never by the proxy in between."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest
from django_ratelimit.core import is_ratelimited

NOWHERE = "0.0.0.0"  # visitors whose address nobody knows share one count


def address_of(request: HttpRequest) -> str:
    """The visitor's address as the outermost trusted proxy saw it (`TRUSTED_PROXY_COUNT`), or the connection's own."""
    try:
        return get_adapter(request).get_client_ip(request)
    except (ImproperlyConfigured, PermissionDenied):  # fewer proxies than were announced, or a socket without address
        return request.META.get("REMOTE_ADDR") or NOWHERE


def is_used_up(request: HttpRequest, *, door: str, rate: str) -> bool:
    """Counts this visit, and says whether it is one too many. `rate` is like "5/h". Whole IPv6 networks count as one."""
    return is_ratelimited(request, group=door, key="ip", rate=rate, increment=True)
