"""The jaarplan and the jaarverslag: what a school wrote at its points comes back in both."""

from __future__ import annotations

import html
from datetime import date
from io import BytesIO

import docx
import openpyxl
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from sopforms.core.codes import Step
from sopforms.core.year_paper import YearPaper
from sopforms.store import clock, cycles, locations, partnerships, talks, year_papers
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.partnerships import BoardPartnershipRow
from sopforms.store.people import PersonRow
from sopforms.store.sessions import UserSessionRow
from sopforms.store.talks import PointRow
from tests.builders import TODAY, a_dossier, a_location, a_partnership, anna, bram, sanne, sign_in
from tests.web.calendar import on
from tests.web.two_years import a_closed_survey, a_text

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


def test_the_home_of_a_school_asks_for_the_papers_of_this_year_until_they_are_in(
    app: Flask, dossier: DossierRow
) -> None:
    location = locations.get(dossier.location_id)
    of_school, of_board = anna(location), bram(partnerships.get_board(location.board_id))

    def home(person: PersonRow, day: date, *, hands_in: bool = False) -> str:
        """The home of the school, whose plan and report of 2027-2028 are meant."""
        with on(day):
            db.session.execute(sa.delete(UserSessionRow))  # that of another day is over
            reader = app.test_client()
            sign_in(reader, person)
            if hands_in:
                handed_in(reader, dossier)
            return reader.get(f"/dossier/{dossier.id}").text

    asked, late = home(of_school, date(2027, 9, 1)), home(of_school, date(2028, 11, 2))

    assert "inleveren, uiterlijk" not in home(of_school, date(2027, 5, 1))
    assert "Jaarplan 2027-2028 inleveren, uiterlijk 31 oktober 2027" in asked
    assert "Jaarverslag" not in asked
    assert "Jaarplan 2027-2028" not in home(of_board, date(2027, 9, 1))
    assert "Jaarverslag 2027-2028 nog inleveren: de laatste dag was 31 oktober 2028" in late
    assert "nog inleveren" not in home(of_school, date(2028, 11, 2), hands_in=True)


def test_another_kind_of_file_is_not_there(client: FlaskClient, dossier: DossierRow) -> None:
    assert client.get(f"/dossier/{dossier.id}/jaarplan/odt").status_code == 404


def test_the_partnership_does_not_read_it_here(app: Flask, dossier: DossierRow) -> None:
    client = app.test_client()
    sign_in(client, sanne(partnerships.get(dossier.partnership_id)))

    for page in ("jaarplan", "jaarverslag", "jaarplan/xlsx"):
        assert client.get(f"/dossier/{dossier.id}/{page}").status_code == 403


ANSWER = "Dit antwoord gaf een van de vier collega's"


def handed_in(client: FlaskClient, dossier: DossierRow) -> None:
    """Anna fills in the money, says what came of the point and hands in both papers."""
    place = f"/dossier/{dossier.id}"
    point = talks.points_of(dossier.id)[0].id
    client.post(
        f"{place}/jaarverslag/punten",
        data={f"status_{point}": "carried", f"result_{point}": RESULT, f"onward_{point}": "Er was geen tijd"},
    )
    for paper in ("jaarplan", "jaarverslag"):
        amounts = {f"amount_{number}": "1.000" for number in range(5)}
        own = year_papers.find(dossier.id, YearPaper(paper))
        version = {"version": own.version if own else 0}
        client.post(f"{place}/{paper}/geld", data={"received": "€ 5.000", **amounts, **version})
        client.post(f"{place}/{paper}/klaar")
        asked = client.get(f"{place}/{paper}/inleveren").text
        runs = paper == "jaarverslag" and clock.today() <= date(2028, 7, 31)
        assert ("Dit schooljaar loopt nog tot en met 31 juli 2028." in asked) == runs
        assert client.post(f"{place}/{paper}/inleveren").status_code == 303


