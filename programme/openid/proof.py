"""A code to an address, before a provider is connected with it: the same for an address that has an account or none."""

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from django.http import HttpRequest

KEY = "openid_proof"


class AddressProof(AbstractCodeVerificationProcess):
    """Lives in the browser's session, so the code works only where it was asked for."""

    def __init__(self, request: HttpRequest, state: dict):
        self.request = request
        tries, seconds = app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS, app_settings.LOGIN_BY_CODE_TIMEOUT
        super().__init__(max_attempts=tries, timeout=seconds, state=state)

    @classmethod
    def begin(cls, request: HttpRequest, email: str, provider: str, page: str | None) -> "AddressProof":
        """`page`: where the person was going when they came to sign in."""
        proof = cls(request, cls.initial_state(None, email) | {"provider": provider, "page": page})
        proof.send()
        return proof

    @classmethod
    def resume(cls, request: HttpRequest) -> "AddressProof | None":
        state = request.session.get(KEY)
        return cls(request, state).abort_if_invalid() if state else None

    @property
    def email(self) -> str:
        return self.state["email"]

    @property
    def can_resend(self) -> bool:
        return not self.is_resend_quota_reached(app_settings.EMAIL_VERIFICATION_MAX_RESEND_COUNT)

    def send(self) -> None:
        self.state["code"] = get_adapter().generate_login_code()
        context = {name: self.state[name] for name in ("code", "provider", "page")}
        get_adapter().send_mail("socialaccount/email/address_code", self.email, context)
        self.persist()

    def resend(self) -> None:
        self.record_resend()
        self.send()

    def finish(self) -> str:
        """The address that is proven now; the code is used up."""
        self.abort()
        return self.email

    def persist(self) -> None:
        self.request.session[KEY] = self.state

    def abort(self) -> None:
        self.request.session.pop(KEY, None)
