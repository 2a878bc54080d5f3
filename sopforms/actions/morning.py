"""What the calendar does by itself each morning; doing it twice on a day changes nothing.

Each thing is a deed of its own, so what one school lacks never keeps another one waiting.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import sqlalchemy as sa
import structlog

from sopforms.actions import advice, publication, survey
from sopforms.core import workflow
from sopforms.core.actor import CALENDAR, Actor
from sopforms.core.codes import Deed, Role, Step
from sopforms.core.errors import Conflict, Invalid, Refused
from sopforms.store import dossiers, facts, logbook
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow

REMIND_AT = (14, 5)  # days before the last day of the council's term
_log = structlog.get_logger()


def run(today: date) -> None:
    """Remind, close, record silence and let texts come into force, where that is due today."""
    survey.by_calendar(today)
    _each(Step.REQUESTED, today, _council)
    _each(Step.PUBLISHED, today, _in_force)


def _each(step: Step, today: date, act: Callable[[int, date], None]) -> None:
    """Act on every dossier at a step; what the rules refuse is noted and left for a person."""
    for dossier_id in _at(step):
        try:
            act(dossier_id, today)
        except (Refused, Invalid, Conflict) as reason:
            _log.warning("morning_refused", dossier=dossier_id, reason=type(reason).__name__)
    db.session.rollback()


def _at(step: Step) -> list[int]:
    query = sa.select(DossierRow.id).where(DossierRow.step == step).order_by(DossierRow.id)
    found = list(db.session.scalars(query))
    db.session.rollback()
    return found


def _council(dossier_id: int, today: date) -> None:
    row = dossiers.get(dossier_id)
    if _may(Deed.RECORD_NO_ADVICE, row, today):
        advice.record_no_advice(dossier_id, actor=CALENDAR, today=today)
    elif _reminder_due(row, today):
        advice.remind_council(dossier_id, actor=CALENDAR, today=today)


def _reminder_due(row: DossierRow, today: date) -> bool:
    """Whether a mark has passed for which no reminder went out; only marks that lie within the term count.

    After days without a run one reminder stands for all marks that passed.
    """
    if row.due_on is None or row.received_on is None or today > row.due_on:
        return False
    marks = [row.due_on - timedelta(days=days) for days in REMIND_AT]
    passed = [mark for mark in marks if row.received_on < mark <= today]
    if not passed:
        return False
    reminded = [
        line.day
        for line in logbook.of_dossier(row.id)
        if line.deed is Deed.REMIND_COUNCIL and line.role is Role.CALENDAR
    ]
    return not any(day >= max(passed) for day in reminded)


def _in_force(dossier_id: int, today: date) -> None:
    row = dossiers.get(dossier_id)
    if _may(Deed.ENTER_INTO_FORCE, row, today):
        publication.enter_into_force(dossier_id, actor=CALENDAR, today=today)


def _may(deed: Deed, row: DossierRow, today: date, actor: Actor = CALENDAR) -> bool:
    known = facts.of(row, today=today)
    return not workflow.obstacles(deed, known, actor.role_for(deed), today)
