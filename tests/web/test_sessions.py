"""Whatever ends a session ends every copy of its cookie; each device is known by name and ended alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions import login, seats, second_factor
from sopforms.actions import people as deeds
from sopforms.actions.people import NewRole, Scope
from sopforms.core.actor import Actor
from sopforms.core.codes import Role
from sopforms.store import clock, people
from sopforms.store.db import db
from sopforms.store.letters import OutboxRow
from sopforms.store.people import PersonRow
from sopforms.store.sessions import UserSessionRow
from sopforms.web import sessions
from sopforms.web.sessions import hash_of
from tests import builders
from tests.phones import a_phone
from tests.web.browsing import Town, a_town, as_person
from tests.web.test_second_factor import by_mail

FIREFOX = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"}
START = datetime(2027, 3, 22, 9, tzinfo=UTC)


def signed_in(app: Flask, person: PersonRow) -> tuple[FlaskClient, FlaskClient]:
    """A browser with a session of its own, and another one with a copy of its cookie."""
    session_id, now = clock.token_bytes(16).hex(), clock.now()
    db.session.add(
        UserSessionRow(
            id_hash=hash_of(session_id),
            person_id=person.id,
            created_at=now,
            ends_at=now + timedelta(hours=12),
            factor_given_at=now,
        )
    )
    db.session.commit()
    clients = app.test_client(), app.test_client()
    for client in clients:
        with client.session_transaction() as cookie:
            cookie["_user_id"] = session_id
    return clients


class Village:
    """A town with somebody in each role that has an account."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.lena, self.kees = builders.a_person("Lena Bos"), builders.a_person("Kees Groen")
        builders.a_membership(self.lena, Role.PUPIL_LEADER, town.location)
        builders.a_membership(self.kees, Role.CONSULTANT, town.partnership)
        db.session.commit()
        self.ada = Actor((Role.ADMINISTRATOR,), None, "De beheerder")
        self.everybody = [town.anna, town.hanna, town.bram, town.sanne, self.lena, self.kees]

    def give_role(self, person: PersonRow) -> None:
        """One more role: at another school, or for the partnership."""
        town = self.town
        other = builders.a_location(town.partnership, town.board)
        new = NewRole(Role.PUPIL_LEADER, Scope(location_id=other.id))
        deeds.add_role(
            town.partnership.id, person.name, person.email, new, actor=self.ada, today=builders.TODAY
        )

    def take_role(self, person: PersonRow) -> None:
        """One role less."""
        builders.a_membership(person, Role.PUPIL_LEADER, builders.a_location(self.town.partnership))
        row = people.memberships_of(person.id)[0]
        deeds.remove_role(self.town.partnership.id, row.id, builders.TODAY, actor=self.ada)

    def take_last_role(self, person: PersonRow) -> None:
        """No role any more: who has none is no user any more."""
        for row in people.memberships_of(person.id):
            deeds.remove_role(self.town.partnership.id, row.id, builders.TODAY, actor=self.ada)
        assert people.get(person.id).deactivated_on == builders.TODAY

    def move(self, person: PersonRow) -> None:
        """Another address."""
        partnership_id, new = self.town.partnership.id, f"nieuw.{person.email}"
        deeds.rename(partnership_id, person.id, person.name, new, actor=self.ada, today=builders.TODAY)

    def reset(self, person: PersonRow) -> None:
        """The phone is taken away."""
        partnership_id = self.town.partnership.id
        second_factor.reset(partnership_id, person.id, self.ada, builders.TODAY, everywhere=True)

    def leave(self, person: PersonRow) -> None:
        """The account is ended."""
        person.deactivated_on = builders.TODAY
        db.session.commit()


EVENTS: dict[str, Callable[[Village, PersonRow], None]] = {
    "a role more": Village.give_role,
    "a role less": Village.take_role,
    "no role left": Village.take_last_role,
    "another address": Village.move,
    "a phone taken away": Village.reset,
    "deactivation": Village.leave,
}


