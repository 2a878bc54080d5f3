"""Who has to fill in which holidays by when, and when that is done."""

from __future__ import annotations

from datetime import date

import pytest

from sopforms.core import holiday_task
from sopforms.core.codes import Region
from sopforms.core.holiday_task import NAMES, HolidayTask
from sopforms.core.schoolyear import SchoolYear

RUNNING, COMING = SchoolYear(2026), SchoolYear(2027)
NOORD, ZUID = Region.NOORD, Region.ZUID


def holidays(year: SchoolYear, *regions: Region, without: str = "") -> list[tuple[str, Region, str]]:
    return [(str(year), region, name) for region in regions for name in NAMES if name != without]


@pytest.mark.parametrize("today", [date(2027, 3, 1), date(2027, 5, 31), date(2027, 7, 31)])
def test_from_march_a_partnership_fills_in_next_year_before_the_summer(today: date) -> None:
    task = holiday_task.of_partnership(holidays(RUNNING, NOORD), [NOORD], today)

    assert task == HolidayTask(COMING, date(2027, 5, 31), NAMES)
    assert task.late(today) == (today > date(2027, 5, 31))


@pytest.mark.parametrize("today", [date(2026, 8, 1), date(2026, 11, 26), date(2027, 2, 28)])
def test_before_march_next_year_can_wait(today: date) -> None:
    assert holiday_task.of_partnership(holidays(RUNNING, NOORD), [NOORD], today) is None


def test_a_hole_in_the_running_year_is_late_and_goes_before_next_year() -> None:
    known = holidays(RUNNING, NOORD, without="Meivakantie")
    today = date(2027, 4, 1)

    task = holiday_task.of_partnership(known, [NOORD], today)

    assert task == HolidayTask(RUNNING, date(2026, 5, 31), ("Meivakantie",))
    assert task.late(today)


def test_each_region_of_the_schools_counts_and_no_other() -> None:
    known, today = holidays(RUNNING, NOORD), date(2026, 11, 26)

    assert holiday_task.of_partnership(known, [NOORD], today) is None
    assert holiday_task.of_partnership(known, [NOORD, ZUID], today) is not None
    assert holiday_task.of_partnership(known + holidays(RUNNING, ZUID), [NOORD, ZUID], today) is None
    assert holiday_task.of_partnership([], [], today) is None


def test_the_task_is_gone_when_all_of_next_year_is_there() -> None:
    known = holidays(RUNNING, NOORD) + holidays(COMING, NOORD)

    assert holiday_task.of_partnership(known, [NOORD], date(2027, 5, 1)) is None


def test_a_school_looks_at_its_days_once_a_school_year_before_november() -> None:
    today = date(2026, 8, 1)

    task = holiday_task.of_school("2025-2026", today)

    assert task == HolidayTask(RUNNING, date(2026, 10, 31))
    assert not task.late(date(2026, 10, 31))
    assert task.late(date(2026, 11, 1))
    assert holiday_task.of_school("", today) == task
    assert holiday_task.of_school("2026-2027", today) is None
    assert holiday_task.of_school("2026-2027", date(2027, 7, 31)) is None
    assert holiday_task.of_school("2026-2027", date(2027, 8, 1)) is not None
