"""The school year runs from 1 August up to and including 31 July."""

from datetime import date

import pytest

from sopforms.core.schoolyear import SchoolYear, a_year_later


@pytest.mark.parametrize("written", ["2026-2027", " 2026-2027 ", "2026/2027", "2026-27", "2026 – 2027"])
def test_a_school_year_is_read_as_people_write_it(written):
    assert str(SchoolYear.parse(written)) == "2026-2027"


@pytest.mark.parametrize(
    "wrong", ["", "2026", "2026-2028", "2027-2026", "26-27", "2026-2027-2028", "schooljaar"]
)
def test_what_is_no_school_year_is_refused(wrong):
    with pytest.raises(ValueError, match="geen schooljaar"):
        SchoolYear.parse(wrong)


def test_a_short_year_runs_over_the_century():
    assert SchoolYear.parse("2099-00") == SchoolYear(2099)


@pytest.mark.parametrize("start", [26, 3000])
def test_an_impossible_year_is_refused(start):
    with pytest.raises(ValueError, match="buiten"):
        SchoolYear(start)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 7, 31), "2025-2026"),
        (date(2026, 8, 1), "2026-2027"),
        (date(2027, 7, 31), "2026-2027"),
        (date(2027, 8, 1), "2027-2028"),
    ],
)
def test_a_day_belongs_to_the_year_that_began_last_august(day, year):
    assert str(SchoolYear.of(day)) == year
    assert day in SchoolYear.parse(year)


def test_years_follow_each_other_without_a_gap():
    year = SchoolYear.parse("2026-2027")

    assert (year.first_day, year.last_day) == (date(2026, 8, 1), date(2027, 7, 31))
    assert str(year.next) == "2027-2028"
    assert year.next.previous == year
    assert year.last_day.toordinal() + 1 == year.next.first_day.toordinal()
    assert year < year.next


@pytest.mark.parametrize(
    ("day", "later"),
    [(date(2027, 3, 1), date(2028, 3, 1)), (date(2028, 2, 29), date(2029, 2, 28))],
)
def test_a_year_later_is_the_same_day_where_there_is_one(day, later):
    assert a_year_later(day) == later
