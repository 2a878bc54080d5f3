"""The clocks, with the worked examples of the domain guide and a slow count beside them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopforms.core.errors import Invalid
from sopforms.core.schoolcalendar import Holiday, SchoolCalendar, good_friday, public_holidays
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.terms import (
    AgreedTerm,
    advice_due,
    advice_warnings,
    due_by_agreement,
    latest_receipt,
    refusal_terms,
    suspended_until,
    suspension_warnings,
)
from tests.builders_calendar import MIDDEN, NOORD, REGIONS, ZUID

SKIPPED, COUNTED = True, False
TEXT_YEAR = SchoolYear.parse("2027-2028")


@pytest.mark.parametrize(
    ("calendar", "received", "holidays", "due"),
    [
        (MIDDEN, date(2026, 11, 25), SKIPPED, date(2027, 1, 22)),
        (MIDDEN, date(2026, 11, 25), COUNTED, date(2027, 1, 6)),
        (NOORD, date(2027, 3, 22), SKIPPED, date(2027, 5, 12)),
        (NOORD, date(2027, 3, 22), COUNTED, date(2027, 5, 3)),
        (NOORD, date(2027, 4, 5), SKIPPED, date(2027, 5, 26)),
        (NOORD, date(2027, 4, 5), COUNTED, date(2027, 5, 18)),  # ends on Whit Monday, moves on
        (MIDDEN, date(2027, 4, 12), SKIPPED, date(2027, 6, 2)),
        (ZUID, date(2027, 3, 29), SKIPPED, date(2027, 5, 19)),  # received on Easter Monday
        (NOORD, date(2027, 6, 14), SKIPPED, date(2027, 9, 8)),
        (NOORD, date(2027, 6, 14), COUNTED, date(2027, 8, 23)),  # ends in the holiday, moves on
    ],
)
def test_six_weeks_for_advice(calendar, received, holidays, due):
    assert advice_due(received, 6, calendar, skip_holidays=holidays) == due


def test_own_free_days_lengthen_the_term_unless_holidays_count():
    received, study_day = date(2027, 3, 1), date(2027, 3, 10)
    calendar = SchoolCalendar(NOORD.holidays, frozenset({study_day}))

    assert advice_due(received, 2, calendar) == date(2027, 3, 16)
    assert advice_due(received, 2, calendar, skip_holidays=COUNTED) == date(2027, 3, 15)


def test_a_term_that_would_end_on_a_free_day_moves_on_also_when_holidays_count():
    calendar = SchoolCalendar(NOORD.holidays, frozenset({date(2027, 3, 15)}))

    assert advice_due(date(2027, 3, 1), 2, calendar, skip_holidays=COUNTED) == date(2027, 3, 16)


@pytest.mark.parametrize("weeks", [0, -1, 27])
def test_a_senseless_length_is_refused(weeks):
    with pytest.raises(ValueError, match="adviestermijn"):
        advice_due(date(2027, 3, 1), weeks, NOORD)
    with pytest.raises(ValueError, match="adviestermijn"):
        latest_receipt(date(2027, 3, 1), weeks, NOORD)


@pytest.mark.parametrize("region", REGIONS)
def test_advice_by_21_may_2027_needs_receipt_by_31_march(region):
    assert latest_receipt(date(2027, 5, 21), 6, REGIONS[region]) == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("received", "holidays", "warnings"),
    [
        (date(2027, 3, 22), SKIPPED, []),
        (date(2027, 6, 14), SKIPPED, ["after_summer"]),
        (date(2027, 6, 14), COUNTED, ["after_summer"]),
    ],
)
def test_a_term_that_runs_over_the_summer_is_warned_of(received, holidays, warnings):
    due = advice_due(received, 6, NOORD, skip_holidays=holidays)

    assert advice_warnings(received, due, NOORD, TEXT_YEAR) == warnings


def test_a_term_in_a_period_without_holidays_in_the_table_is_a_guess():
    received = date(2028, 3, 27)
    due = advice_due(received, 6, NOORD)

    assert advice_warnings(received, due, NOORD, TEXT_YEAR.next) == ["holidays_unknown"]


def test_another_day_needs_somebody_who_agreed():
    received, due = date(2027, 3, 22), date(2027, 4, 16)

    agreed = AgreedTerm(due, agreed_on=date(2027, 3, 20), agreed_by="Carla Smit, secretaris")

    assert due_by_agreement(received, agreed) == due
    with pytest.raises(Invalid) as refused:
        due_by_agreement(received, AgreedTerm(received, date(2027, 3, 20), " "))
    assert set(refused.value.problems) == {"agreed_by", "due"}


@pytest.mark.parametrize(
    ("decided", "until", "warnings"),
    [
        (date(2027, 6, 7), date(2027, 7, 19), []),
        (date(2027, 6, 21), date(2027, 8, 2), ["after_1_august"]),
        (date(2027, 6, 19), date(2027, 8, 2), ["after_1_august"]),  # Saturday 31 July moves on
        (date(2027, 3, 24), date(2027, 5, 7), []),  # Liberation Day and Ascension Day move on
        (date(2027, 2, 12), date(2027, 3, 30), []),  # Good Friday counts in this law
        (date(2027, 4, 5), date(2027, 5, 18), []),
    ],
)
def test_suspension_lasts_six_weeks_and_no_holiday_stops_it(decided, until, warnings):
    assert suspended_until(decided) == until
    assert suspension_warnings(until, TEXT_YEAR) == warnings


@pytest.mark.parametrize(
    ("refused", "announced", "announce_by", "submit_by"),
    [
        (date(2027, 3, 1), None, date(2027, 6, 1), date(2027, 7, 13)),
        (date(2027, 3, 1), date(2027, 4, 1), date(2027, 6, 1), date(2027, 5, 13)),
        (date(2026, 11, 30), None, date(2027, 3, 1), date(2027, 4, 12)),  # no 30 February; a Sunday moves on
    ],
)
def test_a_refused_consent_gives_three_months_and_then_six_weeks(refused, announced, announce_by, submit_by):
    terms = refusal_terms(refused, announced)

    assert (terms.announce_by, terms.submit_by) == (announce_by, submit_by)


# The same rules, counted slowly day by day and written down in another way.

days = st.dates(date(2025, 9, 1), date(2029, 12, 31))
spans = st.tuples(days, st.integers(0, 60)).map(
    lambda span: Holiday("vrij", span[0], span[0] + timedelta(days=span[1]))
)
calendars = st.builds(
    SchoolCalendar, st.lists(spans, max_size=6).map(tuple), st.frozensets(days, max_size=5)
) | st.sampled_from([NOORD, MIDDEN, ZUID])


def _slow_due(received, weeks, calendar, skip_holidays):
    off = set(calendar.free_days)
    for holiday in calendar.holidays:
        off |= {date.fromordinal(n) for n in range(holiday.first.toordinal(), holiday.last.toordinal() + 1)}
    horizon = [received + timedelta(days=n) for n in range(1, 1200)]
    counting = [day for day in horizon if not skip_holidays or day not in off]
    raw = counting[7 * weeks - 1]
    closed = {"Sat", "Sun"}
    return next(
        day
        for day in horizon
        if day >= raw
        and day.strftime("%a") not in closed
        and day not in off
        and day not in public_holidays(day.year)
    )


@settings(max_examples=150)
@given(days, st.integers(1, 10), calendars, st.booleans())
def test_the_advice_term_equals_a_slow_count(received, weeks, calendar, skip_holidays):
    quick = advice_due(received, weeks, calendar, skip_holidays=skip_holidays)

    assert quick == _slow_due(received, weeks, calendar, skip_holidays)
    assert calendar.is_school_day(quick)
    assert quick >= received + timedelta(weeks=weeks)
    assert quick >= advice_due(received, weeks, calendar, skip_holidays=COUNTED)


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("skip_holidays", [SKIPPED, COUNTED])
def test_the_term_of_every_day_of_two_school_years_equals_a_slow_count(region, skip_holidays):
    calendar = REGIONS[region]
    first, last = date(2025, 8, 1), date(2027, 7, 31)
    # A list of days, open or not, and a count along it: nothing of the way in which the product counts.
    horizon = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 250)]
    off = [any(h.first <= day <= h.last for h in calendar.holidays) for day in horizon]
    closed = [
        free or day.isoweekday() > 5 or day in public_holidays(day.year)
        for day, free in zip(horizon, off, strict=True)
    ]

    for at in range((last - first).days + 1):
        end, left = at, 42
        while left:
            end += 1
            left -= not (skip_holidays and off[end])
        while closed[end]:
            end += 1
        assert advice_due(horizon[at], 6, calendar, skip_holidays=skip_holidays) == horizon[end], horizon[at]


def test_the_suspension_of_every_day_of_two_school_years_equals_a_slow_count():
    for n in range(date(2025, 8, 1).toordinal(), date(2027, 7, 31).toordinal() + 1):
        end = n + 6 * 7
        while (
            (day := date.fromordinal(end)).isoweekday() > 5
            or day in public_holidays(day.year)
            or public_holidays(day.year).get(date.fromordinal(end + 2)) == "Eerste Paasdag"  # Good Friday
        ):
            end += 1
        assert suspended_until(date.fromordinal(n)) == day


@settings(max_examples=60)
@given(days, st.integers(1, 8), calendars, st.booleans())
def test_the_latest_receipt_is_the_last_day_that_still_fits(advice_by, weeks, calendar, skip_holidays):
    received = latest_receipt(advice_by, weeks, calendar, skip_holidays=skip_holidays)

    assert advice_due(received, weeks, calendar, skip_holidays=skip_holidays) <= advice_by
    later = received + timedelta(days=1)
    assert advice_due(later, weeks, calendar, skip_holidays=skip_holidays) > advice_by


@given(days)
def test_a_suspension_never_ends_early_nor_on_a_day_off(decided):
    until = suspended_until(decided)

    assert until - decided >= timedelta(days=42)
    assert until - decided <= timedelta(days=47)
    assert until.weekday() < 5
    assert until not in public_holidays(until.year)
    assert until != good_friday(until.year)
