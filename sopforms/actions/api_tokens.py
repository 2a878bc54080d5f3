"""Keys of a partnership for programs: made and shown once, used within a limit, revoked for good."""

from __future__ import annotations

import secrets
from datetime import date

from sopforms.actions import limits
from sopforms.actions.deed import deed, repeatable
from sopforms.core import api_token
from sopforms.core.actor import Actor
from sopforms.core.limits import API
from sopforms.store import api_tokens, clock
from sopforms.store.api_tokens import ApiTokenRow
from sopforms.store.db import db


@deed
def make(partnership_id: int, name: str, *, actor: Actor, today: date) -> str:
    """Make a key and return it: the only moment at which it can be read. Raises Invalid for its name."""
    name = api_token.check_name(name)
    key = api_token.written(secrets.token_bytes(api_token.BYTES))
    db.session.add(
        ApiTokenRow(
            partnership_id=partnership_id,
            name=name,
            token_hash=api_token.digest(key),
            made_by=actor.name,
            made_on=today,
        )
    )
    return key


@deed
def revoke(partnership_id: int, token_id: int, today: date) -> None:
    """End a key at once; once more changes nothing. Raises NotFound for one of another partnership."""
    row = api_tokens.get(partnership_id, token_id)
    if row.revoked_on is None:
        row.revoked_on = today


@repeatable
def use(token_id: int) -> bool:
    """Note that a key was used; False when it was used too often within the hour."""
    api_tokens.mark_used(token_id, clock.now())
    return limits.take(API, token_id)
