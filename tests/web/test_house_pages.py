"""The pages of the house: each shows for who may, is closed to who may not, and reading changes nothing."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from sopforms.core.codes import Role, Step
from sopforms.store import cycles
from sopforms.store.db import db
from tests import builders
from tests.web.browsing import Town, a_town, as_person, dead_links, digest_of_all_tables

SWV_PAGES = [
    "/samenwerkingsverband/{partnership}",
    "/samenwerkingsverband/{partnership}/instellingen",
    "/samenwerkingsverband/{partnership}/scholen",
    "/samenwerkingsverband/{partnership}/scholen/school",
    "/samenwerkingsverband/{partnership}/scholen/school/{location}",
    "/samenwerkingsverband/{partnership}/scholen/bestuur",
    "/samenwerkingsverband/{partnership}/scholen/bestuur/{board}",
    "/samenwerkingsverband/{partnership}/raden",
    "/samenwerkingsverband/{partnership}/raden/raad",
    "/samenwerkingsverband/{partnership}/mensen",
    "/samenwerkingsverband/{partnership}/mensen/persoon",
    "/samenwerkingsverband/{partnership}/mensen/persoon/{anna}",
    "/samenwerkingsverband/{partnership}/vakanties",
    "/samenwerkingsverband/{partnership}/vakanties/school",
    "/samenwerkingsverband/{partnership}/ronde",
]
BOARD_PAGES = ["/bestuur/{board}", "/bestuur/{board}/mandaten"]
OPEN_PAGES = [
    "/",
    "/inloggen",
    "/inloggen/verstuurd",
    "/uitgelogd",
    "/link",
    "/hulp",
    "/toegankelijkheid",
    "/privacy",
    "/uitleg",
    "/uitleg/1",
    "/uitleg/5?soort=vo",
    "/uitleg/alles",
]


def address(pattern: str, town: Town) -> str:
    return pattern.format(
        partnership=town.partnership.id, location=town.location.id, board=town.board.id, anna=town.anna.id
    )


@pytest.mark.parametrize("page", OPEN_PAGES)
def test_a_page_for_everybody_shows_without_signing_in(app: Flask, page: str) -> None:
    answer = app.test_client().get(page)

    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("page", SWV_PAGES)
def test_a_page_of_the_partnership_shows_to_its_people_alone(app: Flask, page: str) -> None:
    town = a_town()
    path = address(page, town)

    statuses = {
        name: as_person(app, getattr(town, name)).get(path).status_code
        for name in ("sanne", "ada", "anna", "eva", "bram")
    }

    assert statuses["sanne"] == statuses["ada"] == 200
    assert statuses["eva"] == 404
    assert statuses["anna"] == statuses["bram"] == 404


def test_a_consultant_sees_where_schools_are_and_changes_nothing(app: Flask) -> None:
    town = a_town()
    consultant = builders.a_person("Cees Consulent")
    builders.a_membership(consultant, Role.CONSULTANT, town.partnership)
    client = as_person(app, consultant)

    statuses = [client.get(address(page, town)).status_code for page in SWV_PAGES]

    assert statuses == [200] + [403] * (len(SWV_PAGES) - 1)


def test_a_consultant_is_offered_only_pages_that_open(app: Flask) -> None:
    town = a_town()
    consultant = builders.a_person("Cees Consulent")
    builders.a_membership(consultant, Role.CONSULTANT, town.partnership)

    path = f"/samenwerkingsverband/{town.partnership.id}"

    assert dead_links(as_person(app, consultant), path) == {}
    assert dead_links(as_person(app, town.sanne), path) == {}


def test_a_page_takes_a_school_for_its_sector(app: Flask) -> None:
    client = app.test_client()

    assert "ondersteuningscoördinator" in client.get("/uitleg/1?soort=vo").text
    assert "ondersteuningscoördinator" not in client.get("/uitleg/1?soort=po").text
    assert "{coordinator_role}" not in client.get("/uitleg/alles").text
    assert client.get("/uitleg/6").status_code == client.get("/uitleg/0").status_code == 404


def test_a_list_of_ninety_schools_asks_few_questions(app: Flask) -> None:
    town = a_town()
    for _ in range(89):
        location = builders.a_location(town.partnership, town.board)
        builders.a_council(location)
        builders.a_dossier(location=location)
    client = as_person(app, town.sanne)
    asked: list[str] = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))

    assert client.get(f"/samenwerkingsverband/{town.partnership.id}").status_code == 200

    assert len([one for one in asked if one.startswith("SELECT")]) <= 14


@pytest.mark.parametrize("page", BOARD_PAGES)
def test_a_page_of_the_board_shows_to_the_board_alone(app: Flask, page: str) -> None:
    town = a_town()
    path = address(page, town)

    assert as_person(app, town.bram).get(path).status_code == 200
    assert as_person(app, town.hanna).get(path).status_code == 404
    assert as_person(app, town.eva).get(path).status_code == 404


@pytest.mark.parametrize("step", Step)
def test_the_home_of_a_school_shows_at_every_step_to_everybody_of_it(app: Flask, step: Step) -> None:
    town = a_town(step)
    path = f"/dossier/{town.dossier.id}"

    for person in (town.anna, town.hanna, town.bram, town.sanne, town.ada):
        answer = as_person(app, person).get(path)
        assert answer.status_code == 200
        assert town.location.name in answer.text


@pytest.mark.parametrize(
    ("step", "asks"), [(Step.OPEN, True), (Step.ADOPTED, True), (Step.PUBLISHED, False), (Step.ACTIVE, False)]
)
def test_what_is_published_is_not_asked_whether_it_will_be_in_time(
    app: Flask, step: Step, asks: bool
) -> None:
    town = a_town(step)
    cycles.get(town.dossier.cycle_id).instruction = "Plan het gesprek vroeg."
    db.session.commit()

    page = as_person(app, town.anna).get(f"/dossier/{town.dossier.id}").text

    assert ("Past het nog voor 1 augustus?" in page) is asks
    assert ("Plan het gesprek vroeg." in page) is asks


@pytest.mark.parametrize("step", [Step.OPEN, Step.TALK, Step.CONSOLIDATED, Step.DRAFT])
def test_no_link_on_the_home_of_a_school_leads_nowhere(app: Flask, step: Step) -> None:
    town = a_town(step)

    for person in (town.anna, town.hanna, town.bram, town.sanne):
        assert dead_links(as_person(app, person), f"/dossier/{town.dossier.id}") == {}


def test_the_home_of_a_school_does_not_exist_for_another_school(app: Flask) -> None:
    town = a_town()
    client = as_person(app, town.eva)

    foreign = client.get(f"/dossier/{town.dossier.id}")
    unknown = client.get("/dossier/99999")

    assert foreign.status_code == unknown.status_code == 404
    assert foreign.text == unknown.text


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(app: Flask) -> None:
    town = a_town()

    answer = app.test_client().get(f"/dossier/{town.dossier.id}")

    assert answer.status_code == 302
    assert "/inloggen?next=" in answer.location


def test_everybody_lands_at_their_own_place(app: Flask) -> None:
    town = a_town()
    places = {
        "anna": f"/dossier/{town.dossier.id}",
        "bram": f"/bestuur/{town.board.id}",
        "sanne": f"/samenwerkingsverband/{town.partnership.id}",
        "ada": "/installatie",
    }

    for name, place in places.items():
        assert as_person(app, getattr(town, name)).get("/begin").location == place


def test_who_has_several_roles_chooses(app: Flask) -> None:
    town = a_town()
    builders.a_membership(town.anna, Role.BOARD, town.board)

    answer = as_person(app, town.anna).get("/begin")

    assert answer.status_code == 200
    assert town.board.name in answer.text
    assert town.location.name in answer.text


@pytest.mark.parametrize("page", ["/begin", "/sessies", *SWV_PAGES])
def test_reading_a_page_a_hundred_times_changes_nothing(app: Flask, page: str) -> None:
    town = a_town()
    client = as_person(app, town.sanne)
    path = address(page, town)
    before = digest_of_all_tables()

    for _ in range(100 if page == "/begin" else 3):
        client.get(path, follow_redirects=True)

    assert digest_of_all_tables() == before
