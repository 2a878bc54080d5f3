"""Empty questionnaires for the staff room, and a copy of what was recorded: never of what staff answered."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from sopforms.actions import on_paper
from sopforms.core.codes import Step
from sopforms.output import to_pdf
from sopforms.store import dossiers, locations, talks
from tests import builders
from tests.web.test_pupils import a_group
from tests.web.test_pupils import at_school as with_pupils
from tests.web.test_talk import at_school, in_talk, recorded


def words_of(pdf: bytes) -> str:
    """The words of a PDF, with one blank between each two."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_every_questionnaire_of_the_round_can_be_read_and_printed_empty(app):
    row = builders.a_dossier(Step.OPEN)
    client = app.test_client()
    builders.sign_in(client, builders.anna(locations.get(row.location_id)))
    base = f"/dossier/{row.id}/op-papier"

    listed = client.get(base).text

    for name, room in (
        ("evaluatie", "☐"),
        ("teamgesprek", "____"),
        ("leerlingen", "☐"),
        ("schoolwaarden", "☐"),
    ):
        page = client.get(f"{base}/{name}")
        assert f'href="{base}/{name}.pdf"' in listed
        assert page.status_code == 200
        assert room in page.text
    assert "Invullen doe je met je eigen link" in client.get(f"{base}/evaluatie").text
    assert client.get(f"{base}/jaarplan").status_code == 404


def test_the_empty_survey_as_a_pdf_has_its_boxes(app):
    row = builders.a_dossier(Step.OPEN)
    client = app.test_client()
    builders.sign_in(client, builders.anna(locations.get(row.location_id)))

    file = client.get(f"/dossier/{row.id}/op-papier/evaluatie.pdf")

    assert file.headers["Content-Type"] == "application/pdf"
    told = words_of(file.data)
    assert "☐" in told
    assert "1. Hoe vaak lukt dit jou?" in told


def test_a_conversation_of_the_team_is_copied_with_what_was_agreed(app):
    row = in_talk()
    client, _base = at_school(app, row)
    recorded(row)
    talk = talks.of_dossier(row.id)[0]

    file = client.get(f"/dossier/{row.id}/op-papier/teamgesprek/{talk.id}.pdf")
    elsewhere = client.get(f"/dossier/{row.id}/op-papier/teamgesprek/{talk.id + 99}.pdf")

    assert "Teamgesprek van" in words_of(file.data)
    assert talk.leader in words_of(file.data)
    assert elsewhere.status_code == 404


def test_a_conversation_with_pupils_is_copied(app):
    row, client, base = with_pupils(app)
    client.post(f"{base}/nieuw", data=a_group())
    voice = talks.pupil_voices_of(row.id)[0]

    page = client.get(base).text
    told = words_of(client.get(f"/dossier/{row.id}/op-papier/leerlingen/{voice.id}.pdf").data)

    assert f"op-papier/leerlingen/{voice.id}.pdf" in page
    assert "Rustig werken op de gang." in told
    assert "groep 6, 7 en 8" in told
    assert "Wat doet de school met ‘een rustige plek’?" in told


def test_the_school_values_are_copied(app):
    row = in_talk()
    client, _base = at_school(app, row)

    told = words_of(client.get(f"/dossier/{row.id}/op-papier/ingevulde-schoolwaarden.pdf").data)

    assert "Schoolwaarden" in told
    assert "(niet ingevuld)" in told


def test_a_pdf_that_cannot_be_made_says_so_and_leads_to_the_page(app, monkeypatch):
    row = builders.a_dossier(Step.OPEN)
    client = app.test_client()
    builders.sign_in(client, builders.anna(locations.get(row.location_id)))

    def fails(_paper: on_paper.Paper) -> bytes:
        raise to_pdf.PdfFailed(None, "het maken duurde te lang")

    monkeypatch.setattr(on_paper, "pdf", fails)
    answer = client.get(f"/dossier/{row.id}/op-papier/evaluatie.pdf")

    assert answer.status_code == 409
    assert "het maken duurde te lang" in answer.text
    assert f'href="/dossier/{row.id}/op-papier/evaluatie"' in answer.text


@pytest.mark.parametrize("path", ["", "/evaluatie", "/evaluatie.pdf", "/ingevulde-schoolwaarden.pdf"])
def test_nobody_of_another_school_finds_these_papers(app, path):
    row = builders.a_dossier(Step.TALK)
    elsewhere = builders.a_dossier(Step.TALK, location=builders.a_location(builders.a_partnership()))
    client = app.test_client()
    builders.sign_in(client, builders.anna(locations.get(dossiers.get(elsewhere.id).location_id)))

    assert client.get(f"/dossier/{row.id}/op-papier{path}").status_code == 404
