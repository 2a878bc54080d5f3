"""The pages of the draft: shown to whom it concerns, written by the school, two editors lose nothing."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions import draft, start_year
from sopforms.core.codes import Role, Step
from sopforms.store import locations, partnerships
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import comments_of, versions_of
from sopforms.store.talks import values_of
from tests.builders import (
    a_location,
    a_membership,
    a_partnership,
    a_person,
    anna,
    bram,
    hanna,
    reload,
    sanne,
    sign_in,
)
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


def test_what_is_typed_is_kept_and_stands_in_the_editor_of_who_typed_it(app: Flask) -> None:
    row = a_drafted_school()
    client, text = as_anna(app, row), "Half af, met <b>teken</b>."

    kept = client.post(address(row, "/ch7/bewaren"), data=typed(row, "ch7", text))

    assert kept.json is not None
    assert len(kept.json["at"]) == 5
    page = client.get(address(row, "/ch7"))
    assert "Half af, met &lt;b&gt;teken&lt;/b&gt;." in page.text
    assert "Het staat nog niet in het concept" in page.text
    assert part(row, "ch7").edited is None
    other = app.test_client()
    sign_in(other, hanna(locations.get(row.location_id)))
    assert "Half af" not in other.get(address(row, "/ch7")).text
    client.post(address(row, "/ch7/weggooien"))
    assert "Half af" not in client.get(address(row, "/ch7")).text


def test_what_was_typed_from_an_older_text_meets_the_newer_one(app: Flask) -> None:
    row = a_drafted_school()
    client, old = as_anna(app, row), part(row, "ch7").version
    client.post(address(row, "/ch7/bewaren"), data={"text": "Van Anna.", "version": old})
    draft.edit_chapter(row.id, "ch7", "Van Hanna.", version=old, actor=ANNA, today=TODAY)

    page = client.get(address(row, "/ch7"))
    answer = client.post(address(row, "/ch7"), data={"text": "Van Anna.", "version": old})

    assert f'name="version" type="hidden" value="{old}"' in page.text
    assert answer.status_code == 409
    assert "Van Anna." in answer.text
    assert "Van Hanna." in answer.text


def test_a_text_that_cannot_be_changed_now_keeps_nothing(app: Flask) -> None:
    row = a_drafted_school()
    client = as_anna(app, row)
    row.step, row.requested_on = Step.REQUESTED, TODAY
    db.session.commit()

    assert client.post(address(row, "/ch7/bewaren"), data={"text": "x", "version": "1"}).status_code == 409
    assert client.post(address(row, "/zz/bewaren"), data={"text": "x", "version": "1"}).status_code == 409


def test_a_persons_text_and_new_answers_are_laid_in_one(app: Flask) -> None:
    row = a_drafted_school()
    client = as_anna(app, row)
    text = draft.whole(row).get("ch7").markdown + "\nEr is een lift."
    client.post(address(row, "/ch7"), data=typed(row, "ch7", text))
    assert client.get(address(row, "/ch7/samenvoegen")).status_code == 302
    next(one for one in values_of(row.id).values() if one.indicator == "GE-01").value = "ja"
    db.session.commit()

    page = client.get(address(row, "/ch7/samenvoegen"))

    assert "De hoofdingang is met een rolstoel te gebruiken." in page.text
    assert "Er is een lift." in page.text
    assert part(row, "ch7").edited == text
    merged = text.replace("is niet met een rolstoel", "is met een rolstoel")
    client.post(address(row, "/ch7"), data=typed(row, "ch7", merged, merged="y"))
    assert "zijn veranderd" not in client.get(address(row, "/ch7")).text


def test_an_earlier_text_can_be_read_and_put_back(app: Flask) -> None:
    row = a_drafted_school()
    client = as_anna(app, row)
    for text in ("De eerste tekst.", "De tweede tekst."):
        client.post(address(row, "/ch7"), data=typed(row, "ch7", text))
    older = versions_of(part(row, "ch7").id)[1].id

    assert "Tekst 2," in client.get(address(row, "/ch7/eerder")).text
    assert "De eerste tekst." in client.get(address(row, f"/ch7/eerder/{older}")).text
    version = {"version": part(row, "ch7").version}
    back = client.post(address(row, f"/ch7/eerder/{older}/terugzetten"), data=version)

    assert back.status_code == 302
    assert part(row, "ch7").edited == "De eerste tekst."
    client.post(address(row, "/ch7/eerder/0/terugzetten"), data={"version": part(row, "ch7").version})
    assert part(row, "ch7").edited is None
    assert client.get(address(row, "/ch7/eerder/999999")).status_code == 404


def test_a_table_is_left_out_with_a_tick(app: Flask) -> None:
    row = a_drafted_school()
    client = as_anna(app, row)

    asked = client.post(address(row, "/g2"), data=typed(row, "g2", "Wij helpen graag."))
    done = client.post(address(row, "/g2"), data=typed(row, "g2", "Wij helpen graag.", drops="y"))

    assert (asked.status_code, done.status_code) == (422, 302)
    assert "Ik laat dit vaste stuk met opzet weg" in asked.text


def test_the_consultant_comments_and_the_school_deals_with_it(app: Flask) -> None:
    row = a_drafted_school()
    consultant = app.test_client()
    person = a_person("Cor Bos")
    a_membership(person, Role.CONSULTANT, partnerships.get(row.partnership_id))
    sign_in(consultant, person)

    empty = consultant.post(address(row, "/g2/opmerkingen"), data={"text": " "})
    made = consultant.post(address(row, "/g2/opmerkingen"), data={"text": "Noem de logopedist."})

    assert (empty.status_code, made.status_code) == (422, 302)
    assert "Schrijf een opmerking." in empty.text
    anna_now = as_anna(app, row)
    assert "1 opmerking om te bekijken" in anna_now.get(address(row)).text
    assert "Noem de logopedist." in anna_now.get(address(row, "/g2")).text
    number = comments_of(row.id)["g2"][0].id
    anna_now.post(address(row, "/g2/opmerkingen/afgehandeld"), data={"opmerking": str(number)})
    assert "afgehandeld door Anna" in consultant.get(address(row, "/g2")).text
    assert anna_now.post(address(row, "/g2/opmerkingen"), data={"text": "Ik ook."}).status_code == 403


def test_each_sentence_shows_what_it_rests_on_to_who_may_see_that(app: Flask) -> None:
    row = a_drafted_school()
    above = app.test_client()
    sign_in(above, sanne(partnerships.get(row.partnership_id)))

    page = as_anna(app, row).get(address(row, "/ch7"))

    assert page.text.count('popovertarget="bron-') == page.text.count("popover>") == 5
    assert "GE-01 " in page.text
    assert "gekozen door het team in het gesprek" in page.text
    assert "popover" not in above.get(address(row, "/ch7")).text


def test_a_promise_is_laid_beside_the_answer_and_holds_nothing_up(app: Flask) -> None:
    row = a_drafted_school()
    client = as_anna(app, row)
    text = draft.whole(row).get("g1").markdown.replace("Meestal stemmen wij", "Altijd stemmen wij")

    saved = client.post(address(row, "/g1"), data=typed(row, "g1", text, actie="klaar"))

    assert saved.status_code == 302
    page = client.get(address(row, "/g1"))
    assert "Sterk woord: ‘Altijd’." in page.text
    assert "de school koos ‘meestal’" in page.text


def test_in_the_first_year_the_former_text_is_read_beside_the_new_one_and_not_struck_out(app: Flask) -> None:
    row = a_drafted_school()
    start_year.keep(row.id, {"ch6": "Een plusklas op dinsdag."}, ANNA, TODAY)

    page = as_anna(app, row).get(address(row, "/ch6")).text

    assert "<p>Een plusklas op dinsdag.</p>" in page.split('id="voorheen-kop"')[1]
    assert "Veranderd sinds vorig jaar" not in page
    assert "<del" not in page
