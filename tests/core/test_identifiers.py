"""Codes are cleaned before they are judged, and stay text."""

import pytest

from sopforms.core import identifiers as ids


@pytest.mark.parametrize(
    ("read", "written", "stored"),
    [
        (ids.brin, " 09qa ", "09QA"),
        (ids.location_code, "09QA00", "09QA00"),
        (ids.location_code, "09qa-00", "09QA00"),
        (ids.board_number, "77494", "77494"),
        (ids.board_number, "1234", "01234"),
        (ids.kvk_number, "1234567", "01234567"),
        (ids.kvk_number, "01 23 45 67", "01234567"),
        (ids.partnership_code, "VO-25-07", "VO2507"),
        (ids.partnership_code, "po 30 02", "PO3002"),
        (ids.email, " Carla.Smit@School.NL ", "carla.smit@school.nl"),
        (ids.email, "mr+secretaris@de-vlieger.example", "mr+secretaris@de-vlieger.example"),
        (ids.school_year, "2026/27", "2026-2027"),
    ],
)
def test_a_code_is_stored_in_one_form(read, written, stored):
    assert read(written) == stored
    assert read(stored) == stored


@pytest.mark.parametrize(
    ("read", "wrong"),
    [
        (ids.brin, ""),
        (ids.brin, "9QA"),
        (ids.brin, "09QA00"),
        (ids.brin, "QA09"),
        (ids.location_code, "09QA"),
        (ids.location_code, "09QA0"),
        (ids.board_number, "123"),
        (ids.board_number, "123456"),
        (ids.board_number, "7749A"),
        (ids.board_number, "٧٧٤٩٤"),
        (ids.kvk_number, "123456"),
        (ids.kvk_number, "123456789"),
        (ids.partnership_code, "3002"),
        (ids.partnership_code, "XO3002"),
        (ids.partnership_code, "PO300"),
        (ids.email, ""),
        (ids.email, "carla"),
        (ids.email, "carla@school"),
        (ids.email, "a@b@school.nl"),
        (ids.email, "Carla <carla@school.nl>"),
        (ids.email, "carla@school.nl\nbcc: x@y.nl"),
        (ids.email, "carla.@school.nl"),
        (ids.email, "carla@school..nl"),
        (ids.email, "a" * 65 + "@school.nl"),
        (ids.email, "carla@" + "a" * 250 + ".nl"),
        (ids.school_year, "2026-2028"),
    ],
)
def test_what_is_no_code_is_refused_with_a_sentence(read, wrong):
    with pytest.raises(ValueError, match=r"\.$"):
        read(wrong)
