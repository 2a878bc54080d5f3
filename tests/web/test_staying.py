"""Nobody with an account is put out without a warning: the page knows how long, and asking is staying."""

from __future__ import annotations

import re
from datetime import timedelta

import time_machine

from sopforms.core.codes import Step
from sopforms.store import clock
from tests import builders
from tests.web.browsing import a_town


def left(page: str) -> int:
    """The seconds after which the page warns, as it was drawn."""
    return int(re.search(r'role="alert" data-ends="(\d+)" hidden', page)[1])


def test_a_page_knows_how_long_its_reader_may_do_nothing(app):
    town = a_town(Step.DRAFT)
    anna, bram = app.test_client(), app.test_client()
    builders.sign_in(anna, town.anna)
    builders.sign_in(bram, town.bram)

    hers, his = anna.get(f"/dossier/{town.dossier.id}").text, bram.get(f"/dossier/{town.dossier.id}").text

    assert 2 * 60 * 60 - 120 <= left(hers) <= 2 * 60 * 60
    assert left(his) <= 2 * 60 * 60
    assert "Langer doorgaan" in hers
    assert "Na twee uur zonder iets te doen bent u uitgelogd" in hers[hers.index("<noscript>") :]
    assert "minuten zonder" not in hers


def test_asking_to_stay_starts_the_time_again_until_the_day_is_over(app):
    town = a_town()
    client = app.test_client()
    with time_machine.travel(clock.now(), tick=False) as travel:
        builders.sign_in(client, town.anna)
        client.get("/sessies")
        said = []
        for _ in range(7):
            travel.shift(timedelta(minutes=100))
            said.append(client.get("/sessies/langer").json["ends"])
        travel.shift(timedelta(minutes=100))
        over = client.get("/sessies/langer")

    assert all(7190 <= seconds <= 7200 for seconds in said[:6])
    assert 0 < said[6] < 7200  # twelve hours after signing in it is over, whatever was asked
    assert over.status_code == 302


def test_who_is_not_signed_in_has_no_session_to_lose(app):
    assert "data-ends" not in app.test_client().get("/inloggen").text