def is_over(client: FlaskClient) -> bool:
    """Whether this cookie opens nothing, neither to read nor to write."""
    read, write = client.get("/begin"), client.post("/sessies/uitloggen")
    return read.status_code == 302 and "/inloggen" in read.location and write.status_code == 401


@pytest.mark.parametrize("event", EVENTS)
def test_P15_what_changes_somebodys_rights_ends_every_copy_of_every_cookie(app: Flask, event: str) -> None:
    village = Village(a_town())
    for person in village.everybody:
        browsers = [*signed_in(app, person), *signed_in(app, person)]
        assert all(browser.get("/sessies").status_code == 200 for browser in browsers)

        EVENTS[event](village, person)

        assert all(is_over(browser) for browser in browsers), (event, person.name)


@pytest.mark.parametrize("path", ["/uitloggen", "/sessies/uitloggen"])
def test_P15_signing_out_ends_the_copy_too(app: Flask, path: str) -> None:
    village = Village(a_town())
    for person in [*village.everybody, village.town.ada]:
        browser, copy = signed_in(app, person)

        assert browser.post(path).status_code == 303

        assert is_over(browser)
        assert is_over(copy)


def test_P15_a_mandate_that_comes_or_goes_ends_the_sessions_of_its_holder(app: Flask) -> None:
    town = a_town()
    (row,) = people.memberships_of(town.hanna.id)
    board = Actor((Role.BOARD,), town.bram.id, town.bram.name)
    for until in (builders.TODAY + timedelta(days=400), None):
        browsers = signed_in(app, town.hanna)

        deeds.record_mandate(town.board.id, row.id, "statuut", until, builders.TODAY, actor=board)

        assert all(is_over(browser) for browser in browsers)


def test_P15_a_mandate_that_runs_out_ends_the_sessions_in_which_it_held(app: Flask) -> None:
    town = a_town()
    (row,) = people.memberships_of(town.hanna.id)
    with time_machine.travel(datetime(2027, 3, 22, 20, tzinfo=UTC), tick=False) as at:
        row.mandate_recorded_on = row.mandate_until = clock.today()
        browsers, others = signed_in(app, town.hanna), signed_in(app, town.anna)
        at.move_to(datetime(2027, 3, 22, 21, 59, tzinfo=UTC))
        assert all(browser.get("/sessies").status_code == 200 for browser in (*browsers, *others))
        at.move_to(datetime(2027, 3, 22, 23, 1, tzinfo=UTC))  # the next day in the Netherlands

        assert all(is_over(browser) for browser in browsers)
        assert others[0].get("/sessies").status_code == 200
        assert signed_in(app, town.hanna)[0].get("/sessies").status_code == 200


def test_P15_a_seat_that_has_waited_its_week_ends_the_sessions_from_before(app: Flask) -> None:
    town, nina = a_town(), builders.a_person("Nina Vos")
    with time_machine.travel(datetime(2027, 3, 22, 22, 40, tzinfo=UTC), tick=False) as at:
        builders.a_membership(nina, Role.BOARD, town.board, waits_until=clock.today())
        browsers = signed_in(app, nina)
        assert all(browser.get("/sessies").status_code == 200 for browser in browsers)
        at.move_to(datetime(2027, 3, 22, 23, 1, tzinfo=UTC))  # the next day in the Netherlands

        assert all(is_over(browser) for browser in browsers)
        assert signed_in(app, nina)[0].get("/sessies").status_code == 200


def test_P15_a_seat_that_the_board_confirms_ends_the_sessions_of_its_holder_once(app: Flask) -> None:
    town, nina = a_town(), builders.a_person("Nina Vos")
    seat = builders.a_membership(nina, Role.BOARD, town.board, waits_until=builders.TODAY)
    browser, copy = signed_in(app, nina)
    bram = Actor((Role.BOARD,), town.bram.id, "Bram Smit")

    seats.confirm(town.board.id, seat.id, builders.TODAY, actor=bram)

    assert is_over(browser)
    assert is_over(copy)
    (told,) = db.session.scalars(sa.select(OutboxRow).where(OutboxRow.to_email == nina.email))
    assert f"Bram Smit bevestigde uw plek bij {town.board.name}: bestuurder." in told.text
    again, _copy = signed_in(app, nina)
    seats.confirm(town.board.id, seat.id, builders.TODAY, actor=bram)
    assert again.get("/sessies").status_code == 200


