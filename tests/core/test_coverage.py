"""The covering network: what is there, where it lacks, and what it means when a school stops."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core import coverage
from sopforms.core.coverage import Network, School, Topic

READING = Topic("lezen", "Lezen", ("EX-01", "DE-01"))
AUTISM = Topic("autisme", "Autisme", ("DE-04",))
DE_LINDE = School(1, "De Linde", "Voorbeeldstad", 1)
DE_EIK = School(2, "De Eik", "Voorbeeldstad", 1)
DE_BEUK = School(3, "De Beuk", "Duindorp", 2)
SCHOOLS = (DE_LINDE, DE_EIK, DE_BEUK)


def a_network(**ranks: int) -> Network:
    values = {(int(name[1]), name[3:].replace("_", "-")): rank for name, rank in ranks.items()}
    return coverage.network(SCHOOLS, (READING, AUTISM), values)


def test_the_best_way_to_help_counts_for_a_need():
    found = a_network(s1_EX_01=1, s1_DE_01=4, s2_EX_01=2)

    assert found.rank(DE_LINDE, READING) == 4
    assert found.rank(DE_EIK, READING) == 2
    assert found.rank(DE_BEUK, READING) is None


def test_a_municipality_lacks_something_only_when_all_its_schools_are_known_to_lack_it():
    assert a_network(s1_DE_04=1, s3_DE_04=2).without(AUTISM) == ("Duindorp",)
    assert a_network(s1_DE_04=1, s2_DE_04=2).without(AUTISM) == ("Voorbeeldstad",)
    assert a_network(s1_DE_04=1, s2_DE_04=3).without(AUTISM) == ()


def test_when_the_only_school_stops_its_municipality_is_left_without():
    found = a_network(s1_DE_04=4, s2_DE_04=1, s3_DE_04=3)

    told = coverage.what_if(found, 1, "autisme", stops=True)

    assert told.lost == ("Voorbeeldstad",)
    assert told.left == (DE_LINDE, DE_EIK)
    assert told.elsewhere == (DE_BEUK,)
    assert (told.before.present, told.after.present) == (2, 1)


def test_when_a_school_starts_its_municipality_is_no_longer_without():
    told = coverage.what_if(a_network(s1_DE_04=1, s2_DE_04=1), 2, "autisme", stops=False)

    assert (told.gained, told.lost, told.left) == (("Voorbeeldstad",), (), ())


def test_who_lacks_most_comes_first_and_who_is_unknown_last():
    found = a_network(s2_EX_01=1, s2_DE_04=1, s1_EX_01=4, s1_DE_04=2)

    assert found.worst_first() == (DE_EIK, DE_LINDE, DE_BEUK)


def test_the_trend_tells_each_year_and_compares_only_schools_known_in_both():
    now, before = a_network(s1_DE_04=4, s2_DE_04=3, s3_DE_04=4), a_network(s1_DE_04=1, s2_DE_04=3)

    trend = coverage.trends([("2027-2028", now), ("2026-2027", before)])[1]

    assert trend.topic == AUTISM
    assert [(one.year, one.present, one.known) for one in trend.years] == [
        ("2027-2028", 3, 3),
        ("2026-2027", 1, 2),
    ]
    assert (trend.moved, trend.same) == (1, 2)


def test_the_middle_of_a_chapter_counts_so_that_one_strong_point_hides_nothing():
    chapter = Topic("ch6", "Extra hulp", ("EX-01", "EX-02", "EX-03", "EX-04"), middle=True)

    found = coverage.network([DE_LINDE], [chapter], {(1, "EX-01"): 4, (1, "EX-02"): 1, (1, "EX-03"): 1})
    even = coverage.network([DE_LINDE], [chapter], {(1, "EX-01"): 4, (1, "EX-02"): 1})

    assert found.rank(DE_LINDE, chapter) == 1
    assert even.rank(DE_LINDE, chapter) == 1


def test_a_school_that_is_not_in_the_region_cannot_be_asked_about():
    with pytest.raises(KeyError):
        coverage.what_if(a_network(), 9, "autisme", stops=True)


places = st.sampled_from(("A", "B", "C", ""))
networks = st.builds(
    lambda where, ranks: coverage.network(
        [School(number, f"S{number}", place) for number, place in enumerate(where)],
        (Topic("t", "T", ("EX-01",)),),
        {(number, "EX-01"): rank for number, rank in enumerate(ranks[: len(where)]) if rank},
    ),
    st.lists(places, min_size=1, max_size=12),
    st.lists(st.integers(0, 4), min_size=12, max_size=12),
)


def without_slowly(found: Network, changed: dict[int, int]) -> set[str]:
    """The same by asking every municipality about every school in turn."""
    lacking = set()
    for place in {school.municipality for school in found.schools} - {""}:
        offers = "no"
        for school in found.schools:
            if school.municipality != place:
                continue
            rank = changed.get(school.id, found.ranks.get((school.id, "t"), 0))
            if rank == 0 or rank >= 3:
                offers = "maybe"
        if offers == "no":
            lacking.add(place)
    return lacking


def unsure_slowly(found: Network, school: School, *, stops: bool) -> set[int]:
    """Of which schools it is not known, where the one that stops is the only one known to offer it."""
    here = [each for each in found.schools if each.municipality == school.municipality != ""]
    rank = {each.id: found.ranks.get((each.id, "t"), 0) for each in here}
    if not stops or [number for number, one in rank.items() if one >= 3] != [school.id]:
        return set()
    return {number for number, one in rank.items() if one == 0}


@given(networks, st.data())
def test_what_if_agrees_with_asking_every_school_in_turn(found: Network, data: st.DataObject):
    school = data.draw(st.sampled_from(found.schools))
    stops = data.draw(st.booleans())

    told = coverage.what_if(found, school.id, "t", stops=stops)

    before, after = without_slowly(found, {}), without_slowly(found, {school.id: 1 if stops else 4})
    assert set(told.before.without) == before
    assert set(told.after.without) == after
    assert set(told.lost) == after - before
    assert set(told.gained) == before - after
    assert {each.id for each in told.left} == {
        each.id for each in found.schools if each.municipality in after - before
    }
    assert told.after.present + told.after.lacking + told.after.unknown == len(found.schools)
    assert {each.id for each in told.unsure} == unsure_slowly(found, school, stops=stops)


@given(networks)
def test_stopping_never_helps_and_starting_never_harms(found: Network):
    for school in found.schools:
        assert coverage.what_if(found, school.id, "t", stops=True).gained == ()
        assert coverage.what_if(found, school.id, "t", stops=False).lost == ()
