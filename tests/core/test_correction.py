"""A typing error in an adopted text may be mended; a word, a number or a promise may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core import correction
from sopforms.core.blocks import Heading, ListBlock, Paragraph, Part, Quote, Text, paragraph, plain, words
from sopforms.core.errors import Invalid

PARTS = (
    Part("g1", "Regio", (Quote((paragraph("Elke school biedt huIp."),), "het SWV"),)),
    Part(
        "g2",
        "Extra hulp",
        (Heading(3, "Leezen"), paragraph("Wij biedn hulp.", "Dat doen wij hier."),
         ListBlock(((plain("De groep is klein."),), (plain("De hulp is er elke week."),)))),
    ),
    Part("g9", "Vaststelling", (paragraph("De raad gaf advis."),)),
)  # fmt: skip
TEXT = Text("Aanbod", PARTS)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Wij biedn hulp", "Wij bieden hulp"),
        ("de de school", "de school"),
        ("orthopedagoog ,", "orthopedagoog,"),
        ("nederland", "Nederland"),
        ("lees moeilijkheden", "leesmoeilijkheden"),
        ("shcool", "school"),
        ("de kind", "het kind"),
        ("een leraar heft", "een leraar heeft"),
    ],
)
def test_spelling_may_be_mended(was: str, now: str) -> None:
    assert correction.is_typing_error(was, now)
    assert correction.is_typing_error(now, was)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Voor 30 juni", "Voor 30 juli"),
        ("Wij moeten dit doen", "Wij moesten dit doen"),
        ("Wij bieden hulp", "Wij bieden geen hulp"),
        ("een kind", "geen kind"),
        ("Wij doen dat niet", "Wij doen dat wel"),
        ("10 weken", "12 weken"),
        ("10 weken", "1 weken"),
        ("elke week", "elke maand"),
        ("een uur", "een paar uur"),
        ("alle kinderen", "elke kinderen"),
        ("groep 3", "groep 3 en 4"),
        ("op 4 mei", "op 4 mei 2027"),
        ("ooit", "nooit"),
        ("met hulp", "met hun"),
    ],
)
def test_what_changes_a_word_a_number_or_a_promise_goes_the_whole_way_again(was: str, now: str) -> None:
    assert not correction.is_typing_error(was, now)
    with pytest.raises(Invalid) as wrong:
        correction.check(was, now, "Er stond iets anders.")
    assert set(wrong.value.problems) == {"now"}


@given(st.text("abcdefghij 0123456789.,-", max_size=40), st.text("0123456789", min_size=1, max_size=3))
def test_no_number_ever_comes_goes_or_becomes_another(text: str, number: str) -> None:
    assert correction.is_typing_error(text, text)
    assert not correction.is_typing_error(text, f"{text} x{number}")
    assert not correction.is_typing_error(f"{number} dagen", f"{number}0 dagen")


def test_the_words_are_replaced_where_they_stand_and_nowhere_else() -> None:
    new = correction.corrected(TEXT, "g2", "biedn", "bieden")

    assert new.parts[0] == TEXT.parts[0]
    assert new.parts[2] == TEXT.parts[2]
    block = new.parts[1].blocks[1]
    assert isinstance(block, Paragraph)
    assert [words(one) for one in block.sentences] == ["Wij bieden hulp.", "Dat doen wij hier."]
    assert correction.corrected(TEXT, "g2", "Leezen", "Lezen").parts[1].blocks[0] == Heading(3, "Lezen")


@pytest.mark.parametrize(
    ("key", "was", "field"),
    [
        ("g2", "staat er niet", "was"),
        ("g2", "De ", "was"),
        ("g2", "hulp. Dat", "was"),
        ("g1", "huIp", "was"),
        ("g9", "advis", "part"),
        ("g7", "Wij", "part"),
    ],
)
def test_words_must_stand_there_once_and_be_the_schools_own(key: str, was: str, field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        correction.corrected(TEXT, key, was, "x")
    assert set(wrong.value.problems) == {field}


def test_a_correction_has_a_note() -> None:
    with pytest.raises(Invalid) as wrong:
        correction.check("", "", "Fout.")
    assert set(wrong.value.problems) == {"was", "now", "reason"}
