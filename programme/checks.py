"""What must be right before the portal faces the internet. Errors stop production; the doctor tells them in plain words."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register


def problems() -> list[tuple[str, str, bool]]:
    """(what is wrong, how to mend it, whether it stops production)"""
    found = []
    if len(settings.SECRET_KEY) < 40 or "machine" in settings.SECRET_KEY:
        found.append(("SECRET_KEY is missing or short.", "Set a random text of at least 50 characters.", True))
    if not settings.SENSITIVE_KEYS:
        found.append(
            (
                "SENSITIVE_KEYS is empty: sensitive answers could not be encrypted.",
                "Set a random text of at least 32 characters.",
                True,
            )
        )
    if settings.DEBUG:
        found.append(
            ("DEBUG is on: errors would show the inside of the portal.", "Take DEBUG=1 out of the environment.", True)
        )
    if settings.DEMO:
        found.append(
            ("PORTAL_DEMO is on: the demo's password is public.", "Take PORTAL_DEMO out of the environment.", True)
        )
    if "*" in settings.ALLOWED_HOSTS or not settings.ALLOWED_HOSTS:
        found.append(("ALLOWED_HOSTS lets every name in.", "Name the hosts under which the portal is reached.", True))
    if not settings.STAFF_MFA_REQUIRED:
        found.append(("Staff may sign in with a password alone.", "Set STAFF_MFA_REQUIRED=1.", True))
    if not settings.SENDGRID_API_KEY:
        found.append(
            (
                "There is no SENDGRID_API_KEY: letters are only printed.",
                "Set the key, or read letters on the desk.",
                False,
            )
        )
    elif not settings.SENDGRID_WEBHOOK_KEY:
        found.append(
            (
                "There is no SENDGRID_WEBHOOK_KEY: bounces are not noticed.",
                "Set the public key of the signed event webhook.",
                False,
            )
        )
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        found.append(("The database is SQLite.", "Fine for one machine; set DATABASE_URL for more.", False))
    return found


@register(Tags.security, deploy=False)
def safe_for_production(app_configs, **kwargs):
    if not settings.SETTINGS_MODULE.endswith("production"):
        return []
    return [
        (Error if stops else Warning)(what, hint=how, id=f"portal.{'E' if stops else 'W'}{i:03}")
        for i, (what, how, stops) in enumerate(problems(), 1)
    ]
