"""Handing mail over: once, or visibly not; against a real mail server that misbehaves."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date, timedelta
from email import message_from_bytes

import pytest

from sopforms.actions import delivery
from sopforms.actions import letters as outgoing
from sopforms.actions import links as links_of
from sopforms.core import letter
from sopforms.core.codes import LetterKind
from sopforms.core.mailing import DeliveryState
from sopforms.output import wording
from sopforms.store import clock, letters
from sopforms.store.db import db
from tests.letters import BOARD, DIRK
from tests.mail_app import ABOUT, ANNA, BRAM, CARLA, at, mail_app
from tests.smtp_server import Script, smtp_server

SENT, RETRY, FAILED = DeliveryState.SENT, DeliveryState.RETRY, DeliveryState.FAILED
UNCERTAIN, QUEUED, CANCELLED = DeliveryState.UNCERTAIN, DeliveryState.QUEUED, DeliveryState.CANCELLED


class Killed(BaseException):
    """The worker died here."""


@pytest.fixture
def app(_empty_sqlite, tmp_path):
    shutil.copy(_empty_sqlite, tmp_path / "mail.db")
    with mail_app(f"sqlite:///{tmp_path}/mail.db", MAIL_TIMEOUT=5) as app:
        yield app


@pytest.fixture
def server(app):
    with smtp_server(app.config["MAIL_PORT"], Script()) as script:
        yield script


def put(*some):
    rows = outgoing.put(*some)
    db.session.commit()
    return rows


def asked(chair=None):
    return letter.advice_requested(ABOUT, 5, CARLA, chair, board=BOARD, advise_by=date(2027, 5, 21))


def digest():
    return letter.survey_closed(ABOUT, 4, ANNA, "/dossier/7")


def killed_at(place):
    def crash(name):
        if name == place:
            raise Killed

    return crash


def run_and_die(place):
    with pytest.raises(Killed):
        delivery.deliver_due("first", killed_at(place))
    db.session.remove()


def test_a_mail_is_handed_over_with_its_link(app, server):
    (row,) = put(*asked())

    report = delivery.deliver_due("worker")

    ((to, raw),) = server.received
    text = message_from_bytes(raw).get_payload()[0].get_payload(decode=True).decode()
    assert report == delivery.Report(sent=1)
    assert to == [CARLA.email]
    assert links_of.url_of(letters.link_of(row)) in text.splitlines()
    assert wording.LINK not in raw.decode()
    assert (row.state, row.sent_at, row.lease_owner) == (SENT, clock.now(), None)


def test_P06_a_second_run_sends_nothing(app, server):
    put(*asked(DIRK))

    delivery.deliver_due("first")
    delivery.deliver_due("second")

    assert [to for to, _raw in server.received] == [[CARLA.email], [DIRK.email]]


def test_an_address_that_is_refused_fails_at_once_and_the_others_go(app, server):
    first, second = put(*asked(DIRK))
    server.rcpt = ["550 no such user"]

    report = delivery.deliver_due("worker")

    assert report == delivery.Report(sent=1, failed=1)
    assert (first.state, second.state) == (FAILED, SENT)
    assert first.last_error == "mailserver weigert het adres (550 no such user)"


def test_a_server_that_is_busy_gets_the_mail_later(app, server):
    (row,) = put(*asked())
    server.rcpt = ["451 try again later"]

    delivery.deliver_due("worker")
    assert (row.state, row.next_at) == (RETRY, clock.now() + timedelta(minutes=1))
    assert server.received == []
    assert delivery.deliver_due("worker") == delivery.Report()

    at(minutes=1)
    assert delivery.deliver_due("worker").sent == 1
    assert row.state is SENT


def test_a_mail_refused_after_its_text_is_not_uncertain(app, server):
    first, second = put(*asked(DIRK))
    server.data = ["554 looks like spam", "452 disk full"]

    delivery.deliver_due("worker")

    assert (first.state, second.state) == (FAILED, RETRY)


def test_P06_a_line_that_breaks_after_the_text_gives_the_same_bytes_again(app, server):
    (row,) = put(*asked())
    server.drop = 1

    assert delivery.deliver_due("worker").uncertain == 1
    assert (row.state, row.next_at) == (UNCERTAIN, clock.now() + timedelta(minutes=15))
    assert delivery.deliver_due("worker") == delivery.Report()
    at(minutes=15)
    assert delivery.deliver_due("worker").sent == 1

    hashes = {hashlib.sha256(raw).hexdigest() for _to, raw in server.received}
    assert len(server.received) == 2
    assert len(hashes) == 1


def test_a_digest_of_which_nobody_knows_whether_it_went_is_not_sent_again(app, server):
    (row,) = put(digest())
    server.drop = 1

    delivery.deliver_due("worker")
    at(days=2)
    delivery.deliver_due("worker")

    assert len(server.received) == 1
    assert (row.state, row.next_at) == (UNCERTAIN, None)
    assert letters.in_trouble(clock.now()) == [row]


def test_when_the_server_is_down_every_mail_waits_and_says_why(app):
    rows = put(*asked(DIRK))

    report = delivery.deliver_due("worker")

    assert report.later == 2
    assert {(row.state, row.last_error) for row in rows} == {(RETRY, "mailserver niet bereikbaar")}
    assert {row.next_at for row in rows} == {clock.now() + timedelta(minutes=1)}
    with smtp_server(app.config["MAIL_PORT"], Script()) as script:
        at(minutes=1)
        assert delivery.deliver_due("worker").sent == 2
    assert len(script.received) == 2


def test_a_server_that_stays_down_makes_the_mail_fail_in_the_end(app):
    (row,) = put(*asked())

    for _ in range(20):
        if row.next_at is None:
            break
        clock.set_rehearsal(row.next_at)
        db.session.commit()
        delivery.deliver_due("worker")

    assert (row.state, row.attempts) == (FAILED, 11)


@pytest.mark.parametrize("place", ["after_claim", "after_connect", "after_mail_from"])
def test_P05_a_worker_killed_before_the_text_loses_nothing(app, server, place):
    put(*asked())

    run_and_die(place)
    at(minutes=4)
    assert delivery.deliver_due("second") == delivery.Report()
    at(minutes=5)
    assert delivery.deliver_due("second").sent == 1

    assert len(server.received) == 1


@pytest.mark.parametrize(("place", "went"), [("before_data", 1), ("after_data", 2)])
def test_P05_a_worker_killed_around_the_text_leaves_an_uncertain_mail_that_goes_again(
    app, server, place, went
):
    (row,) = put(*asked())
    row_id = row.id

    run_and_die(place)
    at(minutes=5)
    delivery.sweep()
    assert letters.get(row_id).state is UNCERTAIN
    at(minutes=15)
    assert delivery.deliver_due("second").sent == 1

    assert len(server.received) == went
    assert len({raw for _to, raw in server.received}) == 1


def test_P05_a_worker_killed_after_the_outcome_was_written_changes_nothing_any_more(app, server):
    put(*asked())

    run_and_die("after_sent_commit")
    at(minutes=30)
    assert delivery.deliver_due("second") == delivery.Report()

    assert len(server.received) == 1


def test_every_crash_point_is_passed(app, server):
    put(*asked())
    passed = []

    delivery.deliver_due("worker", passed.append)

    assert tuple(passed) == delivery.CRASH_POINTS


def test_P06_who_lost_the_lease_may_not_send_the_text(app, server):
    (row,) = put(*asked())
    row_id = row.id

    def steal(name):
        if name == "after_mail_from":
            letters.change(row_id, (DeliveryState.SENDING,), lease_owner="somebody else")
            db.session.commit()

    report = delivery.deliver_due("first", steal)

    assert report == delivery.Report()
    assert server.received == []
    assert letters.get(row_id).lease_owner == "somebody else"


def test_one_bad_letter_does_not_keep_back_the_others(app, server):
    first, second = put(*asked(DIRK))
    first.message_id = "broken"
    db.session.commit()

    report = delivery.deliver_due("worker")

    assert (report.sent, report.failed) == (1, 1)
    assert second.state is SENT


def test_an_unexpected_fault_makes_a_mail_wait_and_is_named(app, server):
    (row,) = put(*asked())

    def stumble(name):
        if name == "after_connect":
            raise ZeroDivisionError

    delivery.deliver_due("worker", stumble)

    assert (row.state, row.last_error) == (RETRY, "onverwachte fout (ZeroDivisionError)")


def test_a_code_that_came_too_late_is_not_sent_and_a_sent_one_is_wiped(app, server):
    (sent,) = put(letter.advice_code(ABOUT, 5, CARLA, code="204816", request="s1"))
    delivery.deliver_due("worker")
    (late,) = put(letter.advice_code(ABOUT, 5, CARLA, code="111222", request="s2"))
    at(minutes=15)
    delivery.deliver_due("worker")

    assert (sent.state, sent.text, sent.html) == (SENT, "", "")
    assert (late.state, late.last_error) == (FAILED, "te laat: de link of code was verlopen")


def test_an_older_sign_in_link_is_not_sent_any_more(app, server):
    older, newer = put(letter.sign_in(BRAM, 3, "s1"), letter.sign_in(BRAM, 3, "s2"))

    delivery.deliver_due("worker")

    assert (older.state, newer.state) == (CANCELLED, SENT)


def test_who_waits_for_it_is_told_once_that_the_request_was_accepted(app, server, monkeypatch):
    told = []
    monkeypatch.setitem(
        delivery.DELIVERED, LetterKind.ADVICE_REQUESTED, lambda row: told.append(row.to_email)
    )
    put(*asked(DIRK), digest())

    delivery.deliver_due("worker")
    delivery.deliver_due("worker")

    assert told == [CARLA.email]


def test_who_stumbles_over_being_told_is_told_again(app, server, monkeypatch):
    tries = []

    def stumble(row):
        tries.append(row.id)
        if len(tries) == 1:
            raise ZeroDivisionError

    monkeypatch.setitem(delivery.DELIVERED, LetterKind.ADVICE_REQUESTED, stumble)
    (row,) = put(*asked())

    delivery.deliver_due("worker")
    delivery.deliver_due("worker")
    delivery.deliver_due("worker")

    assert len(tries) == 2
    assert row.state is SENT


def test_pages_say_how_far_a_mail_is(app, server):
    assert letters.delivery_state(7, LetterKind.ADVICE_REQUESTED) is None
    (row,) = put(*asked())

    delivery.deliver_due("worker")

    said = wording.delivery(row.state, row.sent_at, row.last_error)
    assert said == "bezorgd op maandag 5 april 2027 om 10.30 uur"
    assert wording.delivery(RETRY, None, "mailserver niet bereikbaar") == "wacht: mailserver niet bereikbaar"
    assert all(wording.delivery(state, clock.now(), "x") for state in DeliveryState)


def test_bodies_are_wiped_after_thirty_days(app, server):
    (row,) = put(*asked())
    delivery.deliver_due("worker")

    at(days=29)
    assert delivery.wipe_old() == 0
    at(days=31)
    assert delivery.wipe_old() == 1
    assert (row.text, row.html, row.subject != "") == ("", "", True)
