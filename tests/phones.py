"""A phone with codes, and people who have one."""

from __future__ import annotations

from datetime import datetime, timedelta

import pyotp
from flask.testing import FlaskClient

from sopforms.actions import second_factor
from sopforms.store import clock
from sopforms.store.people import PersonRow

SESSION = "a session of a test"


def nobody_passes(_person: PersonRow) -> None:
    """The session is let through; tests of actions have none."""


class Phone:
    """A phone that holds the secret of one person."""

    def __init__(self, person: PersonRow, session_id: str = SESSION) -> None:
        self.person = person
        self.session_id = session_id
        self.secret = second_factor.offer(person.id, session_id).secret

    def code(self, moment: datetime | None = None, *, later: int = 0) -> str:
        """The code that it shows; `later` that many codes on."""
        return str(pyotp.TOTP(self.secret).at((moment or clock.now()) + timedelta(seconds=30 * later)))

    def set_up(self, *, later: int = -1) -> list[str]:
        """Set it up by the code before this one, so that the one of now is still good; the recovery codes."""
        codes = second_factor.set_up(self.person.id, self.session_id, self.code(later=later), nobody_passes)
        assert codes is not None
        return codes


def a_phone(person: PersonRow) -> Phone:
    """A phone that is set up."""
    phone = Phone(person)
    phone.set_up()
    return phone


def follow_mail(client: FlaskClient, token: str) -> str:
    """Sign in by the link of a mail; where that leads to."""
    answer = client.post(f"/inloggen/{token}")
    assert answer.status_code == 303
    return str(answer.location)
