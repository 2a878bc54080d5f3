"""How long somebody who came in by a link may go on: twelve hours, counted from what was saved last.

Nobody loses anything when it ends: what was saved stays, and the link in the mail opens the same place again.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import g
from flask import session as cookie

from sopforms.core.signing_in import ABSOLUTE
from sopforms.store import clock
from sopforms.store import sessions as rows
from sopforms.store.links import LinkRow
from sopforms.store.respondents import OpenedLink, OpenedSession
from sopforms.store.sessions import LinkSessionRow

Link = LinkRow | OpenedLink

WORTH_WRITING = timedelta(hours=1)


def ends_at(link: Link) -> datetime:
    """Return until when this browser may go on, by its session and by the link itself."""
    session: LinkSessionRow | OpenedSession = g.link_session
    return min(session.ends_at, link.expires_at)


def seconds_left(link: Link) -> int:
    """Return how many seconds that is from now."""
    return max(0, int((ends_at(link) - clock.now()).total_seconds()))


def is_to_be_prolonged() -> bool:
    """Whether an hour of the twelve is gone."""
    session: LinkSessionRow | OpenedSession = g.link_session
    return clock.now() + ABSOLUTE - session.ends_at > WORTH_WRITING


def prolong() -> None:
    """Count twelve hours from now, when an hour of them is gone. The deed that follows commits."""
    if is_to_be_prolonged():
        session: LinkSessionRow | OpenedSession = g.link_session
        until = clock.now() + ABSOLUTE
        rows.prolong_link(session.id_hash, until)
        session.ends_at = until
        cookie.modified = True  # it is sent anew, so that it lasts as long
