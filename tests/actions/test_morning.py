"""The calendar: reminders once for each mark, silence after the term, in force on 1 August."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from sopforms.actions import morning
from sopforms.core.codes import Deed, LetterKind, Role, Step
from sopforms.store import letters, logbook
from tests.asked import an_asked_school
from tests.builders import reload


def kinds(dossier_id: int) -> list[LetterKind]:
    return [mail.kind for mail in letters.of_dossier(dossier_id)]


def test_the_secretary_is_reminded_fourteen_and_five_days_before_the_last_day(app_on_both: Flask) -> None:
    asked = an_asked_school()  # the last day is 12 May
    day = date(2027, 4, 1)

    reminded = []
    while day <= date(2027, 5, 12):
        before = len(kinds(asked.id))
        morning.run(day)
        morning.run(day)
        reminded += [day] * (len(kinds(asked.id)) - before)
        day += timedelta(days=1)

    assert reminded == [date(2027, 4, 28), date(2027, 5, 7)]
    assert reload(asked.dossier).step is Step.REQUESTED


def test_after_days_without_a_run_there_is_one_reminder(app: Flask) -> None:
    asked = an_asked_school()

    morning.run(date(2027, 5, 9))
    morning.run(date(2027, 5, 10))

    assert kinds(asked.id) == [LetterKind.ADVICE_REMINDER]


def test_a_mark_before_the_receipt_is_no_reason_to_remind(app: Flask) -> None:
    asked = an_asked_school(received_on=date(2027, 5, 1))

    morning.run(date(2027, 5, 2))

    assert kinds(asked.id) == []


def test_the_day_after_the_term_silence_is_recorded_once(app_on_both: Flask) -> None:
    asked = an_asked_school()

    morning.run(date(2027, 5, 13))
    morning.run(date(2027, 5, 13))

    assert reload(asked.dossier).step is Step.NO_ADVICE
    lines = logbook.of_dossier(asked.id)
    assert [(line.deed, line.role) for line in lines] == [(Deed.RECORD_NO_ADVICE, Role.CALENDAR)]


def test_silence_is_never_recorded_when_no_talk_was_offered(app: Flask) -> None:
    asked = an_asked_school(offered=False)

    morning.run(date(2027, 5, 20))

    assert reload(asked.dossier).step is Step.REQUESTED


def test_without_a_receipt_no_term_runs(app: Flask) -> None:
    asked = an_asked_school(received_on=None, due_on=None)

    morning.run(date(2027, 9, 1))

    assert reload(asked.dossier).step is Step.REQUESTED
    assert kinds(asked.id) == []


@pytest.mark.parametrize(
    ("day", "step"),
    [(date(2027, 7, 31), Step.PUBLISHED), (date(2027, 8, 1), Step.ACTIVE), (date(2027, 8, 3), Step.ACTIVE)],
)
def test_a_published_text_comes_into_force_on_1_august(app: Flask, day: date, step: Step) -> None:
    asked = an_asked_school(Step.PUBLISHED)

    morning.run(day)
    morning.run(day)

    assert reload(asked.dossier).step is step
