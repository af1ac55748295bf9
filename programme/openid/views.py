"""The doors of a sign-in by a provider: out to it, back from it, the address, the code, and off the account again."""

from functools import partial

from allauth.account.forms import BaseConfirmCodeForm
from allauth.core import ratelimit
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.internal.flows.signup import get_pending_signup
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from requests import RequestException

from programme.adapters import AccountAdapter
from programme.kernel.operations import Operation, form_of, operate
from programme.kernel.posting import posted_from
from programme.openid.client import OpenIdClient
from programme.openid.forms import AddressForm
from programme.openid.linking import arrive, disconnect
from programme.proof import AddressProof
from programme.views.codes import CodeForm, typed


def enter(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Out to the provider. Only by a press: an address that is merely opened leads to the sign-in page."""
    request.is_signing_in = True  # type: ignore[attr-defined] # read by `GivenBackMiddleware`
    provider = _provider(request, provider_id)
    if request.method != "POST":
        query = request.META["QUERY_STRING"]
        return HttpResponseRedirect(f"{reverse('account_login')}{'?' if query else ''}{query}")
    asked = provider.get_redirect_from_request_kwargs(request)
    wanted = AuthProcess.CONNECT if asked["process"] == AuthProcess.CONNECT else AuthProcess.LOGIN
    state = {"process": wanted, "next": asked.get("next_url")}
    try:
        return provider.redirect(request, wanted, asked.get("next_url"))
    except (RequestException, OAuth2Error) as error:
        return render_authentication_error(request, provider, exception=error, extra_context={"state": state})


class Callback(OAuth2CallbackView):
    """The library's, which hands the number of this sign-in on to the client that reads the token."""

    def _get_state(self, request: HttpRequest, provider):
        state, answer = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, answer


def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the provider: with a code, with a refusal, or with something that was never asked for."""
    provider = _provider(request, provider_id)
    try:
        return Callback.adapter_view(OpenIdClient(request, provider_id))(request)
    except OAuth2Error as error:  # before the library listens
        return render_authentication_error(request, provider, exception=error)


def address(request: HttpRequest) -> HttpResponse:
    """An address, where the provider gave none that is proven and free; a code goes there, whoever has it."""
    request.is_signing_in = True  # type: ignore[attr-defined] # read by `GivenBackMiddleware`
    arrival = get_pending_signup(request)
    if arrival is None or request.user.is_authenticated:
        return redirect("my_security" if request.user.is_authenticated else "account_login")
    suggested = next((one.email for one in arrival.email_addresses), "")
    form = form_of(request, AddressForm, initial={"email": suggested})
    if form.is_bound and form.is_valid():
        email = form.cleaned_data["email"]
        if ratelimit.consume(request, action="request_login_code", key=email):
            AddressProof.begin(request, email, provider=arrival.provider.name, page=arrival.get_redirect_url(request))
            return redirect("openid_confirm")
        form.add_error("email", _("Too many codes were asked for. Wait a few minutes and try again."))
    context = {"form": form, "name": arrival.provider.name}
    return render(request, "openid/address.html", context, status=422 if form.errors else 200)


@typed
def confirm(request: HttpRequest) -> HttpResponse:
    """The code from the letter: the account with this address opens, or a new one begins."""
    arrival, proof = get_pending_signup(request), AddressProof.resume(request)
    if arrival is None or proof is None:
        messages.warning(request, _("That code is too old, or was asked for in another window. Begin again here."))
        return redirect("account_login")
    asked = form_of(request, CodeForm)
    if asked.is_bound and asked.is_valid() and asked.cleaned_data["action"] == "resend":
        return _again(request, proof)
    form = form_of(request, BaseConfirmCodeForm, code=proof.code)
    if form.is_bound and form.is_valid():
        return arrive(request, arrival, proof.finish())
    if form.errors and not proof.record_invalid_attempt():
        messages.error(request, AccountAdapter.error_messages["too_many_login_attempts"])
        return redirect("account_login")
    context = {"verify_form": form, "email": proof.email, "can_resend": proof.can_resend}
    context["cancel_url"] = reverse("account_login")
    return render(request, "openid/confirm.html", context, status=422 if form.errors else 200)


def _again(request: HttpRequest, proof: AddressProof) -> HttpResponse:
    if proof.can_resend and ratelimit.consume(request, action="request_login_code", key=proof.email):
        proof.resend()
        messages.success(request, _("A new code is on its way. The one before no longer works."))
    else:
        messages.warning(request, _("Too many codes were asked for. Wait a few minutes and try again."))
    return redirect("openid_confirm")


@posted_from("my_security")
@login_required
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(SocialAccount, pk=pk, user=request.user)
    names = {app.provider_id: app.name for app in get_adapter().list_apps(request)}
    name = names.get(account.provider, account.provider)
    said = _("%(name)s is no longer connected with your account.") % {"name": name}
    operation = Operation(forms.Form, partial(disconnect, request, account, name), said=said)
    return operate(request, operation, to=reverse("my_security"))


def _provider(request: HttpRequest, provider_id: str):
    try:
        return get_adapter().get_provider(request, provider_id)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
