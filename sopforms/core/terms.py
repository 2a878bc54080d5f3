"""The clocks of the procedure: advice, suspension, refused consent.

All dates are calendar days in the Netherlands; nothing here asks what day it is today. Doubt is always in
favour of the council.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from sopforms.core.errors import Invalid
from sopforms.core.schoolcalendar import ONE_DAY, SchoolCalendar, good_friday, is_working_day
from sopforms.core.schoolyear import SchoolYear

SIX_WEEKS = timedelta(weeks=6)  # after a refused consent (Wms 32)
MOST_WEEKS = 26


def _checked(weeks: int) -> int:
    if not 1 <= weeks <= MOST_WEEKS:
        raise ValueError(f"Een adviestermijn duurt 1 tot en met {MOST_WEEKS} weken, niet {weeks}.")
    return weeks


# Clock A


def advice_due(received: date, weeks: int, calendar: SchoolCalendar, *, skip_holidays: bool = True) -> date:
    """Return the last day on which the council may advise; the day of receipt is day 0.

    Holidays and own free days are not counted when `skip_holidays`; public holidays and weekends are. A
    term never ends on a day without school: it moves on to the next. ValueError for a senseless length.
    """
    left = 7 * _checked(weeks)
    day = received
    while left:
        day += ONE_DAY
        if not (skip_holidays and calendar.is_holiday(day)):
            left -= 1
    return calendar.next_school_day(day)


def latest_receipt(
    advice_by: date, weeks: int, calendar: SchoolCalendar, *, skip_holidays: bool = True
) -> date:
    """Return the last day of receipt for which the whole term ends on or before `advice_by`."""
    received = advice_by - timedelta(weeks=_checked(weeks))
    while advice_due(received, weeks, calendar, skip_holidays=skip_holidays) > advice_by:
        received -= ONE_DAY
    return received


@dataclass(frozen=True, slots=True)
class AgreedTerm:
    """Another last day that the council agreed to in writing; the only way to a shorter term."""

    due: date
    agreed_on: date
    agreed_by: str


def due_by_agreement(received: date, agreed: AgreedTerm) -> date:
    """Return the agreed last day; raise Invalid when nobody is named or the day lies before receipt."""
    problems = {}
    if not agreed.agreed_by.strip():
        problems["agreed_by"] = "Vul in wie namens de medezeggenschapsraad met deze datum instemde."
    if agreed.due <= received:
        problems["due"] = "De afgesproken datum moet na de dag van ontvangst liggen."
    if problems:
        raise Invalid(**problems)
    return agreed.due


def advice_warnings(received: date, due: date, calendar: SchoolCalendar, text_year: SchoolYear) -> list[str]:
    """Return keys of what a page says beside a computed term.

    `after_summer`: the term ends when the year of the text has begun. `holidays_unknown`: the table of
    holidays is not filled in for this period, so the day is a guess.
    """
    found = ["after_summer"] if due >= text_year.first_day else []
    return found + ([] if calendar.covers(received, due) else ["holidays_unknown"])


# Clock B


def _end_of_legal_term(day: date) -> date:
    """Move a last day to the next working day (Algemene termijnenwet 1 and 3; it counts Good Friday)."""
    while not is_working_day(day) or day == good_friday(day.year):
        day += ONE_DAY
    return day


def suspended_until(decided: date, weeks: int = 6) -> date:
    """Return the last day of the suspension of a deviating decision (Wms 34), holidays or not.

    `weeks` is what the rules of the year say. The council has the same days to go to the national commission.
    """
    return _end_of_legal_term(decided + timedelta(weeks=weeks))


def suspension_warnings(until: date, text_year: SchoolYear) -> list[str]:
    """Return `after_1_august` when the suspension still runs on the first day of the text's year."""
    return ["after_1_august"] if until >= text_year.first_day else []


# Clock C


@dataclass(frozen=True, slots=True)
class RefusalTerms:
    """The two last days after a refusal of consent (Wms 32).

    `announce_by`: the board says that it withdraws the proposal or goes to the commission. `submit_by`: the
    proposal is with the commission.
    """

    announce_by: date
    submit_by: date


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def refusal_terms(refused: date, announced: date | None = None) -> RefusalTerms:
    """Return clock C: three months to announce, then six weeks from the announcement.

    As long as nothing was announced, the six weeks are counted from the last day to do so.
    """
    announce_by = _end_of_legal_term(_months_later(refused, 3))
    return RefusalTerms(announce_by, _end_of_legal_term((announced or announce_by) + SIX_WEEKS))
