"""The mail of the day against a real mail server: one for each person, never two on a day, nothing lost."""

from __future__ import annotations

import re
import shutil
from datetime import date
from email import message_from_bytes, policy

import pytest

from sopforms.actions import delivery, links
from sopforms.actions import letters as outgoing
from sopforms.core import letter, point_letter
from sopforms.core.codes import LetterKind, LinkPurpose, Sector
from sopforms.core.mailing import Address, DeliveryState, LinkTo
from sopforms.store import clock, day_mails, letters
from sopforms.store.db import db
from sopforms.store.partnerships import PartnershipRow
from tests.letters import BOARD
from tests.mail_app import ABOUT, ANNA, BRAM, CARLA, DAAN, at, mail_app
from tests.smtp_server import Script, smtp_server

SAID = "In deze mail staan 3 berichten over het ondersteuningsaanbod."
FOUR = 5.5  # hours after the start of the clock, half past ten
BUNDLED, QUEUED, SENT, FAILED = (
    DeliveryState.BUNDLED,
    DeliveryState.QUEUED,
    DeliveryState.SENT,
    DeliveryState.FAILED,
)
UNCERTAIN, RETRY, CANCELLED = DeliveryState.UNCERTAIN, DeliveryState.RETRY, DeliveryState.CANCELLED


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


def ready(number, to=BRAM, about=ABOUT):
    return letter.draft_ready(about, number, [to], f"/dossier/{number}")[0]


def adopted(number, to=BRAM):
    page = LinkTo(path=f"/dossier/{number}")
    return letter.adopted(ABOUT, number, to, board=BOARD, decided=date(2027, 4, 5), link=page)


def point(number, to=DAAN):
    return point_letter.point_progress(
        ABOUT, number, to, goal=f"Doel {number}", due=date(2028, 4, 3), today=date(2027, 4, 5)
    )


def deliver():
    return delivery.deliver_due("worker")


def read(server, number=0):
    mail = message_from_bytes(server.received[number][1], policy=policy.default)
    return mail, mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()


def test_what_is_not_urgent_comes_in_one_mail_with_a_link_for_each_matter(app, server):
    put(ready(7), adopted(8), point(1, BRAM))
    assert deliver() == delivery.Report()

    at(hours=FOUR)
    assert deliver() == delivery.Report(sent=1)

    mail, text, html = read(server)
    assert server.received[0][0] == [BRAM.email]
    assert mail["subject"] == "Concept ondersteuningsaanbod klaar en nog 2 berichten"
    assert mail["reply-to"] == f"{ANNA.name} <{ANNA.email}>"
    found = [line for line in text.splitlines() if line.startswith("https://")]
    assert found[:2] == ["https://sop.voorbeeld.nl/dossier/7", "https://sop.voorbeeld.nl/dossier/8"]
    assert re.findall('href="([^"]+)"', html) == found
    assert text.splitlines()[:3] == ["Beste Bram Smit,", "", SAID]
    assert len(found) == 3
    assert links.resolve(found[2].rsplit("/", 1)[1], LinkPurpose.PROGRESS).object_id == 1
    assert "[[link" not in text + html
    assert html.count("<h2") == 3


def test_what_became_of_the_mail_counts_for_all_that_it_carried(app, server):
    rows = put(ready(7), adopted(8))
    at(hours=FOUR)
    deliver()

    for row in rows:
        assert (row.state, row.sent_at) == (SENT, clock.now())
    assert letters.delivery_state(7, LetterKind.DRAFT_READY) is None  # these letters name no dossier
    assert letters.waiting() == 0
    assert not outgoing.put(ready(7))  # the deed once more


def test_one_matter_alone_goes_in_its_own_words(app, server):
    (row,) = put(ready(7))
    at(hours=FOUR)
    deliver()

    mail, text, _html = read(server)
    assert mail["subject"] == "Concept ondersteuningsaanbod klaar"
    assert "berichten" not in text
    assert row.state is SENT


def test_each_person_gets_a_mail_of_their_own(app, server):
    put(ready(7), ready(7, ANNA), adopted(8), adopted(8, ANNA))
    at(hours=FOUR)
    deliver()

    assert [to for to, _raw in server.received] == [[ANNA.email], [BRAM.email]]
    _mail, text, _html = read(server)
    assert "Vragen? Mail" not in text  # Anna is whom the others ask


def test_an_address_counts_whatever_its_capitals(app, server):
    put(ready(7), adopted(8, Address("Bram", BRAM.email.upper())))
    at(hours=FOUR)

    assert deliver() == delivery.Report(sent=1)


def test_nobody_gets_two_on_a_day_however_late_the_first_was(app, server):
    put(ready(7), adopted(8))
    at(days=1, hours=3)  # the worker stood still all night: half past one
    deliver()
    late = put(ready(9), adopted(10))
    at(days=1, hours=FOUR)
    assert deliver() == delivery.Report()
    at(days=1, hours=13)
    assert deliver() == delivery.Report()

    at(days=2, hours=FOUR)
    assert deliver() == delivery.Report(sent=1)
    assert len(server.received) == 2
    assert {row.state for row in late} == {SENT}


