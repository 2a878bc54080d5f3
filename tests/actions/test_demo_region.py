"""The region of the demonstration: as large as a partnership is, and always the same."""

from __future__ import annotations

import random
from itertools import islice

from sopforms.actions import demo_names, demo_organisation, demo_region
from sopforms.cli.demo import SIZES
from sopforms.core.codes import Step

(REGION,) = demo_region.region()


def test_it_has_ninety_schools_thirty_boards_and_two_and_a_half_thousand_people_to_ask():
    assert (len(REGION.schools), len(REGION.boards)) == (90, 30)
    assert sum(school.team for school in REGION.schools) == 2500
    assert {school.board for school in REGION.schools} == set(range(30))
    assert demo_region.region() == (REGION,)
    assert SIZES["swv"]() == (REGION,)


def test_no_two_schools_share_a_name_an_address_or_a_code():
    codes = {
        demo_organisation._entry(REGION, school, number, 1, "Iemand").code
        for number, school in enumerate(REGION.schools)
    }

    assert len({school.domain for school in REGION.schools}) == len(codes) == 90


def test_of_some_municipalities_everything_is_known_and_a_few_teams_are_too_small_to_count():
    begun = {Step.OPEN, Step.SURVEY, Step.TALK, Step.CONSOLIDATED}
    waiting = {school.place for school in REGION.schools if school.until in begun}

    assert len({school.place for school in REGION.schools} - waiting) == 4
    assert sum(school.team < 5 for school in REGION.schools) == 3
    assert {school.until for school in REGION.schools} == set(Step) - {Step.ACTIVE}


def test_there_are_names_enough_for_everybody():
    names = list(islice(demo_names.people(random.Random(1)), 6000))

    assert len(set(names)) == 6000
    assert len({demo_names.address(name, "school.example") for name in names}) == 6000
