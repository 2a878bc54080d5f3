"""Putting letters in the outbox, and what can still be done with one."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime

import pytest

from sopforms.actions import letters as outgoing
from sopforms.actions import links
from sopforms.core import letter
from sopforms.core.codes import LinkPurpose
from sopforms.core.errors import Refused
from sopforms.core.mailing import Address, DeliveryState, LinkTo
from sopforms.output.wording import LINK
from sopforms.store import clock, letters
from sopforms.store.db import db
from tests.letters import BOARD, DIRK
from tests.mail_app import ABOUT, BRAM, CARLA, mail_app

BY = date(2027, 5, 21)


@pytest.fixture
def app(_empty_sqlite, tmp_path):
    shutil.copy(_empty_sqlite, tmp_path / "mail.db")
    with mail_app(f"sqlite:///{tmp_path}/mail.db") as app:
        yield app


@pytest.fixture
def app_on_both(database):
    with mail_app(database) as app:
        yield app


def request():
    return letter.advice_requested(ABOUT, 5, CARLA, DIRK, board=BOARD, advise_by=BY)


def test_a_letter_is_frozen_with_a_marker_where_the_link_comes(app_on_both):
    own, copy = outgoing.put(*request())

    assert LINK in own.text
    assert LINK in own.html
    assert links.token_of(letters.link_of(own)) not in own.text
    assert own.subject == "Adviesaanvraag ondersteuningsaanbod 2027-2028"
    assert (own.state, own.copy, own.object_id, own.reply_to) == (
        DeliveryState.QUEUED,
        False,
        5,
        ABOUT.contact.email,
    )
    assert letters.link_of(copy).purpose is LinkPurpose.ADVICE_READ
    assert own.message_id != copy.message_id


def test_P05_a_letter_exists_exactly_when_its_deed_happened(app):
    outgoing.put(*request())
    db.session.rollback()

    assert letters.waiting() == 0


def test_P03_the_same_occasion_gives_one_letter_and_one_link(app):
    outgoing.put(*request())
    db.session.commit()

    assert outgoing.put(*request()) == []
    assert letters.waiting() == 2


def test_a_link_works_until_and_including_its_last_day(app):
    link = LinkTo(LinkPurpose.ADVICE, 5, until=date(2027, 6, 21))

    (row,) = outgoing.put(letter.adopted(ABOUT, 2, CARLA, board=BOARD, decided=BY, link=link))

    assert letters.link_of(row).expires_at == datetime(2027, 6, 21, 22, 0, tzinfo=UTC)


def test_a_page_letter_has_a_path_and_no_link_without_account(app):
    (row,) = outgoing.put(letter.survey_closed(ABOUT, 4, BRAM, "/dossier/7"))

    assert (row.link_id, row.path) == (None, "/dossier/7")


def failed(row):
    letters.change(row.id, (DeliveryState.QUEUED,), state=DeliveryState.FAILED, next_at=None, attempts=3)
    db.session.commit()


def test_a_failed_mail_can_go_again(app):
    row, _copy = outgoing.put(*request())
    failed(row)

    outgoing.resend(row.id)

    assert (row.state, row.attempts, row.next_at) == (DeliveryState.QUEUED, 0, clock.now())


def test_a_failed_mail_can_go_to_another_address_with_a_link_of_its_own(app_on_both):
    row, _copy = outgoing.put(*request())
    failed(row)

    new = outgoing.send_elsewhere(row.id, Address("Carla de Wit", "carla@thuis.voorbeeld.nl"))

    assert (new.to_email, new.text, new.state) == ("carla@thuis.voorbeeld.nl", row.text, DeliveryState.QUEUED)
    assert new.link_id != row.link_id
    assert letters.link_of(new).object_id == 5
    assert links.is_usable(letters.link_of(new))
    assert not links.is_usable(letters.link_of(row))


def test_a_waiting_mail_can_be_cancelled_and_a_sent_one_cannot(app):
    row, copy = outgoing.put(*request())
    letters.change(copy.id, (DeliveryState.QUEUED,), state=DeliveryState.SENT, sent_at=clock.now())

    outgoing.cancel(row.id)

    assert row.state is DeliveryState.CANCELLED
    with pytest.raises(Refused):
        outgoing.cancel(copy.id)
    with pytest.raises(Refused):
        outgoing.resend(copy.id)
    with pytest.raises(Refused):
        outgoing.send_elsewhere(copy.id, BRAM)


def test_an_accepted_mail_can_come_back(app):
    row, _copy = outgoing.put(*request())
    letters.change(row.id, (DeliveryState.QUEUED,), state=DeliveryState.SENT, sent_at=clock.now())

    outgoing.record_bounce(row.id, "postvak vol")

    assert (row.state, row.last_error) == (DeliveryState.BOUNCED, "postvak vol")
    assert letters.failed() == 1


def test_P19_after_a_restore_nothing_goes_out_by_itself(app_on_both):
    row, _copy = outgoing.put(*request())
    letters.claim("worker", clock.now(), outgoing.SHORT_LIFE)

    assert outgoing.hold_unfinished() == 2
    assert letters.claim("worker", clock.now(), outgoing.SHORT_LIFE) is None
    outgoing.release(row.id)
    assert letters.claim("worker", clock.now(), outgoing.SHORT_LIFE) == row.id
