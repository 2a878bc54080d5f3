"""Sanne changes the questions of her partnership on pages, and nobody else can."""

from __future__ import annotations

import io
import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from sopforms.actions import authoring
from sopforms.store import question_drafts, questionnaires
from sopforms.store.db import db
from tests import builders
from tests.web.browsing import Town, a_town, as_person, dead_links, digest_of_all_tables

EVALUATION = (builders.SETS / "po" / "evaluatie.json").read_text("utf-8")
BARE = json.dumps(
    {
        "showProgressBar": "top",
        "pages": [{"name": "p", "elements": [{"type": "boolean", "name": "akkoord", "title": "Akkoord?"}]}],
    }
)


@pytest.fixture
def town(app: Flask) -> Town:
    return a_town()


@pytest.fixture
def sanne(app: Flask, town: Town) -> FlaskClient:
    return as_person(app, town.sanne)


def path(town: Town, rest: str = "") -> str:
    return f"/samenwerkingsverband/{town.partnership.id}/vragenlijsten{rest}"


def fresh() -> None:
    db.session.rollback()
    db.session.expire_all()


def begun(sanne: FlaskClient, town: Town) -> None:
    assert sanne.post(path(town, "/beginnen"), data={}).status_code == 303
    fresh()


def kept(town: Town, name: str = "evaluatie") -> str:
    fresh()
    return question_drafts.get(town.partnership.id, name).source.decode()


def bring(sanne: FlaskClient, town: Town, text: str, name: str = "evaluatie", **more: str) -> TestResponse:
    version = question_drafts.get(town.partnership.id, name).version
    form = {"text": text, "version": str(version)} | more
    return sanne.post(path(town, f"/{name}/vervangen"), data=form)


def publish(sanne: FlaskClient, town: Town, **confirmed: str) -> TestResponse:
    page = sanne.get(path(town, "/publiceren")).text
    seen = re.search(r'name="seen"[^>]*value="([0-9a-f]{64})"', page)
    assert seen, page
    form = {"title": "Vragen 2028", "seen": seen.group(1)} | confirmed
    return sanne.post(path(town, "/publiceren"), data=form)


def test_the_pages_show_and_lead_nowhere_that_is_closed(sanne: FlaskClient, town: Town) -> None:
    assert "Vragen wijzigen" in sanne.get(path(town)).text
    begun(sanne, town)
    bring(sanne, town, EVALUATION.replace("Ik bied dagelijks", "Ik bied elke dag"))

    overview = sanne.get(path(town)).text

    assert "gewijzigd" in overview
    for place in ("", "/evaluatie", "/schoolgids", "/evaluatie/proefronde", "/eerder", "/publiceren"):
        assert dead_links(sanne, path(town, place)) == {}, place


def test_looking_changes_nothing(sanne: FlaskClient, town: Town) -> None:
    begun(sanne, town)
    before = digest_of_all_tables()

    for place in (
        "", "/eerder", "/stoppen", "/publiceren", "/evaluatie", "/evaluatie/bestand", "/evaluatie/vervangen",
        "/evaluatie/voorbeeld", "/evaluatie/proefronde", "/schoolwaarden/proefronde",
        "/evaluatie/terug/begin",
    ):  # fmt: skip
        assert sanne.get(path(town, place)).status_code == 200, place

    assert digest_of_all_tables() == before


@pytest.mark.parametrize("place", ["", "/evaluatie", "/publiceren", "/evaluatie/voorbeeld", "/eerder"])
def test_only_who_works_for_the_partnership_opens_them(app: Flask, town: Town, place: str) -> None:
    assert as_person(app, town.hanna).get(path(town, place)).status_code in {403, 404}
    assert as_person(app, town.eva).get(path(town, place)).status_code == 404
    assert app.test_client().get(path(town, place)).status_code in {302, 303}


def test_nothing_is_there_while_nothing_is_written(sanne: FlaskClient, town: Town) -> None:
    for place in ("/evaluatie", "/publiceren", "/stoppen", "/evaluatie/voorbeeld", "/evaluatie/vervangen"):
        assert sanne.get(path(town, place)).status_code == 404, place


