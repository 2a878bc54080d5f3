"""The rules of jaarplan and jaarverslag: amounts, last days, what is not finished, all schools together."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core import euros, year_paper
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.year_paper import Contents, Money, YearPaper
from sopforms.core.year_paper_overview import Paper, PointTold, overview

PLAN, REPORT = YearPaper.PLAN, YearPaper.REPORT
YEAR = SchoolYear.parse("2027-2028")


@given(st.integers(0, euros.MOST))
def test_an_amount_is_read_as_it_is_written(amount: int) -> None:
    assert euros.read(euros.written(amount)) == euros.read(str(amount)) == amount


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("12,50", "not_whole"), ("12.50", "not_whole"), ("-3", "below_zero"), ("1e5", "not_whole"),
     ("100000000", "too_much"), ("", "not_whole"), ("1.23.456", "not_whole")],
)  # fmt: skip
def test_an_amount_that_can_mean_another_is_refused(typed: str, reason: str) -> None:
    with pytest.raises(euros.Unreadable) as wrong:
        euros.read(typed)

    assert wrong.value.reason == reason


def test_the_plan_is_due_in_its_year_and_the_report_after_it() -> None:
    assert year_paper.due(PLAN, YEAR) == date(2027, 10, 31)
    assert year_paper.due(REPORT, YEAR) == date(2028, 10, 31)
    assert year_paper.due(PLAN, YEAR, date(2027, 11, 15)) == date(2027, 11, 15)


@pytest.mark.parametrize(
    ("paper", "money", "reasons"),
    [
        (PLAN, Money(), ["money_missing"]),
        (PLAN, Money(100, {"a": 60}), ["money_missing"]),
        (PLAN, Money(100, {"a": 60, "b": 40}), []),
        (PLAN, Money(100, {"a": 60, "b": 50}), ["money_unexplained"]),
        (PLAN, Money(100, {"a": 60, "b": 50}, {}, "Uit de reserve"), []),
        (REPORT, Money(100, {}, {"a": 60, "b": 30}), ["money_unexplained"]),
        (REPORT, Money(100, {}, {"a": 60, "b": 40}), []),
    ],
)
def test_numbers_that_do_not_fit_are_explained(paper: YearPaper, money: Money, reasons: list[str]) -> None:
    assert year_paper.obstacles(Contents(paper, ("a", "b"), money)) == reasons


def test_points_without_an_outcome_hold_up_the_report_and_not_the_plan() -> None:
    assert year_paper.obstacles(Contents(REPORT, untold=1)) == ["points_untold"]
    assert year_paper.obstacles(Contents(PLAN, untold=1)) == []


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 1000)), max_size=6))
def test_the_sums_of_all_schools_are_those_of_each_together(amounts: list[dict[str, int]]) -> None:
    papers = [Paper(str(number), Money(sum(one.values()), one)) for number, one in enumerate(amounts)]

    found = overview(papers)

    assert found.planned == found.received == sum(sum(one.values()) for one in amounts)
    for line in found.sums:
        assert line.planned == sum(one.get(line.name, 0) for one in amounts)


def test_points_are_counted_by_kind_and_the_unfinished_are_named() -> None:
    points = tuple(PointTold("School", state, "scholing", state) for state in ("done", "busy", "carried"))

    found = overview([Paper("School", Money(0), points)])

    assert (found.points, found.kinds["scholing"]["done"], found.kinds["aanpak"].total()) == (3, 1, 0)
    assert [point.status for point in found.unfinished] == ["busy", "carried"]
