"""A changed answer: exactly the sentences that rest on it go stale, and a person's words stay a person's."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from sopforms.core.blocks import Paragraph, Part, Sentence, Source, plain, words
from sopforms.core.draft import Given
from sopforms.core.draft_sentences import Asked, asked_in
from sopforms.core.drafted import sentences_in, with_sources
from sopforms.core.staleness import Clash, merge, resourced, says_otherwise, stale
from sopforms.output.markdown import to_blocks, to_markdown
from tests.core.drafting import drafted, questionnaires, values

BEFORE = values()
DRAFT = drafted(BEFORE)
ASKED = asked_in(questionnaires())
SCALED = sorted(
    name for name, place in ASKED.items() if name in BEFORE and place.entry.measure and place.entry.text
)


def other_values(place: Asked) -> list[object]:
    measure = place.entry.measure
    assert measure is not None
    return [one.value for one in measure.counted]


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Given]:
    """One to three indicators with another value of their scale."""
    names = draw(st.lists(st.sampled_from(SCALED), min_size=1, max_size=3, unique=True))
    found = {}
    for name in names:
        value = draw(st.sampled_from([v for v in other_values(ASKED[name]) if v != BEFORE[name].value]))
        day = {f"{ASKED[name].question.name}_datum": "2027-10-01"} if value == "gepland" else {}
        found[name] = replace(BEFORE[name], value=value, answers={**BEFORE[name].answers, **day})
    return found


def rests_on(sentence: Sentence) -> set[str]:
    return {source.indicator for source in sentence.sources}


@given(changes())
def test_change_a_school_value_and_exactly_its_sentences_go_stale(changed: dict[str, Given]) -> None:
    now = drafted({**BEFORE, **changed})

    for part, fresh in zip(DRAFT.parts, now.parts, strict=True):
        found = [one.sentence for one in stale(part, fresh)]
        before, after = list(sentences_in(part.blocks)), list(sentences_in(fresh.blocks))
        assert all(rests_on(each) & set(changed) for each in found)
        untouched = [each for each in before if not rests_on(each) & set(changed)]
        assert sorted(map(words, untouched)) == sorted(
            words(each) for each in after if not rests_on(each) & set(changed)
        )
        touched = [each for each in before if rests_on(each) & set(changed)]
        said = [(words(each), rests_on(each)) for each in after]
        assert [each for each in touched if (words(each), rests_on(each)) not in said] == found


@settings(max_examples=25)
@given(changes())
def test_a_stale_sentence_stands_beside_what_is_said_now(changed: dict[str, Given]) -> None:
    now = drafted({**BEFORE, **changed})

    for part, fresh in zip(DRAFT.parts, now.parts, strict=True):
        for one in stale(part, fresh):
            assert all(rests_on(each) & rests_on(one.sentence) for each in one.now)
            assert words(one.sentence) not in [words(each) for each in one.now]


def test_two_topics_in_the_same_words_are_told_apart() -> None:
    one, other = plain("Dat bieden wij.", Source("A")), plain("Dat bieden wij.", Source("B"))
    changed = plain("Dat bieden wij niet.", Source("B"))

    found = stale(Part("ch6", "", (Paragraph((one, other)),)), Part("ch6", "", (Paragraph((one, changed)),)))

    assert [(each.sentence, each.now) for each in found] == [(other, (changed,))]


def test_who_decided_is_no_change_of_the_text_and_is_shown_as_it_is_now() -> None:
    before = Part("ch6", "", (Paragraph((plain("Dat bieden wij.", Source("A", decided_by="team")),)),))
    after = Part("ch6", "", (Paragraph((plain("Dat bieden wij.", Source("A", decided_by="school")),)),))

    assert not says_otherwise(before, after)
    assert stale(before, after) == ()
    assert resourced(before, after) == after


def test_a_sentence_that_somebody_worded_anew_keeps_its_sources() -> None:
    generated = Part(
        "ch5", "", (Paragraph((plain("In ons team is een specialist voor rekenen.", Source("A")),)),)
    )

    found = with_sources(
        to_blocks("Wij hebben in ons team een specialist voor rekenen. Kom gerust langs."), generated
    )

    assert [rests_on(each) for each in sentences_in(found)] == [{"A"}, set()]


BASE = "Wij helpen in de klas.\n\n- Er is een stille plek.\n- Er is een lift.\n\nVraag het de leerkracht.\n"


def test_what_only_the_answers_changed_is_put_in_a_persons_text() -> None:
    mine = BASE.replace("Vraag het de leerkracht.", "Bel ons gerust.")
    new = BASE.replace("Er is een lift.", "Er komt een lift.")

    found = merge(BASE, mine, new)

    assert found.text == mine.replace("Er is een lift.", "Er komt een lift.")
    assert found.clashes == ()


def test_what_both_changed_stays_as_the_person_wrote_it_and_is_named() -> None:
    mine = BASE.replace("Er is een lift.", "Er is een grote lift.")
    new = BASE.replace("Er is een lift.", "Er is geen lift.").replace("Er is een stille", "Er is geen stille")

    found = merge(BASE, mine, new)

    assert "- Er is geen stille plek.\n- Er is een grote lift.\n" in found.text
    assert found.clashes == (Clash("Er is een grote lift.", "Er is geen lift."),)


def test_a_sentence_that_a_person_took_out_does_not_come_back() -> None:
    mine = BASE.replace("- Er is een lift.\n", "")
    new = BASE.replace("Er is een lift.", "Er komt een lift.")

    found = merge(BASE, mine, new)

    assert "lift" not in found.text
    assert found.clashes == (Clash("", "Er komt een lift."),)


@settings(max_examples=25)
@given(changes())
def test_a_text_that_nobody_edited_merges_into_the_new_one(changed: dict[str, Given]) -> None:
    now = drafted({**BEFORE, **changed})

    for part, fresh in zip(DRAFT.parts, now.parts, strict=True):
        if part == fresh:
            continue
        base, new = to_markdown(part.blocks), to_markdown(fresh.blocks)
        assert merge(base, base, new).text.split() == new.split()
        assert merge(base, new, base).text.split() == new.split()
        assert merge(base, new, new).clashes == ()


@settings(max_examples=25)
@given(changes(), st.sampled_from(["ch3", "ch5", "ch8", "g2", "g4"]))
def test_a_sentence_of_a_persons_own_outlives_every_merge(changed: dict[str, Given], key: str) -> None:
    own = "Dit schreven wij zelf."
    part = next(one for one in DRAFT.parts if one.key == key)
    fresh = next(one for one in drafted({**BEFORE, **changed}).parts if one.key == key)
    base = to_markdown(part.blocks)

    found = merge(base, f"{base}\n{own}\n", to_markdown(fresh.blocks))

    assert own in found.text
