"""Reading help: hints with what they rest on, and nothing that a school cannot help."""

from __future__ import annotations

import pytest

from sopforms.core.blocks import Paragraph, Quote, paragraph, plain
from sopforms.core.blocks import Source as Rests
from sopforms.core.drafted import all_words, sentences_in
from sopforms.core.reading_help import MOST_HINTS, Answered, Hint, HintKind, hints
from sopforms.output.markdown import to_blocks
from tests.core.drafting import drafted


def kinds(text: str, **more: object) -> list[HintKind]:
    return [one.kind for one in hints(to_blocks(text), **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Wij helpen " + "heel " * 19 + "graag.", HintKind.LONG_SENTENCE, ""),
        ("De hulp wordt gegeven in een groep.", HintKind.PASSIVE, "wordt … gegeven"),
        ("Dan zijn wij handelingsverlegen.", HintKind.JARGON, "handelingsverlegen"),
        (
            "Wij geven kinderen onderwijsarrangementsadvies.",
            HintKind.LONG_WORD,
            "onderwijsarrangementsadvies",
        ),
        ("Wij vragen een TLV aan.", HintKind.ABBREVIATION, "TLV"),
        ("U hoort bij ons ondersteuningsteam.", HintKind.TERM, "ondersteuningsteam"),
        ("Wij helpen uw kind altijd.", HintKind.PROMISE, "altijd"),
        ("Elke leerling krijgt hulp.", HintKind.PROMISE, "Elke leerling"),
        ("Wij kunnen nu geen rolstoel ontvangen.", HintKind.LIMIT, "Wij kunnen nu geen"),
        ("Een kind met epilepsie kan hier niet terecht.", HintKind.LIMIT, "kan hier niet terecht"),
        ("Van de ouders is 80% tevreden.", HintKind.SHARE, "80%"),
    ],
)
def test_what_a_reader_stumbles_over_is_named(text: str, kind: HintKind, found: str) -> None:
    (hint,) = (one for one in hints(to_blocks(text)) if one.kind is kind)

    assert hint.found == found


@pytest.mark.parametrize(
    "text",
    [
        "Wij helpen uw kind in de klas.",
        "De kinderen worden rustig van de stille plek.",
        "Wij kunnen nu geen rolstoel ontvangen. Wij bekijken dat per kind en samen met u.",
        "Wij vragen een toelaatbaarheidsverklaring (TLV) aan. Met die TLV kan uw kind daarheen.",
        "Ons ondersteuningsteam is een groep deskundigen.",
    ],
)
def test_what_reads_well_gets_no_hint(text: str) -> None:
    assert [kind for kind in kinds(text) if kind is not HintKind.LONG_WORD] == []


def test_a_promise_lies_beside_what_was_answered() -> None:
    line = plain("Wij stemmen onze uitleg altijd af.", Rests("BO-01"))
    usually = Answered("Uitleg afstemmen", "meestal", 12, highest="altijd", chose=3)

    found = hints([Paragraph((line,))], answered={"BO-01": usually})

    assert found == (
        Hint(HintKind.PROMISE, "Wij stemmen onze uitleg altijd af.", "altijd", answered=(usually,)),
    )


def test_a_promise_that_the_answers_bear_is_no_hint() -> None:
    line = plain("Wij stemmen onze uitleg altijd af.", Rests("BO-01"))

    assert hints([Paragraph((line,))], answered={"BO-01": Answered("Uitleg", "altijd", 12, top=True)}) == ()


def test_a_term_is_explained_once_in_the_whole_guide() -> None:
    told = "Een ondersteuningsteam is een groep deskundigen."

    assert kinds("Het ondersteuningsteam denkt mee.", before=[told]) == []
    assert kinds(told, before=[told]) == [HintKind.TERM_AGAIN]


def test_nobody_is_told_about_words_that_are_not_theirs() -> None:
    quoted = Quote((paragraph("Elke leerling krijgt altijd hulp."),), "Ondersteuningsplan")
    fixed = "Wij bekijken dat altijd per kind."

    assert hints([quoted, paragraph(fixed)], fixed={fixed}) == ()
    assert kinds("Wij horen bij SWV Rijn.", names={"SWV", "Rijn"}) == []


def test_colleagues_read_the_words_of_their_trade_without_an_explanation() -> None:
    assert kinds("Ons ondersteuningsteam vraagt een TLV aan.", for_parents=False) == []


def test_a_part_gets_no_more_hints_than_somebody_reads() -> None:
    text = "\n\n".join(f"Wij bieden kind {n} altijd de hulp die wordt gegeven." for n in range(MOST_HINTS))

    assert len(hints(to_blocks(text))) == MOST_HINTS


def test_the_shipped_text_for_parents_holds_few_surprises() -> None:
    before: list[str] = []
    for part in drafted().guide:
        fixed = {
            "".join(s.text for s in each.spans) for each in sentences_in(part.blocks) if not each.sources
        }
        found = hints(part.blocks, fixed=fixed, before=before, names={"SWV"})
        assert not {one.kind for one in found} & {HintKind.PROMISE, HintKind.LONG_SENTENCE, HintKind.LIMIT}
        before.append(all_words(part.blocks))
