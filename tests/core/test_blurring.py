"""A passage of an open answer is made unreadable wherever it stands, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.blurring import MARK, blurred, found

TEXT = "In groep 7B loopt het vast.\nOok groep 7b weet dat."


@pytest.mark.parametrize(
    ("passage", "left"),
    [
        ("groep 7B", f"In {MARK} loopt het vast.\nOok {MARK} weet dat."),
        ("  vast. Ook ", f"In groep 7B loopt het {MARK} groep 7b weet dat."),
        ("groep 9", TEXT),
        ("t", TEXT),
        ("   ", TEXT),
    ],
)
def test_a_passage_goes_with_its_capitals_and_line_ends(passage, left):
    assert blurred(TEXT, passage) == left
    assert found(TEXT, passage) is (left != TEXT)


@given(st.text(alphabet="ab .\n"), st.text(alphabet="ab .\n"), st.text(alphabet="xy ", min_size=2))
def test_what_was_blurred_is_nowhere_left(before, after, passage):
    text = f"{before} {passage} {after}"

    assert not found(blurred(text, passage), passage)
