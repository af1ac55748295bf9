"""What accounts write to people: codes, and word of every change of the ways to sign in."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.kernel.dates import moment
from programme.kernel.letters import LetterText

SECURITY, HOME, RESET = "/my/security/", "/my/", "/accounts/password/reset/"
CODES = {
    "email_confirmation_signup": gettext_lazy("The code that confirms your e-mail address"),
    "email_confirmation": gettext_lazy("The code that confirms your e-mail address"),
    "login_code": gettext_lazy("Your sign-in code"),
    "password_reset_code": gettext_lazy("The code for a new password"),
    "own_code": gettext_lazy("The code that confirms that it is you"),
    "address_code": gettext_lazy("The code that confirms your e-mail address"),
}  # the letters with a code: their subjects
CHANGES = {
    "account_connected": gettext_lazy("A new way to sign in was connected with your account"),
    "account_disconnected": gettext_lazy("A way to sign in was taken off your account"),
    "email_changed": gettext_lazy("The e-mail address of your account was changed"),
    "email_confirm": gettext_lazy("An e-mail address of your account was confirmed"),
    "email_deleted": gettext_lazy("An e-mail address was taken off your account"),
    "password_changed": gettext_lazy("Your password was changed"),
    "password_reset": gettext_lazy("Your password was set anew"),
    "password_set": gettext_lazy("A password was set for your account"),
    "recovery_codes_generated": gettext_lazy("New recovery codes were made for your account"),
    "totp_activated": gettext_lazy("An authenticator app was added to your account"),
    "totp_deactivated": gettext_lazy("The authenticator app was taken off your account"),
    "webauthn_added": gettext_lazy("A passkey was added to your account"),
    "webauthn_removed": gettext_lazy("A passkey was taken off your account"),
}  # the letters about a change: what happened


def code_minutes() -> int:
    """How long a code works."""
    return settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60


def account_text(kind: str, email: str, context: dict) -> LetterText:
    """The words of one letter of the accounts. Raises KeyError for a kind that nobody has given words."""
    if kind in CODES:
        return _code(kind, context)
    if kind == "account_already_exists":
        return _already_here(email)
    if kind == "unknown_account":
        return _unknown(email)
    return _changed(CHANGES[kind], email, context)


def _code(kind: str, context: dict) -> LetterText:
    """`page` is where the person was going, so that the letter leads there from another device too."""
    page = RESET if kind == "password_reset_code" else context.get("page") or HOME
    lines = [
        _("Type this code on the page where you asked for it."),
        _("The code works for %(n)s minutes and only once. Nobody of the programme ever asks you for it.")
        % {"n": code_minutes()},
        _(
            "Is that page closed, or are you reading this on another device? Open the link and ask for a new code there."
        ),
    ]
    if context.get("provider"):
        lines.insert(1, _connects(context["provider"]))
    return LetterText(
        subject=str(CODES[kind]),
        lines=lines,
        facts=[(_("Code"), context["code"])],
        button=(_("Back to where you were"), page),
        closing=_("If you did not ask for a code, you need not do anything."),
    )


def _connects(provider: str) -> str:
    return _("Whoever types it signs in with their %(name)s to the account of this address, from now on.") % {
        "name": provider
    }


def _already_here(email: str) -> LetterText:
    return LetterText(
        subject=_("You already have an account"),
        lines=[
            _("Somebody, most likely you, tried to sign up with %(email)s. There is an account with this address.")
            % {"email": email},
            _("Sign in with a code by e-mail; you need no password."),
        ],
        button=(_("Sign in with a code"), "/accounts/login/code/"),
        closing=_("If this was not you, you need not do anything."),
    )


def _unknown(email: str) -> LetterText:
    return LetterText(
        subject=_("There is no account with this address"),
        lines=[
            _("Somebody, most likely you, tried to sign in with %(email)s. There is no account with this address.")
            % {"email": email},
            _("Perhaps you signed up with another address. If you are new, sign up."),
        ],
        button=(_("Sign up"), "/accounts/signup/"),
        closing=_("If this was not you, you need not do anything."),
    )


def _changed(what: object, email: str, context: dict) -> LetterText:
    facts = [(_("When"), moment(context.get("timestamp") or timezone.now()))]
    if context.get("from_email") and context.get("to_email"):
        facts += [(_("Until now"), context["from_email"]), (_("From now on"), context["to_email"])]
    if context.get("name") or context.get("provider"):
        facts.append((_("Way to sign in"), str(context.get("name") or context["provider"])))
    if context.get("deleted_email"):
        facts.append((_("E-mail"), context["deleted_email"]))
    if context.get("ip"):
        facts.append((_("From the network address"), context["ip"]))
    return LetterText(
        subject=str(what),
        lines=[_("If this was you, you need not do anything. If not, look at your ways to sign in at once.")],
        facts=facts,
        button=(_("Sign-in and security"), SECURITY),
    )
