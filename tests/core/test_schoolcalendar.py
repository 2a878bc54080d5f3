"""Public holidays are computed, school holidays are data, and a gap in the data shows."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.schoolcalendar import (
    Holiday,
    SchoolCalendar,
    easter,
    good_friday,
    public_holidays,
)
from tests.builders_calendar import MIDDEN, NOORD, REGIONS, ZUID


@pytest.mark.parametrize(
    "sunday",
    [
        date(1818, 3, 22),  # as early as can be
        date(1943, 4, 25),  # as late as can be
        date(1954, 4, 18),
        date(1981, 4, 19),
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2027, 3, 28),
        date(2028, 4, 16),
        date(2038, 4, 25),
        date(2049, 4, 18),
        date(2076, 4, 19),
    ],
)
def test_easter_falls_where_the_almanac_has_it(sunday):
    assert easter(sunday.year) == sunday


@given(st.integers(1600, 2999))
def test_easter_is_a_sunday_in_spring(year):
    sunday = easter(year)

    assert sunday.weekday() == 6
    assert date(year, 3, 22) <= sunday <= date(year, 4, 25)


def test_the_public_holidays_of_2027():
    assert list(public_holidays(2027)) == [
        date(2027, 1, 1),
        date(2027, 3, 28),
        date(2027, 3, 29),
        date(2027, 4, 27),
        date(2027, 5, 5),
        date(2027, 5, 6),
        date(2027, 5, 16),
        date(2027, 5, 17),
        date(2027, 12, 25),
        date(2027, 12, 26),
    ]


def test_the_movable_holidays_of_2028():
    days = public_holidays(2028)

    assert days[date(2028, 4, 17)] == "Tweede Paasdag"
    assert days[date(2028, 5, 25)] == "Hemelvaartsdag"
    assert days[date(2028, 6, 5)] == "Tweede Pinksterdag"


@pytest.mark.parametrize(("year", "day"), [(2025, 26), (2026, 27), (2031, 26), (2027, 27)])
def test_kings_day_moves_to_saturday_when_it_would_be_a_sunday(year, day):
    assert public_holidays(year)[date(year, 4, day)] == "Koningsdag"
    assert sum("Koningsdag" in name for name in public_holidays(year).values()) == 1


def test_two_holidays_on_one_day_keep_both_names():
    assert public_holidays(2016)[date(2016, 5, 5)] == "Bevrijdingsdag en Hemelvaartsdag"


def test_good_friday_is_free_only_where_the_school_chose_so():
    friday = good_friday(2027)
    chosen = SchoolCalendar(NOORD.holidays, frozenset({friday}))

    assert friday == date(2027, 3, 26)
    assert NOORD.is_school_day(friday)
    assert not chosen.is_school_day(friday)
    assert chosen.is_holiday(friday)


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        (date(2027, 4, 23), True),
        (date(2027, 4, 24), False),  # first day of the May holiday
        (date(2027, 5, 2), False),
        (date(2027, 5, 3), True),
        (date(2027, 5, 5), False),
        (date(2027, 5, 8), False),  # Saturday
    ],
)
def test_a_school_is_open_outside_weekends_holidays_and_public_holidays(day, open_):
    assert NOORD.is_school_day(day) is open_


def test_the_nearest_open_day_is_found_in_both_directions():
    assert NOORD.next_school_day(date(2027, 4, 24)) == date(2027, 5, 3)
    assert NOORD.last_school_day(date(2027, 5, 2)) == date(2027, 4, 23)
    assert NOORD.next_school_day(date(2027, 5, 3)) == date(2027, 5, 3)


def test_a_holiday_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="Herfst"):
        Holiday("Herfst", date(2026, 10, 18), date(2026, 10, 10))


@pytest.mark.parametrize("region", REGIONS)
def test_the_table_covers_two_whole_school_years(region):
    assert REGIONS[region].covers(date(2025, 10, 1), date(2027, 9, 30))


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2028, 1, 17), date(2028, 3, 1)),  # no spring holiday known
        (date(2028, 4, 3), date(2028, 5, 22)),  # no May holiday known
        (date(2028, 6, 12), date(2028, 7, 24)),  # no summer known
        (date(2029, 1, 1), date(2029, 1, 5)),  # Christmas of the calendar year before
    ],
)
def test_a_period_without_its_holidays_is_noticed(first, last):
    assert not NOORD.covers(first, last)


def test_a_period_in_which_no_school_has_holidays_needs_no_table():
    assert SchoolCalendar().covers(date(2030, 11, 4), date(2030, 12, 13))
    assert not SchoolCalendar().covers(date(2030, 11, 4), date(2030, 12, 19))


def test_the_holidays_within_a_term_are_listed_in_order():
    names = [holiday.name for holiday in MIDDEN.between(date(2026, 12, 1), date(2027, 5, 2))]

    assert names == ["Kerst", "Voorjaar", "Mei"]
    assert ZUID.between(date(2027, 3, 1), date(2027, 4, 1)) == ()


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_the_next_open_day_is_open_and_nothing_open_lies_between(day):
    found = NOORD.next_school_day(day)

    assert NOORD.is_school_day(found)
    assert not any(NOORD.is_school_day(day + timedelta(days=n)) for n in range((found - day).days))
