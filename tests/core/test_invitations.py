"""A pasted list is judged line by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core import invitations
from sopforms.core.mailing import Address


def test_names_and_addresses_come_in_many_shapes():
    judged = invitations.read(
        'Daan Bos <D.Bos@school.nl>\n"Vries, Anna de" <a.devries@school.nl>; '
        "mailto:x@school.nl\n\n kees@school.nl, "
    )

    assert judged.good == (
        Address("Daan Bos", "d.bos@school.nl"),
        Address("Vries, Anna de", "a.devries@school.nl"),
        Address("", "x@school.nl"),
        Address("", "kees@school.nl"),
    )
    assert judged.wrong == ()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("juf ans", "no_address"),
        ("ans@school", "no_address"),
        ("a@b@school.nl", "no_address"),
        ("a@school.nl b@school.nl", "no_address"),
        ("a@school.nl, Ans, b@school.nl, Bob", "no_address"),
        ("oud@school.nl", "already"),
        ("x" * 250 + "@school.nl", "no_address"),
    ],
)
def test_a_wrong_line_says_which_and_why_and_the_others_stay(line, why):
    judged = invitations.read(f"eerste@school.nl\n\n{line}", already=["Oud@school.nl"])

    assert [one.email for one in judged.good] == ["eerste@school.nl"]
    assert [(one.number, one.why) for one in judged.wrong] == [(3, why)]


@pytest.mark.parametrize(
    "line",
    [
        "Klaas Bakker\tklaas@school.nl",
        "Klaas Bakker klaas@school.nl",
        "Klaas Bakker, klaas@school.nl",
        "klaas@school.nl (Klaas Bakker)",
        "klaas@school.nl\tKlaas Bakker",
        "Klaas Bakker (Klaas@school.nl)",
    ],
)
def test_a_name_stands_on_either_side_as_spreadsheets_and_people_write_it(line):
    assert invitations.read(line).good == (Address("Klaas Bakker", "klaas@school.nl"),)


def test_addresses_on_one_line_with_commas_are_each_taken():
    judged = invitations.read('"Vries, Anna de" <anna@school.nl>, bob@school.nl, Kees, kees@school.nl')

    assert judged.good == (
        Address("Vries, Anna de", "anna@school.nl"),
        Address("", "bob@school.nl"),
        Address("Kees", "kees@school.nl"),
    )


def test_a_double_address_is_one_person_and_no_mistake():
    judged = invitations.read("eerste@school.nl\nAnna <EERSTE@school.nl>")

    assert judged.good == (Address("Anna", "eerste@school.nl"),)
    assert judged.wrong == ()
    assert [one.number for one in judged.double] == [2]


@given(st.text())
def test_whatever_is_pasted_every_good_address_can_be_mailed(text):
    judged = invitations.read(text)

    assert len({one.email for one in judged.good}) == len(judged.good)
    assert all(one.email == one.email.lower() and "@" in one.email for one in judged.good)
