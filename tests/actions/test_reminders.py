"""Reminders on day 10 and 17, counted in days on which the school is not away."""

from __future__ import annotations

from datetime import date, timedelta

from sopforms.actions import morning, survey
from sopforms.core.codes import LetterKind, Role, Step
from sopforms.core.mailing import Address
from sopforms.store import letters, locations
from sopforms.store.db import db
from sopforms.store.locations import SchoolHolidayRow
from tests import builders

OPENED = date(2027, 1, 11)
COORDINATOR = builders.an_actor(Role.COORDINATOR)


def reminded_on(row, days=28):
    """Run every morning; return the days, counted from the opening, on which a reminder went out."""
    found, sent = [], 0
    for day in range(1, days):
        morning.run(OPENED + timedelta(days=day))
        mails = [mail for mail in letters.of_dossier(row.id) if mail.kind is LetterKind.SURVEY_REMINDER]
        if len(mails) > sent:
            found, sent = [*found, day], len(mails)
    return found


def a_survey():
    row = builders.a_dossier(Step.OPEN)
    staff = [Address("", f"collega{number}@school.example") for number in range(5)]
    last = OPENED + timedelta(days=40)
    survey.open_survey(row.id, staff, last, None, actor=COORDINATOR, today=OPENED)
    return row


def test_who_has_not_finished_is_reminded_on_day_ten_and_seventeen(app):
    assert reminded_on(a_survey()) == [10, 17]


def test_in_a_holiday_nobody_is_reminded_and_its_days_do_not_count(app):
    row = a_survey()
    away = SchoolHolidayRow(
        school_year="2026-2027", location_id=row.location_id, partnership_id=row.partnership_id,
        name="Proefvakantie",
        first_day=OPENED + timedelta(days=8), last_day=OPENED + timedelta(days=16), source="school",
    )  # fmt: skip
    db.session.add(away)
    db.session.commit()
    assert locations.calendar_of(locations.get(row.location_id)).is_holiday(OPENED + timedelta(days=10))

    assert reminded_on(row) == [19, 26]
