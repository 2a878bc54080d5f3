"""A phone with codes, and people who have one."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import pyotp
from flask import current_app
from flask.testing import FlaskClient

from sopforms.actions import second_factor
from sopforms.core import second_factor as rules
from sopforms.store import clock, second_factors
from sopforms.store.db import db
from sopforms.store.people import PersonRow
from sopforms.store.second_factors import SecondFactorRow

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
        """Set it up by the code before this one, so that the one of now is still good; return the codes."""
        codes = second_factor.set_up(self.person.id, self.session_id, self.code(later=later), nobody_passes)
        assert codes is not None
        return codes


def a_phone(person: PersonRow) -> Phone:
    """A phone that is set up, without recovery codes: hashing those takes its time."""
    phone = Phone(person)
    key = str(current_app.config["SECRET_KEY"]).encode()
    salt = hashlib.sha256(b"second factor salt\0" + SESSION.encode()).hexdigest()[:40]
    assert rules.secret(key, person.id, bytes.fromhex(salt)) == phone.secret
    version = rules.key_version(key)
    row = SecondFactorRow(
        person_id=person.id, salt=salt, key_version=version, set_at=clock.now(), last_step=0
    )
    second_factors.put(row)
    db.session.commit()
    return phone


def follow_mail(client: FlaskClient, token: str) -> str:
    """Sign in by the link of a mail; where that leads to."""
    answer = client.post(f"/inloggen/{token}")
    assert answer.status_code == 303
    return str(answer.location)
