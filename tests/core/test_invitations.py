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
        ("EERSTE@school.nl", "double"),
        ("oud@school.nl", "already"),
        ("x" * 250 + "@school.nl", "no_address"),
    ],
)
def test_a_wrong_line_says_which_and_why_and_the_others_stay(line, why):
    judged = invitations.read(f"eerste@school.nl\n\n{line}", already=["Oud@school.nl"])

    assert [one.email for one in judged.good] == ["eerste@school.nl"]
    assert [(one.number, one.why) for one in judged.wrong] == [(3, why)]


@given(st.text())
def test_whatever_is_pasted_every_good_address_can_be_mailed(text):
    judged = invitations.read(text)

    assert len({one.email for one in judged.good}) == len(judged.good)
    assert all(one.email == one.email.lower() and "@" in one.email for one in judged.good)