def test_a_text_with_mistakes_is_kept_and_each_is_told_at_its_line(sanne: FlaskClient, town: Town) -> None:
    begun(sanne, town)
    wrong = EVALUATION.replace('"type": "comment"', '"type": "coment"', 1)
    line = wrong[: wrong.index('"coment"')].count("\n") + 1

    answer = bring(sanne, town, wrong)

    assert answer.status_code == 303
    assert '"coment"' in kept(town)
    page = sanne.get(path(town, "/evaluatie")).text
    assert f'href="#regel-{line}"' in page
    here = page[page.index(f'id="regel-{line}"') :]
    assert "Onbekend type &#39;coment&#39; – bedoelde u &#39;comment&#39;?" in here[: here.index("</li>")]
    assert "fout" in sanne.get(path(town)).text
    assert sanne.get(path(town, "/evaluatie/voorbeeld")).status_code == 409
    assert "Publiceren kan als ze weg zijn" in sanne.get(path(town, "/publiceren")).text


@pytest.mark.parametrize("rubbish", ["{", "[" * 5000, '{"a": NaN}', "\x01\x02", '"tekst"', "null"])
def test_rubbish_is_kept_and_told_never_a_fault(sanne: FlaskClient, town: Town, rubbish: str) -> None:
    begun(sanne, town)

    assert bring(sanne, town, rubbish).status_code == 303

    page = sanne.get(path(town, "/evaluatie"))
    assert page.status_code == 200
    assert "Zo kan het niet worden gepubliceerd" in page.text


def test_a_file_is_uploaded_byte_for_byte(sanne: FlaskClient, town: Town) -> None:
    begun(sanne, town)
    source = EVALUATION.replace("\n", "\r\n").encode()
    form = {"version": "1", "file": (io.BytesIO(source), "Vragen.JSON")}

    answer = sanne.post(path(town, "/evaluatie/vervangen"), data=form, content_type="multipart/form-data")

    assert answer.status_code == 303
    fresh()
    assert question_drafts.get(town.partnership.id, "evaluatie").source == source
    assert sanne.get(path(town, "/evaluatie/bestand")).data == source


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({}, "Kies een bestand, of plak de tekst."),
        ({"text": "x" * 1_000_001}, "groter dan 1 MB"),
        ({"file": (io.BytesIO(b"%PDF"), "vragen.pdf")}, "Kies een JSON-bestand."),
    ],
)
def test_what_cannot_be_taken_comes_back_with_words(
    sanne: FlaskClient, town: Town, form: dict[str, object], told: str
) -> None:
    begun(sanne, town)
    before = digest_of_all_tables()

    answer = sanne.post(path(town, "/evaluatie/vervangen"), data={"version": "1"} | form)

    assert answer.status_code == 422
    assert told in answer.text
    assert digest_of_all_tables() == before


def test_who_overtakes_a_colleague_is_told_and_loses_nothing(sanne: FlaskClient, town: Town) -> None:
    begun(sanne, town)
    bring(sanne, town, "{}")

    late = bring(sanne, town, '{"mijn": "tekst"}', version="1")

    assert late.status_code == 409
    assert "{&#34;mijn&#34;: &#34;tekst&#34;}" in late.text
    assert kept(town).strip() == "{}"


def test_a_surveyjs_file_is_shown_as_it_would_become_before_it_is_taken(
    sanne: FlaskClient, town: Town
) -> None:
    begun(sanne, town)
    before = digest_of_all_tables()

    look = bring(sanne, town, BARE, "teamgesprek")

    assert look.status_code == 200
    assert "showProgressBar" in look.text
    assert "akkoord" in look.text
    assert digest_of_all_tables() == before
    taken = bring(sanne, town, BARE, "teamgesprek", actie="overnemen", tidy="y")
    assert taken.status_code == 303
    form = authoring.draft_form(town.partnership.id, "teamgesprek")
    assert [question.name for question in form.questions] == ["akkoord"]
    assert form.id == "teamgesprek-po"


def test_a_surveyjs_file_with_something_refused_is_not_taken(sanne: FlaskClient, town: Town) -> None:
    begun(sanne, town)
    before = digest_of_all_tables()
    refused = BARE.replace('"boolean"', '"file"')

    answer = bring(sanne, town, refused, "teamgesprek", actie="overnemen")

    assert answer.status_code == 422
    assert "Dit kan niet worden overgenomen" in answer.text
    assert digest_of_all_tables() == before


