"""Encryption of sensitive answers at rest; several keys, newest first, allow rotation."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def _box() -> MultiFernet:
    keys = [Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest())) for key in settings.SENSITIVE_KEYS]
    return MultiFernet(keys)


def seal(text: str) -> str:
    """The text as ciphertext that only this installation can open."""
    return _box().encrypt(text.encode()).decode()


def unseal(ciphertext: str) -> str:
    """The text again; `InvalidToken` when no key fits."""
    return _box().decrypt(ciphertext.encode()).decode()


def masked(text: str) -> str:
    """What may be shown of it: the last three characters."""
    return "•" * max(len(text) - 3, 3) + text[-3:] if len(text) > 6 else "•" * 6
