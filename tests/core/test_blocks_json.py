import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core import blocks as b
from sopforms.core.blocks_json import digest, dump, dump_blocks, load, load_blocks

WORDS = st.text(st.characters(codec="utf-8"), max_size=20).map(
    lambda text: unicodedata.normalize("NFC", text)
)
SPANS = st.builds(b.Span, WORDS, st.booleans(), st.booleans(), WORDS)
SOURCES = st.builds(b.Source, WORDS, WORDS, st.none() | st.integers(0, 99), WORDS)
SENTENCES = st.builds(
    b.Sentence, st.lists(SPANS, max_size=3).map(tuple), st.lists(SOURCES, max_size=2).map(tuple)
)
RUNS = st.lists(SENTENCES, max_size=3).map(tuple)
PARAGRAPHS = st.builds(b.Paragraph, RUNS)
LISTS = st.builds(b.ListBlock, st.lists(RUNS, max_size=3).map(tuple), st.booleans())
NAMES = st.lists(WORDS, max_size=3).map(tuple)
ROWS = st.builds(
    b.ChartRow, WORDS, st.lists(st.integers(0, 50), max_size=4).map(tuple), st.integers(0, 9), st.booleans()
)
BLOCKS = st.one_of(
    st.builds(b.Heading, st.sampled_from((3, 4)), WORDS),
    PARAGRAPHS,
    LISTS,
    st.builds(b.Table, WORDS, NAMES, st.lists(RUNS, max_size=3).map(tuple)),
    st.builds(b.Quote, st.lists(PARAGRAPHS | LISTS, max_size=2).map(tuple), WORDS),
    st.builds(b.Chart, WORDS, WORDS, NAMES, st.lists(ROWS, max_size=2).map(tuple), st.booleans(), NAMES),
    st.builds(b.Gap, WORDS, WORDS),
)
TEXTS = st.builds(
    b.Text,
    WORDS,
    st.lists(st.builds(b.Part, WORDS, WORDS, st.lists(BLOCKS, max_size=4).map(tuple)), max_size=2).map(tuple),
    st.sampled_from(("nl", "en")),
)


@given(TEXTS)
def test_a_text_comes_back_as_it_was(text):
    assert load(dump(text)) == text
    assert dump(load(dump(text))) == dump(text)


@given(st.lists(BLOCKS, max_size=3).map(tuple))
def test_loose_blocks_come_back_as_they_were(blocks):
    assert load_blocks(dump_blocks(blocks)) == blocks


def test_the_form_is_canonical_and_leaves_defaults_out():
    text = b.Text("Cafe\u0301", (b.Part("g1", "Hulp", (b.paragraph("Wij helpen."),)),))

    assert dump(text) == (
        '{"parts":[{"blocks":[{"kind":"paragraph","sentences":[{"spans":[{"text":"Wij helpen."}]}]}],'
        '"key":"g1","title":"Hulp"}],"schema":1,"title":"Café"}'
    )
    assert digest(text) == digest(load(dump(text)))
    assert len(digest(text)) == 64


def test_another_word_is_another_fingerprint():
    assert digest(b.Text("A", ())) != digest(b.Text("B", ()))


@pytest.mark.parametrize(
    "broken",
    [
        "[]",
        '{"schema":2,"title":"A","parts":[]}',
        '{"schema":1,"title":"A"}',
        '{"schema":1,"title":"A","parts":[],"extra":1}',
        '{"schema":1,"title":"A","parts":{}}',
        '{"schema":1,"title":"A","parts":[7]}',
        '{"schema":1,"title":"A","parts":[{"key":"g1","title":"x","blocks":[{"kind":"script"}]}]}',
        '{"schema":1,"title":{"a":1},"parts":[]}',
        "{",
    ],
)
def test_what_is_not_a_text_is_refused(broken):
    with pytest.raises(ValueError):
        load(broken)


def test_what_is_not_a_list_of_blocks_is_refused():
    with pytest.raises(ValueError):
        load_blocks(json.dumps({"schema": 1, "title": "A"}))
