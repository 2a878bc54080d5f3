"""What the core raises when the rules do not allow something.

The web turns each into a page in one place (`web/errors.py`); nobody else catches them.
"""

from __future__ import annotations

from datetime import datetime


class Refused(Exception):
    """The rules do not allow this now. `reasons` are stable keys; the page turns them into sentences."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = reasons


class Invalid(Exception):
    """What was typed cannot be used. `problems` maps a field to the sentence that says what to do."""

    def __init__(self, **problems: str) -> None:
        super().__init__("; ".join(f"{field}: {message}" for field, message in problems.items()))
        self.problems = problems


class TooOften(Exception):
    """It was asked more often than one person may; from `again` on it may be asked anew (429)."""

    def __init__(self, again: datetime) -> None:
        super().__init__(f"not before {again:%Y-%m-%d %H:%M %Z}")
        self.again = again


class NotFound(Exception):
    """It does not exist, or not for this person: both look the same from outside (404)."""


class Conflict(Exception):
    """Somebody else changed it first. `theirs` is what stands there now, so that nothing typed is lost."""

    def __init__(self, theirs: object = None) -> None:
        super().__init__("changed meanwhile")
        self.theirs = theirs


class LinkGone(Exception):
    """A link that is unknown, expired or revoked; which of these is never told (410)."""
