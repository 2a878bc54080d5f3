"""Links that open one thing for one person without an account: how a token is made and told from a false one.

A token is a selector, by which the row is found, and a verifier, which only the holder of the link key can
make. The database holds the selector and never the verifier: who reads the database cannot make a link.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from sopforms.core.codes import LinkPurpose

SELECTOR_BYTES = 16
TOKEN_LENGTH = 64  # 16 bytes of selector and 32 of verifier, in base64 without a rest
_TOKEN = re.compile(rf"[A-Za-z0-9_-]{{{TOKEN_LENGTH}}}", re.ASCII)

PATHS: Mapping[LinkPurpose, str] = MappingProxyType(
    {
        LinkPurpose.SIGN_IN: "/inloggen/",
        LinkPurpose.SURVEY: "/v/",
        LinkPurpose.READ_ROUND: "/l/",
        LinkPurpose.PROGRESS: "/p/",
        LinkPurpose.ADVICE: "/a/",
        LinkPurpose.ADVICE_READ: "/a/",
        LinkPurpose.GUIDE: "/g/",
    }
)

# How long a link works when nothing else was said. Closing a survey or deciding ends nothing by itself: the
# page behind the link says so; two weeks after the decision the link of the council is ended.
LIFETIME: Mapping[LinkPurpose, timedelta] = MappingProxyType(
    {
        LinkPurpose.SIGN_IN: timedelta(minutes=15),
        LinkPurpose.SURVEY: timedelta(days=180),
        LinkPurpose.READ_ROUND: timedelta(days=90),
        LinkPurpose.PROGRESS: timedelta(days=180),
        LinkPurpose.ADVICE: timedelta(days=365),
        LinkPurpose.ADVICE_READ: timedelta(days=365),
        LinkPurpose.GUIDE: timedelta(days=400),
    }
)

# Such a link opens once, and a newer one ends the older.
ONCE = frozenset({LinkPurpose.SIGN_IN})


def make(selector: bytes, purpose: LinkPurpose, tenant: int | None, object_id: int, key: bytes) -> str:
    """Return the token: 64 characters that are safe in a path.

    `tenant` is the id of the partnership, None for what stands above partnerships.
    """
    return urlsafe_b64encode(selector + _verifier(selector, purpose, tenant, object_id, key)).decode("ascii")


def split(token: str) -> tuple[bytes, bytes] | None:
    """Return selector and verifier, or None for what cannot be a token."""
    if not _TOKEN.fullmatch(token):
        return None
    raw = urlsafe_b64decode(token)
    return raw[:SELECTOR_BYTES], raw[SELECTOR_BYTES:]


def is_genuine(
    parts: tuple[bytes, bytes], purpose: LinkPurpose, tenant: int | None, object_id: int, key: bytes
) -> bool:
    """Whether these (selector, verifier) were made with this key for purpose, tenant and object.

    Takes the same time for every verifier.
    """
    selector, verifier = parts
    return hmac.compare_digest(verifier, _verifier(selector, purpose, tenant, object_id, key))


def key_version(key: bytes) -> str:
    """Return a short name of the key, to store beside what was made with it; the key stays unknown."""
    return hashlib.sha256(b"sopforms link key\0" + key).hexdigest()[:12]


def _verifier(selector: bytes, purpose: LinkPurpose, tenant: int | None, object_id: int, key: bytes) -> bytes:
    if len(selector) != SELECTOR_BYTES:
        raise ValueError(f"a selector has {SELECTOR_BYTES} bytes")
    bound = f"|{purpose.value}|{'-' if tenant is None else tenant}|{object_id}".encode("ascii")
    return hmac.new(key, selector + bound, hashlib.sha256).digest()
