"""The newest mail to each of several addresses: how a school's mails fared, without their texts of before."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from sopforms.core.codes import LetterKind
from sopforms.store.db import db
from sopforms.store.letters import OutboxRow


def to_each(
    emails: Collection[str], *, hidden: Collection[LetterKind], partnership_id: int
) -> dict[str, OutboxRow]:
    """Return the newest mail of this partnership, or to sign in, by the address in small letters.

    Two queries for all addresses; kinds in `hidden` are left out.
    """
    own = (OutboxRow.partnership_id == partnership_id) | (OutboxRow.kind == LetterKind.SIGN_IN)
    written = {each for email in emails for each in (email, email.lower())}
    query = sa.select(OutboxRow.id, OutboxRow.to_email).where(
        OutboxRow.to_email.in_(written), own, OutboxRow.kind.not_in(tuple(hidden))
    )
    newest: dict[str, int] = {}
    for found, email in db.session.execute(query.order_by(OutboxRow.date, OutboxRow.id)):
        newest[email.lower()] = found
    whole = sa.select(OutboxRow).where(OutboxRow.id.in_(newest.values()))
    rows = {row.id: row for row in db.session.scalars(whole)}
    return {email: rows[found] for email, found in newest.items()}
