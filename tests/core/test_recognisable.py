"""Texts that may point at one pupil are noticed; ordinary texts are left alone."""

from __future__ import annotations

import pytest

from sopforms.core import recognisable


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Leerling Noor heeft rust nodig.", "Noor"),
        ("Het gaat goed met Sem, vooral bij rekenen.", "Sem"),
        ("Vooral dat Fatima kan meedoen is fijn.", "Fatima"),
        ("Extra hulp voor Daan in de middag.", "Daan"),
        ("Noor (groep 6) wil rust.", "Noor"),
        ("Zijn nummer is 111222333.", "111222333"),
        ("BSN 123 456 782 staat in het dossier.", "123 456 782"),
    ],
)
def test_a_name_or_a_citizen_number_is_noticed(text, found):
    assert found in recognisable.signs(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Meer tijd om samen lessen voor te bereiden.",
        "Hulp bij Nederlands en bij Rekenen, ook voor Engels.",
        "Ouders praten mee. School is bereikbaar op 0612345678.",
        "Samen met Jeugdhulp en met Passend Onderwijs.",
        "Ons telefoonnummer is 123456789.",
        "Leerlingen kozen zelf voor een gesprek.",
    ],
)
def test_ordinary_texts_are_left_alone(text):
    assert recognisable.signs(text) == ()


def test_nine_digits_are_a_citizen_number_only_when_they_pass_the_test():
    assert recognisable.is_citizen_number("111222333")
    assert not recognisable.is_citizen_number("111222334")
    assert not recognisable.is_citizen_number("000000000")
    assert not recognisable.is_citizen_number("12345678")
