"""The partnership's list says of each school what it waits for, not only which step it reached."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from sopforms.core.codes import Step
from sopforms.store import locations
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.talks import TalkRow
from sopforms.web import overview
from tests import builders

WAITS_UNTIL = date(2027, 7, 19)


def line_of(app: Flask, row: DossierRow, today: date) -> overview.Line:
    school = locations.get(row.location_id)
    with app.test_request_context():
        return overview.of_schools([school], builders.an_actor(), today)[0]


def a_suspended(step: Step, **facts: object) -> DossierRow:
    return builders.a_dossier(step, followed=False, suspended_until=WAITS_UNTIL, **facts)


@pytest.mark.parametrize("step", [Step.ADOPTED, Step.IN_GUIDE])
def test_a_school_whose_decision_is_suspended_is_called_so_to_the_last_day(app: Flask, step: Step) -> None:
    row = a_suspended(step)

    assert line_of(app, row, WAITS_UNTIL).label == "Uitvoering opgeschort"
    assert line_of(app, row, WAITS_UNTIL + timedelta(days=1)).label != "Uitvoering opgeschort"


def test_a_suspension_that_the_council_waived_is_over(app: Flask) -> None:
    row = a_suspended(Step.IN_GUIDE, waived_on=date(2027, 6, 14))

    assert line_of(app, row, date(2027, 6, 15)).label == "Tekst schoolgids klaar"


def test_a_talk_to_hold_and_values_to_choose_have_their_own_name_and_day(app: Flask) -> None:
    row = builders.a_dossier(Step.TALK)
    to_hold = line_of(app, row, date(2027, 1, 11))
    talk = TalkRow(dossier_id=row.id, held_on=date(2027, 1, 11), leader="Anna", present=9, answers={})
    db.session.add(talk)
    db.session.flush()
    held = line_of(app, row, date(2027, 1, 11))

    assert (to_hold.label, held.label) == ("Teamgesprek", "Schoolwaarden kiezen")
    assert to_hold.last_day is not None
    assert held.last_day is not None
    assert to_hold.last_day < held.last_day
