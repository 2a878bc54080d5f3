"""Until when colleagues may send remarks, and from when they are seen."""

from datetime import date, timedelta

import pytest

from sopforms.core import read_round
from sopforms.core.errors import Invalid, Refused

LAST = date(2027, 3, 30)


@pytest.mark.parametrize(("after", "is_open"), [(-5, True), (0, True), (1, False)])
def test_the_last_day_is_a_day_to_send(after: int, is_open: bool) -> None:
    assert read_round.is_open(LAST, LAST + timedelta(days=after)) is is_open


def test_without_a_round_nothing_is_open_and_nothing_seen() -> None:
    assert not read_round.is_open(None, LAST)
    assert not read_round.may_be_seen(None)


def test_what_was_said_is_seen_once_the_round_was_closed() -> None:
    assert read_round.may_be_seen(LAST + timedelta(days=1))


def test_after_the_last_day_nothing_is_sent() -> None:
    read_round.check_sending(LAST, LAST, {"ch3": "Zo werkt het niet."})
    with pytest.raises(Refused) as refused:
        read_round.check_sending(LAST, LAST + timedelta(days=1), {"ch3": ""})

    assert refused.value.reasons == ("step_passed",)


def test_a_remark_that_is_too_long_is_refused_by_its_field() -> None:
    read_round.check_sending(LAST, LAST, {"ch3": "x" * read_round.MOST})
    with pytest.raises(Invalid) as refused:
        read_round.check_sending(LAST, LAST, {"ch3": "x" * (read_round.MOST + 1)})

    assert set(refused.value.problems) == {"w-ch3"}
