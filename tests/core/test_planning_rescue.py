"""What still helps a year that no longer fits before 1 August, and what would be the first possible day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.codes import Deed, Step
from sopforms.core.planning_rescue import FAST, Chain, earliest_publication, ways_out
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.workflow import ORDER
from tests.builders_calendar import NOORD, REGIONS

YEAR = SchoolYear.parse("2027-2028")
DRAFT = Chain(YEAR, NOORD, 6, date(2027, 3, 13), Step.DRAFT)

chains = st.builds(
    Chain,
    year=st.just(YEAR),
    calendar=st.sampled_from(list(REGIONS.values())),
    weeks=st.integers(2, 10),
    today=st.dates(date(2026, 9, 1), date(2027, 7, 31)),
    step=st.sampled_from(ORDER[: ORDER.index(Step.PUBLISHED)]),
    skip_holidays=st.booleans(),
    suspension=st.booleans(),
)


def test_a_day_late_is_made_good_by_going_faster_or_without_waiting():
    ways = ways_out(DRAFT)

    assert not DRAFT.plan().fits
    assert ways.faster
    assert ways.no_wait
    assert ways.agreed_day == DRAFT.plan().last_day(Deed.GIVE_ADVICE)


def test_a_running_term_that_ends_too_late_can_be_shortened_by_agreement_only_to_the_safe_day():
    late = replace(DRAFT, step=Step.REQUESTED, today=date(2027, 4, 6), due=date(2027, 5, 26))

    ways = ways_out(late)

    assert ways.agreed_day == date(2027, 5, 4)
    assert ways.no_wait


def test_once_the_council_answered_there_is_no_term_left_to_shorten():
    assert ways_out(replace(DRAFT, step=Step.ADVISED, today=date(2027, 7, 1))).agreed_day is None


def test_when_nothing_helps_the_first_possible_day_is_told():
    ways = ways_out(replace(DRAFT, today=date(2027, 7, 5), step=Step.OPEN))

    assert not ways.any
    assert ways.earliest >= YEAR.first_day


def test_what_is_left_after_adoption_takes_no_council_time():
    chain = replace(DRAFT, step=Step.ADOPTED, today=date(2027, 6, 8))

    assert earliest_publication(chain) == NOORD.next_school_day(date(2027, 6, 8) + timedelta(days=FAST.guide))


@given(chains)
def test_every_way_that_is_offered_really_fits_and_all_together_is_never_worse(chain: Chain) -> None:
    ways = ways_out(chain)

    assert ways.faster == chain.plan(pace=FAST).fits
    if ways.no_wait:
        assert chain.plan(suspension=False).fits
    if ways.agreed_day is not None:
        assert ways.agreed_day >= chain.today
    if ways.faster or ways.no_wait or ways.agreed_day is not None:
        assert ways.together
    assert ways.earliest >= chain.today
