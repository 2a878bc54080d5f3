import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.sentences import split


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("Wij helpen", ["Wij helpen"]),
        ("Wij helpen. Altijd!", ["Wij helpen.", "Altijd!"]),
        ("Hulp bij lezen, bijv. Taal in Blokjes. Meer?", ["Hulp bij lezen, bijv. Taal in Blokjes.", "Meer?"]),
        ("Bel dhr. A. Jansen. Hij helpt u.", ["Bel dhr. A. Jansen.", "Hij helpt u."]),
        ("Het lukt niet. ’s Middags wel.", ["Het lukt niet.", "’s Middags wel."]),
        ("Zij zei: “Dat kan.” Toen ging zij.", ["Zij zei: “Dat kan.”", "Toen ging zij."]),
        ("Op 21.5 uur. 3 keer.", ["Op 21.5 uur.", "3 keer."]),
        ("Wat nu... dacht hij.", ["Wat nu... dacht hij."]),
    ],
)
def test_sentences_end_where_a_reader_stops(text, sentences):
    assert split(text) == sentences


@given(
    st.lists(st.sampled_from(["Wij helpen.", "bijv.", "En u?", "a", "B.", "… "]), max_size=12).map(" ".join)
)
def test_no_word_is_lost(text):
    assert " ".join(split(text)).split() == text.split()
