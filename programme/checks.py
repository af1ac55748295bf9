"""What must be right before the portal faces the internet. Errors stop production; the doctor tells them in plain words."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured

Problem = tuple[str, str, bool]  # what is wrong, how to mend it, whether it stops production
LOCAL = {"localhost", "127.0.0.1", "::1"}


def given(name: str):
    """A setting as it is, even where Django refuses to read an empty one."""
    try:
        return getattr(settings, name)
    except ImproperlyConfigured:
        return ""


def problems() -> list[Problem]:
    """Everything that is wrong with the settings, whatever they are."""
    return [problem for look in LOOKS for problem in look()]


def _mistakes() -> list[Problem]:
    how = "Mend it in the environment or in .env; .env.example explains every setting."
    return [(what, how, True) for what in settings.CONFIG_MISTAKES.values()]


def _secrets() -> list[Problem]:
    found = []
    secret = given("SECRET_KEY")
    if len(secret) < 40 or "machine" in secret:
        found.append(("SECRET_KEY is missing or short.", "Set a random text of at least 50 characters.", True))
    keys = settings.SENSITIVE_KEYS
    if not keys or min(map(len, keys)) < 32 or "b25seS1mb3It" in keys[0]:
        what = "SENSITIVE_KEYS is missing or short: sensitive answers would not be safe."
        found.append((what, "Set a random text of at least 32 characters.", True))
    return found


def _openness() -> list[Problem]:
    found = []
    if settings.DEBUG:
        what = "DEBUG is on: errors would show the inside of the portal."
        found.append((what, "Take DEBUG=1 out of the environment.", True))
    if settings.DEMO:
        what = "PORTAL_DEMO is on: the demo's password is public."
        found.append((what, "Take PORTAL_DEMO out of the environment.", True))
    if "*" in settings.ALLOWED_HOSTS or not settings.ALLOWED_HOSTS:
        found.append(("ALLOWED_HOSTS lets every name in.", "Name the hosts under which the portal is reached.", True))
    if not settings.STAFF_MFA_REQUIRED:
        found.append(("Staff may sign in with a password alone.", "Set STAFF_MFA_REQUIRED=1.", True))
    return found


def _address() -> list[Problem]:
    parts = urlsplit(settings.BASE_URL)
    if parts.hostname in LOCAL:
        what = f"BASE_URL is {settings.BASE_URL}: letters would lead to the reader's own machine."
        return [(what, "Set the address under which people reach the portal.", True)]
    if parts.scheme != "https":
        return [(f"BASE_URL is not https: {settings.BASE_URL}", "Set it with https://.", False)]
    return []


def _letters() -> list[Problem]:
    if not settings.SENDGRID_API_KEY:
        what = "There is no SENDGRID_API_KEY: letters are only printed."
        return [(what, "Set the key, or read letters on the desk.", False)]
    if not settings.SENDGRID_WEBHOOK_KEY:
        what = "There is no SENDGRID_WEBHOOK_KEY: bounces are not noticed."
        return [(what, "Set the public key of the signed event webhook.", False)]
    return []


def _database() -> list[Problem]:
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return [("The database is SQLite.", "Fine for one machine; set DATABASE_URL for more.", False)]
    return []


LOOKS: tuple[Callable[[], list[Problem]], ...] = (_mistakes, _secrets, _openness, _address, _letters, _database)


def refuse_unsafe() -> None:
    """Web servers ask no system checks of their own: in production they stop here, with every reason."""
    stops = [f"{what} {how}" for what, how, stop in problems() if stop]
    if settings.PRODUCTION and stops:
        raise ImproperlyConfigured("The portal does not start:\n" + "\n".join(f"  - {line}" for line in stops))


@register(Tags.security, deploy=False)
def safe_for_production(app_configs, **kwargs):
    mistakes = _mistakes()
    if not settings.PRODUCTION:
        return [Warning(what, hint=how, id="portal.W000") for what, how, _stops in mistakes]
    return [
        (Error if stops else Warning)(what, hint=how, id=f"portal.{'E' if stops else 'W'}{i:03}")
        for i, (what, how, stops) in enumerate(problems(), 1)
    ]
