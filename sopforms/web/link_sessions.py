"""How long somebody who came in by a link may go on: twelve hours, counted from what was saved last.

Nobody loses anything when it ends: what was saved stays, and the link in the mail opens the same place again.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import session

from sopforms.core.signing_in import ABSOLUTE
from sopforms.store import clock
from sopforms.store import sessions as rows
from sopforms.store.links import LinkRow
from sopforms.web.sessions import hash_of

WORTH_WRITING = timedelta(hours=1)


def ends_at(link: LinkRow) -> datetime:
    """Return until when this browser may go on, by its session and by the link itself."""
    row = _row(link)
    return min(row.ends_at, link.expires_at) if row else clock.now()


def seconds_left(link: LinkRow) -> int:
    """Return how many seconds that is from now."""
    return max(0, int((ends_at(link) - clock.now()).total_seconds()))


def prolong(link: LinkRow) -> None:
    """Count twelve hours from now, when an hour of them is gone. The deed that follows commits."""
    row, until = _row(link), clock.now() + ABSOLUTE
    if row is not None and until - row.ends_at > WORTH_WRITING:
        row.ends_at = until


def _row(link: LinkRow) -> rows.LinkSessionRow | None:
    session_id = session.get(f"link:{link.purpose}")
    return rows.find_valid_link(hash_of(session_id), clock.now()) if session_id else None
