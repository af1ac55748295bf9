"""A code to an address: before a provider is connected with it, and where nothing else tells that it is still you."""

import time

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.http import HttpRequest


class CodeByLetter(AbstractCodeVerificationProcess):
    """Lives in the browser's session, so the code works only where it was asked for."""

    key: str  # of the session
    letter: str
    told: tuple[str, ...] = ()  # what of the state the letter tells beside the code

    def __init__(self, request: HttpRequest, state: dict):
        self.request = request
        tries, seconds = app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS, app_settings.LOGIN_BY_CODE_TIMEOUT
        super().__init__(max_attempts=tries, timeout=seconds, state=state)

    @classmethod
    def begin(cls, request: HttpRequest, email: str, **told: str | None) -> "CodeByLetter":
        proof = cls(request, cls.initial_state(None, email) | told)
        proof.send()
        return proof

    @classmethod
    def resume(cls, request: HttpRequest) -> "CodeByLetter | None":
        state = request.session.get(cls.key)
        return cls(request, state).abort_if_invalid() if state else None

    @property
    def email(self) -> str:
        return self.state["email"]

    @property
    def can_resend(self) -> bool:
        return not self.is_resend_quota_reached(app_settings.EMAIL_VERIFICATION_MAX_RESEND_COUNT)

    def send(self) -> None:
        self.state["code"] = get_adapter().generate_login_code()
        get_adapter().send_mail(self.letter, self.email, {name: self.state[name] for name in ("code", *self.told)})
        self.persist()

    def resend(self) -> None:
        self.record_resend()
        self.send()

    def finish(self) -> str:
        """The address that is proven now; the code is used up."""
        self.abort()
        return self.email

    def persist(self) -> None:
        self.request.session[self.key] = self.state

    def abort(self) -> None:
        self.request.session.pop(self.key, None)


class AddressProof(CodeByLetter):
    """The same for an address that has an account or none. `page`: where the person was going when they came."""

    key, letter, told = "openid_proof", "socialaccount/email/address_code", ("provider", "page")


class OwnProof(CodeByLetter):
    """To one's own address, before the ways in change."""

    key, letter = "own_proof", "account/email/own_code"

    def finish(self) -> str:
        email = super().finish()
        record_authentication(self.request, self.request.user, method="code", email=email, reauthenticated=True)
        return email


def must_prove(request: HttpRequest) -> bool:
    """Whoever has neither password nor second factor is asked for a code, unless one was typed in the last minutes."""
    if get_reauthentication_flows(request.user):
        return False  # the library asks for what they have
    typed = [one["at"] for one in get_authentication_records(request, request.user) if one["method"] == "code"]
    return not typed or time.time() - typed[-1] >= app_settings.REAUTHENTICATION_TIMEOUT
