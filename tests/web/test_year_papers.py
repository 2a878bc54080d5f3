"""The jaarplan and the jaarverslag: what a school wrote at its points comes back in both."""

from __future__ import annotations

from io import BytesIO

import docx
import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from sopforms.core.codes import Step
from sopforms.store import locations, partnerships
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.talks import PointRow
from tests.builders import TODAY, a_dossier, anna, sanne, sign_in

GOAL, RESULT = "Elke groep een vaste leesroutine", "Negen van de tien groepen hebben hem"


@pytest.fixture
def dossier(app: Flask) -> DossierRow:
    row = a_dossier(Step.DRAFT)
    db.session.add(
        PointRow(
            dossier_id=row.id, goal=GOAL, action="Samen oefenen", owner="taalcoördinator", due=TODAY,
            means="=1+1", kind="aanpak", status="busy", result=RESULT,
        )
    )  # fmt: skip
    db.session.flush()
    return row


@pytest.fixture
def client(app: Flask, dossier: DossierRow) -> FlaskClient:
    client = app.test_client()
    sign_in(client, anna(locations.get(dossier.location_id)))
    return client


def test_the_plan_has_the_goal_and_the_report_what_came_of_it(
    client: FlaskClient, dossier: DossierRow
) -> None:
    plan = client.get(f"/dossier/{dossier.id}/jaarplan").text
    report = client.get(f"/dossier/{dossier.id}/jaarverslag").text

    assert GOAL in plan
    assert RESULT not in plan
    assert GOAL in report
    assert RESULT in report


def test_the_workbook_has_each_point_and_no_formula(client: FlaskClient, dossier: DossierRow) -> None:
    book = openpyxl.load_workbook(BytesIO(client.get(f"/dossier/{dossier.id}/jaarplan/xlsx").data))

    cells = [cell for row in book["Ontwikkelpunten"] for cell in row]
    assert GOAL in [cell.value for cell in cells]
    assert ("s", "=1+1") in [(cell.data_type, cell.value) for cell in cells]


def test_word_comes_from_the_same_text(client: FlaskClient, dossier: DossierRow) -> None:
    word = docx.Document(BytesIO(client.get(f"/dossier/{dossier.id}/jaarplan/docx").data))

    told = [each.text for each in word.paragraphs]
    told += [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert any(GOAL in text for text in told)


def test_another_kind_of_file_is_not_there(client: FlaskClient, dossier: DossierRow) -> None:
    assert client.get(f"/dossier/{dossier.id}/jaarplan/odt").status_code == 404


def test_the_partnership_does_not_read_it_here(app: Flask, dossier: DossierRow) -> None:
    client = app.test_client()
    sign_in(client, sanne(partnerships.get(dossier.partnership_id)))

    for page in ("jaarplan", "jaarverslag", "jaarplan/xlsx"):
        assert client.get(f"/dossier/{dossier.id}/{page}").status_code == 403
