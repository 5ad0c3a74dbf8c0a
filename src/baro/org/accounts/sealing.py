"""Small secrets that must be read again are kept sealed with the key of the installation, not in the clear."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac

SALT = "baro.org.accounts.sealing"


def sealed(text: str) -> str:
    """The text as a database may keep it."""
    return _box().encrypt(text.encode()).decode("ascii")


def opened(kept: str) -> str:
    """The text that was sealed; empty where it was sealed with another key, or is none."""
    try:
        return _box().decrypt(kept.encode()).decode()
    except InvalidToken:
        return ""


def _box() -> Fernet:
    key = salted_hmac(SALT, "key", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
