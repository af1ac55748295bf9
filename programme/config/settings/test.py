"""The tests: fast hashing, jobs in hand, a test database named by its set of migrations."""

import hashlib
import os
from importlib.metadata import version

from programme.config.settings.base import *  # noqa: F403 - settings are layered by import

SECRET_KEY = "test"
SENSITIVE_KEYS = ["dGVzdC10ZXN0LXRlc3QtdGVzdC10ZXN0LXRlc3QtMDE="]
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STAFF_MFA_REQUIRED = False
LOUD_POLICIES = True
SENDGRID_API_KEY = ""
HUEY = HUEY | {"huey_class": "huey.MemoryHuey", "immediate": True, "connection": {}}  # noqa: F405
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}  # noqa: F405
WORKER = os.environ.get(
    "PYTEST_XDIST_WORKER", "alone"
)  # tests in parallel keep their files apart, like their databases
MEDIA_ROOT = VAR / f"test-media-{WORKER}"  # noqa: F405
PRIVATE_ROOT = VAR / f"test-private-{WORKER}"  # noqa: F405
STORAGES["private"]["OPTIONS"] = {"location": PRIVATE_ROOT, "base_url": None}  # noqa: F405
WHITENOISE_AUTOREFRESH = True
LOGGING["root"]["level"] = "ERROR"  # noqa: F405


def _shape() -> str:
    """A short name for the current set of migrations, so that a changed set never meets an old test database."""
    digest = hashlib.sha256(f"{version('wagtail')} {BASE_DIR}".encode())  # noqa: F405
    for path in sorted(BASE_DIR.glob("*/migrations/*.py")):  # noqa: F405
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": VAR / f"test-{_shape()}.sqlite3"}  # noqa: F405
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_portal_{_shape()}"}  # noqa: F405
PUBLIC_CACHE = False  # tests of the cache switch it on; elsewhere every page is drawn anew
