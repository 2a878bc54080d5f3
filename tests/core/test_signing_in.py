"""How long somebody stays signed in, and that one click opens demonstrations alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.codes import Role
from sopforms.core.signing_in import ABSOLUTE, idle_of, one_click_is_enough, outlived_a_change

HALF_AN_HOUR, TWO_HOURS = timedelta(minutes=30), timedelta(hours=2)


@pytest.mark.parametrize(
    ("held", "idle"),
    [
        ([Role.COORDINATOR], TWO_HOURS),
        ([Role.HEAD], TWO_HOURS),
        ([Role.SWV], TWO_HOURS),
        ([Role.BOARD], HALF_AN_HOUR),
        ([Role.ADMINISTRATOR], HALF_AN_HOUR),
        ([Role.HEAD, Role.BOARD], HALF_AN_HOUR),
        ([], TWO_HOURS),
    ],
)
def test_who_decides_is_signed_out_sooner(held, idle):
    assert idle_of(held) == idle


@given(st.lists(st.sampled_from(list(Role))), st.sampled_from(list(Role)))
def test_another_role_never_lets_a_session_idle_longer(held, another):
    assert idle_of([*held, another]) <= idle_of(held) < ABSOLUTE


@pytest.mark.parametrize(
    ("process", "database", "enough"),
    [(True, True, True), (True, False, False), (False, True, False), (False, False, False)],
)
def test_one_click_is_enough_where_process_and_database_are_a_demonstration(process, database, enough):
    found = one_click_is_enough(process_is_demonstration=process, database_is_demonstration=database)

    assert found is enough


MONDAY, TUESDAY, WEDNESDAY = (date(2027, 3, day) for day in (22, 23, 24))


@pytest.mark.parametrize(
    ("mandates", "today", "over"),
    [
        ([MONDAY], MONDAY, False),  # its last day counts
        ([MONDAY], TUESDAY, True),
        ([TUESDAY, None, MONDAY], TUESDAY, True),
        ([TUESDAY], TUESDAY, False),
        ([MONDAY - timedelta(days=1)], WEDNESDAY, False),  # it had run out before the session began
        ([None], WEDNESDAY, False),
        ([], WEDNESDAY, False),
    ],
)
def test_a_session_that_began_on_monday_ends_with_a_mandate_that_held_then(mandates, today, over):
    assert outlived_a_change(MONDAY, mandates, today) is over
