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
        ("Sem en Lotte willen een rustige plek.", "Sem"),
        ("Rust op de gang. Fatima werkt daar graag.", "Fatima"),
        ("Leerling J. heeft meer tijd nodig.", "J."),
        ("Het gaat om een meisje M.B. uit de bovenbouw.", "M.B."),
        ("Geboren op 12-3-2018, dus jong voor de groep.", "12-3-2018"),
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
        "Max. 20 leerlingen in een groep. Storm op het plein, rust in de klas.",
        "Tim-bijeenkomsten helpen ons.",
        "Het gesprek was op 12-3-2027.",
        "Kind en ouders praten mee. Hulp is nodig. Tijd is krap. Scholing helpt.",
    ],
)
def test_ordinary_texts_are_left_alone(text):
    assert recognisable.signs(text) == ()


def test_nine_digits_are_a_citizen_number_only_when_they_pass_the_test():
    assert recognisable.is_citizen_number("111222333")
    assert not recognisable.is_citizen_number("111222334")
    assert not recognisable.is_citizen_number("000000000")
    assert not recognisable.is_citizen_number("12345678")
