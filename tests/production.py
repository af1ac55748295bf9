"""Production's own settings in the tests: its static files, its cookies and redirects, its rules for staff."""

import re
from collections.abc import Iterable
from pathlib import Path

from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

NAMES = re.compile(r"SECURE_|SESSION_|CSRF_|LANGUAGE_COOKIE|ALLAUTH_|STAFF_|PRODUCTION|PUBLIC_CACHE")


class Collected(CompressedManifestStaticFilesStorage):
    """Production's storage of static files, all but the compressed copies: they take a minute and change no name."""

    def compress_files(self, paths: Iterable[str]) -> Iterable[tuple[str, str]]:
        return ()


def differences() -> dict:
    """What production says of the settings that change what people meet."""
    from programme.config.settings import production  # read only here: it is another set of settings

    assert production.STORAGES["staticfiles"]["BACKEND"].endswith(Collected.__base__.__name__)
    return {name: getattr(production, name) for name in dir(production) if name.isupper() and NAMES.match(name)}


def static_settings(root: Path, others: dict) -> dict:
    """Static files as they are after `collectstatic` into `root`; the other storages as they are."""
    return {"STATIC_ROOT": root, "STORAGES": others | {"staticfiles": {"BACKEND": "tests.production.Collected"}}}


def collect() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
