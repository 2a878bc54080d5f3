"""A partnership keeps the list of a board, and cannot decide for it by way of that list."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from sopforms.core.codes import Act, LetterKind, Role, Step
from sopforms.store import clock, logbook, people
from sopforms.store.db import db
from sopforms.store.letters import OutboxRow
from sopforms.store.sessions import UserSessionRow
from tests import builders
from tests.web.browsing import Town, a_town, as_person, digest_of_all_tables
from tests.web.test_csrf import Forms

NOON = datetime.combine(builders.TODAY, time(12), tzinfo=clock.AMSTERDAM)


@pytest.fixture
def town(app: Flask) -> Any:
    with time_machine.travel(NOON, tick=False):
        yield a_town(Step.DRAFT)


def seat_somebody(app: Flask, town: Town) -> int:
    """The administrator of the partnership gives a mailbox a seat on the board; returns the id."""
    form = {
        "name": "Nina Vos",
        "email": "nina@swv.example",
        "role": Role.BOARD.value,
        "where": f"board-{town.board.id}",
    }
    path = f"/samenwerkingsverband/{town.partnership.id}/mensen/persoon"
    assert as_person(app, town.sanne).post(path, data=form).status_code == 303
    person = people.find_by_email("nina@swv.example")
    assert person is not None
    return person.id


def judges(client: FlaskClient, town: Town) -> int:
    """Judge the offer, which the law gives to the board. Returns the status."""
    form = {"verdict": "toereikend", "reason": "Wij zagen het zelf op school."}
    return client.post(f"/dossier/{town.dossier.id}/oordeel", data=form).status_code


def told(email: str) -> list[str]:
    query = sa.select(OutboxRow.text).where(
        OutboxRow.to_email == email, OutboxRow.kind == LetterKind.BOARD_SEAT
    )
    return list(db.session.scalars(query.order_by(OutboxRow.id)))


def test_whom_the_partnership_seats_reads_and_decides_nothing_and_the_board_hears_it(
    app: Flask, town: Town
) -> None:
    nina = as_person(app, people.get(seat_somebody(app, town)))
    before = digest_of_all_tables()

    page = nina.get(f"/bestuur/{town.board.id}")
    answers = [
        judges(nina, town),
        nina.post(f"/dossier/{town.dossier.id}/vaststellen", data={"name": "Nina"}).status_code,
        nina.post(f"/bestuur/{town.board.id}/mandaten/plek/1").status_code,
    ]

    assert page.status_code == 200
    assert "nog niets vastleggen" in page.text
    assert answers == [409, 409, 409]
    assert digest_of_all_tables() == before
    (text,) = told(town.bram.email)
    assert "Nina Vos (nina@swv.example) een plek in het bestuur" in text


def test_the_board_confirms_a_seat_or_takes_it_away(app: Flask, town: Town) -> None:
    nina_id, bram = seat_somebody(app, town), as_person(app, town.bram)
    (seat,) = people.memberships_of(nina_id)
    path = f"/bestuur/{town.board.id}/mandaten"
    assert "Klopt, bevestigen" in bram.get(path).text

    app.config["WTF_CSRF_ENABLED"] = True
    forms = dict(Forms(bram.get(path).text).found)
    hidden = forms[f"{path}/plek/{seat.id}"]
    assert bram.post(f"{path}/plek/{seat.id}", data={**hidden, "csrf_token": ""}).status_code == 400
    assert [bram.post(f"{path}/plek/{seat.id}", data=hidden).status_code for _click in range(2)] == [303, 303]
    app.config["WTF_CSRF_ENABLED"] = False

    assert judges(as_person(app, people.get(nina_id)), town) == 303
    assert logbook.of_rights(town.partnership.id, nina_id)[0].act is Act.CONFIRM_SEAT
    assert bram.post(f"{path}/plek/{seat.id}", data={"weg": "1"}).status_code == 404  # it holds now


def test_a_seat_that_the_board_does_not_know_goes_away(app: Flask, town: Town) -> None:
    nina_id = seat_somebody(app, town)
    (seat,) = people.memberships_of(nina_id)

    form, path = {"weg": "1", "submit_id": str(uuid4())}, f"/bestuur/{town.board.id}/mandaten/plek/{seat.id}"
    bram = as_person(app, town.bram)
    assert [bram.post(path, data=form).status_code for _click in range(2)] == [303, 303]

    db.session.expire_all()
    assert people.memberships_of(nina_id) == []
    assert people.get(nina_id).deactivated_on == builders.TODAY


@pytest.mark.parametrize(("days", "status"), [(7, 409), (8, 303)])
def test_after_a_week_a_seat_decides(app: Flask, town: Town, days: int, status: int) -> None:
    person = people.get(seat_somebody(app, town))

    with time_machine.travel(NOON + timedelta(days=days), tick=False):
        assert judges(as_person(app, person), town) == status


def test_where_nobody_else_is_on_the_board_its_heads_hear_it(app: Flask, town: Town) -> None:
    (bram,) = people.memberships_of(town.bram.id)
    path = f"/samenwerkingsverband/{town.partnership.id}/mensen/rol/{bram.id}/weg"
    assert as_person(app, town.sanne).post(path).status_code == 303

    seat_somebody(app, town)

    (text,) = told(town.hanna.email)
    assert "niemand anders die dit kan nakijken" in text


@pytest.mark.parametrize("who", ["bram", "hanna"])
def test_another_address_for_who_decides_waits_too(app: Flask, town: Town, who: str) -> None:
    person, colleague = getattr(town, who), builders.a_person("Boris Prins")
    builders.a_membership(colleague, Role.BOARD, town.board)
    (hanna,) = people.memberships_of(town.hanna.id)
    hanna.mandate_recorded_on, hanna.mandate_until = builders.TODAY, builders.TODAY + timedelta(days=90)
    hanna.mandate_source = "statuut 4"
    db.session.commit()
    assert judges(as_person(app, person), town) == 303
    path = f"/samenwerkingsverband/{town.partnership.id}/mensen/persoon/{person.id}"

    as_person(app, town.sanne).post(path, data={"name": person.name, "email": "dief@y.example"})

    db.session.execute(sa.delete(UserSessionRow))  # the old one was ended: who has the mail begins anew
    db.session.commit()
    assert judges(as_person(app, people.get(person.id)), town) == 409
    (text,) = told(colleague.email)
    assert "dief@y.example" in text


def test_who_runs_the_installation_seats_the_first_of_a_board_at_once(app: Flask, town: Town) -> None:
    town.sanne = town.ada

    person = people.get(seat_somebody(app, town))

    assert judges(as_person(app, person), town) == 303
    assert told(town.bram.email) == []


@pytest.mark.parametrize(("who", "status"), [("sanne", 422), ("ada", 303)])
def test_a_school_goes_to_another_board_by_who_runs_the_installation_alone(
    app: Flask, town: Town, who: str, status: int
) -> None:
    own = builders.a_board(town.partnership, name="Bestuur van eigen makelij")
    path = f"/samenwerkingsverband/{town.partnership.id}/scholen/school/{town.location.id}"
    form = {
        "board_id": str(own.id),
        "code": town.location.code,
        "name": "De Nieuwe Eik",
        "kind": town.location.kind.value,
        "region": town.location.region.value,
    }
    db.session.commit()

    answer = as_person(app, getattr(town, who)).post(path, data=form)

    assert answer.status_code == status
    db.session.expire_all()
    assert (town.location.board_id == own.id) is (status == 303)
    assert ("alleen via de beheerder" in answer.text) is (status == 422)
