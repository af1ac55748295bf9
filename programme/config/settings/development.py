"""One machine: the demo and a developer's desk. Never for the open internet."""

from programme.config.settings.base import *  # noqa: F403 - settings are layered by import

SECRET_KEY = SECRET_KEY or "only-for-this-machine-not-for-the-internet"  # noqa: F405
DEBUG = env.flag("DEBUG")  # noqa: F405
ALLOWED_HOSTS = ["*"]
SENSITIVE_KEYS = SENSITIVE_KEYS or ["b25seS1mb3ItdGhpcy1tYWNoaW5lLW5vdC1zZWNyZXQ="]  # noqa: F405
STAFF_MFA_REQUIRED = env.flag("STAFF_MFA_REQUIRED", False)  # noqa: F405
LOUD_POLICIES = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
