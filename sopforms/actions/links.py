"""Making, opening and ending links without an account.

What is unknown, false, expired, revoked or used up all raise the same `LinkGone`. Resolving changes nothing,
because mail scanners follow links; opening is a deed of its own.
"""

from __future__ import annotations

from datetime import datetime

from flask import current_app

from sopforms.core import link
from sopforms.core.codes import LinkPurpose
from sopforms.core.errors import LinkGone
from sopforms.store import clock, links
from sopforms.store.links import LinkRow

_NO_SELECTOR = bytes(link.SELECTOR_BYTES)


def issue(
    purpose: LinkPurpose,
    object_id: int,
    partnership_id: int | None,
    email: str,
    expires_at: datetime,
    *,
    person_id: int | None = None,
) -> LinkRow:
    """Store a new link in the running transaction. Of a kind that opens once, only the newest works."""
    now = clock.now()
    if purpose in link.ONCE:
        links.revoke_of(purpose, object_id, now)
    row = LinkRow(
        selector=clock.token_bytes(link.SELECTOR_BYTES).hex(),
        purpose=purpose,
        partnership_id=partnership_id,
        object_id=object_id,
        person_id=person_id,
        email=email,
        key_version=link.key_version(keys_in_use()[0]),
        created_at=now,
        expires_at=expires_at,
    )
    return links.add(row)


def token_of(row: LinkRow) -> str:
    """Return the token that opens this link; raise `LinkGone` when its key is no longer in use."""
    return link.make(
        bytes.fromhex(row.selector), row.purpose, row.partnership_id, row.object_id, _key_of(row)
    )


def url_of(row: LinkRow) -> str:
    """Return the whole address, made of the configured base URL."""
    return f"{current_app.config['BASE_URL'].rstrip('/')}{link.PATHS[row.purpose]}{token_of(row)}"


def resolve(token: str, *purposes: LinkPurpose) -> LinkRow:
    """Return the link that this token opens for one of these purposes; raise `LinkGone`. Writes nothing."""
    parts = link.split(token)
    row = links.find(parts[0]) if parts else None
    if parts is None or row is None:
        # Unknown costs as much as known: one comparison.
        link.is_genuine((_NO_SELECTOR, b""), LinkPurpose.ADVICE, None, 0, keys_in_use()[0])
        raise LinkGone
    genuine = link.is_genuine(parts, row.purpose, row.partnership_id, row.object_id, _key_of(row))
    if not genuine or row.purpose not in purposes or not is_usable(row):
        raise LinkGone
    return row


def open_link(token: str, *purposes: LinkPurpose) -> LinkRow:
    """Open the link and note it, in one conditional statement; raise `LinkGone` when it cannot be opened."""
    row = resolve(token, *purposes)
    if not links.mark_opened(row.id, clock.now(), once=row.purpose in link.ONCE):
        raise LinkGone
    return row


def is_usable(row: LinkRow) -> bool:
    """Whether the link is neither ended, expired nor used up."""
    used_up = row.purpose in link.ONCE and row.opened_at is not None
    return row.revoked_at is None and row.expires_at > clock.now() and not used_up


def revoke(row: LinkRow) -> bool:
    """End one link; False when it was ended before."""
    return links.revoke(row.id, clock.now())


def revoke_all(purpose: LinkPurpose, object_id: int) -> int:
    """End every link to an object; return how many."""
    return links.revoke_of(purpose, object_id, clock.now())


def revoke_for(email: str, purpose: LinkPurpose, object_id: int) -> int:
    """End the links of somebody who is replaced; return how many."""
    return links.revoke_for(email, purpose, object_id, clock.now())


def end_at(purpose: LinkPurpose, object_id: int, moment: datetime) -> int:
    """Let the links to an object work until `moment`: two weeks after the decision, say."""
    return links.end_at(purpose, object_id, moment)


def keys_in_use() -> list[bytes]:
    """Return the link keys: the one in use, then retired ones whose links still work, split by commas."""
    configured = str(current_app.config["LINK_KEY"])
    return [key.strip().encode("utf-8") for key in configured.split(",") if key.strip()]


def _key_of(row: LinkRow) -> bytes:
    for key in keys_in_use():
        if link.key_version(key) == row.key_version:
            return key
    raise LinkGone
