"""The outbox as a table: claimed by one, settled by its owner, told to pages."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from sopforms.core.codes import LetterKind
from sopforms.core.mailing import DeliveryState
from sopforms.store import letters, scope
from sopforms.store.db import db
from sopforms.store.letters import OutboxRow
from tests.mail_app import START, mail_app

LEASE = timedelta(minutes=5)


@pytest.fixture
def app(database):
    with mail_app(database) as app:
        yield app


def a_mail(number=1, **changes):
    facts = {
        "kind": LetterKind.ADVICE_REQUESTED,
        "to_email": "carla@mr.voorbeeld.nl",
        "subject": "Adviesaanvraag",
        "text": "tekst",
        "html": "<p>tekst</p>",
        "message_id": f"<{number}@voorbeeld.nl>",
        "dedupe": f"advice_requested:{number}",
        "date": START,
        "next_at": START + timedelta(seconds=number),
    }
    return letters.put(OutboxRow(**{**facts, **changes}))


def test_P06_eight_workers_at_once_take_every_mail_once(app):
    for number in range(24):
        a_mail(number)
    db.session.commit()
    taken: list[int] = []
    start = threading.Barrier(8)

    def take(owner):
        with app.app_context():
            scope.enter_everywhere()
            start.wait()
            while (row_id := letters.claim(owner, START + LEASE, LEASE)) is not None:
                db.session.commit()
                taken.append(row_id)
            db.session.remove()

    workers = [threading.Thread(target=take, args=(f"worker {number}",)) for number in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(taken) == len(set(taken)) == 24


def test_the_mail_that_waits_longest_goes_first_and_none_before_its_moment(app):
    later, sooner = a_mail(2), a_mail(1)

    assert letters.due(START) == 0
    assert letters.claim("worker", START, LEASE) is None
    assert letters.claim("worker", START + LEASE, LEASE) == sooner.id
    assert letters.claim("worker", START + LEASE, LEASE) == later.id


def test_only_the_owner_settles_a_mail(app):
    row = a_mail()
    letters.claim("first", START + LEASE, LEASE)

    assert not letters.start_data(row.id, "second", START + LEASE, LEASE)
    assert not letters.settle(row.id, "second", DeliveryState.SENT, sent_at=START)
    assert letters.start_data(row.id, "first", START + LEASE, LEASE)
    assert letters.settle(row.id, "first", DeliveryState.SENT, sent_at=START)


def test_a_worker_that_shows_life_again_keeps_its_mail(app):
    row = a_mail()
    letters.claim("first", START + LEASE, LEASE)
    over = START + 2 * LEASE
    (lost,) = letters.lost(over)
    seen = OutboxRow(id=lost.id, lease_owner="first", data_started_at=None)

    letters.start_data(row.id, "first", over, LEASE)

    assert not letters.settle_lost(seen, over, DeliveryState.QUEUED, next_at=over)
    assert letters.lost(over) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": DeliveryState.SENDING},
        {"state": DeliveryState.SENT},
        {"next_at": None},
        {"lease_owner": "somebody"},
    ],
)
def test_the_database_refuses_a_state_without_its_facts(app, wrong):
    with pytest.raises(IntegrityError):
        a_mail(**wrong)
    db.session.rollback()


def test_two_mails_for_one_occasion_are_refused(app):
    a_mail(1)

    with pytest.raises(IntegrityError):
        a_mail(1, message_id="<other@voorbeeld.nl>")
    db.session.rollback()


def test_a_page_learns_how_the_newest_mail_fares_and_copies_do_not_count(app):
    a_mail(1, state=DeliveryState.FAILED, last_error="mailserver weigert het adres")
    a_mail(2, to_email="dirk@mr.voorbeeld.nl", copy=True)

    assert letters.waiting() == 1
    assert letters.failed() == 1
    assert letters.oldest_waiting() == START
    assert letters.of_dossier(99) == []
    assert letters.delivery_state(99, LetterKind.ADVICE_REQUESTED) is None