def test_the_partnership_reads_what_is_handed_in_and_no_answer_of_a_colleague(
    app: Flask, client: FlaskClient, dossier: DossierRow
) -> None:
    partnership = partnerships.get(dossier.partnership_id)
    reader = app.test_client()
    sign_in(reader, sanne(partnership))
    place = f"/dossier/{dossier.id}/jaarverslag/ingeleverd"
    assert reader.get(place).status_code == 404  # nothing of what is still being written

    handed_in(client, dossier)

    shown = reader.get(place).text
    desk = reader.get(
        f"/samenwerkingsverband/{partnership.id}/jaarstukken?jaar=2027-2028&soort=jaarverslag"
    ).text
    assert RESULT in shown
    assert "Er was geen tijd" in shown
    assert "5.000" in desk
    assert GOAL in desk
    kept = year_papers.find_handed_in(dossier.id, YearPaper.REPORT)
    assert kept is not None
    assert '"indicator"' not in kept.text  # no number of answers behind a sentence
    for kind in ("docx", "xlsx"):
        assert reader.get(f"{place}/{kind}").status_code == 200
    for paper, spent in (("jaarplan", False), ("jaarverslag", True)):  # of a plan nothing is spent: no 0
        address = f"/samenwerkingsverband/{partnership.id}/jaarstukken/werkboek?jaar=2027-2028&soort={paper}"
        book = openpyxl.load_workbook(BytesIO(reader.get(address).data))
        assert [("Besteed" in [cell.value for cell in sheet[1]]) for sheet in book] == [spent, spent, False]


def test_what_colleagues_wrote_stands_beside_the_editor_of_the_school_alone(
    app: Flask, client: FlaskClient, dossier: DossierRow
) -> None:
    questions = cycles.get(dossier.cycle_id).question_set_id
    a_text(a_closed_survey(dossier, questions, [{"de10": ANSWER}] * 6), "de10", ANSWER)

    editor = client.get(f"/dossier/{dossier.id}/jaarplan/deel/deskundigheid").text
    paper = client.get(f"/dossier/{dossier.id}/jaarplan").text
    handed_in(client, dossier)
    reader = app.test_client()
    sign_in(reader, sanne(partnerships.get(dossier.partnership_id)))

    assert ANSWER in html.unescape(editor)
    assert ANSWER not in html.unescape(paper)
    place = f"/dossier/{dossier.id}/jaarplan/ingeleverd"
    assert ANSWER not in html.unescape(reader.get(place).text)
    book = openpyxl.load_workbook(BytesIO(reader.get(f"{place}/xlsx").data))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert GOAL in cells
    assert not any(ANSWER in cell for cell in cells)


def test_what_lacks_of_a_point_is_told_with_the_name_of_the_point(
    client: FlaskClient, dossier: DossierRow
) -> None:
    (point,) = talks.points_of(dossier.id)
    told = {f"status_{point.id}": "carried", f"onward_{point.id}": "nee"}

    page = client.post(f"/dossier/{dossier.id}/jaarverslag/punten", data=told)

    assert page.status_code == 422
    assert f"{point.goal}: Leg in een of twee zinnen uit waarom." in page.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [("1250,50", "hele euro"), ("-5", "onder nul"), ("veel", "hele euro"), ("123456789", "hoger dan")],
)
def test_a_wrong_amount_is_told_with_what_and_where(
    client: FlaskClient, dossier: DossierRow, typed: str, told: str
) -> None:
    amounts = {f"amount_{number}": "10" for number in range(5)} | {"amount_1": typed}

    answer = client.post(
        f"/dossier/{dossier.id}/jaarplan/geld", data={"received": "50", "version": "0", **amounts}
    )

    assert answer.status_code == 422
    page = html.unescape(answer.text)
    assert f'value="{typed}"' in page
    assert "‘Scholing’" in page
    assert told in page
    assert year_papers.find(dossier.id, YearPaper.PLAN) is None


def test_a_name_of_a_pupil_is_asked_about_before_it_is_kept(client: FlaskClient, dossier: DossierRow) -> None:
    place = f"/dossier/{dossier.id}/jaarplan/deel/grenzen"
    text = {"text": "Met leerling Emma lukte het niet.", "version": "0"}

    assert client.post(place, data=text).status_code == 422
    assert client.post(place, data=text | {"no_names": "y"}).status_code == 303


def test_the_board_sees_its_schools_side_by_side(app: Flask, dossier: DossierRow) -> None:
    location = locations.get(dossier.location_id)
    board = partnerships.get_board(location.board_id)
    other = a_location(a_partnership(), board, name="De Overkant")
    db.session.add(BoardPartnershipRow(board_id=board.id, partnership_id=other.partnership_id))
    a_dossier(Step.DRAFT, location=other)
    client = app.test_client()
    sign_in(client, bram(board))

    page = client.get(f"/bestuur/{board.id}").text

    assert location.name in page
    assert "De Overkant" in page
    assert partnerships.get(other.partnership_id).name in page
    assert f"/dossier/{dossier.id}/oordeel" in page
    assert client.get(f"/bestuur/{board.id}/scholing").status_code == 200
