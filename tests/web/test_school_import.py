"""The page where a coordinator of the partnership takes schools over from a list."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sopforms.store import locations
from tests.builders import a_location, a_partnership, hanna, sanne, sign_in

LIST = (
    "BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;GEMEENTENAAM\n"
    "77494;09QA;09QA00;De Linde;Voorbeeldgemeente\n"
    "77494;9QA;9QA00;De <b>Fout</b>;Voorbeeldgemeente\n"
)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def send(client: FlaskClient, partnership_id: int, text: str, name: str = "duo.csv", **fields: str):
    data = {"file": (BytesIO(text.encode()), name), "region": "midden", "kind": "bao", "municipalities": ""}
    address = f"/samenwerkingsverband/{partnership_id}/scholen/inlezen"
    return client.post(address, data=data | fields, content_type="multipart/form-data")


def test_the_page_tells_what_landed_and_which_cell_was_wrong(client: FlaskClient) -> None:
    partnership = a_partnership()
    sign_in(client, sanne(partnership))

    page = send(client, partnership.id, LIST)

    assert page.status_code == 200
    assert [row.code for row in locations.of_partnership(partnership.id)] == ["09QA00"]
    for text in (
        "INSTELLINGSCODE",
        "9QA",
        "Niet overgenomen",
        "Nieuw bestuur: 77494. De lijst noemt geen naam",
    ):
        assert text in page.text


def test_a_board_that_the_list_names_needs_no_name_and_one_is_singular(client: FlaskClient) -> None:
    partnership = a_partnership()
    sign_in(client, sanne(partnership))
    lines = LIST.replace("GEMEENTENAAM", "BEVOEGD GEZAG NAAM").replace("Voorbeeldgemeente", "Stichting Linde")

    page = send(client, partnership.id, lines).text

    assert "Nieuw bestuur: 77494." in page
    assert "geen naam" not in page
    assert all(text in page for text in ("nieuwe school<", "regel niet overgenomen<", "scholen aangevuld<"))


@pytest.mark.parametrize(
    ("text", "name", "fields", "says"),
    [
        (LIST, "duo.pdf", {}, "Kies een CSV-bestand"),
        (
            "naam\nDe Linde\n",
            "duo.csv",
            {},
            "ontbreken de kolommen BEVOEGD GEZAG NUMMER, VESTIGINGSCODE en VESTIGINGSNAAM",
        ),
        (LIST, "duo.csv", {"municipalities": "Nergens"}, "geen school in deze gemeenten"),
        (LIST, "duo.csv", {"region": ""}, "Vakantieregio"),
    ],
)
def test_a_wrong_file_or_choice_is_named_at_its_field(
    client: FlaskClient, text: str, name: str, fields: dict[str, str], says: str
) -> None:
    partnership = a_partnership()
    sign_in(client, sanne(partnership))

    page = send(client, partnership.id, text, name, **fields)

    assert page.status_code == 422
    assert says in page.text
    assert locations.of_partnership(partnership.id) == []


def test_nobody_else_takes_schools_over(client: FlaskClient) -> None:
    partnership, other = a_partnership(), a_partnership()
    location = a_location(partnership)

    sign_in(client, hanna(location))
    assert send(client, partnership.id, LIST).status_code == 404
    sign_in(client, sanne(other))
    assert send(client, partnership.id, LIST).status_code == 404
    assert locations.find_by_code("09QA00") is None
