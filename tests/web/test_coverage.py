"""The partnership's view of the whole region: what schools share from their draft on, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from sopforms.core.codes import Right, Step, ValueSource
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.talks import SchoolValueRow
from tests.asked import an_asked_school
from tests.builders import TODAY, a_dossier, a_location, a_partnership, anna, bram, sanne, sign_in

ABSENT, PRESENT = "niet_aanwezig", "eigen_locatie"


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def a_school(partnership: Any, name: str, step: Step, town: str = "Duindorp", **values: Any) -> DossierRow:
    location = a_location(partnership, name=name, municipality=town)
    dossier = a_dossier(step, location=location)
    for indicator, value in values.items():
        db.session.add(
            SchoolValueRow(
                dossier_id=dossier.id,
                indicator=indicator.replace("_", "-"),
                value=value,
                source=ValueSource.TALK,
                decided_on=TODAY,
            )
        )
    db.session.flush()
    return dossier


def page(client: FlaskClient, partnership: Any, more: str = "") -> str:
    answer = client.get(f"/samenwerkingsverband/{partnership.id}/dekking{more}")
    assert answer.status_code == 200
    return answer.text


def test_a_school_is_in_the_matrix_from_its_draft_on(client: FlaskClient) -> None:
    partnership = a_partnership()
    a_school(partnership, "De Linde", Step.DRAFT, EX_01=PRESENT, EX_02=ABSENT)
    a_school(partnership, "De Eik", Step.CONSOLIDATED, EX_01=PRESENT)
    sign_in(client, sanne(partnership))

    shown = page(client, partnership)

    linde, eik = (shown.split(f"{name}</a></th>")[1].split("</tr>")[0] for name in ("De Linde", "De Eik"))
    assert 'class="h4"' in linde
    assert 'class="h1"' in linde
    assert 'class="h' not in eik
    assert "Van één school is nog niets bekend" in shown
    assert "op de enige school met een uitkomst" in shown
    assert "van de 1 scholen" not in shown


def test_the_step_of_a_school_says_of_which_right_it_is(client: FlaskClient) -> None:
    asked = an_asked_school(Step.ADVISED, last_year=False)
    asked.council.right, asked.council.source = Right.INSTEMMING, "reglement"
    asked.council.valid_until = date(2028, 7, 31)
    a_school(asked.partnership, "De Linde", Step.DRAFT, EX_01=PRESENT)
    db.session.commit()
    sign_in(client, sanne(asked.partnership))

    shown = page(client, asked.partnership)

    assert "Instemming: antwoord ontvangen" in shown
    assert "Advies ontvangen" not in shown
    asked.council.valid_until = asked.request.sent_on - timedelta(days=1)  # ended before it was asked
    db.session.commit()
    assert "Advies ontvangen" in page(client, asked.partnership)


def test_what_a_school_keeps_for_itself_is_never_in_it(client: FlaskClient) -> None:
    partnership = a_partnership()
    a_school(partnership, "De Linde", Step.ADOPTED, ST_08=1, EX_01=PRESENT)
    sign_in(client, sanne(partnership))

    found = openpyxl.load_workbook(
        BytesIO(client.get(f"/samenwerkingsverband/{partnership.id}/dekking/werkboek").data)
    )
    cells = [str(cell.value) for sheet in found.worksheets for row in sheet.iter_rows() for cell in row]
    assert "EX-01" in cells
    assert "ST-08" not in cells
    for by in ("behoefte", "voorzieningen", "onderwerp"):
        shown = page(client, partnership, f"?per={by}")
        assert 'class="h4"' in shown
        assert shown.count('class="h1"') == 1  # the key


def test_a_gap_is_told_in_a_sentence_and_what_if_tells_who_is_left_without(client: FlaskClient) -> None:
    partnership = a_partnership()
    only = a_school(partnership, "De Linde", Step.DRAFT, EX_03=PRESENT)
    a_school(partnership, "De Eik", Step.DRAFT, EX_03=ABSENT)
    a_school(partnership, "De Beuk", Step.DRAFT, "Veldstad", EX_03=ABSENT)
    sign_in(client, sanne(partnership))

    assert "geen school biedt dit in Veldstad" in page(client, partnership)
    told = page(
        client, partnership, f"/wat-als?per=onderwerp&school={only.location_id}&wat=stopt&onderwerp=EX-03"
    )
    assert "Dan biedt geen school dit meer in Duindorp" in told
    assert "Nergens in de regio" in told


def test_what_if_promises_nothing_where_other_schools_are_not_known_yet(client: FlaskClient) -> None:
    partnership = a_partnership()
    only = a_school(partnership, "De Linde", Step.DRAFT, EX_03=PRESENT)
    silent = a_school(partnership, "De Eik", Step.SURVEY)
    sign_in(client, sanne(partnership))
    asked = "/wat-als?per=onderwerp&wat=stopt&onderwerp=EX-03&school="

    told = page(client, partnership, f"{asked}{only.location_id}")
    unknown = page(client, partnership, f"{asked}{silent.location_id}")

    assert "hangt af van scholen waarvan het nog niet bekend is:</p><ul><li>De Eik</li></ul>" in told
    assert "pas te zeggen als bekend is wat deze school biedt" in unknown
    for one in (told, unknown):
        assert "Geen gemeente komt zonder te zitten" not in one


def test_filters_leave_schools_out_and_say_so_when_none_is_left(client: FlaskClient) -> None:
    partnership = a_partnership()
    a_school(partnership, "De Linde", Step.DRAFT, EX_01=PRESENT)
    a_school(partnership, "De Beuk", Step.DRAFT, "Veldstad", EX_01=PRESENT)
    sign_in(client, sanne(partnership))

    assert "De Linde" not in page(client, partnership, "?gemeente=Veldstad")
    assert "Geen school past bij deze keuze" in page(client, partnership, "?gemeente=Nergens")


@pytest.mark.parametrize(
    "more", ["?school=9999&onderwerp=EX-03", "?school=x&onderwerp=EX-03", "?onderwerp=x"]
)
def test_a_question_about_something_that_is_not_there_is_not_found(client: FlaskClient, more: str) -> None:
    partnership = a_partnership()
    a_school(partnership, "De Linde", Step.DRAFT, EX_01=PRESENT)
    sign_in(client, sanne(partnership))

    assert client.get(f"/samenwerkingsverband/{partnership.id}/dekking/wat-als{more}").status_code == 404


def test_schools_and_boards_do_not_see_the_region(client: FlaskClient) -> None:
    partnership = a_partnership()
    dossier = a_school(partnership, "De Linde", Step.DRAFT, EX_01=PRESENT)
    location = db.session.get_one(type(a_location(partnership)), dossier.location_id)
    address = f"/samenwerkingsverband/{partnership.id}/dekking"

    sign_in(client, anna(location))
    assert client.get(address).status_code == 404
    sign_in(client, bram(location))
    assert client.get(address).status_code == 404


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_schools(client: FlaskClient) -> None:
    partnership = an_asked_school(Step.ADVISED, last_year=False).partnership
    sign_in(client, sanne(partnership))
    asked: list[str] = []
    counts = []
    sa.event.listen(
        db.engine,
        "before_cursor_execute",
        lambda *args: asked.append(args[2]) if args[2].startswith("SELECT") else None,
    )
    for number in (2, 12):
        for place in range(number):
            a_school(partnership, f"School {number}-{place}", Step.DRAFT, EX_01=PRESENT)
        page(client, partnership)
        address = f"/samenwerkingsverband/{partnership.id}/dekking"
        asked.clear()
        client.get(address)
        counts.append(len(asked))

    assert counts[0] <= 10
    assert counts[1] == counts[0]
