"""What is worked out once while somebody looks, and anew for the next who does."""

from __future__ import annotations

import pytest

from sopforms.actions import remembering


def test_within_a_look_a_thing_is_made_once_and_outside_each_time() -> None:
    made: list[int] = []

    def count() -> int:
        made.append(1)
        return len(made)

    assert [remembering.once("draft", count) for _twice in range(2)] == [1, 2]
    with remembering.looking():
        assert [remembering.once("draft", count) for _twice in range(2)] == [3, 3]
        with remembering.looking():  # who looks within a look sees the same
            assert remembering.once("draft", count) == 3
        assert remembering.once("draft", count) == 3
        assert remembering.once("letter", count) == 4
    with remembering.looking():
        assert remembering.once("draft", count) == 5


def test_nothing_is_remembered_after_a_look_that_failed() -> None:
    def fail() -> None:
        with remembering.looking():
            remembering.once("draft", lambda: 1)
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    assert remembering.once("draft", lambda: 2) == 2