def test_what_comes_after_four_leaves_the_next_day(app, server):
    at(hours=FOUR)
    (row,) = put(ready(7))
    deliver()
    assert server.received == []
    at(days=1, hours=FOUR)
    deliver()
    assert row.state is SENT


def test_a_letter_to_the_council_never_waits(app, server):
    put(ready(7), *letter.advice_requested(ABOUT, 5, CARLA, None, board=BOARD, advise_by=date(2027, 5, 21)))

    deliver()

    assert [to for to, _raw in server.received] == [[CARLA.email]]


def test_what_is_taken_back_in_time_is_not_in_it(app, server):
    kept, gone = put(ready(7), adopted(8))
    outgoing.cancel(gone.id)
    db.session.commit()
    at(hours=FOUR)
    deliver()

    mail, text, _html = read(server)
    assert mail["subject"] == kept.subject
    assert "/dossier/8" not in text


def test_a_matter_whose_link_was_ended_stays_out(app, server):
    gone, *kept = put(point(1), point(2), point(3))
    links.revoke(letters.link_of(gone))
    db.session.commit()
    at(hours=FOUR)
    deliver()

    _mail, text, _html = read(server)
    assert gone.state is CANCELLED
    assert "Doel 1" not in text
    assert {row.state for row in kept} == {SENT}


def test_an_address_that_is_refused_fails_with_all_that_waited_and_each_can_go_again(app, server):
    rows = put(ready(7), adopted(8))
    server.rcpt = ["550 no such user"]
    at(hours=FOUR)
    assert deliver().failed == 1
    assert {row.state for row in rows} == {FAILED}
    assert rows[0].last_error == "mailserver weigert het adres (550 no such user)"

    outgoing.resend(rows[0].id)
    db.session.commit()
    deliver()

    assert read(server)[0]["subject"] == "Concept ondersteuningsaanbod klaar"
    assert (rows[0].state, rows[1].state) == (SENT, FAILED)


def test_a_busy_server_gets_the_same_mail_later_and_one_that_hangs_up_makes_it_uncertain(app, server):
    rows = put(ready(7), adopted(8))
    server.rcpt, server.drop = ["451 later"], 1
    at(hours=FOUR)
    deliver()
    assert {row.state for row in rows} == {BUNDLED}
    at(hours=FOUR + 0.1)
    deliver()

    assert {row.state for row in rows} == {UNCERTAIN}
    at(days=3)
    deliver()
    assert len(server.received) == 1


def test_a_worker_that_dies_after_the_binding_leaves_the_mail_to_the_next(app, server):
    rows = put(ready(7), adopted(8))
    at(hours=FOUR)

    class Killed(BaseException):
        pass

    def die(name):
        raise Killed(name)

    with pytest.raises(Killed):
        delivery.deliver_due("first", die)
    db.session.remove()
    at(hours=FOUR + 0.2)
    delivery.deliver_due("second")

    assert len(server.received) == 1
    assert {letters.get(row_id).state for row_id in (1, 2)} == {SENT}
    assert len(rows) == 2


def test_of_two_workers_at_once_one_makes_the_mail(app, server, monkeypatch):
    put(ready(7), adopted(8))
    at(hours=FOUR)
    late = day_mails.waiting_for

    def first_the_other(email, now):
        rows = late(email, now)
        monkeypatch.setattr(day_mails, "waiting_for", late)
        for row in rows:
            db.session.expunge(row)
        delivery.day_mail.gather()
        return rows

    monkeypatch.setattr(day_mails, "waiting_for", first_the_other)
    deliver()

    assert len(server.received) == 1


def test_matters_of_two_partnerships_come_in_one_mail(app, server):
    db.session.add(PartnershipRow(id=2, code="PO9902", name="SWV Verderop", sector=Sector.PO))
    other = letter.About(2, None, "De Vlinder", "2027-2028", CARLA)
    put(ready(7), ready(8, about=other))
    at(hours=FOUR)
    deliver()

    mail, text, _html = read(server)
    assert mail["subject"] == "Concept ondersteuningsaanbod klaar (2 berichten)"
    assert mail["reply-to"] is None
    assert "Beantwoord deze mail niet" in text
    assert f"Vragen? Mail {CARLA.name} ({CARLA.email})." in text
    assert letters.find(f"day_mail:{BRAM.email}|2027-04-05").partnership_id is None


def test_a_mail_that_waits_for_its_hour_is_no_trouble(app):
    put(ready(7), adopted(8))
    at(hours=2)
    assert letters.in_trouble(clock.now()) == []
    assert letters.oldest_waiting() is None

    at(hours=FOUR + 1)
    assert len(letters.in_trouble(clock.now())) == 2


def test_the_demonstration_shows_every_mail_at_once(app, server):
    app.config["DEMO"] = True
    put(ready(7), adopted(8))

    deliver()

    assert len(server.received) == 2
