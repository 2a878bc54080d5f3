"""What the calendar does by itself each morning; doing it twice on a day changes nothing.

Each thing is a deed of its own, so what one school lacks never keeps another one waiting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import sqlalchemy as sa
import structlog

from sopforms.actions import advice, closing, progress, publication, read_round, survey, typing
from sopforms.core import workflow
from sopforms.core.actor import CALENDAR, Actor
from sopforms.core.codes import Deed, Role, Step
from sopforms.core.errors import Conflict, Invalid, Refused
from sopforms.store import dossiers, facts, journal, logbook, scope, submissions, typed_forms
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow

REMIND_AT = (14, 5)  # days before the last day of the council's term
SUBMISSIONS_KEPT = timedelta(days=30)
_log = structlog.get_logger()


def run(today: date) -> None:
    """Remind, close, record silence and let texts come into force, where that is due today."""
    _each(survey.due_for_reminder(today), today, _remind_staff)
    _each(survey.due_for_closing(today), today, _close_survey)
    _each(read_round.due_for_closing(today), today, _close_read_round)
    _each(progress.due(today), today, _ask_owners)
    _each(_at(Step.REQUESTED), today, _council)
    _each(_at(Step.PUBLISHED), today, _in_force)
    submissions.forget(today - SUBMISSIONS_KEPT)
    typed_forms.remove_older(today - typing.IS_KEPT)
    db.session.commit()
    journal.forget()  # where a survey closed while somebody was reading


def _each(dossier_ids: Iterable[int], today: date, act: Callable[[int, date], None]) -> None:
    """Act on every dossier; what the rules refuse, or what goes wrong, is noted and left for a person."""
    db.session.rollback()
    for dossier_id in dossier_ids:
        try:
            with scope.only(dossiers.get(dossier_id).partnership_id):
                act(dossier_id, today)
        except (Refused, Invalid, Conflict) as reason:
            _log.warning("morning_refused", dossier=dossier_id, reason=type(reason).__name__)
        except Exception as error:  # one school that is broken never keeps the others waiting
            db.session.rollback()
            _log.error("morning_failed", dossier=dossier_id, error=type(error).__name__)
    db.session.rollback()


def _at(step: Step) -> list[int]:
    query = sa.select(DossierRow.id).where(DossierRow.step == step).order_by(DossierRow.id)
    return list(db.session.scalars(query))


def _remind_staff(dossier_id: int, today: date) -> None:
    survey.remind_staff(dossier_id, actor=CALENDAR, today=today)


def _close_survey(dossier_id: int, today: date) -> None:
    closing.close_survey(dossier_id, actor=CALENDAR, today=today)


def _close_read_round(dossier_id: int, today: date) -> None:
    read_round.close_read_round(dossier_id, actor=CALENDAR, today=today)


def _ask_owners(dossier_id: int, today: date) -> None:
    progress.ask_owners(dossier_id, today=today)


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
