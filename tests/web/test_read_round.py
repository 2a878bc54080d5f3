"""Colleagues read along behind a link: nothing on GET, no name, over when it is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions import links, read_round
from sopforms.core.actor import CALENDAR
from sopforms.core.mailing import Address
from sopforms.store import clock, locations
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import ReadRemarkRow
from sopforms.store.links import LinkRow
from tests.builders import a_location, a_partnership, anna, hanna, sign_in
from tests.draft_builders import ANNA, a_drafted_school


@pytest.fixture
def row(app: Flask) -> DossierRow:
    found = a_drafted_school()
    read_round.open_read_round(
        found.id, [Address("", "daan@school.example")], actor=ANNA, today=clock.today()
    )
    return found


def token() -> str:
    return links.token_of(db.session.scalars(sa.select(LinkRow).order_by(LinkRow.id.desc())).first())  # type: ignore[arg-type]


def remarks() -> list[tuple[str, bool, str]]:
    db.session.expire_all()
    return [(one.key, one.agrees, one.text) for one in db.session.scalars(sa.select(ReadRemarkRow))]


def test_the_link_opens_by_a_button_and_leaves_no_token_in_the_address(app: Flask, row: DossierRow) -> None:
    client = app.test_client()

    start = client.get(f"/l/{token()}")
    entered = client.post(f"/l/{token()}/openen")

    assert "Niemand ziet wie wat zegt." in start.text
    assert (entered.status_code, entered.location) == (303, "/meelezen")
    assert "Klopt dit met wat wij doen?" in client.get("/meelezen").text


def test_without_a_link_there_is_nothing(app: Flask, row: DossierRow) -> None:
    assert app.test_client().get("/meelezen").status_code == 410
    assert app.test_client().get("/l/" + "a" * 64).status_code == 410


def test_a_colleague_says_what_is_right_and_what_is_not(app: Flask, row: DossierRow) -> None:
    client = app.test_client()
    client.post(f"/l/{token()}/openen")
    data = {"k-g1": "ja", "k-g2": "nee", "w-g2": "Het groepje is er een keer.", "k-ch5": ""}

    answer = client.post("/meelezen", data=data)

    assert answer.location == "/meelezen/bedankt"
    assert sorted(remarks()) == [("g1", True, ""), ("g2", False, "Het groepje is er een keer.")]
    assert "zonder naam" in client.get("/meelezen/bedankt").text


def test_not_right_needs_a_reason_and_keeps_what_was_typed(app: Flask, row: DossierRow) -> None:
    client = app.test_client()
    client.post(f"/l/{token()}/openen")

    page = client.post("/meelezen", data={"k-g2": "nee", "k-g1": "ja"})

    assert page.status_code == 422
    assert "Leg in een of twee zinnen uit waarom." in page.text
    assert 'value="ja" checked' in page.text
    assert remarks() == []


def test_after_the_last_day_reading_goes_on_and_sending_does_not(app: Flask, row: DossierRow) -> None:
    client = app.test_client()
    client.post(f"/l/{token()}/openen")
    row.read_round_until = clock.today() - timedelta(days=1)
    db.session.commit()

    assert "De leesronde is voorbij." in client.get("/meelezen").text
    assert client.post("/meelezen", data={"k-g1": "ja"}).status_code == 409
    assert remarks() == []


def over(row: DossierRow) -> None:
    row.read_round_until = clock.today() - timedelta(days=1)
    db.session.commit()
    read_round.close_read_round(row.id, actor=CALENDAR, today=clock.today())


def as_anna(app: Flask, row: DossierRow) -> FlaskClient:
    client = app.test_client()
    sign_in(client, anna(locations.get(row.location_id)))
    return client


def test_a_colleague_finds_back_what_they_sent_and_changes_it(app: Flask, row: DossierRow) -> None:
    client = app.test_client()
    client.post(f"/l/{token()}/openen")
    client.post("/meelezen", data={"k-g1": "ja", "k-g2": "nee", "w-g2": "Niet meer."})

    page = client.get("/meelezen").text
    client.post("/meelezen", data={"k-g2": "nee", "w-g2": "Soms nog."})

    assert "Dit stuurde je al in." in page
    assert "Niet meer." in page
    assert sorted(remarks()) == [("g1", True, ""), ("g2", False, "Soms nog.")]


def test_the_coordinator_sees_how_many_sent_something_and_nothing_more_while_it_runs(
    app: Flask, row: DossierRow
) -> None:
    said = {"ch3": (False, "Zo werkt het niet."), "ch4": (True, "")}
    read_round.send_remarks(row.id, "daan@school.example", said, today=clock.today())
    client = as_anna(app, row)

    for page in ("leesronde", "concept", "concept/ch3"):
        text = client.get(f"/dossier/{row.id}/{page}").text
        assert "Zo werkt het niet." not in text
        assert "keer klopt" not in text
    assert "1 collega stuurde al iets in." in client.get(f"/dossier/{row.id}/leesronde").text


def test_the_coordinator_reads_and_judges_the_remarks_after_it_was_closed(
    app: Flask, row: DossierRow
) -> None:
    said = {"ch3": (False, "Zo werkt het niet.")}
    read_round.send_remarks(row.id, "daan@school.example", said, today=clock.today())
    over(row)
    remark = db.session.scalars(sa.select(ReadRemarkRow)).one()
    client = as_anna(app, row)

    page = client.get(f"/dossier/{row.id}/leesronde")
    client.post(f"/dossier/{row.id}/leesronde/opmerkingen", data={f"r{remark.id}": "left_out"})

    assert "Zo werkt het niet." in page.text
    db.session.expire_all()
    assert db.session.get_one(ReadRemarkRow, remark.id).state == "left_out"
    assert "Zo werkt het niet." not in client.get(f"/dossier/{row.id}/concept/ch3").text


def test_of_four_readers_no_page_counts_who_agrees(app: Flask, row: DossierRow) -> None:
    team = app.test_client()
    start = team.get(f"/l/{token()}").text
    team.post(f"/l/{token()}/openen")
    for number in range(4):
        said = {"ch3": (number > 0, "Zo werkt het niet."), "ch4": (True, "")}
        read_round.send_remarks(row.id, f"collega{number}@school.example", said, today=clock.today())
    over(row)
    client, base = as_anna(app, row), f"/dossier/{row.id}"

    pages = [client.get(f"{base}/{path}").text for path in ("leesronde", "concept", "concept/ch3")]
    pages.append(team.get("/meelezen").text)

    assert "alleen bij 5 of meer collega" in start
    for page in pages:
        assert "keer klopt" not in page
    assert "Zo werkt het niet." in pages[0]
    assert "Minder dan 5 collega" in pages[0]


def test_head_and_team_read_only_what_the_coordinator_let_pass(app: Flask, row: DossierRow) -> None:
    said = {"ch3": (False, "Zo werkt het niet."), "ch4": (False, "Dit gaat over een collega.")}
    read_round.send_remarks(row.id, "daan@school.example", said, today=clock.today())
    team = app.test_client()
    team.post(f"/l/{token()}/openen")
    over(row)
    passed = next(one for one in db.session.scalars(sa.select(ReadRemarkRow)) if one.key == "ch3")
    read_round.judge_remarks(row.id, {passed.id: "approved"})
    head = app.test_client()
    sign_in(head, hanna(locations.get(row.location_id)))

    pages = (head.get(f"/dossier/{row.id}/leesronde").text, team.get("/meelezen").text)

    for page in pages:
        assert "Zo werkt het niet." in page
        assert "Dit gaat over een collega." not in page
    assert head.post(f"/dossier/{row.id}/leesronde/opmerkingen").status_code == 403


def test_the_round_is_opened_with_good_addresses_only(app: Flask) -> None:
    row = a_drafted_school()
    client = app.test_client()
    sign_in(client, anna(locations.get(row.location_id)))
    page = f"/dossier/{row.id}/leesronde"

    assert client.get(page).status_code == 200
    assert client.post(page, data={"readers": ""}).status_code == 422
    assert "regel 2" in client.post(page, data={"readers": "a@b.nl\ngeen adres"}).text
    assert client.post(page, data={"readers": "a@b.nl\nc@d.nl\na@b.nl"}).status_code == 302
    assert "normaal op de eerste dag" in client.get(page).text


def test_another_school_cannot_open_or_judge(app: Flask, row: DossierRow) -> None:
    client = app.test_client()
    sign_in(client, anna(a_location(a_partnership())))

    assert client.get(f"/dossier/{row.id}/leesronde").status_code == 404
    assert client.post(f"/dossier/{row.id}/leesronde/opmerkingen").status_code == 404


def test_a_remark_that_is_too_long_comes_back_whole(app: Flask, row: DossierRow) -> None:
    client = app.test_client()
    client.post(f"/l/{token()}/openen")
    said = "Dit klopt niet. " * 40

    answer = client.post("/meelezen", data={"k-ch3": "nee", "w-ch3": said})

    assert answer.status_code == 422
    assert said in answer.text
    assert remarks() == []
