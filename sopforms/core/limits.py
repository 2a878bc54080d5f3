"""How often something may be asked: so many times for one key in one window, over all workers together.

A window is a text that sorts by time; the counters stand in a table (`store/sessions.take_attempt`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` times an hour, or a day, for each key; `name` keeps limits apart in the table."""

    name: str
    most: int
    daily: bool = False

    def key(self, whom: object) -> str:
        """Return under which key attempts are counted; who it was is not kept."""
        return f"{self.name}:{hashlib.sha256(str(whom).encode()).hexdigest()[:32]}"

    def window(self, moment: datetime) -> str:
        """Return the hour or the day of this moment."""
        return f"{moment:%Y-%m-%d}" if self.daily else f"{moment:%Y-%m-%dT%H}"

    def again(self, moment: datetime) -> datetime:
        """Return when the window of this moment is over and counting begins anew."""
        if self.daily:
            return moment.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        return moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


SIGN_IN = Limit("sign_in", 5)
SIGN_IN_FROM = Limit("sign_in_from", 20)
NEW_LINK = Limit("new_link", 3, daily=True)
NEW_LINK_FROM = Limit("new_link_from", 20)
SLIP_FROM = Limit("slip_from", 30)  # a whole staff room may type from one place
HELPED = Limit("helped", 40)  # new mails that somebody asks for others
EXPORT = Limit("export", 20)  # files that one person takes out
API = Limit("api", 600)  # questions of a program with one key
