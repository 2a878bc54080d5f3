"""Colleagues read along behind a link: nothing on GET, no name, over when it is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from sopforms.actions import links, read_round
from sopforms.core.mailing import Address
from sopforms.store import clock, locations
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import ReadRemarkRow
from sopforms.store.links import LinkRow
from tests.builders import a_location, a_partnership, anna, sign_in
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


def test_the_coordinator_reads_and_judges_the_remarks(app: Flask, row: DossierRow) -> None:
    read_round.send_remarks(row.id, {"ch3": (False, "Zo werkt het niet.")}, today=clock.today())
    remark = db.session.scalars(sa.select(ReadRemarkRow)).one()
    client = app.test_client()
    sign_in(client, anna(locations.get(row.location_id)))

    page = client.get(f"/dossier/{row.id}/leesronde")
    client.post(f"/dossier/{row.id}/leesronde/opmerkingen", data={f"r{remark.id}": "left_out"})

    assert "Zo werkt het niet." in page.text
    db.session.expire_all()
    assert db.session.get_one(ReadRemarkRow, remark.id).state == "left_out"


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
