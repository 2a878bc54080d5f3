"""What a mail is, and when it goes again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.codes import LetterKind, LinkPurpose
from sopforms.core.mailing import LADDER, Address, Letter, LinkTo, again_after, next_try, one_line


@given(st.text())
def test_a_name_is_always_one_line(name):
    cleaned = Address(name, "a@b.nl").name

    assert cleaned.isprintable()
    assert one_line(cleaned) == cleaned


@pytest.mark.parametrize(
    "email", ["a@b.nl\r\nBcc: x@y.nl", "a@b.nl,c@d.nl", "<a@b.nl>", "a b@c.nl", "a@b.nl\x00"]
)
def test_an_address_that_could_be_two_is_refused(email):
    with pytest.raises(ValueError, match="address"):
        Address("Carla", email)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"purpose": LinkPurpose.ADVICE},
        {"object_id": 3, "path": "/x"},
        {"purpose": LinkPurpose.ADVICE, "object_id": 3, "path": "/x"},
        {"path": "https://elders.nl/"},
        {"path": "//elders.nl/"},
    ],
)
def test_a_link_is_either_bound_to_an_object_or_a_path_of_ours(wrong):
    with pytest.raises(ValueError, match=r"link|path"):
        LinkTo(**wrong)


def test_facts_cannot_change_and_have_no_line_ends():
    letter = Letter(
        LetterKind.TEST, Address("", "a@b.nl"), {"school": "De\r\nRegenboog"}, None, None, None, "test:1"
    )

    assert letter.facts["school"] == "De Regenboog"
    with pytest.raises(TypeError):
        letter.facts["school"] = "anders"  # type: ignore[index]


def test_a_mail_is_tried_again_after_1_5_15_minutes_and_then_ever_more_slowly():
    waits = [next_try(attempts) for attempts in range(1, 12)]

    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15)]
    assert [wait for wait in waits if wait] == sorted(LADDER)
    assert waits[10] is None


def test_advice_goes_again_when_uncertain_and_a_digest_does_not():
    assert again_after(LetterKind.ADVICE_REQUESTED, 1) == timedelta(minutes=15)
    assert again_after(LetterKind.SIGN_IN, 1) == timedelta(minutes=1)
    assert again_after(LetterKind.PUBLISHED, 1) is None
    assert again_after(LetterKind.ADVICE_REQUESTED, 11) is None
