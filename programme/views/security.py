"""A person's ways to sign in on one page: code by e-mail, password, passkeys, second factor, where one is signed in."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import list_usersessions
from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from programme.account_letters import code_minutes
from programme.kernel.operations import Operation, operate
from programme.kernel.posting import posted_from


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


@login_required
@posted_from("my_security")
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Signs one other device out; this one is left by the sign-out."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.is_current():
        return redirect("account_logout")
    operation = Operation(forms.Form, session.end, said=_("That device is signed out."))
    return operate(request, operation, to=reverse("my_security"))


@login_required
def sessions(request: HttpRequest) -> HttpResponseBase:
    """The library's list is a part of our one page; its button still signs out everywhere else."""
    return list_usersessions(request) if request.method == "POST" else redirect("my_security")


def _providers(request: HttpRequest) -> list[dict]:
    """What is connected, then what can be; a connected one stays here when the portal no longer offers it."""
    offered = {app.provider_id: app.name for app in get_adapter().list_apps(request)}
    mine = SocialAccount.objects.filter(user=request.user).order_by("date_joined", "pk")
    rows = [{"key": row.provider, "name": offered.get(row.provider, row.provider), "account": row} for row in mine]
    held = {row["key"] for row in rows}
    return rows + [{"key": key, "name": name, "account": None} for key, name in offered.items() if key not in held]
