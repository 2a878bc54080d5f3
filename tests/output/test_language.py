from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sopforms.output.language import count, listing, long_date, moment, number, short_date

FRIDAY = date(2027, 5, 21)


def test_days_in_words_and_figures():
    assert long_date(FRIDAY) == "vrijdag 21 mei 2027"
    assert long_date(FRIDAY, weekday=False) == "21 mei 2027"
    assert long_date(FRIDAY, "en") == "Friday 21 May 2027"
    assert short_date(FRIDAY) == "21-5-2027"


def test_a_moment_is_told_in_dutch_time():
    summer = datetime(2027, 5, 21, 22, 30, tzinfo=UTC)

    assert moment(summer) == "zaterdag 22 mei 2027 om 00.30 uur"
    assert moment(summer, "en") == "Saturday 22 May 2027 at 00:30"
    with pytest.raises(ValueError):
        moment(datetime(2027, 5, 21, 22, 30))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (2.5, 1, "2,5"),
        (1250, 0, "1.250"),
        (-0.5, 1, "−0,5"),
        (-0.04, 1, "0,0"),
        (2.25, 1, "2,3"),
        (Decimal("1234567.005"), 2, "1.234.567,01"),
    ],
)
def test_numbers_have_a_comma(value, decimals, written):
    assert number(value, decimals) == written


def test_numbers_in_english_have_a_point():
    assert number(1250.5, 1, "en") == "1,250.5"


def test_lists_and_counts_read_as_a_sentence():
    assert listing([]) == ""
    assert listing(["a"]) == "a"
    assert listing(["a", "b"]) == "a en b"
    assert listing(["a", "b", "c"]) == "a, b en c"
    assert listing(["a", "b"], either=True) == "a of b"
    assert count(1, "school", "scholen") == "een school"
    assert count(3, "school", "scholen") == "drie scholen"
    assert count(1400, "school", "scholen") == "1.400 scholen"
