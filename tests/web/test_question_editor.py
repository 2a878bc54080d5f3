"""A coordinator changes a question set without seeing JSON: each page keeps, refuses, says what is wrong."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions import authoring
from sopforms.core.actor import Actor
from sopforms.core.codes import Role
from sopforms.core.questionnaire import editing, rewriting
from sopforms.store import question_drafts
from sopforms.store.db import db
from tests import builders
from tests.web.browsing import Town, a_town, as_person, dead_links, digest_of_all_tables

PO = builders.SETS / "po"
SANNE = Actor(roles=(Role.SWV,), person_id=None, name="Sanne")


@pytest.fixture
def town(app: Flask) -> Town:
    found = a_town()
    authoring.begin(found.partnership.id, PO, SANNE, builders.TODAY)
    return found


@pytest.fixture
def sanne(app: Flask, town: Town) -> FlaskClient:
    return as_person(app, town.sanne)


def base(town: Town, name: str = "evaluatie") -> str:
    return f"/samenwerkingsverband/{town.partnership.id}/vragen/{name}"


def envelope(town: Town, name: str = "evaluatie") -> rewriting.Envelope:
    db.session.rollback()
    db.session.expire_all()
    found = editing.parse(question_drafts.get(town.partnership.id, name).source)
    assert found is not None
    return found


def typed(client: FlaskClient, path: str) -> dict[str, str | list[str]]:
    """What a browser would send of this page as it stands."""
    page = client.get(path)
    assert page.status_code == 200, path
    form = re.search(r'<form method="post" novalidate.*?</form>', page.text, re.DOTALL)
    assert form is not None
    found: dict[str, str | list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form[0]):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        kind = re.search(r'type="([^"]*)"', tag)
        if name and kind and kind[1] in ("checkbox", "radio"):
            if " checked" in tag:
                found.setdefault(name[1], []).append(html.unescape(value[1]) if value else "y")  # type: ignore[union-attr]
        elif name:
            found[name[1]] = html.unescape(value[1]) if value else ""
    for name, text in re.findall(
        r'<textarea[^>]*name="([^"]*)"[^>]*>\r?\n?(.*?)</textarea>', form[0], re.DOTALL
    ):
        found[name] = html.unescape(text)
    for name, body in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form[0], re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body)
        found[name] = html.unescape(chosen[1]) if chosen else ""
    return found


def send(client: FlaskClient, path: str, **changes: object):
    """Fill in a page as it stands, change some of it, and send it."""
    return client.post(path, data=typed(client, path) | changes)


PAGES = [
    "",
    "/begin-en-einde",
    "/nieuwe-pagina",
    "/nieuwe-vraag?in=uitleg",
    "/uitleg",
    "/uitleg_matrix",
    "/uitleg_matrix/uitspraken",
    "/uitleg_matrix/antwoorden",
    "/uitleg_matrix/betekenis",
    "/uitleg_matrix/betekenis/bo01",
    "/uitleg_matrix/zinnen/bo01",
    "/signalen_matrix/voorwaarde/tonen",
    "/signalen_matrix/voorwaarde/verplicht",
    "/signalen_matrix/voorwaarde/tonen/erbij?over=uitleg_matrix.bo01",
    "/uitleg_matrix/weghalen",
    "/uitleg_matrix/andere-pagina",
]


def test_the_pages_show_and_change_nothing(sanne: FlaskClient, town: Town) -> None:
    before = digest_of_all_tables()

    answers = {page: sanne.get(base(town) + page).status_code for page in PAGES}

    assert set(answers.values()) == {200}, answers
    assert digest_of_all_tables() == before


def test_every_link_of_the_list_leads_somewhere(sanne: FlaskClient, town: Town) -> None:
    assert dead_links(sanne, base(town, "teamgesprek")) == {}


def every_page(town: Town, name: str) -> list[str]:
    """The pages about each thing of a file."""
    found = []
    for spot in editing.spots(envelope(town, name)):
        parts = ["", "/voorwaarde/tonen"]
        if spot.kind not in ("page", "panel", "html"):
            parts += ["/betekenis"] + ([] if spot.kind == "matrix" else ["/zinnen"])
        found += [f"{base(town, name)}/{spot.name}{part}" for part in parts]
    return found


@pytest.mark.parametrize("name", ["evaluatie", "teamgesprek", "leerlingen", "schoolwaarden"])
def test_what_is_sent_as_it_stands_changes_not_a_byte(sanne: FlaskClient, town: Town, name: str) -> None:
    source = question_drafts.get(town.partnership.id, name).source
    sample = [path for path in every_page(town, name) if "/voorwaarde" not in path]
    for path in sample[:: max(1, len(sample) // 8)]:
        answer = send(sanne, path)

        assert answer.status_code == 303, path
        db.session.rollback()
        db.session.expire_all()
        assert question_drafts.get(town.partnership.id, name).source == source, path


def test_another_text_is_kept_in_both_languages(sanne: FlaskClient, town: Town) -> None:
    path = f"{base(town)}/uitleg_matrix"

    answer = send(sanne, path, title_nl="Hoe vaak lukt het?", title_en="How often?", eachRowRequired="y")

    thing = editing.find(envelope(town), "uitleg_matrix").thing
    assert answer.status_code == 303
    assert thing["title"] == {"nl": "Hoe vaak lukt het?", "en": "How often?"}
    assert thing["eachRowRequired"] is True
    assert "Hoe vaak lukt het?" in sanne.get(path).text


def test_a_text_with_a_problem_is_kept_and_the_page_says_so_at_the_field(
    sanne: FlaskClient, town: Town
) -> None:
    path = f"{base(town)}/uitleg_matrix"

    answer = send(sanne, path, title_en="")

    assert answer.status_code == 303
    page = sanne.get(path).text
    assert "<title>Fout:" in page
    assert 'href="#title_en"' in page
    assert "1 ding moet anders" in sanne.get(base(town)).text


def test_two_people_at_one_question_see_both_texts_and_nothing_is_lost(
    sanne: FlaskClient, town: Town
) -> None:
    path = f"{base(town)}/uitleg_matrix"
    mine = typed(sanne, path) | {"title_nl": "Mijn tekst"}
    send(sanne, path, title_nl="Andere tekst")

    answer = sanne.post(path, data=mine)

    assert answer.status_code == 409
    assert "Mijn tekst" in answer.text
    assert "Intussen staat hier: Andere tekst" in answer.text
    assert editing.find(envelope(town), "uitleg_matrix").thing["title"]["nl"] == "Andere tekst"


def test_a_change_elsewhere_in_the_file_is_no_conflict(sanne: FlaskClient, town: Town) -> None:
    path = f"{base(town)}/uitleg_matrix"
    mine = typed(sanne, path) | {"title_nl": "Mijn tekst"}
    send(sanne, f"{base(town)}/ex07", title_nl="Elders")

    assert sanne.post(path, data=mine).status_code == 303
    assert editing.find(envelope(town), "ex07").thing["title"]["nl"] == "Elders"


def test_a_question_is_added_with_a_scale_and_gets_its_meaning(sanne: FlaskClient, town: Town) -> None:
    path = f"{base(town)}/nieuwe-vraag?in=uitleg"
    answer = send(
        sanne,
        path,
        title_nl="Durf je hulp te vragen?",
        title_en="Dare you?",
        kind="radiogroup",
        scale="KWAL4",
    )
    assert answer.status_code == 303

    path = f"{base(town)}/durf_je_hulp_te_vragen/betekenis"
    send(sanne, path, indicator="bo-77", chapter="ch4", aggregate=["distribution", "mean"], base="shown")

    found = envelope(town)
    assert len(editing.find(found, "durf_je_hulp_te_vragen").thing["choices"]) == 5
    assert found["mapping"]["durf_je_hulp_te_vragen"] == {
        "short": {"nl": "Durf je hulp te vragen?", "en": "Dare you?"},
        "scale": "KWAL4",
        "aggregate": ["distribution", "mean"],
        "indicator": "BO-77",
        "chapter": "ch4",
        "base": "shown",
    }


def test_a_question_without_title_or_kind_comes_back_as_typed(sanne: FlaskClient, town: Town) -> None:
    before = digest_of_all_tables()

    answer = sanne.post(
        f"{base(town)}/nieuwe-vraag?in=uitleg", data={"title_nl": "Alleen Nederlands", "scale": ""}
    )

    assert answer.status_code == 422
    assert "Alleen Nederlands" in answer.text
    assert digest_of_all_tables() == before


def test_answers_are_added_moved_and_removed_by_buttons_that_keep_what_is_typed(
    sanne: FlaskClient, town: Town
) -> None:
    send(
        sanne,
        f"{base(town)}/nieuwe-vraag?in=uitleg",
        title_nl="Wat helpt?",
        title_en="What helps?",
        kind="checkbox",
    )
    path = f"{base(town)}/wat_helpt/antwoorden"

    send(sanne, path, item_0_nl="Tijd", item_0_en="Time", item_1_nl="Rust", item_1_en="Peace")
    send(sanne, path, item_0_nl="Meer tijd", do="down.0")
    send(sanne, path, do="drop.0")

    choices = editing.find(envelope(town), "wat_helpt").thing["choices"]
    assert choices == [{"value": "tijd", "text": {"nl": "Meer tijd", "en": "Time"}}]


def test_own_answers_count_for_what_is_typed_and_an_open_one_is_not_counted(
    sanne: FlaskClient, town: Town
) -> None:
    send(
        sanne,
        f"{base(town)}/nieuwe-vraag?in=uitleg",
        title_nl="Hoe ging het?",
        title_en="How?",
        kind="radiogroup",
    )
    answers = f"{base(town)}/hoe_ging_het/antwoorden"
    send(sanne, answers, item_0_nl="Goed", item_0_en="Well", item_1_nl="Geen idee", item_1_en="No idea")

    send(sanne, f"{base(town)}/hoe_ging_het/betekenis", score_0="2,5", score_1="", aggregate=["mean"])

    entry = envelope(town)["mapping"]["hoe_ging_het"]
    assert entry["score"] == {"goed": 2.5, "geen_idee": None}
    assert entry["aggregate"] == "mean"


def test_a_statement_is_added_with_its_entry(sanne: FlaskClient, town: Town) -> None:
    path = f"{base(town)}/uitleg_matrix/uitspraken"

    send(sanne, path, item_3_nl="Ik vraag op tijd hulp.", item_3_en="I ask in time.")

    found = envelope(town)
    assert editing.find(found, "uitleg_matrix").thing["rows"][-1]["value"] == "ik_vraag_op_tijd_hulp"
    assert "ik_vraag_op_tijd_hulp" in found["mapping"]["uitleg_matrix"]["rows"]


def test_a_condition_is_chosen_joined_and_taken_away_again(sanne: FlaskClient, town: Town) -> None:
    path = f"{base(town)}/ex07/voorwaarde/tonen"
    send(sanne, f"{path}/erbij?over=uitleg_matrix.bo01", how="anyof", values=["1", "2"])
    send(sanne, f"{path}/erbij?over=signalen_matrix.bo03", joined="or", how="notempty")

    thing = editing.find(envelope(town), "ex07").thing
    assert thing["visibleIf"] == "{uitleg_matrix.bo01} anyof [1, 2] or {signalen_matrix.bo03} notempty"
    page = sanne.get(path).text
    assert "nog niet of soms" in page
    assert "of als" in page

    send(sanne, path, do="0")
    send(sanne, path, do="0")
    assert "visibleIf" not in editing.find(envelope(town), "ex07").thing


def test_a_condition_needs_answers(sanne: FlaskClient, town: Town) -> None:
    before = digest_of_all_tables()

    answer = send(sanne, f"{base(town)}/ex07/voorwaarde/tonen/erbij?over=uitleg_matrix.bo01", how="anyof")

    assert answer.status_code == 422
    assert "Kies of vul in welk antwoord het moet zijn." in answer.text
    assert digest_of_all_tables() == before


def test_a_condition_about_a_later_question_is_not_offered(sanne: FlaskClient, town: Town) -> None:
    path = f"{base(town)}/uitleg_matrix/voorwaarde/tonen"

    assert "ex07" not in sanne.get(path).text
    assert sanne.get(f"{path}/erbij?over=ex07").status_code == 404


def test_a_condition_of_another_shape_is_shown_and_kept(sanne: FlaskClient, town: Town) -> None:
    found = envelope(town)
    text = "({uitleg_matrix.bo01} = 1 or {uitleg_matrix.bo02} = 1) and {signalen_matrix.bo03} notempty"
    editing.find(found, "ex07").thing["visibleIf"] = text
    row = question_drafts.get(town.partnership.id, "evaluatie")
    source = rewriting.written(row.source, found)
    authoring.put(town.partnership.id, "evaluatie", source, row.version, actor=SANNE, today=builders.TODAY)

    page = sanne.get(f"{base(town)}/ex07/voorwaarde/tonen").text
    send(sanne, f"{base(town)}/ex07", title_nl="Andere tekst")

    assert html.escape(text) in page
    assert editing.find(envelope(town), "ex07").thing["visibleIf"] == text


def test_sentences_are_shown_as_they_will_appear_and_kept(sanne: FlaskClient, town: Town) -> None:
    path = f"{base(town)}/uitleg_matrix/zinnen/bo01"
    before = digest_of_all_tables()

    looked = send(sanne, path, text_0="Uitleg is {.value} afgestemd: {.comment}", do="kijken")
    assert "Uitleg is nog niet afgestemd: [de toelichting van de school]" in looked.text
    assert digest_of_all_tables() == before

    send(sanne, path, text_0="Dat lukt {.value}.", text_1="", none_1="y")
    texts = envelope(town)["mapping"]["uitleg_matrix"]["rows"]["bo01"]["text"]
    assert (texts["1"], texts["2"]) == ("Dat lukt {.value}.", "")


def test_a_placeholder_that_is_unknown_is_shown_at_its_sentence(sanne: FlaskClient, town: Town) -> None:
    path = f"{base(town)}/uitleg_matrix/zinnen/bo01"

    send(sanne, path, text_2="Dat lukt {school}.")

    page = sanne.get(path).text
    assert 'href="#text_2"' in page
    assert "‘{school}’ is hier niet bekend." in page
    assert "Fout:" in page


def test_the_buttons_of_the_list_move_copy_and_remove(sanne: FlaskClient, town: Town) -> None:
    form = {"do": "omlaag"}
    sanne.post(f"{base(town)}/uitleg/verplaatsen", data=form)
    assert editing.pages(envelope(town))[1]["name"] == "uitleg"

    answer = sanne.post(f"{base(town)}/ex07/kopie", data={})
    new = answer.location.rpartition("/")[2]
    assert "indicator" not in envelope(town)["mapping"][new]

    assert sanne.post(f"{base(town)}/{new}/weghalen", data={}).status_code == 303
    assert new not in envelope(town)["mapping"]
    send(sanne, f"{base(town)}/ex07/andere-pagina", into="uitleg")
    assert editing.find(envelope(town), "ex07").page["name"] == "uitleg"


def test_removing_says_what_hangs_on_it_and_what_happens_to_the_trend(sanne: FlaskClient, town: Town) -> None:
    builders.a_question_set(town.partnership)
    send(sanne, f"{base(town)}/ex07/voorwaarde/tonen/erbij?over=uitleg_matrix.bo01", how="notempty")

    page = sanne.get(f"{base(town)}/uitleg_matrix/weghalen").text

    assert "Hiermee stopt een reeks over de jaren." in page
    assert "Hier hangt een voorwaarde aan" in page
    assert "BO-01" in page


def test_a_name_is_made_from_the_words_and_a_published_one_stays_known(
    sanne: FlaskClient, town: Town
) -> None:
    builders.a_question_set(town.partnership)
    send(sanne, f"{base(town)}/ex07", title_nl="Wordt hulp gegeven?")

    answer = sanne.post(f"{base(town)}/ex07/naam", data={})

    found = envelope(town)
    assert answer.location.endswith("/wordt_hulp_gegeven")
    assert found["renames"] == {"questions": {"ex07": "wordt_hulp_gegeven"}}
    assert found["mapping"]["wordt_hulp_gegeven"]["indicator"] == "EX-07"


def test_nobody_else_comes_here(app: Flask, town: Town) -> None:
    for person in (town.anna, town.bram, town.hanna, town.eva):
        assert as_person(app, person).get(base(town)).status_code in (403, 404)


def test_a_file_that_is_not_being_written_or_is_no_json_has_no_editor(sanne: FlaskClient, town: Town) -> None:
    row = question_drafts.get(town.partnership.id, "leerlingen")
    authoring.put(town.partnership.id, "leerlingen", b"{", row.version, actor=SANNE, today=builders.TODAY)

    assert sanne.get(base(town, "leerlingen")).location.endswith("/vragenlijsten/leerlingen")
    assert sanne.get(base(town, "leerlingen") + "/begin-en-einde").status_code == 404
    authoring.discard(town.partnership.id)
    assert sanne.get(base(town)).status_code == 404
