"""Hostile input is only text: no page breaks, nothing that nobody typed is kept."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from sopforms.core.codes import Step
from sopforms.store import advice_drafts
from tests.asked import an_asked_school, opened
from tests.builders import sign_in
from tests.web.browsing import a_town, as_person
from tests.web.calendar import on


@pytest.mark.parametrize("path", ["/scholen?zoek=a%00b", "/school/99AA%0000", "/v/a%00", "/controle/%00"])
def test_P18_an_address_with_a_nul_is_a_bad_question(app: Flask, path: str) -> None:
    assert app.test_client().get(path).status_code in (400, 404, 410)


def test_P18_a_text_with_a_nul_is_refused_before_any_database_sees_it(app_on_both: Flask) -> None:
    town = a_town(Step.TALK)
    form = {"goal": "a\0b", "owner": "IB'er", "due": "1-6-2028", "kind": "aanpak"}

    answer = as_person(app_on_both, town.anna).post(
        f"/dossier/{town.dossier.id}/ontwikkelpunten/nieuw", data=form
    )

    assert answer.status_code == 400
    assert app_on_both.test_client().get("/scholen?zoek=a%00b").status_code == 400


def test_a_secretary_cannot_plant_what_the_page_itself_notes(app: Flask) -> None:
    with on(date(2027, 4, 20)):
        asked = an_asked_school()
        client = opened(app, asked)
        client.post(
            "/advies/geven", data={"text": "x", "version": "1", "_noted": "geen dag", "actie": "concept"}
        )

        assert "_noted" not in advice_drafts.find(asked.request.id).fields  # type: ignore[union-attr]
        school = app.test_client()
        sign_in(school, asked.anna)
        assert school.get(f"/dossier/{asked.id}/advies").status_code == 200
