"""Closing the survey: the tie between who was asked and what was answered is cut, for good and at once."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sopforms.actions import addresses, letters, published, recording
from sopforms.actions.deed import deed
from sopforms.core import letter
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, LetterKind
from sopforms.core.questionnaire import Questionnaire
from sopforms.core.questionnaire.disclosure import open_keys
from sopforms.store import clock, dossiers, journal, locations, surveys
from sopforms.store import letters as outbox
from sopforms.store.db import db
from sopforms.store.surveys import ApprovedTextRow, ResponseRow, SurveyRow

ID_BITS = 62


def close_survey(dossier_id: int, *, actor: Actor, today: date) -> None:
    """Close for good: what tied people to answers is not in the journal of the database afterwards either."""
    _close_survey(dossier_id, actor=actor, today=today)
    journal.forget()


@deed
def _close_survey(dossier_id: int, *, actor: Actor, today: date) -> None:
    """Close, cut and shuffle; put open answers aside to be read; tell coordinator and head.

    1. Take all responses and forget the ids they had. 2. Drop drafts that were never sent.
    3. Store the sent ones again, in shuffled order, under new random ids that belong to nobody.
    4. Take back reminders that did not go out, and empty all: how many steps somebody had left can follow
       from what was answered.
    Repeating it is refused by the step. A person of the school may close early, the calendar may not.
    """
    row = dossiers.get(dossier_id)
    recording.ask(Deed.CLOSE_SURVEY, row, actor, today)
    found = surveys.get_of_dossier(row.id)
    location = locations.get(row.location_id)
    form = published.questionnaire(found.version_id).for_sector(location.kind)
    chance = clock.shuffler()
    answers = _cut(found, form, chance)
    _set_texts_aside(found, form, answers, chance)
    found.closed_on = today
    letters.take_back(row.id, LetterKind.SURVEY_REMINDER)
    outbox.wipe_sent(row.id, LetterKind.SURVEY_REMINDER)
    page = f"/dossier/{row.id}/uitkomsten"
    about = addresses.about(row)
    told = [
        letter.survey_closed(about, found.id, to, page, found.talk_on)
        for to in addresses.school_team(location)
    ]
    recording.record(Deed.CLOSE_SURVEY, row, actor, today, letters=told)


def _cut(found: SurveyRow, form: Questionnaire, chance: random.Random) -> list[dict[str, Any]]:
    """Return the sent answers, now stored under ids that say nothing."""
    sent = []
    for participation in surveys.participations_of(found.id):
        participation.response_id, participation.cut = None, True
    db.session.flush()
    for response in surveys.responses_of(found.id):
        if response.submitted:
            sent.append(form.clean(response.answers))
        db.session.delete(response)
    db.session.flush()
    chance.shuffle(sent)
    for answers in sent:
        new = ResponseRow(id=chance.getrandbits(ID_BITS), survey_id=found.id, answers=answers, submitted=True)
        db.session.add(new)
        db.session.flush()
    return sent


def _set_texts_aside(
    found: SurveyRow, form: Questionnaire, answers: Sequence[Mapping[str, Any]], chance: random.Random
) -> None:
    """Put what people wrote in a list of its own, when enough of them were shown the question."""
    for key in open_keys(form, answers, found.threshold):
        texts = [given[key] for given in answers if key in given]
        chance.shuffle(texts)
        for text in texts:
            db.session.add(ApprovedTextRow(survey_id=found.id, question=key, text=text, state="waiting"))
            db.session.flush()
