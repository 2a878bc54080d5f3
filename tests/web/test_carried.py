"""What a page that is only tried carries along comes from a browser: it is answers or nothing."""

from __future__ import annotations

import pytest
from flask import Flask

from sopforms.web import carried


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"rol": "leraar"}', {"rol": "leraar"}),
        ("", {}),
        ("[1, 2]", {}),
        ('{"rol": ', {}),
        ('{"uren": ' + "9" * 5000 + "}", {}),
        ("[" * 20_000, {}),
        ('{"rol": "' + "a" * carried.LONGEST_DRAFT + '"}', {}),
    ],
    ids=["answers", "nothing", "a list", "cut off", "a number too long", "nested too deep", "too much"],
)
def test_what_cannot_be_answers_is_nothing(text: str, found: dict[str, str]) -> None:
    with Flask(__name__).test_request_context(method="POST", data={"_antwoorden": text}):
        assert carried.answers() == found
