"""The text of one part out of a Word file: seen first, saved by its writer, and nothing else is lost."""

from __future__ import annotations

import re
from html import unescape

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from sopforms.core.codes import Step
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import versions_of
from tests.actions.word_files import saved, with_macros
from tests.draft_builders import TODAY, a_drafted_school, part
from tests.web.test_draft import address, as_anna, typed


@pytest.fixture
def row(app: Flask) -> DossierRow:
    return a_drafted_school()


@pytest.fixture
def client(app: Flask, row: DossierRow) -> FlaskClient:
    return as_anna(app, row)


def a_file(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def upload(
    client: FlaskClient, row: DossierRow, key: str, data: bytes, name: str = "tekst.docx"
) -> TestResponse:
    """Send a file as a browser does; the test client would write a large one to disk and leave it open."""
    head = f'--grens\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return client.post(
        address(row, f"/{key}/bestand"),
        data=head.encode() + data + b"\r\n--grens--\r\n",
        content_type="multipart/form-data; boundary=grens",
    )


def in_editor(page: str) -> str:
    found = re.search(r"<textarea[^>]*>\s*(.*?)</textarea>", page, re.DOTALL)
    assert found is not None
    return unescape(found[1])


def test_the_text_of_a_file_is_seen_beside_what_stands_there_and_saved_as_a_version(
    client: FlaskClient, row: DossierRow
) -> None:
    client.post(address(row, "/ch7"), data=typed(row, "ch7", "Mijn eigen tekst."))

    page = upload(client, row, "ch7", a_file("Wij hebben een lift.", "Er is een rustruimte."))

    assert page.status_code == 200
    assert in_editor(page.text).startswith("Wij hebben een lift.\n\nEr is een rustruimte.")
    assert "Mijn eigen tekst." in page.text
    assert part(row, "ch7").edited == "Mijn eigen tekst."  # nothing is in the draft yet
    done = client.post(address(row, "/ch7"), data=typed(row, "ch7", in_editor(page.text), actie="bewaren"))
    assert done.status_code == 302
    now = part(row, "ch7")
    assert now.edited is not None
    assert "Er is een rustruimte." in now.edited
    assert [version.text for version in versions_of(now.id)][1] == "Mijn eigen tekst."


def test_tables_and_locked_words_of_the_part_stay_and_it_can_be_saved(
    client: FlaskClient, row: DossierRow
) -> None:
    page = upload(client, row, "g1", a_file("Zo werken wij."))

    assert "[[Citaat: " in in_editor(page.text)
    assert "De vaste stukken van dit onderdeel staan onderaan." in page.text
    assert client.post(address(row, "/g1"), data=typed(row, "g1", in_editor(page.text))).status_code == 302


def test_what_was_typed_and_not_saved_is_kept_and_stands_beside_the_file(
    client: FlaskClient, row: DossierRow
) -> None:
    asked = client.post(address(row, "/ch7/bestand/begin"), data=typed(row, "ch7", "Half af."))

    assert asked.location == address(row, "/ch7/bestand")
    assert "Wat je typte en nog niet bewaarde, is er nog." in client.get(asked.location).text
    page = upload(client, row, "ch7", a_file("Uit Word."))
    assert "Half af." in page.text
    assert in_editor(client.get(address(row, "/ch7")).text) == "Half af."


def test_of_two_editors_who_saves_a_file_last_sees_both_texts(client: FlaskClient, row: DossierRow) -> None:
    version = part(row, "ch7").version
    page = upload(client, row, "ch7", a_file("Uit Word."))
    client.post(address(row, "/ch7"), data=typed(row, "ch7", "Van Hanna."))

    answer = client.post(address(row, "/ch7"), data={"text": in_editor(page.text), "version": version})

    assert f'value="{version}"' in page.text
    assert answer.status_code == 409
    assert "Van Hanna." in answer.text
    assert "Uit Word." in answer.text


WRONG = (
    (lambda: b"%PDF-1.7", "tekst.docx", "niet te lezen als Word-bestand"),
    (lambda: b"%PDF-1.7", "tekst.pdf", "Kies een Word-bestand"),
    (with_macros, "tekst.docx", "bevat macro's"),
    (lambda: b"x" * 10_600_000, "tekst.docx", "Kies een bestand tot 10 MB"),
    (lambda: b"woord " * 11_000, "tekst.txt", "Neem alleen dit onderdeel over"),
    (lambda: b"", "", "Kies een bestand."),
)


def test_a_file_that_cannot_be_used_names_the_part_and_the_way_out(
    client: FlaskClient, row: DossierRow
) -> None:
    for data, name, says in WRONG:
        page = upload(client, row, "ch7", data(), name)

        assert page.status_code == 422, says
        assert "Bij ‘7. Gebouw en toegankelijkheid’: " in unescape(page.text)
        assert says in unescape(page.text)


def test_fifty_megabytes_are_refused_with_the_part_and_a_way_back(
    client: FlaskClient, row: DossierRow
) -> None:
    page = upload(client, row, "ch7", b"x" * 50_000_000)

    assert page.status_code == 413
    assert "het bestand voor hoofdstuk 7" in page.text
    assert f'href="{address(row, "/ch7/bestand")}"' in page.text


def test_a_text_that_cannot_be_changed_now_takes_no_file(client: FlaskClient, row: DossierRow) -> None:
    row.step, row.requested_on = Step.REQUESTED, TODAY
    db.session.commit()

    assert client.get(address(row, "/ch7/bestand")).location == address(row, "/ch7")
    assert upload(client, row, "ch7", a_file("Te laat.")).location == address(row, "/ch7")