def test_a_set_is_published_once_what_changed_is_confirmed(sanne: FlaskClient, town: Town) -> None:
    begun(sanne, town)
    bring(sanne, town, EVALUATION.replace("Ik bied dagelijks", "Ik bied elke dag"))

    unconfirmed = publish(sanne, town)
    assert unconfirmed.status_code == 422
    assert "Bevestig dat de vragen met andere woorden hetzelfde vragen." in unconfirmed.text
    assert publish(sanne, town, wording="y").status_code == 303

    fresh()
    newest = questionnaires.newest_set(town.partnership.id)
    assert newest is not None
    assert newest.name == "Vragen 2028"
    assert newest.published_by == town.sanne.id
    history = sanne.get(path(town, "/eerder")).text
    assert "door Sanne" in history
    plan = sanne.get(f"/samenwerkingsverband/{town.partnership.id}/ronde").text
    assert re.search(rf'value="{newest.id}"[^>]*checked', plan)


def test_a_set_without_a_round_is_not_told_to_be_in_use(sanne: FlaskClient, town: Town) -> None:
    assert "Nu in gebruik: Meegeleverde vragen" in sanne.get(path(town)).text
    begun(sanne, town)
    bring(sanne, town, EVALUATION.replace("Ik bied dagelijks", "Ik bied elke dag"))
    offered = sanne.get(path(town, "/publiceren")).text
    publish(sanne, town, wording="y")

    page = sanne.get(path(town)).text

    assert 'value="Vragen 2028-2029"' in offered, "the year of the first round that can use them"
    assert "Nu in gebruik" not in page
    assert "Het laatst gepubliceerd: Vragen 2028" in page
    assert "De ronde van 2027-2028 werkt met: Meegeleverde vragen." in page


def test_questions_that_ship_now_are_offered_once_for_a_round(sanne: FlaskClient, town: Town) -> None:
    plan = sanne.get(f"/samenwerkingsverband/{town.partnership.id}/ronde").text

    assert re.findall(r'name="question_set" value="([^"]+)"', plan) == ["shipped"]


def test_what_breaks_a_series_is_told_in_words_and_needs_a_reason(sanne: FlaskClient, town: Town) -> None:
    begun(sanne, town)
    text = EVALUATION.replace('"uitleg_matrix": {', '"uitleg_matrix": {"base": "shown",', 1)
    bring(sanne, town, text.replace('"maxLength": 1000', '"maxLength": 900'))

    page = sanne.get(path(town, "/publiceren")).text
    assert "100% was ‘wie deze vraag beantwoordde’ en is nu ‘wie deze vraag zag’" in page
    assert "hoe lang een antwoord mag zijn" in page
    assert "Uitleg en routines" in page
    assert publish(sanne, town, additive="y", breaking="y").status_code == 422
    why = "Wij tellen iedereen mee."
    assert publish(sanne, town, additive="y", breaking="y", reason=why).status_code == 303

    history = sanne.get(path(town, "/eerder")).text
    assert "brak de reeks van BO-01, BO-02 en BO-05" in history
    assert why in history


def test_what_is_for_life_is_told_at_its_line_and_on_the_page_to_publish(
    sanne: FlaskClient, town: Town
) -> None:
    begun(sanne, town)
    text = EVALUATION.replace('"type": "comment"', '"type": "text"', 1).replace('"rows": 3, ', "", 1)
    bring(sanne, town, text)

    page = sanne.get(path(town, "/evaluatie")).text
    assert "Q072" in page
    assert "Dit is al eens anders gepubliceerd" in sanne.get(path(town, "/publiceren")).text


def test_what_changed_after_the_look_is_not_published(sanne: FlaskClient, town: Town) -> None:
    begun(sanne, town)
    bring(sanne, town, EVALUATION.replace("Ik bied dagelijks", "Ik bied elke dag"))
    form = {"title": "Vragen 2028", "seen": "0" * 64, "wording": "y"}

    answer = sanne.post(path(town, "/publiceren"), data=form)

    assert answer.status_code == 409
    assert "Er is intussen iets gewijzigd" in answer.text


def test_changes_are_thrown_away_after_a_question(sanne: FlaskClient, town: Town) -> None:
    begun(sanne, town)
    bring(sanne, town, "{}")

    assert "Vragenlijst voor het team" in sanne.get(path(town, "/stoppen")).text
    assert sanne.post(path(town, "/stoppen"), data={}).status_code == 303

    fresh()
    assert question_drafts.of_partnership(town.partnership.id) == []


