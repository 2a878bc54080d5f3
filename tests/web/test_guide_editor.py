"""The editor of guide and site by a link, and what the school sees and records of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from docx import Document
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions import links, placement
from sopforms.core.codes import LetterKind, LinkPurpose, Role, Step
from sopforms.core.placement import Chore, Receiver
from sopforms.store import letters, placements
from sopforms.store.db import db
from tests import builders
from tests.asked import THIS_YEAR, Asked, a_decision, a_snapshot, an_asked_school
from tests.web.browsing import as_person, digest_of_all_tables
from tests.web.calendar import on

TODAY = date(2027, 7, 12)
HELP = "Extra hulp op onze school. Oefenen in een groep van vier kinderen. De hulp duurt 10 weken."


@pytest.fixture(autouse=True)
def _in_july() -> Iterator[None]:
    with on(TODAY):
        yield


def in_guide(step: Step = Step.IN_GUIDE, **facts: object) -> Asked:
    asked = an_asked_school(step, guide_section_on=date(2027, 6, 20), **facts)
    a_decision(asked.dossier, a_snapshot(asked.dossier, "adopted"), date(2027, 6, 7))
    db.session.commit()
    return asked


def token(asked: Asked) -> str:
    until = datetime.now(UTC) + timedelta(days=900)
    row = links.issue(LinkPurpose.GUIDE, asked.id, asked.partnership.id, "g@gids.example", until)
    db.session.commit()
    return links.token_of(row)


def editor(app: Flask, asked: Asked) -> FlaskClient:
    client = app.test_client()
    assert client.post(f"/g/{token(asked)}/openen").status_code == 303
    return client


def test_P07_looking_at_the_link_changes_nothing_and_opening_leads_to_an_address_without_token(
    app: Flask,
) -> None:
    asked = in_guide()
    mine = token(asked)
    client = app.test_client()
    before = digest_of_all_tables()

    page = client.get(f"/g/{mine}")

    assert page.status_code == 200
    assert page.text.count("<button") == 1
    assert digest_of_all_tables() == before
    assert client.post(f"/g/{mine}/openen").headers["Location"] == "/gids"
    assert "nog niet geplaatst" in client.get("/gids").text


def test_without_the_link_there_is_nothing_and_with_it_only_this_school(app: Flask) -> None:
    ours, theirs = in_guide(), in_guide()
    assert app.test_client().get("/gids").status_code == 410
    client = editor(app, ours)

    assert ours.location.name in client.get("/gids").text
    assert client.get(f"/dossier/{theirs.id}/schoolgids").status_code == 302
    assert client.get("/gids/deel/ch1").status_code == 404


def test_each_part_is_copied_as_clean_html_as_text_and_as_word(app: Flask) -> None:
    client = editor(app, in_guide())

    page = client.get("/gids/deel/g2").text
    word = client.get("/gids/deel/g2.docx")

    assert "&lt;h2&gt;Extra hulp op onze school&lt;/h2&gt;" in page
    assert "class=&#34;" not in page
    paragraphs = [one.text for one in Document(BytesIO(word.data)).paragraphs]
    assert any("vier kinderen" in text for text in paragraphs)
    assert client.get("/gids/deel/g99.docx").status_code == 404


def test_what_was_pasted_back_is_compared_word_for_word(app: Flask) -> None:
    asked = in_guide()
    client = editor(app, asked)
    place = "https://school.example/hulp"

    client.post("/gids/deel/g2", data={"place": place, "pasted": HELP.upper()})
    same = client.get("/gids/deel/g2").text
    client.post("/gids/deel/g2", data={"place": place, "pasted": HELP.replace("vier", "acht")})
    other = client.get("/gids/deel/g2").text

    assert "gelijk aan de vastgestelde tekst" in same
    assert "anders dan de vastgestelde tekst" in other
    assert "<del>" in other
    assert "acht</ins>" in other
    school = as_person(app, asked.hanna).get(f"/dossier/{asked.id}/schoolgids/plaatsing").text
    assert place in school
    assert "anders dan de vastgestelde tekst" in school


def test_a_place_is_asked_for_and_what_was_pasted_comes_back(app: Flask) -> None:
    answer = editor(app, in_guide()).post("/gids/deel/g2", data={"pasted": HELP})

    assert answer.status_code == 422
    assert "Vul in waar de tekst staat." in answer.text
    assert HELP in answer.text


def test_a_text_that_was_adopted_anew_is_told_at_every_part_that_stands_somewhere(app: Flask) -> None:
    asked = in_guide()
    client = editor(app, asked)
    client.post("/gids/deel/g2", data={"place": "gids, bladzijde 12", "pasted": HELP})
    changed = tuple(
        (key, title, (*said, "Nieuw.") if key == "g2" else said) for key, title, said in THIS_YEAR
    )
    a_snapshot(asked.dossier, "adopted", changed)
    db.session.commit()

    assert "er is een nieuwere tekst" in client.get("/gids").text
    assert "Kopieer het opnieuw." in client.get("/gids/deel/g2").text


def test_the_text_of_a_later_year_is_told_on_the_old_link(app: Flask) -> None:
    asked = in_guide()
    client = editor(app, asked)
    later = builders.a_cycle(
        asked.partnership, school_year="2028-2029", question_set_id=asked.cycle.question_set_id
    )
    builders.a_dossier(
        Step.IN_GUIDE, location=asked.location, cycle=later, guide_section_on=date(2028, 6, 20)
    )
    db.session.commit()

    assert "Er is een nieuwere tekst." in client.get("/gids").text
    assert "2028-2029" in client.get("/gids").text


def test_the_old_sop_is_taken_away_step_by_step(app: Flask) -> None:
    asked = in_guide()
    client = editor(app, asked)

    client.post("/gids/oude-tekst", data={"done": ["site_page", "menu"]})
    client.post("/gids/oude-tekst", data={"done": ["site_page"]})

    assert set(placements.chores_of(asked.id)) == {Chore.SITE_PAGE}
    assert "Nog 4 dingen" in client.get("/gids").text
    assert client.post("/gids/oude-tekst", data={"done": ["iets"]}).status_code == 422


def test_naming_an_editor_sends_a_link_and_ends_the_one_of_before(app: Flask) -> None:
    asked = in_guide()
    old, school = editor(app, asked), as_person(app, asked.hanna)
    page = f"/dossier/{asked.id}/schoolgids/redacteur"
    assert school.post(page, data={"name": "", "email": "fout"}).status_code == 422

    school.post(page, data={"name": "Gijs Smit", "email": "gijs@gids.example"})
    school.post(page, data={"name": "Fleur Bos", "email": "fleur@gids.example"})

    sent = [one.to_email for one in letters.of_dossier(asked.id) if one.kind is LetterKind.SECTION_READY]
    assert set(sent) == {"gijs@gids.example", "fleur@gids.example"}
    assert old.get("/gids").status_code == 410


def test_who_is_named_again_the_same_day_gets_a_link_that_works(app: Flask) -> None:
    asked = in_guide()
    page, school = f"/dossier/{asked.id}/schoolgids/redacteur", as_person(app, asked.hanna)

    said = [
        school.post(page, data={"name": "Gids", "email": f"{who}@gids.example"}, follow_redirects=True).text
        for who in ("gijs", "fleur", "gijs", "gijs")
    ]

    mails = [one for one in letters.of_dossier(asked.id) if one.kind is LetterKind.SECTION_READY]
    gijs = [letters.link_of(one) for one in mails if one.to_email == "gijs@gids.example"]
    assert [links.is_usable(one) for one in gijs] == [True, False]  # the newest first
    assert ["krijgt een mail" in text for text in said] == [True, True, True, False]
    assert "ging vandaag al naar dit adres" in said[-1]


def test_another_editor_for_this_year_leaves_the_links_to_other_years(app: Flask) -> None:
    asked = in_guide()
    client = editor(app, asked)
    later = builders.a_cycle(
        asked.partnership, school_year="2028-2029", question_set_id=asked.cycle.question_set_id
    )
    next_year = builders.a_dossier(Step.ADOPTED, location=asked.location, cycle=later)
    db.session.commit()
    for who in ("gijs", "fleur"):
        placement.name_editor(next_year.id, who, f"{who}@gids.example", actor=asked.head, today=TODAY)

    assert client.get("/gids").status_code == 200


def test_delivery_to_parents_council_and_inspectorate_is_recorded(app: Flask) -> None:
    asked = in_guide(Step.PUBLISHED, published_on=date(2027, 7, 10))
    school, page = as_person(app, asked.hanna), f"/dossier/{asked.id}/schoolgids/plaatsing"
    wrong = school.post(page, data={"receiver": "parents", "delivered_on": "9-7-2027"})
    assert wrong.status_code == 422
    assert "Deze dag ligt voor de publicatie." in wrong.text

    for one in Receiver:
        school.post(page, data={"receiver": one.value, "delivered_on": "12-7-2027", "how": "per mail"})

    assert set(placements.deliveries_of(asked.id)) == set(Receiver)
    public = app.test_client().get(f"/school/{asked.location.code}/2027-2028/stappen").text
    assert "De schoolgids ging naar de inspectie" in public
    assert "per mail" not in public


def test_before_publication_nothing_is_delivered_and_another_school_sees_nothing(app: Flask) -> None:
    asked = in_guide()
    data = {"receiver": "parents", "delivered_on": "12-7-2027"}
    assert as_person(app, asked.hanna).post(
        f"/dossier/{asked.id}/schoolgids/plaatsing", data=data
    ).status_code in {409}
    eva = builders.a_person("Eva Vos")
    builders.a_membership(eva, Role.HEAD, builders.a_location(asked.partnership))
    db.session.commit()

    assert as_person(app, eva).get(f"/dossier/{asked.id}/schoolgids/plaatsing").status_code == 404


# What everybody may read


def test_the_archive_says_which_text_is_in_force_and_which_comes(app: Flask) -> None:
    asked = in_guide(Step.PUBLISHED, published_on=date(2027, 7, 10))
    client, page = app.test_client(), f"/school/{asked.location.code}/archief"

    before = client.get(page).text
    with on(date(2027, 8, 2)):
        after = client.get(page).text

    assert "Nu geldt de tekst van schooljaar 2026-2027." in before
    assert "geldt vanaf 1 augustus" in before
    assert "Nu geldt de tekst van schooljaar 2027-2028." in after
    assert "gold toen" in after


def test_the_steps_of_a_year_name_nobody(app: Flask) -> None:
    asked = in_guide(Step.PUBLISHED, published_on=date(2027, 7, 10))
    client = app.test_client()

    page = client.get(f"/school/{asked.location.code}/2027-2028/stappen").text

    assert "Het bestuur vroeg de raad om advies" in page
    assert "Wms 11 lid 1 r" in page
    for person in (asked.hanna, asked.bram, asked.anna):
        assert person.name not in page
    assert client.get(f"/school/{asked.location.code}/2031-2032/stappen").status_code == 404


def test_parents_find_schools_and_lines_in_their_own_words(app: Flask) -> None:
    asked = in_guide(Step.PUBLISHED, published_on=date(2027, 7, 10))
    client = app.test_client()

    found = client.get("/scholen?zoek=epilepsie").text
    elsewhere = client.get("/scholen?zoek=medicijnen+nergenshuizen").text
    inside = client.get(f"/school/{asked.location.code}/zoeken?zoek=diabetes").text
    nothing = client.get(f"/school/{asked.location.code}/zoeken?zoek=hoogbegaafd").text

    assert "Wij kunnen geen medische handelingen doen." in found
    assert asked.location.name in found
    assert "Geen school gevonden met hulp hierbij" in elsewhere
    assert "#g4" in inside
    assert "Niets gevonden" in nothing
