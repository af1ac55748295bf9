"""The pages that take a code by e-mail: an empty field is no attempt, and whoever is on the way in has no session yet."""

from collections.abc import Callable
from functools import wraps

from allauth.account import views as accounts
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils.translation import gettext as _

from programme.kernel.operations import form_of


class CodeForm(forms.Form):
    """As much as is read before the accounts do: is there a code, or is something else asked for?"""

    code = forms.CharField(required=False)
    action = forms.CharField(required=False)

    @property
    def is_empty(self) -> bool:
        return not self.cleaned_data["code"] and self.cleaned_data["action"] not in ("resend", "change")


def typed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def with_code(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        request.is_signing_in = True  # type: ignore[attr-defined] # read by `GivenBackMiddleware`
        form = form_of(request, CodeForm)
        if form.is_valid() and form.is_empty:
            messages.warning(request, _("Write the code from our letter. This did not count as an attempt."))
            return HttpResponseRedirect(request.get_full_path())
        return view(request, *args, **kwargs)

    return with_code


urlpatterns = [
    path("confirm-email/", typed(accounts.email_verification_sent)),
    path("login/code/confirm/", typed(accounts.confirm_login_code)),
    path("password/reset/code/confirm/", typed(accounts.confirm_password_reset_code)),
]
