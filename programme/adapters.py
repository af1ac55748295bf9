"""How accounts write to people: as rows of the same outbox as every other letter."""

import secrets
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.translation import gettext as _

from programme.domain.letters import queue_letter
from programme.domain.people import save_profile
from programme.kernel.letters import LetterSpec, LetterText
from programme.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Account mail goes through the letters: queued, swept and delivered like all others."""

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        user = context.get("user") or User.objects.filter(email=email.lower()).first() or User(email=email)
        kind = "account_" + template_prefix.rsplit("/", 1)[-1]
        queue_letter(spec=self._spec(kind, user, email, context), at=timezone.now())

    def send_account_already_exists_mail(self, email: str) -> None:
        """Signing up with a known address costs the same work as with a new one: the password is hashed, and let go."""
        make_password(secrets.token_urlsafe())
        super().send_account_already_exists_mail(email)

    def _spec(self, kind: str, user: User, email: str, context: dict) -> LetterSpec:
        rendered = self.render_mail(f"account/email/{kind.removeprefix('account_')}", email, context)

        def write() -> LetterText:
            code = context.get("code", "")
            facts = [(_("Code"), code)] if code else []
            lines = [line.strip() for line in rendered.body.split("\n\n") if line.strip() and line.strip() != code]
            return LetterText(subject=rendered.subject, lines=lines, facts=facts)

        return LetterSpec(kind=kind, to=user, write=write, key=uuid4().hex)

    def save_user(self, request, user, form, commit=True):
        user = super().save_user(request, user, form, commit)
        if commit:
            save_profile(user=user, fields={"language": request.LANGUAGE_CODE[:2]})
        return user
