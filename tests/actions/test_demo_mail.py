"""Mails of the demonstration go when it starts, and still belong to the day of the story."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from sopforms.actions import delivery, demo_mail
from sopforms.actions import letters as outgoing
from sopforms.core import letter
from sopforms.store import clock, letters
from sopforms.store.db import db
from tests.mail_app import ABOUT, ANNA, mail_app
from tests.smtp_server import Script, smtp_server

STORY = datetime(2026, 1, 16, 9, tzinfo=UTC)


@pytest.fixture
def app(_empty_sqlite, tmp_path):
    shutil.copy(_empty_sqlite, tmp_path / "mail.db")
    with mail_app(f"sqlite:///{tmp_path}/mail.db", MAIL_TIMEOUT=5, DEMO=True) as app:
        yield app


def a_mail(number):
    (row,) = outgoing.put(letter.survey_closed(ABOUT, number, ANNA, "/dossier/7"))
    db.session.commit()
    return row.id


def test_a_mail_of_the_story_counts_as_sent_on_its_own_day_and_one_of_now_on_this(app):
    with clock.stage(STORY):
        of_then = a_mail(1)
    of_now = a_mail(2)
    assert demo_mail.date_back(), "one still waits"
    with smtp_server(app.config["MAIL_PORT"], Script()):
        delivery.deliver_due("worker")

    assert not demo_mail.date_back()

    assert letters.get(of_then).sent_at == STORY
    assert clock.now() - letters.get(of_now).sent_at < timedelta(minutes=5)
