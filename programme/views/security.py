"""A person's ways to sign in on one page: code by e-mail, password, passkeys, second factor, where one is signed in."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from programme.account_letters import code_minutes


@login_required
def my_security(request: HttpRequest) -> HttpResponse:
    kinds = Authenticator.Type
    ways = list(Authenticator.objects.filter(user=request.user).order_by("created_at", "pk"))
    codes = next((way.wrap() for way in ways if way.type == kinds.RECOVERY_CODES), None)
    context = {
        "addresses": EmailAddress.objects.filter(user=request.user).order_by("-primary", "email"),
        "minutes": code_minutes(),
        "passkeys": [way for way in ways if way.type == kinds.WEBAUTHN],
        "app": next((way for way in ways if way.type == kinds.TOTP), None),
        "codes_left": len(codes.get_unused_codes()) if codes else None,
        "providers": _providers(request),
        "sessions": UserSession.objects.purge_and_list(request.user),
        "area": "my",
        "here": "security",
    }
    return render(request, "programme/security.html", context)


def _providers(request: HttpRequest) -> list[dict]:
    """What is connected, then what can be; a connected one stays here when the portal no longer offers it."""
    offered = {app.provider_id: app.name for app in get_adapter().list_apps(request)}
    mine = SocialAccount.objects.filter(user=request.user).order_by("date_joined", "pk")
    rows = [{"key": row.provider, "name": offered.get(row.provider, row.provider), "account": row} for row in mine]
    held = {row["key"] for row in rows}
    return rows + [{"key": key, "name": name, "account": None} for key, name in offered.items() if key not in held]
