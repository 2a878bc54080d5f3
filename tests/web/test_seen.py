"""Who decides, decides on what stood on the page; who stands above a school sees no answers of its team."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions import papers
from sopforms.core import blocks_json
from sopforms.core.blocks import Chart, ChartRow, paragraph
from sopforms.core.codes import AdviceForm, PointKind, Step
from sopforms.store import advices, clock, decisions, locations, partnerships
from sopforms.store.db import db
from sopforms.store.drafts import ReadRemarkRow
from tests import builders
from tests.asked import Asked, a_reaction, an_advice, an_asked_school
from tests.builders import anna, bram, sanne, sign_in
from tests.draft_builders import ANNA, a_drafted_school, part, what_is_asked
from tests.web.browsing import as_person
from tests.web.calendar import on
from tests.web.test_decision import ANSWERED
from tests.web.test_papers import as_bram, soon

WHO = {"place": "Voorbeeldstad", "name": "Bram Smit", "function": "bestuurder", "version": "0"}


@pytest.fixture
def _in_may() -> Iterator[None]:
    with on(date(2027, 5, 24)):
        yield


def seen_on(client: FlaskClient, page: str) -> dict[str, str]:
    """The hidden field of the check page."""
    found = re.search(r'name="seen"[^>]*value="(\w{64})"', client.get(page).text)
    assert found, page
    return {"seen": found[1]}


def ready_to_adopt(app: Flask) -> tuple[Asked, FlaskClient, str]:
    asked = an_asked_school(Step.REACTED)
    a_reaction(asked, an_advice(asked, AdviceForm.POSITIEF, ()))
    client, page = as_person(app, asked.bram), f"/dossier/{asked.id}/vaststellen"
    assert client.post(page, data=WHO).status_code == 303
    return asked, client, f"{page}/controleren"


@pytest.mark.usefixtures("_in_may")
def test_what_was_seen_is_adopted(app: Flask) -> None:
    asked, client, page = ready_to_adopt(app)

    client.post(page, data=seen_on(client, page))

    assert builders.reload(asked.dossier).step is Step.ADOPTED


@pytest.mark.usefixtures("_in_may")
def test_a_text_that_changed_after_the_check_page_is_not_adopted(app: Flask) -> None:
    asked, client, page = ready_to_adopt(app)
    seen = seen_on(client, page)
    part(asked.dossier, "g3").edited = "Onze school heeft nu opeens wel een lift."
    db.session.commit()

    answer = client.post(page, data=seen)

    assert answer.headers["Location"] == page
    assert builders.reload(asked.dossier).step is Step.REACTED
    assert "intussen iets gewijzigd" in client.get(page).text
    client.post(page, data=seen_on(client, page))
    assert builders.reload(asked.dossier).step is Step.ADOPTED


@pytest.mark.usefixtures("_in_may")
def test_a_reaction_that_a_colleague_changed_meanwhile_is_not_sent(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked)
    client, page = as_person(app, asked.bram), f"/dossier/{asked.id}/reactie"
    client.post(page, data={**ANSWERED, "version": "0"})
    seen = seen_on(client, f"{page}/controleren")
    client.post(page, data={**ANSWERED, "points-0-reason": "Iets heel anders.", "version": "1"})

    answer = client.post(f"{page}/controleren", data=seen)

    assert answer.headers["Location"] == f"{page}/controleren"
    assert builders.reload(asked.dossier).step is Step.ADVISED


@pytest.mark.usefixtures("_in_may")
def test_answers_to_an_advice_are_never_sent_as_answers_to_the_next_one(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    first = an_advice(asked)
    client, page = as_person(app, asked.bram), f"/dossier/{asked.id}/reactie"
    client.post(page, data={**ANSWERED, "version": "0"})
    first.withdrawn_at, first.submit_id = clock.now(), "ingetrokken"
    db.session.flush()
    points = ((PointKind.VOORWAARDE, "De hulp stopt.", True), (PointKind.AANDACHTSPUNT, "Iets.", False))
    an_advice(asked, AdviceForm.POSITIEF_VOORW, points)

    shown = client.get(page).text
    answer = client.post(f"{page}/controleren")

    assert "Dat doen wij graag zo." in shown  # the text stays, the choice does not
    assert not re.search(r'name="points-\d-answer"[^>]*checked', shown)
    assert answer.headers["Location"] == f"{page}?controle=1"
    assert builders.reload(asked.dossier).step is Step.ADVISED


def test_papers_that_changed_after_the_check_page_are_not_sent(app: Flask) -> None:
    row = a_drafted_school()
    asked = what_is_asked(talk_on=soon(14), answer_by=soon(120))
    papers.complete_papers(row.id, asked, version=None, actor=ANNA, today=clock.today())
    client, page = as_bram(app, row), f"/dossier/{row.id}/adviesaanvraag"
    seen = seen_on(client, page)
    changed = what_is_asked(talk_on=soon(14), answer_by=soon(120), reasons="Een andere reden.")
    papers.complete_papers(row.id, changed, version=1, actor=ANNA, today=clock.today())

    answer = client.post(page, data=seen)

    request = advices.find_request(row.id)
    assert answer.headers["Location"] == page
    assert request is not None
    assert request.sent_on is None


def test_the_partnership_reads_the_draft_without_what_the_team_answered(app: Flask) -> None:
    row = a_drafted_school()
    chart = Chart("Wat zegt het team?", "Verdeeld.", ("nog niet", "soms"), (ChartRow("Uitleg", (3, 4)),))
    chapter = part(row, "ch4")
    chapter.generated = json.loads(blocks_json.dump_blocks((paragraph("Zo werken wij."), chart)))
    for number in range(5):
        db.session.add(ReadRemarkRow(dossier_id=row.id, key="ch4", agrees=number > 0, text="Klopt niet."))
    row.read_round_until = row.read_round_closed_on = clock.today()
    db.session.commit()
    location = locations.get(row.location_id)
    page, overview = f"/dossier/{row.id}/concept/ch4", f"/dossier/{row.id}/concept"

    def read(person: builders.PersonRow, path: str) -> str:
        client = app.test_client()
        sign_in(client, person)
        return client.get(path).text

    above = sanne(partnerships.get(location.partnership_id))
    board = bram(partnerships.get_board(location.board_id))
    assert "Wat zegt het team?" in read(board, page)
    assert "Zo werken wij." in read(above, page)
    assert "Wat zegt het team?" not in read(above, page)
    assert "keer klopt" in read(anna(location), overview)
    assert "keer klopt" not in read(above, overview)
    assert "Klopt niet." not in read(above, page)


def test_a_concept_that_is_saved_twice_shows_both(app: Flask) -> None:
    with on(date(2027, 5, 24)):
        asked, client, page = ready_to_adopt(app)
        form = {**WHO, "name": "Iemand Anders", "version": "0"}

        answer = client.post(page.removesuffix("/controleren"), data=form)

        assert answer.status_code == 409
        assert "Iemand Anders" in answer.text
        assert "Intussen staat hier: Bram Smit" in answer.text
        assert decisions.find_concept(asked.id, "adoption") is not None
