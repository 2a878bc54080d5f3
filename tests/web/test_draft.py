"""The pages of the draft: shown to whom it concerns, written by the school, two editors lose nothing."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions import draft
from sopforms.core.codes import Step
from sopforms.store import locations, partnerships
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.talks import values_of
from tests.builders import a_location, a_partnership, anna, bram, hanna, reload, sanne, sign_in
from tests.draft_builders import ANNA, TODAY, a_drafted_school, a_school_with_values, part

GET = ("", "/ch6", "/g2", "/voorbeeld")


def as_anna(app: Flask, row: DossierRow) -> FlaskClient:
    client = app.test_client()
    sign_in(client, anna(locations.get(row.location_id)))
    return client


def address(row: DossierRow, rest: str = "") -> str:
    return f"/dossier/{row.id}/concept{rest}"


def typed(row: DossierRow, key: str, text: str, **more: object) -> dict[str, object]:
    return {"text": text, "version": part(row, key).version, **more}


def test_a_refused_text_is_judged_as_it_was_typed(app: Flask) -> None:
    row = a_drafted_school()
    long = "Wij " + "helpen " * 31 + "elkaar."

    page = as_anna(app, row).post(address(row, "/g2"), data=typed(row, "g2", long, actie="klaar"))

    assert page.status_code == 422
    assert "Zet terug: [[Tabel: " in page.text
    assert "Een zin van 33 woorden." in page.text
    assert long in page.text


@pytest.mark.parametrize("rest", GET)
def test_the_school_the_board_and_the_partnership_read_the_draft(app: Flask, rest: str) -> None:
    row = a_drafted_school()
    location = locations.get(row.location_id)
    people = (
        anna(location),
        hanna(location),
        bram(partnerships.get_board(location.board_id)),
        sanne(partnerships.get(location.partnership_id)),
    )

    for person in people:
        client = app.test_client()
        sign_in(client, person)
        assert client.get(address(row, rest)).status_code == 200


@pytest.mark.parametrize("rest", GET)
def test_another_school_sees_nothing(app: Flask, rest: str) -> None:
    row = a_drafted_school()
    client = app.test_client()
    sign_in(client, anna(a_location(a_partnership())))

    assert client.get(address(row, rest)).status_code == 404


def test_the_board_reads_and_does_not_write(app: Flask) -> None:
    row = a_drafted_school()
    client = app.test_client()
    sign_in(client, bram(partnerships.get_board(locations.get(row.location_id).board_id)))

    page = client.get(address(row, "/ch7"))

    assert "<textarea" not in page.text
    assert client.post(address(row, "/ch7"), data=typed(row, "ch7", "x")).status_code == 403
    assert client.post(address(row, "/maken")).status_code == 403


def test_the_draft_is_made_with_one_button(app: Flask) -> None:
    row = a_school_with_values()
    client = as_anna(app, row)

    start = client.get(address(row))
    made = client.post(address(row, "/maken"))

    assert "Concept maken" in start.text
    assert made.status_code == 302
    assert reload(row).step is Step.DRAFT
    assert "onderdelen klaar" in client.get(address(row)).text


def test_looking_changes_nothing(app: Flask) -> None:
    row = a_drafted_school()
    client = as_anna(app, row)
    before = part(row, "ch6").version

    for rest in GET * 3:
        client.get(address(row, rest))

    assert part(row, "ch6").version == before


def test_ready_saves_the_text_and_goes_on_to_the_next_open_part(app: Flask) -> None:
    row = a_drafted_school(ready=False)
    client = as_anna(app, row)

    answer = client.post(address(row, "/ch7"), data=typed(row, "ch7", "Wij hebben een lift.", actie="klaar"))

    assert answer.location == address(row, "/ch8")
    assert part(row, "ch7").edited == "Wij hebben een lift."
    assert part(row, "ch7").ready_on is not None


def test_an_empty_text_comes_back_with_its_message(app: Flask) -> None:
    row = a_drafted_school()
    client = as_anna(app, row)

    page = client.post(address(row, "/ch7"), data=typed(row, "ch7", ""))

    assert page.status_code == 422
    assert "Fout:" in page.text
    assert "Schrijf een tekst." in page.text


def test_a_locked_text_that_was_taken_out_is_asked_back(app: Flask) -> None:
    row = a_drafted_school()
    client = as_anna(app, row)

    page = client.post(address(row, "/g1"), data=typed(row, "g1", "Alles anders."))

    assert page.status_code == 422
    assert "Laat de regel [[Citaat:" in page.text


def test_a_name_is_asked_about_before_a_part_is_ready(app: Flask) -> None:
    row = a_drafted_school()
    client = as_anna(app, row)
    text = "Dankzij de inzet met Sem lukt dit nu."

    asked = client.post(address(row, "/ch2"), data=typed(row, "ch2", text, actie="klaar"))
    told = client.post(address(row, "/ch2"), data=typed(row, "ch2", text, actie="klaar", no_names="y"))

    assert asked.status_code == 422
    assert "Staat er een naam van een leerling in?" in asked.text
    assert told.status_code == 302


def test_the_second_editor_sees_both_texts_and_loses_nothing(app: Flask) -> None:
    row = a_drafted_school()
    client = as_anna(app, row)
    stale = typed(row, "ch7", "Mijn tekst.")
    client.post(address(row, "/ch7"), data=typed(row, "ch7", "Eerdere tekst."))

    page = client.post(address(row, "/ch7"), data=stale)

    assert page.status_code == 409
    assert "Mijn tekst." in page.text
    assert "Eerdere tekst." in page.text
    assert part(row, "ch7").edited == "Eerdere tekst."


def test_twice_the_same_submit_saves_once(app: Flask) -> None:
    row = a_drafted_school()
    client = as_anna(app, row)
    data = typed(row, "ch7", "Eén keer.", submit_id="7c9e6679-7425-40de-944b-e07fc1f90ae7")

    first = client.post(address(row, "/ch7"), data=data)
    second = client.post(address(row, "/ch7"), data=data)

    assert (first.status_code, second.status_code) == (302, 302)


def test_changed_answers_are_marked_and_a_person_decides(app: Flask) -> None:
    row = a_drafted_school()
    client = as_anna(app, row)
    client.post(address(row, "/ch7"), data=typed(row, "ch7", "Eigen tekst."))
    next(one for one in values_of(row.id).values() if one.indicator == "GE-01").value = "ja"
    db.session.commit()

    page = client.get(address(row, "/ch7"))
    client.post(address(row, "/ch7/vernieuwen"), data={"actie": "nieuw", "version": part(row, "ch7").version})

    assert "De hoofdingang is niet met een rolstoel te gebruiken." in page.text
    assert part(row, "ch7").edited is None


def test_the_preview_fragment_is_cleaned_by_the_server(app: Flask) -> None:
    row = a_drafted_school()
    client = as_anna(app, row)

    page = client.post(address(row, "/ch7/voorbeeld"), data={"text": "## Lift\n\n<script>x</script> **ja**"})

    assert "<h3>Lift</h3>" in page.text
    assert "<script>" not in page.text
    assert "<strong>ja</strong>" in page.text


def test_a_part_that_does_not_exist_is_not_found(app: Flask) -> None:
    row = a_drafted_school()
    client = as_anna(app, row)

    assert client.get(address(row, "/ch99")).status_code == 404
    assert client.post(address(row, "/g9"), data={"text": "x", "version": 1}).status_code == 404


@pytest.mark.parametrize(("ready", "number"), [(False, 1), (True, 5)])
def test_the_home_explains_writing_first_and_the_council_when_the_text_is_done(
    app: Flask, ready: bool, number: int
) -> None:
    row = a_drafted_school(ready=ready)

    page = as_anna(app, row).get(f"/dossier/{row.id}").text

    assert f'href="/uitleg/{number}?' in page


def test_the_same_deed_again_and_again_is_one_line_of_the_home_with_a_count(app: Flask) -> None:
    row = a_drafted_school()
    for text in ("Eerste tekst.", "Tweede tekst.", "Derde tekst."):
        version = part(row, "ch7").version
        draft.edit_chapter(row.id, "ch7", text, version=version, actor=ANNA, today=TODAY)

    page = as_anna(app, row).get(f"/dossier/{row.id}").text

    assert page.count("Tekst aangepast") == 1
    assert "(4 keer)" in page  # the drafted school had edited another part once
