"""The code on a printed slip: it opens one response for somebody whose address the school does not have.

A code is made of a key that the database does not hold: who reads the database can neither make one nor tell
which code belongs to which response. The database holds only a digest, by which a typed code is found.
"""

from __future__ import annotations

import hashlib
import hmac
import re

LENGTH = 8  # characters of five bits each: 40 bits, and every address may try only so often
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # nothing that looks like something else
_LOOKS_LIKE = str.maketrans({"i": "1", "l": "1", "o": "0"})


def code(key: bytes, survey_id: int, participation_id: int) -> str:
    """Return the code of one slip, as it is printed: `7k2m-q9xd`."""
    raw = hmac.new(key, b"slip|%d|%d" % (survey_id, participation_id), hashlib.sha256).digest()
    number = int.from_bytes(raw)
    letters = "".join(_ALPHABET[number >> 5 * place & 31] for place in range(LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def bare(typed: str) -> str | None:
    """Return a typed code without blanks, dashes and look-alikes; None for what cannot be one."""
    found = re.sub(r"[\s\-–]", "", typed).lower().translate(_LOOKS_LIKE)
    return found if len(found) == LENGTH and all(letter in _ALPHABET for letter in found) else None


def digest(key: bytes, bare_code: str) -> str:
    """Return what the database holds of a code: 64 characters."""
    return hmac.new(key, b"slip code|" + bare_code.encode(), hashlib.sha256).hexdigest()
