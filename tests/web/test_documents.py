"""Documents as they would be now, and the school's own Word template."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions import documents
from sopforms.output import to_pdf
from sopforms.store import locations, partnerships, word_templates
from sopforms.store.dossiers import DossierRow
from tests.actions.word_files import a_template, with_macros, without_styles
from tests.builders import anna, bram, sign_in
from tests.draft_builders import a_drafted_school


@pytest.fixture
def dossier(app: Flask) -> DossierRow:
    return a_drafted_school()


@pytest.fixture
def client(app: Flask, dossier: DossierRow) -> FlaskClient:
    client = app.test_client()
    sign_in(client, anna(locations.get(dossier.location_id)))
    return client


def upload(client: FlaskClient, dossier: DossierRow, data: bytes, name: str = "huisstijl.docx"):
    """Send a file as a browser does; the test client would write a large one to disk and leave it open."""
    head = f'--grens\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return client.post(
        f"/dossier/{dossier.id}/documenten/sjabloon",
        data=head.encode() + data + b"\r\n--grens--\r\n",
        content_type="multipart/form-data; boundary=grens",
        follow_redirects=True,
    )


def test_a_preview_is_asked_for_made_by_the_worker_and_fetched(
    client: FlaskClient, dossier: DossierRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "Bij ‘Ons gebouw’: het teken → staat niet in het lettertype van de PDF."
    monkeypatch.setattr(
        to_pdf, "render_with_notes", lambda html, **_: to_pdf.Rendered(b"%PDF " + html.encode(), (said,))
    )
    page = f"/dossier/{dossier.id}/documenten"

    asked = client.post(page, data={"naam": "jaarplan.pdf"}, follow_redirects=True)
    assert "wordt gemaakt" in asked.text
    assert asked.headers["Refresh"].startswith("5")
    assert client.get(f"{page}/jaarplan.pdf").status_code == 404
    assert documents.make_due("worker") == "jaarplan.pdf"

    made = client.get(f"{page}/jaarplan.pdf")
    assert made.data.startswith(b"%PDF")
    assert 'filename="voorbeeld-jaarplan.pdf"' in made.headers["Content-Disposition"]
    assert "Ophalen" in client.get(page).text
    assert said in client.get(page).text


def test_what_cannot_be_made_yet_cannot_be_asked_for(client: FlaskClient, dossier: DossierRow) -> None:
    for name in ("papers.pdf", "geheim.pdf", ""):
        assert client.post(f"/dossier/{dossier.id}/documenten", data={"naam": name}).status_code == 404


def test_word_files_are_made_in_the_schools_own_template_until_it_is_removed(
    client: FlaskClient, dossier: DossierRow
) -> None:
    shown = upload(client, dossier, a_template("Kop van De Klimroos", drop=["Quote", "List Bullet"]))

    assert "huisstijl.docx" in shown.text
    assert "List Bullet" in shown.text
    word = docx.Document(BytesIO(documents.make(dossier.id, "section.docx").content))
    assert word.sections[0].header.paragraphs[0].text == "Kop van De Klimroos"

    client.post(f"/dossier/{dossier.id}/documenten/sjabloon/weg")

    assert word_templates.find(dossier.location_id) is None
    word = docx.Document(BytesIO(documents.make(dossier.id, "section.docx").content))
    assert word.sections[0].header.paragraphs[0].text == ""


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (with_macros, "huisstijl.docx", "bevat macro&#39;s"),
        (with_macros, "huisstijl.docm", "bevat macro&#39;s"),
        (lambda: b"x" * (5_300_000), "huisstijl.docx", "Kies een bestand tot 5 MB"),
        (lambda: b"%PDF-1.7", "huisstijl.docx", "geen Word-bestand"),
        (lambda: b"%PDF-1.7", "huisstijl.pdf", "Kies een Word-bestand"),
        (lambda: b"", "", "Kies"),
    ],
    ids=["macros", "macro template", "too large", "another file", "another name", "nothing"],
)
def test_a_template_that_cannot_be_used_is_told_at_its_field(
    client: FlaskClient, dossier: DossierRow, data, name: str, says: str
) -> None:
    page = upload(client, dossier, data(), name)

    assert page.status_code == 422
    assert says in page.text
    assert word_templates.find(dossier.location_id) is None


def test_fifty_megabytes_are_refused_with_a_sentence(client: FlaskClient, dossier: DossierRow) -> None:
    page = upload(client, dossier, b"x" * 50_000_000)

    assert page.status_code == 413
    assert "te groot" in page.text


def test_a_template_without_one_style_works_and_each_is_named(
    client: FlaskClient, dossier: DossierRow
) -> None:
    page = upload(client, dossier, without_styles())

    assert "Heading 1, Heading 2, Heading 3, List Bullet, List Number" in page.text
    word = docx.Document(BytesIO(documents.make(dossier.id, "section.docx").content))
    used = {each.style.name: each.style for each in word.paragraphs}
    assert {"Heading 1", "List Bullet"} <= set(used)
    assert used["List Bullet"].element.pPr.numPr.numId.val in [
        each.numId for each in word.part.numbering_part.element.num_lst
    ]


def test_the_board_looks_and_the_school_keeps_the_template(app: Flask, dossier: DossierRow) -> None:
    location = locations.get(dossier.location_id)
    client = app.test_client()
    sign_in(client, bram(partnerships.get_board(location.board_id)))

    page = client.get(f"/dossier/{dossier.id}/documenten")

    assert page.status_code == 200
    assert "Sjabloon bewaren" not in page.text
    assert upload(client, dossier, a_template("x")).status_code == 403
