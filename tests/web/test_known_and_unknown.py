"""P16: nobody finds out by answer or by clock which addresses and links are known.

A known and an unknown one get the same bytes, make us add the same rows, in the same order, and ask the
database as often; of who has a link, a few questions more. A release run looks at the clock besides
(`timed_known_and_unknown.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from sopforms.actions import letters, links
from sopforms.core import letter
from sopforms.core.codes import LinkPurpose, Step
from sopforms.core.mailing import About, Address
from sopforms.store import people
from sopforms.store.db import db
from sopforms.store.people import PersonRow
from tests import builders
from tests.web.browsing import a_town

PAIRS = 400  # addresses of each kind, at most: each is asked for once, so that no limit is reached
SECRETARIES = 134  # each may ask three times a day
# Questions more for who is known: what a new link is to, and the school, round and wording of its letter.
MORE_READ = {"new link of a secretary": 4}
Ask = Callable[[int, bool], TestResponse]


def people_of(count: int) -> list[str]:
    """So many addresses that are known."""
    addresses = [f"bekend{number}@school.example" for number in range(count)]
    db.session.execute(sa.insert(PersonRow), [{"name": "Bekend", "email": one} for one in addresses])
    db.session.commit()
    return addresses


def address_asker(app: Flask, path: str) -> Ask:
    """Ask for a mail, each address and each source once."""
    return asker(app, path, people_of(PAIRS))


def asker(app: Flask, path: str, known: list[str]) -> Ask:
    client = app.test_client()

    def ask(number: int, is_known: bool) -> TestResponse:
        email = known[number % len(known)] if is_known else f"anders{number}@school.example"
        source = f"10.{int(is_known)}.{number // 250}.{number % 250}"
        return client.post(path, data={"email": email}, environ_base={"REMOTE_ADDR": source})

    return ask


def secretary_asker(app: Flask, path: str) -> Ask:
    """Ask for a mail as a secretary whose council was asked for advice: a letter more than others get."""
    dossier = builders.a_dossier(Step.REQUESTED)
    about = About(
        dossier.partnership_id, dossier.id, "De Tintelgaard", "2027-2028", Address("A", "a@b.example")
    )
    known = [f"secretaris{number}@mr.example" for number in range(SECRETARIES)]
    for number, email in enumerate(known):
        to = Address("Carla Jansen", email)
        letters.put(
            *letter.advice_requested(about, number, to, None, board="Bestuur", advise_by=builders.TODAY)
        )
    db.session.commit()
    return asker(app, path, known)


def link_asker(app: Flask, purpose: LinkPurpose, path: str) -> Ask:
    """Open a link that was ended, or one that never was."""
    client: FlaskClient = app.test_client()
    until = datetime.now(UTC) + timedelta(days=1)
    tokens = []
    for number in range(20):
        row = links.issue(purpose, number + 1, None, "bekend@school.example", until)
        tokens.append(links.token_of(row))
        row.revoked_at = datetime.now(UTC)
    db.session.commit()

    def ask(number: int, is_known: bool) -> TestResponse:
        token = tokens[number % 20] if is_known else f"{number:064d}"
        return client.get(path.format(token))

    return ask


ASKERS: dict[str, Callable[[Flask], Ask]] = {
    "sign-in": lambda app: address_asker(app, "/inloggen"),
    "new link": lambda app: address_asker(app, "/link"),
    "new link of a secretary": lambda app: secretary_asker(app, "/link"),
    "sign-in link": lambda app: link_asker(app, LinkPurpose.SIGN_IN, "/inloggen/{}"),
    "link of the council": lambda app: link_asker(app, LinkPurpose.ADVICE, "/a/{}"),
}


@contextmanager
def questions() -> Iterator[list[str]]:
    """Gather what the database is asked."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        found.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


def answered(ask: Ask, number: int, is_known: bool) -> tuple[int, str | None, str]:
    """Everything that whoever asks can see, but for tokens and for what they asked for themselves."""
    answer = ask(number, is_known)
    text = re.sub(r'(name="csrf_token"[^>]*value|href)="[^"]*"', "", answer.text)
    return answer.status_code, answer.location, text


@pytest.mark.parametrize("page", ASKERS)
def test_P16_known_and_unknown_get_the_same_bytes_for_the_same_work(app: Flask, page: str) -> None:
    a_town()
    ask = ASKERS[page](app)
    for is_known in (True, False):
        ask(0, is_known)  # what is put together once, is put together now

    for number in (1, 2, 3):
        asked, answers = {}, {}
        for is_known in (True, False):
            with questions() as asked[is_known]:
                answers[is_known] = answered(ask, number, is_known)

        assert answers[True] == answers[False]
        assert added(asked[True]) == added(asked[False])
        assert abs(len(asked[True]) - len(asked[False])) <= MORE_READ.get(page, 0)


def added(statements: list[str]) -> list[str]:
    """To which tables rows were added, in order; what was taken back again was added all the same."""
    return [found[1] for one in statements if (found := re.match(r"INSERT INTO (\w+)", one))]


def test_P16_writing_for_who_is_known_alone_is_seen(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison itself is tried: signing in without the work for nobody is told from the outside."""
    a_town()
    ask = ASKERS["sign-in"](app)
    monkeypatch.setattr(people, "first", lambda: None)

    with questions() as for_known:
        ask(1, True)
    with questions() as for_unknown:
        ask(1, False)

    assert added(for_known) != added(for_unknown)
