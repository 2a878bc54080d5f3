"""Schools that go to their council together: who may, and what one request says for all of them."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from sopforms.core import joint
from sopforms.core.codes import Right, Role
from sopforms.core.errors import Refused
from sopforms.core.joint import School
from sopforms.core.papers import Asked, Term

FIRST = School(partnership_id=1, board_id=2, council_id=3, cycle_id=4, right=Right.ADVIES)


def test_a_school_of_the_same_board_council_year_and_right_goes_along() -> None:
    assert joint.why_not(FIRST, FIRST) == ()
    joint.check(FIRST, [FIRST, FIRST])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"partnership_id": 9}, "joint_other_partnership"),
        ({"board_id": 9}, "joint_other_board"),
        ({"council_id": 9}, "joint_other_council"),
        ({"council_id": None}, "joint_other_council"),
        ({"cycle_id": 9}, "joint_other_year"),
        ({"right": Right.INSTEMMING}, "joint_other_right"),
        ({"taken": True}, "joint_taken"),
    ],
)
def test_who_can_never_go_along_hears_only_that(change: dict[str, object], reason: str) -> None:
    other = replace(FIRST, obstacles=("chapters_open",), **change)  # type: ignore[arg-type]

    assert joint.why_not(FIRST, other) == (reason,)
    with pytest.raises(Refused) as refused:
        joint.check(FIRST, [FIRST, other])
    assert refused.value.reasons == ("joint_not_ready", reason)


def test_a_school_that_is_not_ready_says_what_it_lacks() -> None:
    other = replace(FIRST, obstacles=("chapters_open", "papers_incomplete"))

    assert joint.why_not(FIRST, other) == ("chapters_open", "papers_incomplete")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.BOARD])
def test_only_the_board_decides_about_several_schools(role: Role) -> None:
    joint.check_chooser(Role.BOARD)
    with pytest.raises(Refused):
        joint.check_chooser(role)


def test_days_and_signature_are_said_once_and_the_reasons_by_each_school() -> None:
    own = Asked(reasons="Eigen reden", consequences="Eigen gevolg", measures="Eigen maatregel")
    first = Asked(
        "R", "C", "M", "S", date(2027, 4, 7), date(2027, 5, 21), "de raad", "Bram", "bestuurder", "m"
    )

    both = joint.shared(own, first)

    assert (both.reasons, both.consequences, both.measures, both.swv_remark) == (
        "Eigen reden", "Eigen gevolg", "Eigen maatregel", "",
    )  # fmt: skip
    assert all(getattr(both, name) == getattr(first, name) for name in joint.SHARED)
    named = {field.name for field in fields(Asked)}
    assert set(joint.SHARED) < named
    assert joint.lacking(("reasons", "talk_on", "secretary")) == ("reasons", "secretary")


def test_the_council_has_one_last_day_the_latest_of_its_schools() -> None:
    early, late = (Term(date(2027, 3, 22), day, 6, holidays_count=False) for day in
                   (date(2027, 5, 3), date(2027, 5, 12)))  # fmt: skip

    assert joint.term_for_all([early, late, early]) == late
