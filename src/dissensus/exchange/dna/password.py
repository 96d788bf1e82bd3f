"""How does DNA keep a password? ``digest``, ``fits``

Jasypt's "strong" digest: base64(salt || h), 16 random bytes of salt; h is SHA-256 over salt and password, then over its
own result, 100,000 rounds in all.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from typing import Final

__all__ = ["digest", "fits"]

_SALT: Final = 16
_ROUNDS: Final = 100_000


def digest(password: str, *, salt: bytes | None = None) -> str:
    """Return the digest of a password, with a fresh salt unless one is given. Takes about 50 ms."""
    salt = os.urandom(_SALT) if salt is None else salt
    hashed = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(_ROUNDS - 1):
        hashed = hashlib.sha256(hashed).digest()
    return base64.b64encode(salt + hashed).decode("ascii")


def fits(password: str, stored: str) -> bool:
    """Say whether a password is the one of which this is the digest."""
    try:
        salt = base64.b64decode(stored, validate=True)[:_SALT]
    except binascii.Error:
        return False
    return len(salt) == _SALT and digest(password, salt=salt) == stored
