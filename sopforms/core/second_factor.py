"""The second factor: a code of six digits from somebody's phone (RFC 6238), and codes for a lost phone.

The secret of a phone is made of a salt, which the database holds, and a key, which it does not: who reads
the database cannot make a code.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import b32encode
from datetime import datetime, timedelta

SECONDS = 30  # a code is new so often
DRIFT = 1  # so many codes before and after the one of now are taken: clocks of phones differ
SECRET_BYTES = 20

TRIES = 5  # wrong codes, of either kind, in one window
TRIES_WINDOW = timedelta(minutes=15)

RECOVERY_CODES = 10
RECOVERY_BYTES = 8
_SELECTOR = 4  # the first characters only find the row; the other eight are the secret, 40 bits
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: nothing that looks like something else
_LOOKS_LIKE = str.maketrans({"i": "1", "l": "1", "o": "0"})


def secret(key: bytes, person_id: int, salt: bytes) -> str:
    """Return the secret that the phone of this person gets, in base32."""
    whole = hmac.new(key, b"second factor|%d|" % person_id + salt, hashlib.sha256).digest()
    return b32encode(whole[:SECRET_BYTES]).decode("ascii")


def key_version(key: bytes) -> str:
    """Return a short name of the key, to store beside what was made with it; the key stays unknown."""
    return hashlib.sha256(b"sopforms second factor key\0" + key).hexdigest()[:12]


def steps_around(moment: datetime) -> range:
    """Return the numbers of the codes that are taken at this moment, the oldest first."""
    now = int(moment.timestamp()) // SECONDS
    return range(now - DRIFT, now + DRIFT + 1)


def digits(typed: str) -> str:
    """Return what was typed as a code without the blanks and dashes that phones show."""
    return re.sub(r"[\s\-]", "", typed)


def tries_window(moment: datetime) -> str:
    """Return the name of the window of tries that this moment is in; names sort by time."""
    quarter = moment.minute // (TRIES_WINDOW.seconds // 60)
    return f"{moment:%Y-%m-%dT%H}.{quarter}"


def recovery_code(raw: bytes) -> str:
    """Return eight random bytes as a code that can be read out and typed: `7k2m-q9xd-04tb`."""
    if len(raw) != RECOVERY_BYTES:
        raise ValueError(f"a recovery code is made of {RECOVERY_BYTES} bytes")
    number = int.from_bytes(raw)
    letters = "".join(_ALPHABET[number >> 5 * place & 31] for place in range(12))
    return "-".join(letters[place : place + 4] for place in range(0, 12, 4))


def split_recovery_code(typed: str) -> tuple[str, str] | None:
    """Return selector and whole code as they are stored, or None for what cannot be one."""
    bare = digits(typed).lower().translate(_LOOKS_LIKE)
    if len(bare) != 12 or any(letter not in _ALPHABET for letter in bare):
        return None
    return bare[:_SELECTOR], bare
