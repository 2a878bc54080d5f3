"""The unsent advice of a council and the code that sends it, each change one conditional statement.

A version stands for one deliberate save. Autosave writes within its version: it never overtakes a text that
was saved on purpose in another window.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from sopforms.store.advices import AdviceDraftRow
from sopforms.store.db import db

TRIES = 5


def find(request_id: int) -> AdviceDraftRow | None:
    """Return the draft as the database has it now."""
    return db.session.get(AdviceDraftRow, request_id, populate_existing=True)


def start(request_id: int) -> None:
    """Make an empty draft where there is none; its version is 1."""
    if find(request_id) is None:
        db.session.add(AdviceDraftRow(request_id=request_id, fields={}))
        db.session.flush()


def keep(request_id: int, fields: dict[str, Any], version: int) -> bool:
    """Write what was typed within its version; return False when a newer version stands there."""
    return _changed(_at(request_id, version).values(fields=fields)) == 1


def save(request_id: int, fields: dict[str, Any], version: int) -> bool:
    """Save what was typed as the next version; return False when somebody else was first."""
    return _changed(_at(request_id, version).values(fields=fields, version=version + 1)) == 1


def set_code(request_id: int, code_hash: str, until: datetime, seen: str) -> None:
    """Let this code send what was `seen`, until then; an older code ends."""
    _changed(_of(request_id).values(code_hash=code_hash, code_until=until, code_tries=0, code_seen=seen))


def try_code(request_id: int, code_hash: str, now: datetime) -> bool:
    """Return whether this is the code that works now; a wrong one counts, in the same statement.

    After five wrong ones no code is right any more. The count lasts when the transaction is committed.
    """
    right = AdviceDraftRow.code_hash == code_hash
    attempt = (
        _of(request_id)
        .where(
            AdviceDraftRow.code_hash != "",
            AdviceDraftRow.code_until > now,
            AdviceDraftRow.code_tries < TRIES,
        )
        .values(code_tries=AdviceDraftRow.code_tries + sa.case((right, 0), else_=1))
        .returning(AdviceDraftRow.code_hash)
    )
    return db.session.scalar(attempt) == code_hash


def use_code(request_id: int, code_hash: str, now: datetime, seen: str) -> bool:
    """Use up the code; return False when it no longer works: used, replaced, too late, for another text."""
    return (
        _changed(
            _of(request_id)
            .where(
                AdviceDraftRow.code_hash == code_hash,
                AdviceDraftRow.code_seen == seen,
                AdviceDraftRow.code_until > now,
                AdviceDraftRow.code_tries < TRIES,
            )
            .values(code_hash="", code_seen="", code_until=None, code_tries=0)
        )
        == 1
    )


def _of(request_id: int) -> sa.Update:
    return (
        sa.update(AdviceDraftRow)
        .where(AdviceDraftRow.request_id == request_id)
        .execution_options(synchronize_session=False)
    )


def _at(request_id: int, version: int) -> sa.Update:
    return _of(request_id).where(AdviceDraftRow.version == version)


def _changed(change: sa.Update) -> int:
    return int(getattr(db.session.execute(change), "rowcount", 0))