def test_one_session_is_ended_and_the_others_stay(app: Flask) -> None:
    town = a_town()
    (here, _copy), (there, copy) = signed_in(app, town.anna), signed_in(app, town.anna)
    with there.session_transaction() as cookie:
        key = hash_of(cookie["_user_id"])[:16]

    assert here.post(f"/sessies/{key}/uitloggen").location == "/sessies"

    assert is_over(there)
    assert is_over(copy)
    assert here.get("/sessies").status_code == 200


@pytest.mark.parametrize("key", ["%" * 8, "0" * 16, "abc", "_" * 16])
def test_nobody_ends_a_session_of_somebody_else_or_of_nobody(app: Flask, key: str) -> None:
    town = a_town()
    (mine, _), (theirs, _) = signed_in(app, town.anna), signed_in(app, town.eva)
    with theirs.session_transaction() as cookie:
        other = hash_of(cookie["_user_id"])[:16]

    assert mine.post(f"/sessies/{key.replace('%', '%25')}/uitloggen").status_code == 404
    assert mine.post(f"/sessies/{other}/uitloggen").status_code == 404
    assert theirs.get("/sessies").status_code == 200


def test_devices_are_told_in_words(app: Flask) -> None:
    town = a_town()
    client = by_mail(app, town.anna)
    row = db.session.query(UserSessionRow).filter_by(person_id=town.anna.id).one()
    row.device = "Firefox/Windows"
    db.session.commit()

    page = client.get("/sessies", headers=FIREFOX).text

    assert "Firefox op Windows" in page
    assert "dit venster" in page


@pytest.mark.parametrize(
    ("who", "minutes", "signed_in_still"),
    [("ada", 29, True), ("ada", 31, False), ("bram", 31, False), ("anna", 119, True), ("anna", 121, False)],
)
def test_who_decides_is_signed_out_after_half_an_hour_others_after_two(
    app: Flask, who: str, minutes: int, signed_in_still: bool
) -> None:
    town = a_town()
    person = getattr(town, who)
    with time_machine.travel(START, tick=False) as at:
        phone = a_phone(person)
        client = by_mail(app, person)
        client.post("/tweede-stap", data={"code": phone.code()})
        assert client.get("/sessies").status_code == 200
        at.shift(timedelta(minutes=minutes))

        assert (client.get("/sessies").status_code == 200) is signed_in_still


def test_however_busy_a_session_ends_after_twelve_hours(app: Flask) -> None:
    town = a_town()
    with time_machine.travel(START, tick=False) as at:
        client = by_mail(app, town.anna)
        for _ in range(7):
            at.shift(timedelta(minutes=100))
            assert client.get("/sessies").status_code == 200
        at.shift(timedelta(minutes=21))

        assert client.get("/sessies").status_code == 302


def test_signing_in_does_not_start_when_it_is_switched_off(app: Flask) -> None:
    switched_off = Flask("off")
    switched_off.config["LOGIN_DISABLED"] = True

    with pytest.raises(RuntimeError, match="LOGIN_DISABLED"):
        sessions.init_app(switched_off)


def test_the_account_says_whether_a_phone_is_set(app: Flask) -> None:
    town = a_town()

    assert "Telefoon instellen" in as_person(app, town.anna).get("/sessies").text


def test_sessions_that_are_long_over_leave_no_trace(app: Flask) -> None:
    town = a_town()
    with time_machine.travel(START, tick=False) as at:
        client = by_mail(app, town.anna)
        at.shift(timedelta(days=7))
        login.forget_old_attempts(clock.today())
        assert db.session.query(UserSessionRow).count() == 1
        at.shift(timedelta(days=1))
        here = by_mail(app, town.anna)
        login.forget_old_attempts(clock.today())

        assert db.session.query(UserSessionRow).count() == 1
        assert client.get("/sessies").status_code == 302
        assert here.get("/sessies").status_code == 200
