"""Whose account a sign-in by a provider leads to: an address is proven first, and other factors are asked first."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.models import EmailAddress, Login
from allauth.account.signals import user_logged_in
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal.flows.email_authentication import wipe_password
from allauth.socialaccount.internal.flows.login import record_authentication
from allauth.socialaccount.internal.flows.signup import clear_pending_signup, complete_social_signup
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.signals import social_account_removed
from django.db import IntegrityError, transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from programme.kernel.errors import Refusal
from programme.models import User


def owner_of(email: str) -> User | None:
    """Whose address it is: confirmed, or of an account that never confirmed any. A mere claim beside others is none."""
    proven = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
    return proven.user if proven else User.objects.filter(email__iexact=email).first()


def arrive(request: HttpRequest, arrival: SocialLogin, email: str) -> HttpResponse:
    """The address is proven: in to the account that it belongs to, or to a new one."""
    clear_pending_signup(request)
    owner = owner_of(email)
    if owner is None:
        try:
            return _found(request, arrival, email)
        except IntegrityError:  # pressed twice: the other press was faster
            owner = owner_of(email)
            if owner is None:
                raise
    return _enter(request, arrival, owner, email)


def _found(request: HttpRequest, arrival: SocialLogin, email: str) -> HttpResponse:
    arrival.user.email = email
    arrival.email_addresses = [EmailAddress(email=email, verified=True, primary=True)]
    with transaction.atomic():
        EmailAddress.objects.filter(email__iexact=email, verified=False).delete()  # others' mere claims to it
        get_adapter().save_user(request, arrival)
    return complete_social_signup(request, arrival)


def _enter(request: HttpRequest, arrival: SocialLogin, owner: User, email: str) -> HttpResponse:
    """Whoever signed up with this address without confirming it loses the password: they may have been somebody else."""
    wipe_password(request, owner, email)
    EmailAddress.objects.update_or_create(user=owner, email=email, defaults={"verified": True})
    arrival.user = owner
    record_authentication(request, arrival)
    signal = {"sociallogin": arrival}
    login = Login(user=owner, email=email, redirect_url=arrival.get_redirect_url(request), signal_kwargs=signal)
    return perform_login(request, login)


@receiver(user_logged_in)
def connect_on_arrival(request: HttpRequest, user: User, sociallogin: SocialLogin | None = None, **kwargs) -> None:
    """The provider becomes a way in only once the person is in, by a second factor where the account has one."""
    if sociallogin is None or sociallogin.account.pk:
        return
    account = sociallogin.account
    if not SocialAccount.objects.filter(provider=account.provider, uid=account.uid).exists():
        sociallogin.connect(request, user)


def disconnect(request: HttpRequest, account: SocialAccount, name: str) -> None:
    """Takes a provider off the account and tells its person by letter. The last way in stays."""
    if not EmailAddress.objects.filter(user=account.user_id, verified=True).exists():
        raise Refusal(
            _("%(name)s is your only way in. Confirm an e-mail address first, then disconnect it.") % {"name": name},
            code="last_way_in",
        )
    raise_if_reauthentication_required(request, app="allauth.socialaccount")
    account.delete()
    social_account_removed.send(sender=SocialAccount, request=request, socialaccount=account)
    context = {"account": account, "name": name}
    get_adapter().send_notification_mail("socialaccount/email/account_disconnected", request.user, context)
