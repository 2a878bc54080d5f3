"""A board with schools in two partnerships belongs to neither: no partnership gets at it by its number."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sopforms.core.codes import Role
from sopforms.store import partnerships, people
from sopforms.store.db import db
from sopforms.store.partnerships import BoardPartnershipRow
from tests import builders
from tests.web.browsing import Town, a_town, as_person, digest_of_all_tables


@pytest.fixture
def town(app: Flask) -> Town:
    return a_town()


@pytest.fixture
def stranger(app: Flask, town: Town) -> tuple[FlaskClient, str]:
    """The administrator of another partnership, and the start of the addresses of that one."""
    other = builders.a_partnership()
    return as_person(app, builders.sanne(other)), f"/samenwerkingsverband/{other.id}"


def shared(town: Town, base: str) -> None:
    """Let the board of the town take part in the other partnership too."""
    other = int(base.rpartition("/")[2])
    db.session.add(BoardPartnershipRow(board_id=town.board.id, partnership_id=other))
    db.session.commit()


def test_a_number_of_a_board_elsewhere_opens_nothing(town: Town, stranger: tuple[FlaskClient, str]) -> None:
    client, base = stranger
    before = digest_of_all_tables()

    answer = client.post(f"{base}/scholen/bestuur", data={"number": town.board.number, "name": "Van mij"})

    assert answer.status_code == 422
    assert "ander samenwerkingsverband" in answer.text
    assert digest_of_all_tables() == before


def test_the_administrator_lets_a_board_take_part_in_a_second_partnership(
    app: Flask, town: Town, stranger: tuple[FlaskClient, str]
) -> None:
    base = stranger[1]
    form = {"number": town.board.number, "name": town.board.name}

    answer = as_person(app, town.ada).post(f"{base}/scholen/bestuur", data=form)

    db.session.rollback()
    assert answer.status_code == 303
    assert partnerships.is_shared(town.board.id)


def test_nobody_gives_themselves_a_shared_board(town: Town, stranger: tuple[FlaskClient, str]) -> None:
    client, base = stranger
    shared(town, base)
    form = {
        "name": "Sanne",
        "email": "x@y.example",
        "role": Role.BOARD.value,
        "where": f"board-{town.board.id}",
    }

    answer = client.post(f"{base}/mensen/persoon", data=form)

    assert answer.status_code == 422
    assert people.find_by_email("x@y.example") is None


def test_the_address_of_who_is_on_a_shared_board_stays(town: Town, stranger: tuple[FlaskClient, str]) -> None:
    client, base = stranger
    shared(town, base)
    before = town.bram.email

    answer = client.post(
        f"{base}/mensen/persoon/{town.bram.id}", data={"name": "Bram Smit", "email": "dief@y.example"}
    )

    db.session.expire_all()
    assert answer.status_code == 409
    assert people.get(town.bram.id).email == before


def test_roles_and_settings_of_a_shared_board_stay(town: Town, stranger: tuple[FlaskClient, str]) -> None:
    client, base = stranger
    shared(town, base)
    role = people.memberships_of(town.bram.id)[0].id
    before = digest_of_all_tables()

    assert client.post(f"{base}/mensen/rol/{role}/weg").status_code == 409
    form = {"number": town.board.number, "name": "Anders"}
    assert client.post(f"{base}/scholen/bestuur/{town.board.id}", data=form).status_code == 422
    assert digest_of_all_tables() == before


def test_a_council_for_schools_of_the_other_partnership_does_not_exist(
    town: Town, stranger: tuple[FlaskClient, str]
) -> None:
    client, base = stranger
    shared(town, base)
    council = builders.a_council(town.location)
    db.session.commit()

    assert client.get(f"{base}/raden/raad/{council.id}").status_code == 404
    assert council.name not in client.get(f"{base}/raden").text
