"""Names and windows of what may be asked only so often."""

from datetime import UTC, datetime, timedelta

import pytest

from sopforms.core.limits import EXPORT, NEW_LINK, SIGN_IN, SIGN_IN_FROM, Limit

MOMENT = datetime(2027, 3, 22, 9, 30, tzinfo=UTC)


def test_the_limits_are_those_that_were_agreed():
    assert (SIGN_IN.most, SIGN_IN_FROM.most, EXPORT.most, NEW_LINK.most) == (5, 20, 20, 3)


def test_a_key_keeps_limits_and_people_apart_and_nobodys_address():
    keys = {SIGN_IN.key("a@b.example"), SIGN_IN.key("c@b.example"), NEW_LINK.key("a@b.example")}

    assert len(keys) == 3
    assert not any("a@b" in key for key in keys)
    assert all(len(key) <= 120 for key in keys)


def test_an_hour_and_a_day_begin_anew():
    assert SIGN_IN.window(MOMENT) == SIGN_IN.window(MOMENT + timedelta(minutes=29))
    assert SIGN_IN.window(MOMENT) < SIGN_IN.window(MOMENT + timedelta(minutes=31))
    assert NEW_LINK.window(MOMENT) == NEW_LINK.window(MOMENT + timedelta(hours=14))
    assert NEW_LINK.window(MOMENT) < NEW_LINK.window(MOMENT + timedelta(hours=15))


@pytest.mark.parametrize("limit", [EXPORT, NEW_LINK])
def test_it_may_be_asked_again_at_the_first_moment_of_the_next_window(limit: Limit):
    again = limit.again(MOMENT)

    assert limit.window(again) > limit.window(MOMENT)
    assert limit.window(again - timedelta(microseconds=1)) == limit.window(MOMENT)
