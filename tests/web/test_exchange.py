"""Files, keys and earlier values of a partnership."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sopforms.core.codes import Step
from sopforms.store import earlier_values
from tests.builders import a_partnership, sanne, sign_in
from tests.web.test_coverage import ABSENT, PRESENT, a_school, page


@pytest.fixture
def partnership() -> Any:
    made = a_partnership()
    a_school(made, "De Linde", Step.DRAFT, EX_03=PRESENT)
    return made


@pytest.fixture
def client(app: Flask, partnership: Any) -> FlaskClient:
    client = app.test_client()
    sign_in(client, sanne(partnership))
    return client


def bring(client: FlaskClient, partnership: Any, text: str) -> Any:
    return client.post(
        f"/samenwerkingsverband/{partnership.id}/uitwisseling/waarden",
        data={"waarden-file": (BytesIO(text.encode()), "vorig.csv")},
        content_type="multipart/form-data",
    )


def exported(client: FlaskClient, partnership: Any, name: str) -> str:
    answer = client.get(f"/samenwerkingsverband/{partnership.id}/uitwisseling/{name}.csv")
    assert answer.status_code == 200
    return answer.data.decode("utf-8-sig")


def test_values_of_last_year_land_once_and_show_the_trend(client: FlaskClient, partnership: Any) -> None:
    now = exported(client, partnership, "waarden")
    code = now.splitlines()[1].split(";")[1]
    text = (
        f"schooljaar;vestigingscode;indicator;waarde\n2025-2026;{code};EX-03;{ABSENT}\n2025-2026;{code};X;1\n"
    )

    first, again = bring(client, partnership, text), bring(client, partnership, text)

    assert "Dit is geen onderwerp dat scholen delen." in first.text
    assert "nieuwe waarden" in first.text
    assert again.status_code == 200
    (row,) = earlier_values.of_partnership(partnership.id)
    assert row.value == ABSENT
    shown = page(client, partnership, "?per=voorzieningen")
    assert "2025-2026" in shown
    assert "1 meer (van 1)" in shown
    assert "2025-2026;" in exported(client, partnership, "waarden")


def test_a_file_that_is_no_list_comes_back_with_what_it_lacks(client: FlaskClient, partnership: Any) -> None:
    answer = bring(client, partnership, "naam;plaats\nDe Linde;Duindorp\n")

    assert answer.status_code == 422
    assert "ontbreken de kolommen" in answer.text


def test_the_codebook_explains_every_column_of_the_files(client: FlaskClient, partnership: Any) -> None:
    book = exported(client, partnership, "codeboek")

    for name in ("EX-03", PRESENT, "schooljaar", "cijfer", "gemeenten_zonder"):
        assert name in book
    assert (
        exported(client, partnership, "scholen").splitlines()[0].startswith("vestigingscode;school;gemeente")
    )


def test_a_name_that_looks_like_a_formula_stays_text_in_a_file(client: FlaskClient, partnership: Any) -> None:
    a_school(partnership, "=1+1", Step.DRAFT)

    assert ";'=1+1;" in exported(client, partnership, "scholen")


def test_a_key_needs_a_name(client: FlaskClient, partnership: Any) -> None:
    answer = client.post(f"/samenwerkingsverband/{partnership.id}/uitwisseling/sleutel", data={})

    assert answer.status_code == 422
    assert 'class="codes"' not in answer.text
