"""The year backwards from 1 August: last safe days, and what turns red."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.codes import Deed, Role, Step
from sopforms.core.planning import Pace, last_days, of_roles, plan
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.terms import advice_due, suspended_until
from tests.builders_calendar import NOORD, REGIONS

YEAR = SchoolYear.parse("2027-2028")
AUTUMN = date(2026, 11, 23)


def test_the_last_safe_days_in_region_noord():
    days = last_days(YEAR, NOORD)

    assert days[Deed.PUBLISH] == date(2027, 7, 9)  # the last day before the summer
    assert days[Deed.ADOPT] == date(2027, 5, 27)  # six weeks of suspension fit
    assert days[Deed.REQUEST_ADVICE] == date(2027, 3, 12)
    assert days[Deed.OPEN_SURVEY] == date(2027, 1, 5)


def test_without_room_for_suspension_there_is_more_time():
    assert last_days(YEAR, NOORD, suspension=False)[Deed.REQUEST_ADVICE] == date(2027, 4, 21)


def test_an_ordinary_year_that_begins_in_autumn_fits():
    found = plan(YEAR, NOORD, today=AUTUMN)

    assert found.fits
    assert found.holidays_known
    assert not any(row.done for row in found.rows)


def test_what_was_not_done_in_time_turns_red():
    found = plan(YEAR, NOORD, today=date(2027, 3, 13), step=Step.DRAFT)

    assert found.too_late == (Deed.FINISH_DRAFT, Deed.REQUEST_ADVICE)
    assert not found.fits


def test_the_last_safe_day_itself_is_in_time_and_what_is_done_is_never_red():
    found = plan(YEAR, NOORD, today=date(2027, 3, 12), step=Step.REQUESTED)

    assert found.fits
    assert plan(YEAR, NOORD, today=date(2030, 1, 1), step=Step.ACTIVE).fits


def test_a_running_term_that_ends_too_late_turns_red_at_once():
    found = plan(YEAR, NOORD, today=date(2027, 4, 6), step=Step.REQUESTED, due=date(2027, 5, 26))

    assert found.too_late == (Deed.GIVE_ADVICE,)
    assert found.last_day(Deed.GIVE_ADVICE) == date(2027, 5, 4)


def test_a_year_without_known_holidays_says_so():
    assert not plan(YEAR.next, NOORD, today=AUTUMN).holidays_known


def test_a_longer_term_and_a_slower_pace_begin_earlier():
    quick = last_days(YEAR, NOORD)

    assert last_days(YEAR, NOORD, 8)[Deed.REQUEST_ADVICE] < quick[Deed.REQUEST_ADVICE]
    assert last_days(YEAR, NOORD, pace=Pace(react=28))[Deed.OPEN_SURVEY] < quick[Deed.OPEN_SURVEY]


@pytest.mark.parametrize("suspension", [True, False])
@given(
    region=st.sampled_from(sorted(REGIONS)),
    weeks=st.integers(2, 10),
    skip_holidays=st.booleans(),
    react=st.integers(0, 30),
)
def test_who_keeps_to_the_last_days_arrives_in_time(suspension, region, weeks, skip_holidays, react):
    calendar = REGIONS[region]
    pace = Pace(react=react)

    days = last_days(YEAR, calendar, weeks, skip_holidays=skip_holidays, suspension=suspension, pace=pace)

    assert list(days.values()) == sorted(days.values())
    assert all(calendar.is_school_day(day) for day in days.values())
    due = advice_due(days[Deed.REQUEST_ADVICE], weeks, calendar, skip_holidays=skip_holidays)
    assert due <= days[Deed.GIVE_ADVICE]
    assert days[Deed.REACT] - days[Deed.GIVE_ADVICE] >= timedelta(days=react)
    if suspension:
        assert suspended_until(days[Deed.ADOPT]) < days[Deed.PUBLISH]
    assert days[Deed.PUBLISH] < YEAR.first_day


COORDINATION = [
    Deed.OPEN_SURVEY, Deed.CLOSE_SURVEY, Deed.RECORD_TALK, Deed.CONSOLIDATE, Deed.FINISH_DRAFT,
    Deed.MAKE_GUIDE_SECTION,
]  # fmt: skip
DECIDING = [Deed.REQUEST_ADVICE, Deed.REACT, Deed.ADOPT, Deed.MAKE_GUIDE_SECTION, Deed.PUBLISH]
ALL = list(last_days(YEAR, NOORD))


@pytest.mark.parametrize(
    ("roles", "mandate", "deeds"),
    [
        ((Role.COORDINATOR,), False, COORDINATION),
        ((Role.BOARD,), False, DECIDING),
        ((Role.HEAD,), False, [*COORDINATION, Deed.PUBLISH]),
        ((Role.HEAD,), True, [deed for deed in ALL if deed is not Deed.GIVE_ADVICE]),
        ((Role.SECRETARY,), False, [Deed.GIVE_ADVICE]),
        ((Role.SWV,), False, ALL),
        ((Role.PUPIL_LEADER, Role.CONSULTANT), False, ALL),
    ],
)
def test_everybody_plans_what_is_theirs_to_do(roles, mandate, deeds):
    found = of_roles(plan(YEAR, NOORD, today=AUTUMN), roles, mandate=mandate)

    assert [row.deed for row in found] == deeds


def test_what_is_done_is_not_planned_any_more():
    found = of_roles(plan(YEAR, NOORD, today=AUTUMN, step=Step.DRAFT), (Role.COORDINATOR,), mandate=False)

    assert [row.deed for row in found] == [Deed.FINISH_DRAFT, Deed.MAKE_GUIDE_SECTION]
