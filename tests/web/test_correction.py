"""Mending a typing error on the page, and what everybody reads afterwards."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from sopforms.actions import publication as publishing
from sopforms.core.codes import Step
from sopforms.output import to_pdf
from sopforms.store import corrections, publications
from tests.actions.test_correction import RIGHT, WHY, WRONG
from tests.actions.test_proof import adopted
from tests.asked import Asked
from tests.builders import reload, sign_in
from tests.web.calendar import on


@pytest.fixture
def asked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Asked:
    monkeypatch.setattr(
        to_pdf, "render_with_notes", lambda html, **_more: to_pdf.Rendered(b"%PDF " + html.encode())
    )
    found = adopted()
    publishing.publish(found.id, actor=found.board_member, today=date(2027, 8, 20))
    assert reload(found.dossier).step is Step.PUBLISHED
    return found


def test_the_board_mends_an_error_and_everybody_reads_both_versions(app: Flask, asked: Asked) -> None:
    with on(date(2027, 8, 21)):
        board, page = app.test_client(), f"/dossier/{asked.id}/besluit/tikfout"
        sign_in(board, asked.bram)
        typed = {"part": "g3", "was": WRONG, "now": RIGHT, "reason": WHY, "sure": "y"}
        more = board.post(page, data={**typed, "now": "De stille ruimte is soms"})
        assert more.status_code == 422
        assert "meer dan een tikfout" in more.text
        assert board.post(page, data={**typed, "sure": ""}).status_code == 422
        assert corrections.of_dossier(asked.id) == []

        assert board.post(page, data=typed).status_code == 303

        first, now = publications.versions_of(asked.id)
        assert WHY in board.get(f"/dossier/{asked.id}/besluit").text
        assert "versie 2" in board.get(f"/dossier/{asked.id}/documenten").text
        reader, code = app.test_client(), asked.location.code
        shown = reader.get(f"/school/{code}/2027-2028").text
        assert RIGHT in shown
        assert WHY in shown
        earlier = reader.get(f"/school/{code}/2027-2028/versie/1").text
        assert WRONG in earlier
        assert "Dit is niet de tekst die geldt" in earlier
        assert reader.get(f"/school/{code}/2027-2028/versie/3").status_code == 404
        assert "deze versie geldt" in reader.get(f"/school/{code}/archief").text
        assert "later een tikfout verbeterd" in reader.get(f"/controle/{first.sha256}").text
        assert "later een tikfout" not in reader.get(f"/controle/{now.sha256}").text


def test_who_may_not_adopt_finds_no_way_to_correct(app: Flask, asked: Asked) -> None:
    with on(date(2027, 8, 21)):
        anna = app.test_client()
        sign_in(anna, asked.anna)

        assert anna.get(f"/dossier/{asked.id}/besluit/tikfout").status_code == 403
        assert "tikfout" not in anna.get(f"/dossier/{asked.id}/besluit").text
