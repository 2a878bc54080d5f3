"""Signing in by a link in a mail: same answer for everybody, one use, and every copy of a cookie ends."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from sopforms.actions import links, login
from sopforms.store import settings
from sopforms.store.db import db
from sopforms.store.letters import OutboxRow
from sopforms.store.links import LinkRow
from sopforms.web.own_paths import own_path
from tests import builders
from tests.conftest import make_app
from tests.web.browsing import a_town, as_person, digest_of_all_tables


def mails_to(email: str) -> list[OutboxRow]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(OutboxRow).where(OutboxRow.to_email == email)))


def token_for(email: str) -> str:
    row = mails_to(email)[-1]
    return links.token_of(db.session.get_one(LinkRow, row.link_id))


def test_a_known_and_an_unknown_address_get_the_same_answer(app: Flask) -> None:
    town = a_town()
    client = app.test_client()

    known = client.post("/inloggen", data={"email": town.anna.email})
    unknown = client.post("/inloggen", data={"email": "niemand@nergens.example"})

    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert len(mails_to(town.anna.email)) == 1
    assert mails_to("niemand@nergens.example") == []
    assert db.session.scalar(sa.select(sa.func.count(OutboxRow.id))) == 1


def test_an_address_is_asked_for_in_words_that_help(app: Flask) -> None:
    answer = app.test_client().post("/inloggen", data={"email": "anna"})

    assert answer.status_code == 422
    assert "Controleer het e-mailadres" in answer.text


def test_a_link_shows_a_button_and_only_pressing_it_signs_in(app: Flask) -> None:
    town = a_town()
    client = app.test_client()
    client.post("/inloggen", data={"email": town.anna.email})
    token = token_for(town.anna.email)
    before = digest_of_all_tables()

    for _ in range(100):
        assert client.get(f"/inloggen/{token}").status_code == 200
    assert digest_of_all_tables() == before
    entered = client.post(f"/inloggen/{token}")

    assert entered.location == "/begin"
    assert client.get("/sessies").status_code == 200


def test_a_link_works_once_and_only_the_newest_works(app: Flask) -> None:
    town = a_town()
    client = app.test_client()
    client.post("/inloggen", data={"email": town.anna.email})
    old = token_for(town.anna.email)
    client.post("/inloggen", data={"email": town.anna.email})
    new = token_for(town.anna.email)

    assert client.get(f"/inloggen/{old}").status_code == 410
    assert client.post(f"/inloggen/{old}").status_code == 410
    assert client.post(f"/inloggen/{new}").status_code == 303
    assert app.test_client().post(f"/inloggen/{new}").status_code == 410


def test_every_dead_link_answers_the_same(app: Flask) -> None:
    client = app.test_client()

    pages = [client.get(f"/inloggen/{token}") for token in ("x", "A" * 64, "verstuurd2")]

    assert {page.status_code for page in pages} == {410}


def test_who_wanted_a_page_gets_it_after_signing_in(app: Flask) -> None:
    town = a_town()
    client = app.test_client()
    path = f"/dossier/{town.dossier.id}"
    client.post(f"/inloggen?next={path}", data={"email": town.anna.email})

    entered = client.post(f"/inloggen/{token_for(town.anna.email)}")

    assert entered.location == path


@pytest.mark.parametrize(
    "path",
    [
        "//kwaad.example",
        "/\\kwaad.example",
        "https://kwaad.example",
        "javascript:1",
        "/a\nb",
        "",
        "begin",
        None,
    ],
)
def test_nobody_is_sent_to_another_site(path: str | None) -> None:
    assert own_path(path) == ""


def test_the_sixth_link_in_an_hour_is_refused_for_known_and_unknown_alike(app: Flask) -> None:
    town = a_town()
    client = app.test_client()

    for email in (town.anna.email, "niemand@nergens.example"):
        statuses = [client.post("/inloggen", data={"email": email}).status_code for _ in range(6)]
        assert statuses == [303] * 5 + [429]


def test_one_source_may_ask_twenty_times_an_hour(app_on_both: Flask) -> None:
    asked = [login.ask_link(f"a{number}@b.example", "192.0.2.1", str(number)) for number in range(21)]

    assert asked == [True] * 20 + [False]


def test_a_submit_that_comes_twice_sends_one_mail(app: Flask) -> None:
    town = a_town()
    client = app.test_client()
    form = {"email": town.anna.email, "submit_id": "7f0c2b1e-93f1-4f0e-9d0e-111111111111"}

    client.post("/inloggen", data=form)
    client.post("/inloggen", data=form)

    assert len(mails_to(town.anna.email)) == 1


def test_signing_out_ends_a_copied_cookie(app: Flask) -> None:
    town = a_town()
    client = as_person(app, town.anna)
    copy = as_person(app, town.anna)

    assert client.post("/uitloggen").status_code == 303
    assert copy.get("/sessies").status_code == 302


def test_signing_out_everywhere_ends_every_session(app: Flask) -> None:
    town = a_town()
    first, second = app.test_client(), app.test_client()
    for client in (first, second):
        client.post("/inloggen", data={"email": town.anna.email})
        client.post(f"/inloggen/{token_for(town.anna.email)}")

    first.post("/sessies/uitloggen")

    assert first.get("/begin").status_code == second.get("/begin").status_code == 302


def test_a_browser_that_asked_nothing_for_two_hours_is_signed_out(app: Flask) -> None:
    town = a_town()
    start = datetime(2027, 3, 22, 9, tzinfo=UTC)
    client = app.test_client()
    with time_machine.travel(start, tick=False) as clock:
        client.post("/inloggen", data={"email": town.anna.email})
        client.post(f"/inloggen/{token_for(town.anna.email)}")
        for hours in (1.9, 3.8, 5.7):
            clock.move_to(start + timedelta(hours=hours))
            assert client.get("/sessies").status_code == 200

        clock.move_to(start + timedelta(hours=7.8))

        assert client.get("/sessies").status_code == 302
        assert client.get("/begin").status_code == 302


def test_who_left_cannot_sign_in(app: Flask) -> None:
    town = a_town()
    client = app.test_client()
    client.post("/inloggen", data={"email": town.anna.email})
    token = token_for(town.anna.email)
    town.anna.deactivated_on = builders.TODAY
    db.session.commit()

    assert client.post(f"/inloggen/{token}").status_code == 410


def test_one_click_exists_in_the_demonstration_alone(app: Flask) -> None:
    town = a_town()

    assert app.test_client().post(f"/inloggen/als/{town.anna.id}").status_code == 404


def test_one_click_opens_nothing_in_a_database_that_is_no_demonstration(app: Flask) -> None:
    town = a_town()
    demo = make_app(app.config["SQLALCHEMY_DATABASE_URI"], demo=True)
    client = demo.test_client()

    assert client.post(f"/inloggen/als/{town.anna.id}").status_code == 404
    assert town.anna.name not in client.get("/inloggen").text
    with demo.app_context():
        db.engine.dispose()


def test_the_demonstration_lists_who_can_sign_in(app: Flask) -> None:
    town = a_town()
    settings.put(login.DEMONSTRATION, "1")
    demo = make_app(app.config["SQLALCHEMY_DATABASE_URI"], demo=True, mailbox_url="http://127.0.0.1:8025/")
    client = demo.test_client()

    page = client.get("/inloggen").text
    entered = client.post(f"/inloggen/als/{town.anna.id}")

    assert town.anna.name in page
    assert "http://127.0.0.1:8025/" in page
    assert entered.location == "/begin"
    assert client.get(f"/dossier/{town.dossier.id}").status_code == 200
    with demo.app_context():
        db.engine.dispose()


def test_the_token_of_a_link_is_nowhere_in_the_database(app: Flask) -> None:
    town = a_town()
    app.test_client().post("/inloggen", data={"email": town.anna.email})
    token = token_for(town.anna.email)

    rows = db.session.execute(sa.text("SELECT * FROM outbox")).all()

    assert not re.search(re.escape(token), repr(rows))
