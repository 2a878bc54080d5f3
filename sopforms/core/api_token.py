"""Keys for programs that read what a partnership may know: how one is made and kept.

A key is shown once. Only its hash is stored, so that who reads the database cannot read with it.
"""

from __future__ import annotations

import hashlib
import re

from sopforms.core.errors import Invalid

MARK = "sop_"
BYTES = 32
MOST_NAME = 80
_FORM = re.compile(r"sop_[0-9a-f]{64}", re.ASCII)


def written(secret: bytes) -> str:
    """Return a key as it is shown; `secret` are 32 random bytes."""
    if len(secret) != BYTES:
        raise ValueError(f"a key has {BYTES} random bytes")
    return MARK + secret.hex()


def digest(key: str) -> str:
    """Return the hash under which a key is kept; empty for what cannot be a key."""
    return hashlib.sha256(key.encode("ascii")).hexdigest() if _FORM.fullmatch(key) else ""


def bearer(header: str) -> str:
    """Return the key that stands in an Authorization header; empty without one."""
    scheme, _, key = header.partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def check_name(name: str) -> str:
    """Return the name of a key as it is kept. Raises Invalid for an empty or too long one."""
    name = " ".join(name.split())
    if not name:
        raise Invalid(name="Schrijf voor welk programma de sleutel is.")
    if len(name) > MOST_NAME:
        raise Invalid(name=f"Maak de naam korter: hoogstens {MOST_NAME} tekens.")
    return name
