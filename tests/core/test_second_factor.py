"""Codes of a phone and codes for a lost phone, as plain values."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core import second_factor

MOMENT = datetime(2027, 3, 22, 9, 0, 15, tzinfo=UTC)
KEY, SALT = b"k" * 40, bytes(20)


def test_a_secret_is_long_enough_and_belongs_to_key_person_and_salt():
    made = {
        second_factor.secret(KEY, 1, SALT),
        second_factor.secret(b"another key", 1, SALT),
        second_factor.secret(KEY, 2, SALT),
        second_factor.secret(KEY, 1, b"x" * 20),
    }

    assert len(made) == 4
    assert {len(one) for one in made} == {32}  # 160 bits in base32, as RFC 4226 asks
    assert second_factor.secret(KEY, 1, SALT) in made


def test_the_name_of_a_key_does_not_tell_the_key():
    assert KEY.decode() not in second_factor.key_version(KEY)
    assert second_factor.key_version(KEY) != second_factor.key_version(b"another")


def test_the_code_of_now_and_those_beside_it_are_taken():
    now = int(MOMENT.timestamp()) // 30

    assert list(second_factor.steps_around(MOMENT)) == [now - 1, now, now + 1]


@given(st.integers(min_value=-120, max_value=120))
def test_a_clock_that_differs_by_half_a_minute_is_fine_and_by_more_than_a_minute_is_not(seconds):
    phone = int((MOMENT + timedelta(seconds=seconds)).timestamp()) // 30

    taken = phone in second_factor.steps_around(MOMENT)

    assert taken or abs(seconds) > 30
    assert not taken or abs(seconds) < 60


@pytest.mark.parametrize("typed", ["123456", "123 456", " 123-456 ", "123\u00a0456"])
def test_a_code_may_be_typed_as_phones_show_it(typed):
    assert second_factor.digits(typed) == "123456"


def test_the_windows_of_tries_are_quarters_of_an_hour_and_sort_by_time():
    start = datetime(2027, 3, 22, 9, tzinfo=UTC)
    windows = [second_factor.tries_window(start + timedelta(minutes=minutes)) for minutes in range(120)]

    assert windows == sorted(windows)
    assert len(set(windows)) == 8


@given(st.binary(min_size=8, max_size=8))
def test_a_recovery_code_is_found_again_however_it_is_typed(raw):
    code = second_factor.recovery_code(raw)

    parts = second_factor.split_recovery_code(code)
    assert parts is not None
    assert parts == (code[:4], code.replace("-", ""))
    for typed in (
        code.upper(),
        code.replace("-", " "),
        f" {code} ",
        code.replace("0", "O").replace("1", "l"),
    ):
        assert second_factor.split_recovery_code(typed) == parts


@given(st.binary(min_size=8, max_size=8), st.binary(min_size=8, max_size=8))
def test_other_bytes_make_another_code_where_it_counts(one, other):
    bits = (1 << 60) - 1
    same = int.from_bytes(one) & bits == int.from_bytes(other) & bits

    assert (second_factor.recovery_code(one) == second_factor.recovery_code(other)) is same


@given(st.text(max_size=30))
def test_what_cannot_be_a_recovery_code_is_none(typed):
    parts = second_factor.split_recovery_code(typed)

    assert parts is None or len(parts[1]) == 12


def test_a_recovery_code_is_made_of_eight_bytes():
    with pytest.raises(ValueError, match="8 bytes"):
        second_factor.recovery_code(b"short")
