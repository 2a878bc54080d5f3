"""P16: nobody finds out by answer or by clock which addresses and links are known.

Pairs of a known and an unknown one are asked in turn, in an order that changes; the middle of the differences
is what counts. The clock is that of our own work: what other programs on a busy machine take does not count.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from time import thread_time

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from sopforms.actions import letters, links
from sopforms.core import letter
from sopforms.core.codes import LinkPurpose, Step
from sopforms.core.mailing import About, Address
from sopforms.store.db import db
from sopforms.store.people import PersonRow
from tests import builders
from tests.web.browsing import a_town

PAIRS = 50  # of a known and an unknown one, for each page
MOST = 0.002  # seconds
ATTEMPTS = 3  # a machine may hiccup; a difference in our code shows each time
Ask = Callable[[int, bool], TestResponse]


def people_of(count: int) -> list[str]:
    """So many addresses that are known."""
    addresses = [f"bekend{number}@school.example" for number in range(count)]
    db.session.execute(sa.insert(PersonRow), [{"name": "Bekend", "email": one} for one in addresses])
    db.session.commit()
    return addresses


def address_asker(app: Flask, path: str) -> Ask:
    """Ask for a mail: each address and each source once, so that no limit is reached."""
    return asker(app, path, people_of(PAIRS * ATTEMPTS))


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
    known = [f"secretaris{number}@mr.example" for number in range(PAIRS)]
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


def timed(ask: Ask, number: int, is_known: bool) -> tuple[float, tuple[int, str | None, str]]:
    begun = thread_time()
    answer = ask(number, is_known)
    took = thread_time() - begun
    text = re.sub(r'(name="csrf_token"[^>]*value|href)="[^"]*"', "", answer.text)  # holds what was asked for
    return took, (answer.status_code, answer.location, text)


def gap_of(ask: Ask, first: int) -> float:
    """The middle of what known takes longer than unknown; both must answer the same."""
    dice, found = random.Random(first), []
    for number in range(first, first + PAIRS):
        order = [True, False] if dice.random() < 0.5 else [False, True]
        took = {is_known: timed(ask, number, is_known) for is_known in order}
        assert took[True][1] == took[False][1]
        found.append(took[True][0] - took[False][0])
    return median(found)


@pytest.mark.parametrize("page", ASKERS)
def test_P16_known_and_unknown_look_and_take_the_same(app: Flask, page: str) -> None:
    a_town()
    ask = ASKERS[page](app)

    gaps = []
    for attempt in range(ATTEMPTS):
        gaps.append(gap_of(ask, attempt * PAIRS))
        if abs(gaps[-1]) < MOST:
            break

    assert abs(gaps[-1]) < MOST, gaps


def test_P16_the_measure_sees_a_page_that_takes_longer_for_who_is_known() -> None:
    """The measure itself is measured: a difference of four milliseconds is found."""

    class Slow:
        status_code, location, text = 200, None, ""

        def __init__(self, is_known: bool) -> None:
            until = thread_time() + (0.004 if is_known else 0.0)
            while thread_time() < until:
                pass

    assert gap_of(lambda _number, is_known: Slow(is_known), 0) > MOST  # type: ignore[arg-type,return-value]
