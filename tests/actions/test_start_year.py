"""In its first year a school brings its former text and points; the council reads that the form is new."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest
from flask import Flask

from sopforms.actions import composing, points, start_year
from sopforms.core.codes import Role, Step
from sopforms.core.errors import Invalid, NotFound
from sopforms.store import previous_texts, talks
from tests import builders
from tests.web.browsing import a_town, as_person

TODAY = date(2026, 11, 2)
COORDINATOR = builders.an_actor(Role.COORDINATOR)


def a_word_file() -> bytes:
    document = docx.Document()
    document.add_heading("Visie op ondersteuning", 1)
    document.add_paragraph("Elk kind leert anders.")
    document.add_heading("Grenzen", 1)
    document.add_paragraph("Wij kijken per kind.", style="List Bullet")
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def test_a_word_file_is_cut_over_the_chapters_and_a_broken_one_is_refused(app: Flask) -> None:
    assert start_year.cut("", ("sop.docx", a_word_file())).texts == {
        "ch2": "Elk kind leert anders.",
        "ch8": "- Wij kijken per kind.",
    }
    for broken in (b"geen zip", b"PK\x03\x04rest"):
        with pytest.raises(Invalid):
            start_year.cut("", ("sop.docx", broken))
    with pytest.raises(Invalid):
        start_year.cut("  ", None)


def test_who_brings_a_file_and_pastes_as_well_has_both(app: Flask) -> None:
    found = start_year.cut("# Gebouw\n\nEr is een lift.", ("sop.docx", a_word_file())).texts

    assert found["ch2"] == "Elk kind leert anders."
    assert found["ch7"] == "Er is een lift."


def test_the_former_text_stands_where_last_years_would(app: Flask) -> None:
    town = a_town()
    anna = builders.an_actor(Role.COORDINATOR, person=town.anna)

    start_year.keep(town.dossier.id, {"ch2": "Elk kind leert anders.", "rest": "Los."}, anna, TODAY)

    (part,) = composing.previous_parts(town.dossier)
    assert (part.key, part.title) == ("ch2", "Visie op ondersteuning")
    assert previous_texts.of_dossier(town.dossier.id)["rest"] == "Los."


def test_points_of_the_year_before_come_back_and_can_be_carried_on(app: Flask) -> None:
    town = a_town(Step.TALK)
    start_year.add_point(town.dossier.id, "Meer tijd voor lezen", "leescoördinator", date(2026, 6, 1))
    (old,) = points.of_last_year(town.dossier)

    points.carry_over(town.dossier.id, old.id, "Het is nog niet af.")

    (new,) = talks.points_of(town.dossier.id)
    assert (new.goal, new.carried_from) == ("Meer tijd voor lezen", old.id)
    with pytest.raises(NotFound):  # one of this year is none of last year
        points.note_result(town.dossier.id, new.id, "done", "Klaar.")


def test_the_pages_show_the_cut_before_anything_is_kept(app: Flask) -> None:
    town = a_town()
    anna, path = as_person(app, town.anna), f"/dossier/{town.dossier.id}/vorige-tekst"

    shown = anna.post(path, data={"text": "# Visie\n\nElk kind leert anders."})
    bare = anna.post(path, data={"text": "Elk kind leert anders."})
    nothing = anna.post(path, data={"text": ""})

    assert "Klopt deze verdeling?" in shown.text
    assert "Elk kind leert anders." in shown.text
    assert "De hele tekst staat in het eerste vak." in bare.text
    assert nothing.status_code == 422
    assert previous_texts.of_dossier(town.dossier.id) == {}
    kept = anna.post(f"{path}/verdeling", data={"ch2": "Elk kind leert anders."})
    assert kept.status_code == 303
    assert previous_texts.of_dossier(town.dossier.id) == {"ch2": "Elk kind leert anders."}
    assert as_person(app, town.eva).get(path).status_code == 404


def test_two_people_who_divide_the_text_at_once_lose_nothing(app: Flask) -> None:
    town = a_town()
    start_year.keep(town.dossier.id, {"ch2": "Elk kind leert anders."}, COORDINATOR, TODAY)
    path = f"/dossier/{town.dossier.id}/vorige-tekst/verdeling"
    anna, hanna = as_person(app, town.anna), as_person(app, town.hanna)
    seen = start_year.version_of(previous_texts.of_dossier(town.dossier.id))

    first = anna.post(path, data={"ch2": "Van Anna.", "version": seen})
    second = hanna.post(path, data={"ch2": "Van Hanna.", "ch7": "Een lift.", "version": seen})

    assert (first.status_code, second.status_code) == (303, 409)
    for typed in ("Van Hanna.", "Een lift.", "Intussen staat hier: Van Anna."):
        assert typed in second.text
    assert previous_texts.of_dossier(town.dossier.id) == {"ch2": "Van Anna."}
