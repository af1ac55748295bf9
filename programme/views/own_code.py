"""Is it still you? By a code to one's own address, for whoever has neither password nor second factor."""

from allauth.account import views as accounts
from allauth.account.forms import BaseConfirmCodeForm
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.core import ratelimit
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from programme.kernel.operations import form_of
from programme.proof import OwnProof
from programme.views.codes import CodeForm, typed


@method_decorator([login_required, typed], name="dispatch")
class OwnCode(accounts.BaseReauthenticateView):
    """First a button that sends the code, then a field for it; afterwards on with what was being done."""

    form_class = BaseConfirmCodeForm
    template_name = "programme/own_code.html"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.proof = OwnProof.resume(request)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        asked = form_of(request, CodeForm)
        if self.proof is None or (asked.is_valid() and asked.cleaned_data["action"] == "resend"):
            return self._send(request)
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"code": self.proof.code if self.proof else None}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"proof": self.proof}

    def form_valid(self, form: BaseConfirmCodeForm) -> HttpResponse:
        self.proof.finish()
        return super().form_valid(form)

    def form_invalid(self, form: BaseConfirmCodeForm) -> HttpResponse:
        if self.proof.record_invalid_attempt():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        messages.error(self.request, _("That was wrong too often. Ask for a new code."))
        return HttpResponseRedirect(self.request.get_full_path())

    def _send(self, request: HttpRequest) -> HttpResponse:
        email = request.user.email
        may_send = self.proof is None or self.proof.can_resend
        if not may_send or not ratelimit.consume(request, action="request_login_code", key=email):
            messages.warning(request, _("Too many codes were asked for. Wait a few minutes and try again."))
        elif self.proof:
            self.proof.resend()
            messages.success(request, _("A new code is on its way. The one before no longer works."))
        else:
            OwnProof.begin(request, email)
        return HttpResponseRedirect(request.get_full_path())


@login_required
def set_password(request: HttpRequest) -> HttpResponseBase:
    """A password is a new way in. It is asked for after the proof, so that none is kept while one waits for it."""
    try:
        raise_if_reauthentication_required(request, app="allauth.account")
    except ReauthenticationRequired:
        if request.method == "POST":
            return redirect("account_set_password")
        raise
    return accounts.password_set(request)


urlpatterns = [
    path("reauthenticate/code/", OwnCode.as_view(), name="own_code"),
    path("password/set/", set_password, name="account_set_password"),
]
