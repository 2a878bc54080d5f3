"""Who answers keeps the questions they began with, whatever the partnership does to the set meanwhile."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions import authoring, published, publishing, question_sets
from sopforms.actions import survey as survey_deeds
from sopforms.core.codes import Step
from sopforms.core.confirmation import Confirmation
from sopforms.core.errors import Refused
from sopforms.core.mailing import Address
from sopforms.core.questionnaire.layout import laid_out
from sopforms.store import clock, cycles, question_drafts, questionnaires, surveys
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.people import PersonRow
from tests import builders
from tests.builders import SETS, TODAY, an_actor
from tests.web import respondents

PO = SETS / "po"
SANNE = an_actor()


@pytest.fixture
def row(app: Flask) -> DossierRow:
    found = respondents.a_survey()
    db.session.commit()
    return found


def own_set(row: DossierRow) -> int:
    return cycles.get(row.cycle_id).question_set_id


def publish_without_the_first_page(row: DossierRow) -> None:
    """A new version in which the first page is the second, under another title."""
    authoring.begin(row.partnership_id, PO, SANNE, TODAY)
    draft = question_drafts.get(row.partnership_id, "evaluatie")
    envelope = json.loads(draft.source)
    envelope["survey"]["pages"].reverse()
    envelope["survey"]["pages"][0]["title"] = {"nl": "Heel anders", "en": "Quite different"}
    source = laid_out(envelope).encode()
    authoring.put(row.partnership_id, "evaluatie", source, draft.version, actor=SANNE, today=clock.today())
    seen = publishing.propose(row.partnership_id).fingerprint
    given = Confirmation(wording=True, additive=True)
    today = clock.today()
    publishing.publish(row.partnership_id, "Anders", seen, given, shipped=PO, actor=SANNE, today=today)


def half_way(app: Flask, row: DossierRow) -> FlaskClient:
    """Somebody who has answered the first page."""
    client = app.test_client()
    respondents.enter(client, respondents.participations(row)[0])
    page = client.get("/vragenlijst", follow_redirects=True)
    client.post(page.request.path, data=first_answers(page.text))
    return client


def first_answers(page: str) -> dict[str, object]:
    """An answer to every scale of a page, posted as a browser would that shows every question."""
    names = dict.fromkeys(re.findall(r'<input type="radio" id="[^"]+" name="([^"]+)"', page))
    shown = re.findall(r'name="_shown" value="([^"]*)"', page)
    return dict.fromkeys(names, "2") | {"_shown": shown, "actie": "verder"}


def test_who_is_half_way_finishes_on_the_version_they_began_with(app: Flask, row: DossierRow) -> None:
    client = half_way(app, row)
    before = surveys.get_of_dossier(row.id).version_id

    publish_without_the_first_page(row)

    page = client.get("/vragenlijst", follow_redirects=True)
    for _page in published.questionnaire(before).pages[1:]:
        assert "Heel anders" not in page.text
        page = client.post(page.request.path, data=first_answers(page.text), follow_redirects=True)
    assert page.request.path == "/vragenlijst/alles-nakijken"
    sent = client.post("/vragenlijst/alles-nakijken", data={}, follow_redirects=True)
    assert "Je antwoorden zijn verstuurd" in sent.text
    db.session.expire_all()
    survey = surveys.get_of_dossier(row.id)
    assert survey.version_id == before
    answers = surveys.submitted_answers(survey.id)[0]
    form = published.questionnaire(survey.version_id)
    assert form.clean(answers) == answers
    assert len(answers) > 5


def test_closing_the_questions_stops_who_did_not_begin_and_nobody_else(app: Flask, row: DossierRow) -> None:
    busy = half_way(app, row)
    late = app.test_client()
    second = respondents.participations(row)[1]

    question_sets.close(row.partnership_id, own_set(row), SANNE, TODAY)

    start = late.get(f"/v/{respondents.token(second)}")
    assert "Beginnen kan niet meer" in start.text
    respondents.enter(late, second)
    refused = late.post("/vragenlijst/uitleg", data={"_shown": "uitleg_matrix", "q_uitleg_matrix--bo01": "2"})
    assert refused.status_code == 409
    page = busy.get("/vragenlijst", follow_redirects=True)
    assert page.request.path != "/vragenlijst/dank-je-wel"
    saved = busy.post(page.request.path, data=first_answers(page.text))
    assert saved.status_code == 302


def test_withdrawing_the_questions_ends_drafts_with_the_reason(app: Flask, row: DossierRow) -> None:
    busy = half_way(app, row)
    page = busy.get("/vragenlijst", follow_redirects=True)

    question_sets.withdraw(row.partnership_id, own_set(row), "Vraag 3 klopte niet.", SANNE, TODAY)

    again = busy.get("/vragenlijst", follow_redirects=True)
    assert "Deze vragenlijst is ingetrokken" in again.text
    assert "Vraag 3 klopte niet." in again.text
    late = busy.post(page.request.path, data=first_answers(page.text))
    assert late.status_code == 409
    assert surveys.submitted_answers(surveys.get_of_dossier(row.id).id) == []


def test_what_was_sent_before_the_questions_were_withdrawn_stays(app: Flask, row: DossierRow) -> None:
    someone = respondents.participations(row)[0]
    respondents.answer_and_send(row, someone, {"uitleg_matrix": {"bo01": 2}})

    question_sets.withdraw(row.partnership_id, own_set(row), "Vraag 3 klopte niet.", SANNE, TODAY)

    assert len(surveys.submitted_answers(surveys.get_of_dossier(row.id).id)) == 1
    client = app.test_client()
    respondents.enter(client, someone)
    assert "Je antwoorden zijn verstuurd" in client.get("/vragenlijst", follow_redirects=True).text


def test_a_round_whose_questions_were_withdrawn_goes_on_with_others(app: Flask, row: DossierRow) -> None:
    busy, wrong = half_way(app, row), own_set(row)
    publish_without_the_first_page(row)
    newest = questionnaires.newest_set(row.partnership_id)
    assert newest is not None
    with pytest.raises(Refused, match="questions_in_use"):
        question_sets.go_on_with(row.partnership_id, wrong, newest.id, SANNE, TODAY)
    question_sets.withdraw(row.partnership_id, wrong, "Vraag 3 klopte niet.", SANNE, TODAY)

    question_sets.go_on_with(row.partnership_id, wrong, newest.id, SANNE, TODAY)

    db.session.expire_all()
    assert own_set(row) == newest.id
    page = busy.get("/vragenlijst", follow_redirects=True)
    assert "Heel anders" in page.text  # the first page of the new questions, with nothing answered
    assert "checked" not in page.text
    assert busy.post(page.request.path, data=first_answers(page.text)).status_code == 302


def test_answers_that_were_sent_keep_their_survey_on_its_version(app: Flask, row: DossierRow) -> None:
    wrong, before = own_set(row), surveys.get_of_dossier(row.id).version_id
    respondents.answer_and_send(row, respondents.participations(row)[0], {"uitleg_matrix": {"bo01": 2}})
    publish_without_the_first_page(row)
    newest = questionnaires.newest_set(row.partnership_id)
    assert newest is not None
    question_sets.withdraw(row.partnership_id, wrong, "Vraag 3 klopte niet.", SANNE, TODAY)

    question_sets.go_on_with(row.partnership_id, wrong, newest.id, SANNE, TODAY)

    db.session.expire_all()
    survey = surveys.get_of_dossier(row.id)
    assert survey.version_id == before
    assert len(surveys.submitted_answers(survey.id)) == 1


def test_a_school_does_not_open_its_survey_on_closed_questions(app: Flask) -> None:
    row = builders.a_dossier(Step.OPEN)
    question_sets.close(row.partnership_id, own_set(row), SANNE, TODAY)

    with pytest.raises(Refused, match="questions_closed"):
        survey_deeds.open_survey(
            row.id,
            [Address("", f"collega{number}@school.example") for number in range(6)],
            TODAY + timedelta(days=21),
            None,
            actor=respondents.COORDINATOR,
            today=TODAY,
        )


def test_nobody_is_reminded_of_questions_that_were_withdrawn(app: Flask, row: DossierRow) -> None:
    day = clock.today() + timedelta(days=11)
    assert survey_deeds.due_for_reminder(day) == [row.id]

    question_sets.withdraw(row.partnership_id, own_set(row), "Vraag 3 klopte niet.", SANNE, TODAY)

    assert survey_deeds.due_for_reminder(day) == []


def test_the_school_reads_that_its_questions_were_withdrawn(app: Flask, row: DossierRow) -> None:
    question_sets.withdraw(row.partnership_id, own_set(row), "Vraag 3 klopte niet.", SANNE, TODAY)
    anna = db.session.query(PersonRow).filter(PersonRow.name.startswith("Anna")).one()
    client = app.test_client()
    builders.sign_in(client, anna)

    page = client.get(f"/dossier/{row.id}/respons")

    assert "Vraag 3 klopte niet." in page.text
    assert "Herinnering sturen" not in page.text
    assert client.post(f"/dossier/{row.id}/respons/herinneren", data={}).status_code == 409
