"""Lists of colleagues as schools have them: pasted, from a spreadsheet, with and without names of columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core import staff_list
from sopforms.core.staff_list import Colleague
from sopforms.core.table_files import NoTable, cell_name


@pytest.mark.parametrize(
    "text",
    [
        "Daan Bakker <daan@school.example>\nEls Kok <els@school.example>",
        "Naam;E-mail\nDaan Bakker;daan@school.example\nEls Kok;els@school.example\n",
        "E-mailadres,Naam\ndaan@school.example,Daan Bakker\nELS@school.example,Els Kok\n",
        "Daan Bakker\tdaan@school.example\nEls Kok\tels@school.example",
        "Daan Bakker\tdaan@school.example\nEls Kok <els@school.example>",
        "Daan Bakker <daan@school.example>\nEls Kok\tels@school.example",
        "daan@school.example (Daan Bakker)\nels@school.example\tEls Kok",
        "Roepnaam;Tussenvoegsel;Achternaam;Mail\nDaan;;Bakker;daan@school.example\nEls;;Kok;els@school.example",
        "Daan Bakker <daan@school.example>; Els Kok <els@school.example>",
    ],
    ids=[
        "pasted",
        "csv",
        "other order",
        "from a spreadsheet",
        "mixed",
        "mixed too",
        "name after",
        "name in parts",
        "from a mail program",
    ],
)
def test_each_shape_gives_the_same_two_colleagues(text: str):
    found = staff_list.read_text(text)

    assert found.wrong == ()
    assert found.good == (
        Colleague("daan@school.example", "Daan Bakker"),
        Colleague("els@school.example", "Els Kok"),
    )


def test_a_wrong_cell_is_named_by_line_and_column_and_the_rest_is_taken():
    lines = (
        "Naam;E-mail;Functie",
        "Daan;daan@school;leraar",
        "Els;els@school.example;ib'er",
        "Els;els@school.example;",
    )
    text = "\n".join(lines)

    found = staff_list.read_text(text)

    assert found.good == (Colleague("els@school.example", "Els", "ib'er"),)
    assert [(wrong.line, wrong.column, wrong.value) for wrong in found.wrong] == [
        (2, "E-mail", "daan@school")
    ]
    assert found.double == 1


def test_rows_that_were_not_taken_are_given_back_as_they_can_be_read_again():
    found = staff_list.read_text(
        "Naam;Groep;E-mail;Functie\nDaan;3;daan@school;leraar\nEls;4;els@school.nl;\n"
    )

    again = staff_list.read_text(found.again.replace("daan@school", "daan@school.nl"))

    assert "3" not in found.again
    assert again.good == (Colleague("daan@school.nl", "Daan", "leraar"),)
    assert again.wrong == ()


@pytest.mark.parametrize(
    ("position", "name"), [(0, "A7"), (25, "Z7"), (26, "AA7"), (701, "ZZ7"), (702, "AAA7")]
)
def test_a_cell_has_the_name_that_a_spreadsheet_gives_it(position: int, name: str):
    assert cell_name(7, position) == name


def test_the_comma_within_a_name_of_a_mail_program_parts_nothing():
    found = staff_list.read_text("Bakker, Daan <daan@school.example>\nKok, Els <els@school.example>")

    assert [one.name for one in found.good] == ["Bakker, Daan", "Kok, Els"]


def test_an_address_beside_its_column_is_found_all_the_same():
    found = staff_list.read_text(
        "Naam;Functie;E-mail\nDaan;daan@school.example\nEls;leraar;els@school.example\n"
    )

    assert found.good[0] == Colleague("daan@school.example", "Daan")
    assert found.wrong == ()


def test_an_infix_stands_between_the_names():
    found = staff_list.read_text("Voornaam;Voorvoegsel;Achternaam;Email\nAnna;de;Vries;anna@school.example\n")

    assert found.good[0].name == "Anna de Vries"


@given(st.text(max_size=200))
def test_any_text_is_judged_and_nothing_is_taken_twice(text: str):
    try:
        found = staff_list.read_text(text)
    except NoTable:
        return
    emails = [one.email for one in found.good]
    assert len(set(emails)) == len(emails)
    assert all("@" in email and email == email.lower() for email in emails)


def test_reading_what_was_taken_takes_the_same_again():
    first = staff_list.read_text("Naam;E-mail\nDaan;daan@school.example\nZonder;\n")
    again = staff_list.read_text("".join(f"{one.name} <{one.email}>\n" for one in first.good))

    assert again.good == first.good
