"""The draft rests on school values: every sentence knows its sources, what is missing is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sopforms.core.blocks import Block, Chart, Gap, Heading, ListBlock, Paragraph, Part, Quote, Table, words
from sopforms.core.draft import Draft, Given, compose, finished
from tests.core.drafting import FACTS, PUPILS, document, drafted, questionnaires, values, wording


def part(draft: Draft, key: str) -> Part:
    return next(one for one in draft.parts if one.key == key)


def said(one: Part) -> str:
    return "\n".join(_said(block) for block in one.blocks)


def _said(block: Block) -> str:
    if isinstance(block, Paragraph):
        return " ".join(words(each) for each in block.sentences)
    if isinstance(block, ListBlock):
        return "\n".join(" ".join(words(each) for each in item) for item in block.items)
    if isinstance(block, Table):
        return "\n".join(" | ".join(words(cell) for cell in row) for row in block.rows)
    return getattr(block, "text", "")


def table(one: Part) -> Table:
    return next(block for block in one.blocks if isinstance(block, Table))


def item(name: str, **figures: Any) -> dict[str, Any]:
    full = {
        "detail": "full",
        "n": 12,
        "missing": 1,
        "distribution": [{"value": value, "n": n, "share": 0} for value, n in enumerate((1, 3, 5, 3), 1)],
        "low": 4,
        "high": 8,
        "discuss": True,
    }
    return {"indicator": name, **(figures or full)}


@pytest.mark.parametrize("sector", ["po", "vo"])
def test_a_school_with_all_its_values_gets_a_draft_without_gaps(sector: str) -> None:
    draft = drafted(sector=sector)

    assert [one.key for one in draft.chapters] == [f"ch{n}" for n in range(1, 12)]
    assert [one.key for one in draft.guide] == [f"g{n}" for n in range(1, 10)]
    assert [gap for one in draft.parts for gap in one.gaps] == []


def test_every_generated_sentence_knows_its_sources() -> None:
    paragraph = next(
        block
        for block in part(drafted(), "ch3").blocks
        if isinstance(block, Paragraph) and words(block.sentences[0]).startswith("Meestal stemmen wij")
    )

    assert paragraph.sentences[0].sources[0].indicator == "BO-01"
    assert (paragraph.sentences[0].sources[0].n, paragraph.sentences[0].sources[0].decided_by) == (12, "team")


def test_a_changed_value_changes_exactly_the_sentences_that_rest_on_it() -> None:
    before, after = drafted(), drafted(values(BO_01=Given(4, rule="talk")))

    changed = [one.key for one, other in zip(before.parts, after.parts, strict=True) if one != other]

    assert changed == ["ch3", "g1"]
    assert "Wij stemmen onze uitleg altijd af" in said(part(after, "g1"))


def test_a_value_that_is_missing_is_a_named_gap_and_no_sentence() -> None:
    given = values()
    del given["BO-01"]

    chapter = part(drafted(given), "ch3")

    assert chapter.gaps == (Gap("‘Uitleg afstemmen’ heeft nog geen waarde.", "BO-01"),)
    assert "uitleg" not in said(replace(chapter, blocks=finished(chapter).blocks)).lower().split("\n")[0]


def test_an_answer_that_nobody_could_give_makes_no_sentence_and_no_gap() -> None:
    chapter = part(drafted(values(BO_01=Given("x"))), "ch3")

    assert chapter.gaps == ()


def test_a_limit_without_its_reason_is_a_gap() -> None:
    given = values(GR_01=Given("niet_nu"))

    chapter = part(drafted(given), "ch8")

    assert [gap.text for gap in chapter.gaps] == [
        "Bij ‘Eten, verschonen, medisch handelen’ ontbreekt nog: de reden."
    ]


@pytest.mark.parametrize("key", ["ch8", "g4"])
def test_limits_always_end_with_the_weighing_of_each_child(key: str) -> None:
    nothing_limited = values(**{f"GR_0{n}": Given("bieden") for n in range(1, 6)})

    for given in (None, nothing_limited):
        assert "Wij bekijken dat altijd per kind en samen met u." in said(part(drafted(given), key))
    assert not any(isinstance(block, ListBlock) for block in part(drafted(nothing_limited), "g4").blocks)


def test_what_the_school_cannot_offer_stands_after_what_it_offers_with_help() -> None:
    given = values(GR_03=Given("met_extra", "Samen met de ambulant begeleider."))

    items = next(block for block in part(drafted(given), "g4").blocks if isinstance(block, ListBlock)).items

    assert (
        words(items[0][0]) == "Een eigen leerlijn op bijna alle vakken bieden wij met extra hulp of middelen."
    )
    assert words(items[0][1]) == "Samen met de ambulant begeleider."


def test_provisions_stand_by_value_and_what_is_absent_comes_last() -> None:
    given = values(EX_01=Given("niet_aanwezig"), EX_02=Given("eigen_locatie"), EX_03=Given("bestuur_swv"))

    rows = table(part(drafted(given), "ch6")).rows

    assert [words(row[1]).split(",")[0] for row in rows] == [
        "op onze locatie", "via bestuur of SWV", "gepland", "gepland", "niet aanwezig",
    ]  # fmt: skip


EXPLAINED = {
    "ex03_wie": "de onderwijsassistent",
    "ex03_vaak": "twee keer per week",
    "ex03_hoe": "Voor groep 5 tot en met 8. Begin bij de leerkracht",
}


def test_parents_read_by_need_what_there_is_who_gives_it_how_often_and_how_it_starts() -> None:
    given = values(EX_01=Given("niet_aanwezig"), EX_03=Given("eigen_locatie", "", EXPLAINED))

    found = table(part(drafted(given), "g2"))

    assert found.header == ("Hulp bij", "Wat", "Wie", "Hoe vaak", "Zo begint het")
    assert all("kleine groep" not in words(row[1]) for row in found.rows)
    (row,) = [row for row in found.rows if words(row[0]) == "Meer- of hoogbegaafdheid"]
    assert [words(cell) for cell in row[1:]] == [
        "Plusklas of verrijkingsgroep (op onze locatie)",
        "De onderwijsassistent",
        "Twee keer per week",
        "Voor groep 5 tot en met 8. Begin bij de leerkracht.",
    ]


def test_help_for_several_needs_stands_in_full_once_and_is_pointed_at_from_the_others() -> None:
    found = table(part(drafted(), "g2"))

    groups = [words(row[0]) for row in found.rows]
    small = {words(row[0]): words(row[1]) for row in found.rows if "kleine groep" in words(row[1])}

    assert groups == sorted(groups, key=groups.index)  # what belongs to one need stands together
    assert small == {
        "Lezen": "Begeleiding in een kleine groep buiten de klas (gepland, vanaf 1 oktober 2027)",
        "Rekenen": "Begeleiding in een kleine groep: zie bij lezen",
    }


def test_needs_stand_in_the_table_as_the_partnership_calls_them_and_in_its_order() -> None:
    called = {"rekenen": "sommen", "lezen": "letters"}

    found = table(part(drafted(facts=replace(FACTS, needs=called)), "g2"))

    small = {words(row[0]): words(row[1]) for row in found.rows if "kleine groep" in words(row[1])}
    assert next(iter(small)) == "Sommen"
    assert small["Sommen"] == "Begeleiding in een kleine groep: zie bij letters"
    assert "Meer- of hoogbegaafdheid" in {words(row[0]) for row in found.rows}


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ("ex03_wie", "Bij ‘Plusklas of verrijkingsgroep’ ontbreekt nog: wie het doet."),
        ("ex03_vaak", "Bij ‘Plusklas of verrijkingsgroep’ ontbreekt nog: hoe vaak."),
    ],
)
def test_what_parents_would_miss_of_the_help_is_a_named_gap(without: str, said: str) -> None:
    known = {name: text for name, text in EXPLAINED.items() if name != without}

    draft = drafted(values(EX_03=Given("eigen_locatie", "", known)))

    assert part(draft, "g2").gaps == (Gap(said, "EX-03"),)
    assert part(draft, "ch6").gaps == ()


def test_the_chapter_notes_who_gives_help_and_how_often() -> None:
    given = values(EX_03=Given("eigen_locatie", "", EXPLAINED))

    rows = table(part(drafted(given), "ch6")).rows

    (note,) = [words(row[2]) for row in rows if words(row[0]).startswith("Plusklas")]
    assert note == (
        "Wie: de onderwijsassistent. Hoe vaak: twee keer per week."
        " Voor groep 5 tot en met 8. Begin bij de leerkracht."
    )


def test_a_planned_provision_needs_its_date() -> None:
    given = values(EX_01=Given("gepland"))

    gaps = part(drafted(given), "ch6").gaps

    assert gaps == (Gap("Bij ‘Begeleiding in een kleine groep’ ontbreekt nog de datum.", "EX-01"),)


def test_a_question_that_the_school_is_not_asked_leaves_no_gap() -> None:
    given = values(BO_11=Given(4))
    del given["BO-12"]

    assert part(drafted(given), "ch3").gaps == ()


def test_texts_of_the_team_appear_only_when_approved() -> None:
    given = values()
    del given["GR-06"]
    approved = item(
        "GR-06", shown=12, texts={"answered": 4, "approved": ["Te weinig handen", "Te volle klassen."]}
    )

    without, with_texts = part(drafted(given), "ch8"), part(drafted(given, aggregates=[approved]), "ch8")

    assert [gap.indicator for gap in without.gaps] == ["GR-06"]
    assert with_texts.gaps == ()
    assert said(with_texts).endswith("Te weinig handen.\nTe volle klassen.")


def test_a_chart_shows_counts_hides_small_groups_and_never_stands_in_the_guide() -> None:
    hidden = item("BO-02", suppressed="threshold")
    draft = drafted(aggregates=[item("BO-01"), hidden])

    chart = next(block for block in part(draft, "ch3").blocks if isinstance(block, Chart))

    assert chart.rows[0].counts == (1, 3, 5, 3)
    assert (chart.rows[0].unknown, chart.rows[0].flag) == (1, True)
    assert chart.hidden == ("Routines en voorspelbaarheid",)
    assert "‘Uitleg afstemmen’" in chart.summary
    assert not any(isinstance(block, Chart) for one in draft.guide for block in one.blocks)


def test_statements_with_few_answers_stand_apart_and_leave_the_others_whole() -> None:
    few = item("BO-02", detail="halves", n=7, low=2, high=5, median=3, discuss=True)

    blocks = part(drafted(aggregates=[item("BO-01"), few]), "ch3").blocks
    full, halves = [block for block in blocks if isinstance(block, Chart)]

    assert (full.halves, [row.counts for row in full.rows]) == (False, [(1, 3, 5, 3)])
    assert (halves.halves, [row.counts for row in halves.rows]) == (True, [(2, 5)])
    assert halves.title == f"{full.title} (kleine groep)"
    assert halves.labels == (" of ".join(full.labels[:2]), " of ".join(full.labels[2:]))


def test_where_all_have_few_answers_there_is_one_chart_of_halves() -> None:
    few = [
        item(name, detail="halves", n=7, low=2, high=5, median=3, discuss=False)
        for name in ("BO-01", "BO-02")
    ]

    charts = [block for block in part(drafted(aggregates=few), "ch3").blocks if isinstance(block, Chart)]

    assert [(chart.halves, len(chart.rows)) for chart in charts] == [(True, 2)]
    assert "(kleine groep)" not in charts[0].title


def test_without_answers_that_may_be_shown_there_is_no_chart() -> None:
    draft = drafted(aggregates=[item("BO-01", suppressed="threshold")])

    assert not any(isinstance(block, Chart) for one in draft.parts for block in one.blocks)


def test_parents_read_at_most_three_points_that_were_meant_for_them() -> None:
    draft = drafted()

    assert "Een vaste plek voor rust" in said(part(draft, "ch10"))
    assert "Een vaste plek voor rust" not in said(part(draft, "g7"))
    assert "Dit is klaar in november 2027." in said(part(draft, "g7"))


def test_pupils_are_printed_in_general_words_or_it_says_that_they_were_not_asked() -> None:
    assert "Rust om te werken\nEerder hulp vragen" in said(part(drafted(), "g6"))
    assert "niet apart naar hun mening gevraagd" in said(part(drafted(pupils=None), "g6"))
    assert "niet apart" in said(part(drafted(pupils=replace(PUPILS, themes=())), "g6"))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "vraagt het bestuur nog advies"),
        ({"advised_on": date(2027, 5, 21)}, "De medezeggenschapsraad gaf advies op 21 mei 2027."),
        ({"advised_on": date(2027, 5, 21), "consents": True}, "stemde met deze tekst in op 21 mei 2027"),
        ({"no_advice": True}, "Dat betekent niet dat de raad voor of tegen deze tekst is."),
        ({"decided_on": date(2027, 6, 7)}, "stelde deze tekst vast op 7 juni 2027"),
    ],
)
def test_the_last_part_says_how_far_the_procedure_is(changes: dict[str, Any], expected: str) -> None:
    assert expected in said(part(drafted(facts=replace(FACTS, **changes)), "g9"))


def test_a_contact_line_without_content_falls_away() -> None:
    contact = said(part(drafted(facts=replace(FACTS, website="")), "g8"))

    assert "Website" not in contact
    assert "bereikt u het steunpunt" not in contact
    assert "Telefoon: 0172 123 456" in contact


def test_the_name_of_a_school_is_never_markup() -> None:
    chapter = part(drafted(facts=replace(FACTS, school="*De* [Roos](https://x.nl) {year}")), "ch1")

    assert "*De* [Roos](https://x.nl) {year} is een school" in said(chapter)


def test_the_text_of_the_partnership_is_quoted_or_named_as_missing() -> None:
    assert any(isinstance(block, Quote) for block in part(drafted(), "g1").blocks)
    assert "ontbreekt nog" in part(drafted(basic_support=()), "g1").gaps[0].text


def test_last_years_text_is_an_offer_beside_the_draft() -> None:
    last_year = Part("ch1", "School en populatie", (Heading(3, "Oud"),))

    draft = drafted(previous={"ch1": last_year, "ch3": last_year})

    assert draft.offers == {"ch1": last_year}
    assert "Oud" not in said(part(draft, "ch1"))


def test_what_is_printed_has_no_gaps_and_no_heading_without_text() -> None:
    one = Part(
        "ch5", "T", (Heading(3, "Leeg"), Gap("mist"), Heading(3, "Vol"), Heading(4, "Ook"), Paragraph(()))
    )

    kept = finished(one).blocks

    assert [getattr(block, "text", "") for block in kept] == ["Vol", "Ook", ""]


def test_the_same_input_gives_the_same_draft() -> None:
    assert drafted() == drafted()


@pytest.mark.parametrize("name", ["jaarplan", "jaarverslag"])
def test_a_plan_and_a_report_are_composed_from_the_same_values(name: str) -> None:
    draft = compose(
        document("po", name), questionnaires(), values(), facts=FACTS, wording=wording(), pupils=PUPILS
    )

    assert draft.chapters == draft.guide == ()
    assert [gap.text for one in draft.sections for gap in one.gaps] == [
        "Er zijn nog geen ontwikkelpunten.",
        "De middelen zijn nog niet ingevuld.",
    ]
