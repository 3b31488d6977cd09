"""Secrets that must be used again, kept so that a copy of the database alone does not give them away."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def _box() -> Fernet:
    key = hashlib.sha256(b"regie.connect.sealing:" + str(settings.SECRET_KEY).encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def close(text: str) -> str:
    return _box().encrypt(text.encode()).decode() if text else ""


def open_up(sealed: str) -> str:
    """Empty where the instance's key is another one: after a restore without its key, the secret is given anew."""
    try:
        return _box().decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken:
        return ""
