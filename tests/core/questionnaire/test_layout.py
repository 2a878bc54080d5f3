"""A file that is written for people says the same, and is laid out once for all."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.questionnaire.layout import WIDTH, laid_out
from tests.builders import SETS

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=60),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=12), inner, max_size=5),
    max_leaves=25,
)


@given(VALUES)
def test_what_is_written_reads_back_the_same_in_the_same_order(value: object) -> None:
    text = laid_out(value)

    assert json.dumps(json.loads(text)) == json.dumps(value)
    assert laid_out(json.loads(text)) == text


def test_a_choice_stands_on_one_line_and_a_long_file_on_many() -> None:
    envelope = json.loads((SETS / "po" / "evaluatie.json").read_text("utf-8"))

    lines = laid_out(envelope).splitlines()

    assert any('{"value": 1, "text": {"nl": "nog niet", "en": "not yet"}}' in line for line in lines)
    texts_alone = [line for line in lines if len(line) > WIDTH and not line.strip().startswith('"')]
    assert texts_alone == []