def test_the_shipped_text_can_be_taken_over_again(sanne: FlaskClient, town: Town) -> None:
    begun(sanne, town)
    bring(sanne, town, EVALUATION.replace("Ik bied dagelijks", "Ik bied elke dag"))

    look = sanne.get(path(town, "/evaluatie/terug/meegeleverd")).text
    assert "Ik bied dagelijks" in look
    taken = sanne.post(path(town, "/evaluatie/terug/meegeleverd"), data={"version": "2"})

    assert taken.status_code == 303
    assert kept(town) == EVALUATION


def test_closing_and_withdrawing_are_on_one_page(sanne: FlaskClient, town: Town) -> None:
    newest = questionnaires.newest_set(town.partnership.id)
    assert newest is not None
    newest.published_on = builders.TODAY.replace(year=2020)
    db.session.commit()
    place = path(town, f"/eerder/{newest.id}")

    assert sanne.post(f"{place}/intrekken", data={"reason": " "}).status_code == 422
    assert sanne.post(f"{place}/sluiten", data={}).status_code == 303
    assert sanne.post(f"{place}/intrekken", data={"reason": "Vraag 3 klopt niet."}).status_code == 303

    assert "Vraag 3 klopt niet." in sanne.get(path(town, "/eerder")).text
    assert sanne.post(path(town, "/eerder/99999/sluiten"), data={}).status_code == 404


def test_the_preview_follows_answers_and_keeps_none(sanne: FlaskClient, town: Town) -> None:
    begun(sanne, town)
    page = sanne.get(path(town, "/evaluatie/voorbeeld")).text
    before = digest_of_all_tables()

    def send(page: str, **more: str) -> TestResponse:
        hidden = dict(re.findall(r'<input type="hidden" name="(op|pagina|_shown)" value="([^"]*)"', page))
        carried = re.search(r'name="_antwoorden" value="([^"]*)"', page)
        assert carried
        words = carried.group(1).replace("&#34;", '"')
        return sanne.post(path(town, "/evaluatie/voorbeeld"), data=hidden | {"_antwoorden": words} | more)

    second = send(page, **{"q_uitleg_matrix--bo01": "2", "actie": "verder"})
    assert second.status_code == 200
    assert "Zien wat een leerling nodig heeft" in second.text
    wide = send(second.text, kijk="scherm")
    assert "tried--phone" not in wide.text
    assert "Zien wat een leerling nodig heeft" in wide.text
    first = send(wide.text, actie="terug")

    assert re.search(r'name="q_uitleg_matrix--bo01" value="2"[^>]* checked', first.text)
    assert digest_of_all_tables() == before


@pytest.mark.parametrize("carried", ["", "{", "[1]", '{"x": {"y": 1}}', "[" * 100_000])
def test_the_preview_bears_any_answers_that_come_along(sanne: FlaskClient, town: Town, carried: str) -> None:
    begun(sanne, town)
    form = {"pagina": "uitleg", "_antwoorden": carried, "actie": "verder"}

    assert sanne.post(path(town, "/evaluatie/voorbeeld"), data=form).status_code == 200


def test_a_test_round_shows_figures_that_nobody_gave(sanne: FlaskClient, town: Town) -> None:
    begun(sanne, town)

    twelve = sanne.get(path(town, "/evaluatie/proefronde?mensen=12")).text
    four = sanne.get(path(town, "/evaluatie/proefronde?mensen=4")).text

    assert "likert" in twelve
    assert "bedacht" in twelve
    assert "geen cijfers" in four
    assert (
        "Antwoorden, en wat ervan in het concept komt"
        in sanne.get(path(town, "/schoolwaarden/proefronde")).text
    )


def test_a_renewed_shipped_file_is_told(sanne: FlaskClient, town: Town) -> None:
    newest = questionnaires.newest_set(town.partnership.id)
    assert newest is not None
    assert "nieuwe meegeleverde versie" not in sanne.get(path(town)).text
    newest.shipped = {"leerlingen": "an older hash"}
    db.session.commit()
    row = questionnaires.find_in_set(newest.id, "leerlingen")
    assert row is not None

    # What the set has already is not told, however old the note of the day is.
    assert "nieuwe meegeleverde versie" not in sanne.get(path(town)).text
