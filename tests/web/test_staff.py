"""The staff list of a school: pasted, uploaded, repeated, and used for the invitation."""

from __future__ import annotations

from html import unescape
from io import BytesIO

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions import staff as staff_deeds
from sopforms.store import staff
from tests.builders import a_dossier, a_location, a_partnership, anna, sanne, sign_in


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def a_workbook(*rows: tuple[object, ...]) -> bytes:
    book, data = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(data)
    return data.getvalue()


def send(client: FlaskClient, location_id: int, people: str = "", file: tuple[bytes, str] | None = None):
    data: dict[str, object] = {"people": people}
    if file:
        data["file"] = (BytesIO(file[0]), file[1])
    return client.post(f"/vestiging/{location_id}/team", data=data, content_type="multipart/form-data")


def test_a_pasted_list_is_taken_over_and_a_wrong_line_is_named(client: FlaskClient) -> None:
    location = a_location(a_partnership())
    sign_in(client, anna(location))

    page = send(client, location.id, "Daan Bakker <daan@school.example>\nels@school\n")

    assert [row.name for row in staff.of_location(location.id)] == ["Daan Bakker"]
    assert "els@school" in page.text
    assert "Niet overgenomen: 1" in page.text


def test_who_stands_in_the_list_twice_is_one_colleague_and_it_is_said(client: FlaskClient) -> None:
    location = a_location(a_partnership())
    sign_in(client, anna(location))

    assert (
        send(client, location.id, "Daan Bakker\tdaan@school.example\ndaan@school.example").status_code == 303
    )

    assert [row.name for row in staff.of_location(location.id)] == ["Daan Bakker"]
    assert "één keer op de lijst" in client.get(f"/vestiging/{location.id}/team").text


def test_a_spreadsheet_twice_makes_no_doubles_and_brings_new_functions(client: FlaskClient) -> None:
    location = a_location(a_partnership())
    sign_in(client, anna(location))
    first = a_workbook(("Naam", "E-mail"), ("Daan Bakker", "daan@school.example"))
    second = a_workbook(("Naam", "E-mail", "Functie"), (None, "DAAN@school.example", "leraar"))

    assert send(client, location.id, file=(first, "team.xlsx")).status_code == 303
    assert send(client, location.id, file=(second, "team.xlsx")).status_code == 303

    (row,) = staff.of_location(location.id)
    assert (row.name, row.email, row.function) == ("Daan Bakker", "daan@school.example", "leraar")


def test_a_refused_row_of_a_spreadsheet_comes_back_whole_and_mended_is_taken(client: FlaskClient) -> None:
    location = a_location(a_partnership())
    sign_in(client, anna(location))
    book = a_workbook(
        ("Nr", "Naam", "Functie", "E-mail"),
        (1, "Daan Bakker", "leraar", "daan@school.example"),
        (),
        (2, "Els Kok", "leraar", "els@school"),
        (3, 'Bo "Bobbie" Smit', "", None),
    )

    page = send(client, location.id, file=(book, "team.xlsx"))

    assert [row.email for row in staff.of_location(location.id)] == ["daan@school.example"]
    for said in ("Cel D4 · E-mail", "Els Kok · leraar", "els@school", "Cel D5 · E-mail", "Bo &#34;Bobbie"):
        assert said in page.text, said

    typed = unescape(page.text.split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0])
    mended = typed.replace("els@school", "els@school.example") + "bo@school.example"
    assert send(client, location.id, mended).status_code == 303

    assert {(row.name, row.function) for row in staff.of_location(location.id)} == {
        ("Daan Bakker", "leraar"),
        ("Els Kok", "leraar"),
        ('Bo "Bobbie" Smit', ""),
    }


@pytest.mark.parametrize(
    "rows", [(("E-mail",), ("els@school",)), (("Naam", "E-mail"), ("Els", "els@school"))]
)
def test_a_file_with_nothing_but_a_typing_error_names_its_row(
    client: FlaskClient, rows: tuple[tuple[str, ...], ...]
) -> None:
    location = a_location(a_partnership())
    sign_in(client, anna(location))

    page = send(client, location.id, file=(a_workbook(*rows), "team.xlsx"))

    assert "els@school" in page.text
    assert f"Cel {'AB'[len(rows[0]) - 1]}2" in page.text


@pytest.mark.parametrize(
    ("people", "file", "says"),
    [
        ("", None, "Plak de adressen"),
        ("", (b"Naam\nDaan\n", "team.csv"), "geen e-mailadres"),
        ("", (b"PK\x03\x04 no workbook", "team.xlsx"), "niet te lezen als Excel-bestand"),
        ("", (b"x", "team.docx"), "CSV- of Excel-bestand"),
    ],
    ids=["nothing", "no addresses", "broken workbook", "another kind of file"],
)
def test_what_cannot_be_a_list_is_refused(
    client: FlaskClient, people: str, file: tuple[bytes, str] | None, says: str
) -> None:
    location = a_location(a_partnership())
    sign_in(client, anna(location))

    page = send(client, location.id, people, file)

    assert page.status_code == 422
    assert says in page.text
    assert staff.of_location(location.id) == []


def test_who_is_ticked_goes_off_the_list_and_nobody_of_another_school(client: FlaskClient) -> None:
    location, other = a_location(a_partnership()), a_location(a_partnership())
    for place in (location, other):
        sign_in(client, anna(place))
        send(client, place.id, "Daan <daan@school.example>\nEls <els@school.example>")
    (daan, els), (theirs, _) = staff.of_location(location.id), staff.of_location(other.id)
    sign_in(client, anna(location))

    client.post(f"/vestiging/{location.id}/team/verwijderen", data={"who": [daan.id, theirs.id]})

    assert [row.email for row in staff.of_location(location.id)] == [els.email]
    assert len(staff.of_location(other.id)) == 2


def test_the_invitation_takes_the_list_over(client: FlaskClient) -> None:
    partnership = a_partnership()
    location = a_location(partnership)
    dossier = a_dossier(location=location)
    sign_in(client, anna(location))
    send(client, location.id, "Daan Bakker <daan@school.example>")

    page = client.get(f"/dossier/{dossier.id}/uitnodigen")

    assert "Daan Bakker &lt;daan@school.example&gt;" in page.text


def test_only_the_school_itself_sees_its_list(client: FlaskClient) -> None:
    partnership = a_partnership()
    location, other = a_location(partnership), a_location(partnership)

    sign_in(client, anna(other))
    assert client.get(f"/vestiging/{location.id}/team").status_code == 404
    sign_in(client, sanne(partnership))
    assert client.get(f"/vestiging/{location.id}/team").status_code == 403


def test_a_long_list_is_taken_over_again_without_doubles(app: Flask) -> None:
    school = a_location(a_partnership())
    found = staff_deeds.read_pasted("\n".join(f"collega{n}@school.example" for n in range(600)))

    taken = [staff_deeds.take(school.id, found) for _ in range(2)]

    assert [(one.new, one.same) for one in taken if one] == [(600, 0), (0, 600)]
