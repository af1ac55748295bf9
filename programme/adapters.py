"""How accounts write to people: as rows of the same outbox as every other letter, in words of our own."""

import secrets
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth.hashers import make_password
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programme.account_letters import account_text
from programme.domain.letters import queue_letter
from programme.domain.people import save_profile
from programme.kernel.letters import LetterSpec
from programme.models import User
from programme.proof import must_prove


class AccountAdapter(DefaultAccountAdapter):
    """Account mail goes through the letters: queued, swept and delivered like all others."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _(
            "That was wrong too often. Wait five minutes and try again, or ask for a new code by e-mail and sign in with it."
        ),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        user = User.objects.filter(email=email.lower()).first() or User(email=email)  # a new address is nobody's yet
        kind = template_prefix.rsplit("/", 1)[-1]
        context = {"page": get_next_redirect_url(self.request), **context}
        spec = LetterSpec(
            kind=f"account_{kind}", to=user, write=lambda: account_text(kind, email, context), key=uuid4().hex,
            language=(get_language() or "th")[:2],
        )  # fmt: skip
        queue_letter(spec=spec, at=timezone.now())

    def send_account_already_exists_mail(self, email: str) -> None:
        """Signing up with a known address costs the same work as with a new one: the password is hashed, and let go."""
        make_password(secrets.token_urlsafe())
        super().send_account_already_exists_mail(email)

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """The library asks nothing of whoever has neither password nor second factor; we ask them for a code."""
        if must_prove(self.request):
            raise ReauthenticationRequired
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user) -> list[dict]:
        by_code = {"id": "own_code", "description": _("A code by e-mail"), "url": reverse("own_code")}
        return super().get_reauthentication_methods(user) or ([by_code] if user.is_authenticated else [])

    def save_user(self, request, user, form, commit=True):
        user = super().save_user(request, user, form, commit)
        if commit:
            save_profile(user=user, fields={"language": request.LANGUAGE_CODE[:2]})
        return user
