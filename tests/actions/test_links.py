"""Opening links: bound, ending, revocable, and never changed by looking."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest

from sopforms.actions import links
from sopforms.core.codes import LinkPurpose
from sopforms.core.errors import LinkGone
from sopforms.store import clock
from sopforms.store.db import db, reading
from tests.mail_app import at, mail_app

ADVICE, SURVEY, SIGN_IN = LinkPurpose.ADVICE, LinkPurpose.SURVEY, LinkPurpose.SIGN_IN


@pytest.fixture
def app(_empty_sqlite, tmp_path):
    shutil.copy(_empty_sqlite, tmp_path / "mail.db")
    with mail_app(f"sqlite:///{tmp_path}/mail.db") as app:
        yield app


@pytest.fixture
def app_on_both(database):
    with mail_app(database) as app:
        yield app


def issued(purpose=ADVICE, thing=5, days=30, email="carla@mr.voorbeeld.nl"):
    row = links.issue(purpose, thing, 1, email, clock.now() + timedelta(days=days))
    db.session.commit()
    return row, links.token_of(row)


def test_a_link_opens_and_notes_only_the_first_moment(app_on_both):
    row, token = issued()
    opened = at(minutes=1)

    links.open_link(token, ADVICE)
    at(minutes=9)
    again = links.open_link(token, ADVICE)

    assert again.id == row.id
    assert again.opened_at == opened


def test_P07_looking_at_a_link_a_hundred_times_changes_nothing(app_on_both):
    row, token = issued()

    with reading():
        for _ in range(100):
            links.resolve(token, ADVICE)
        db.session.rollback()

    assert row.opened_at is None


def test_P08_the_database_does_not_hold_what_opens_a_link(app):
    row, token = issued()

    stored = " ".join(str(getattr(row, column.key)) for column in row.__table__.columns)

    assert token not in stored
    assert token[24:] not in stored


@pytest.mark.parametrize("token", ["", "a" * 64, "?" * 64, "a" * 500])
def test_what_is_no_link_is_gone(app, token):
    with pytest.raises(LinkGone):
        links.resolve(token, ADVICE)


def test_a_link_for_one_purpose_is_gone_for_another(app):
    _row, token = issued()

    with pytest.raises(LinkGone):
        links.open_link(token, SURVEY, SIGN_IN)


def test_an_expired_link_is_gone(app):
    _row, token = issued(days=1)
    at(days=1)

    with pytest.raises(LinkGone):
        links.resolve(token, ADVICE)


def test_a_revoked_link_is_gone_and_revoking_twice_is_harmless(app):
    row, token = issued()

    assert links.revoke(row) is True
    assert links.revoke(row) is False
    with pytest.raises(LinkGone):
        links.open_link(token, ADVICE)


def test_a_replaced_secretary_loses_the_link_and_the_new_one_keeps_it(app):
    _old, gone = issued(email="Carla@mr.voorbeeld.nl")
    _new, kept = issued(email="dirk@mr.voorbeeld.nl")

    assert links.revoke_for("carla@mr.voorbeeld.nl", ADVICE, 5) == 1
    with pytest.raises(LinkGone):
        links.resolve(gone, ADVICE)
    assert links.resolve(kept, ADVICE).email == "dirk@mr.voorbeeld.nl"


def test_a_sign_in_link_opens_once_and_only_the_newest(app_on_both):
    _older, first = issued(SIGN_IN, 3)
    _newer, second = issued(SIGN_IN, 3)

    with pytest.raises(LinkGone):
        links.open_link(first, SIGN_IN)
    links.open_link(second, SIGN_IN)
    with pytest.raises(LinkGone):
        links.open_link(second, SIGN_IN)


def test_the_links_to_a_request_can_be_ended_on_a_day(app):
    _row, token = issued(days=300)
    links.end_at(ADVICE, 5, clock.now() + timedelta(days=14))
    db.session.commit()

    at(days=13)
    assert links.resolve(token, ADVICE)
    at(days=14)
    with pytest.raises(LinkGone):
        links.resolve(token, ADVICE)


def test_a_retired_key_still_opens_its_links_and_a_removed_one_does_not(app):
    old = app.config["LINK_KEY"]
    row, token = issued()

    app.config["LINK_KEY"] = "n" * 40 + "," + old
    assert links.resolve(token, ADVICE).id == row.id
    assert links.token_of(issued()[0]) != token
    app.config["LINK_KEY"] = "n" * 40
    with pytest.raises(LinkGone):
        links.resolve(token, ADVICE)


def test_the_address_is_made_of_the_configured_base_url(app):
    row, token = issued()

    assert links.url_of(row) == f"https://sop.voorbeeld.nl/a/{token}"
