"""Which outcome comes in which chapter, and the texts of the set, changed without seeing JSON."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sopforms.core import document_editing
from sopforms.store import question_drafts
from sopforms.store.db import db
from tests.web.browsing import Town, as_person, dead_links, digest_of_all_tables
from tests.web.test_question_editor import base, sanne, send, town, typed

__all__ = ["sanne", "town"]  # fixtures


def envelope(town: Town, name: str = "schoolgids") -> document_editing.Envelope:
    db.session.rollback()
    db.session.expire_all()
    found = document_editing.parse(question_drafts.get(town.partnership.id, name).source)
    assert found is not None
    return found


@pytest.mark.parametrize("name", ["schoolgids", "jaarplan", "jaarverslag"])
def test_what_is_sent_as_it_stands_changes_not_a_byte(sanne: FlaskClient, town: Town, name: str) -> None:
    source = question_drafts.get(town.partnership.id, name).source
    assert dead_links(sanne, base(town, name)) == {}
    for _, chapter in list(document_editing.chapters(envelope(town, name)))[::3]:
        assert send(sanne, f"{base(town, name)}/{chapter['key']}").status_code == 303

    db.session.rollback()
    db.session.expire_all()
    assert question_drafts.get(town.partnership.id, name).source == source


def test_a_new_indicator_is_named_until_a_chapter_shows_it(sanne: FlaskClient, town: Town) -> None:
    add = f"{base(town)}/nieuwe-vraag?in=uitleg"
    send(sanne, add, title_nl="Lukt het?", title_en="Well?", kind="radiogroup", scale="MATE4")
    send(
        sanne,
        f"{base(town)}/lukt_het/betekenis",
        indicator="BO-77",
        chapter="ch3",
        aggregate=["distribution"],
    )

    before = sanne.get(base(town, "schoolgids")).text
    path = f"{base(town, 'schoolgids')}/ch3"
    field = next(name for name, text in typed(sanne, path).items() if "BO-01" in text)
    send(sanne, path, **{field: "BO-01, bo-77"})
    after = sanne.get(base(town, "schoolgids")).text

    assert "BO-77: Lukt het?" in before
    assert "BO-77: Lukt het?" not in after


def test_an_unknown_indicator_is_kept_and_shown_at_its_field(sanne: FlaskClient, town: Town) -> None:
    path = f"{base(town, 'schoolgids')}/ch2"

    send(sanne, path, fed_0="VI-01, XX-99")

    page = sanne.get(path).text
    assert 'href="#fed_0"' in page
    assert document_editing.find(envelope(town), "ch2")["parts"][0]["indicators"] == ["VI-01", "XX-99"]


def test_parts_are_added_moved_and_removed(sanne: FlaskClient, town: Town) -> None:
    path = f"{base(town, 'schoolgids')}/ch2"

    send(sanne, path, add="text")
    send(sanne, path, text_2_nl="Welkom bij {school}.", do="up.2")
    send(sanne, path, do="drop.0")

    assert document_editing.find(envelope(town), "ch2")["parts"] == [
        {"form": "text", "nl": "Welkom bij {school}."},
        {"form": "previous"},
    ]


def test_a_plan_gets_a_section_of_its_own(sanne: FlaskClient, town: Town) -> None:
    plan = base(town, "jaarplan")

    answer = send(sanne, f"{plan}/deel/nieuw", title_nl="Wat het kost")
    sanne.post(f"{plan}/wat_het_kost/doen", data={"do": "omhoog"})

    assert answer.location.endswith("/wat_het_kost")
    assert [one["key"] for one in envelope(town, "jaarplan")["sections"]][-2] == "wat_het_kost"
    sanne.post(f"{plan}/wat_het_kost/doen", data={"do": "weg"})
    assert "wat_het_kost" not in [one["key"] for one in envelope(town, "jaarplan")["sections"]]


def test_two_people_at_one_chapter_see_both_texts(sanne: FlaskClient, town: Town) -> None:
    path = f"{base(town, 'schoolgids')}/ch2"
    mine = typed(sanne, path) | {"title_nl": "Mijn kop"}
    send(sanne, path, title_nl="Andere kop")
    before = digest_of_all_tables()

    answer = sanne.post(path, data=mine)

    assert answer.status_code == 409
    assert "Mijn kop" in answer.text
    assert "Intussen staat hier: Andere kop" in answer.text
    assert digest_of_all_tables() == before


def test_a_chapter_needs_a_title(sanne: FlaskClient, town: Town) -> None:
    answer = send(sanne, f"{base(town, 'schoolgids')}/ch2", title_nl="", fed_0="VI-01, BO-02")

    assert answer.status_code == 422
    assert "VI-01, BO-02" in answer.text


def test_nobody_else_comes_here(app: Flask, town: Town) -> None:
    for person in (town.anna, town.bram, town.eva):
        assert as_person(app, person).get(base(town, "schoolgids")).status_code in (403, 404)
