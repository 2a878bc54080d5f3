"""A questionnaire on paper: every question with room for its answer, and for whom it is."""

from __future__ import annotations

from dataclasses import replace

from sopforms.core.blocks import Heading, Part, Table, words
from sopforms.core.questionnaire import load, on_paper
from sopforms.settings import ROOT

from .forms import a_form, a_page, a_panel, a_question, a_radio, an_html


def lines(parts: tuple[Part, ...]) -> list[str]:
    """Return every block as a line of text; a row of a table with its cells beside each other."""
    found = []
    for block in (block for part in parts for block in part.blocks):
        if isinstance(block, Heading):
            found.append(block.text)
        elif isinstance(block, Table):
            found += [" | ".join(map(words, row)) for row in block.rows]
        else:
            found.append(" ".join(map(words, block.sentences)))
    return found


def test_every_question_is_there_with_a_number_and_room_for_its_answer():
    form = a_form(
        a_page(
            a_radio("a", choices=("ja", "nee")),
            a_panel(a_question("text", "b"), an_html()),
            a_question("matrix", "c", choices=(1, 2), rows=("r",)),
            a_question("comment", "d", lines=3),
            name="p1",
        )
    )

    told = lines(on_paper.blank(form, "nl"))

    assert [line.split(".")[0] for line in told if line[:1].isdigit()] == ["1", "2", "3", "4"]
    assert "☐\u00a0ja\u00a0\u00a0\u00a0 ☐\u00a0nee" in told
    assert sum(set(line) == {"_"} for line in told) == 1 + 3
    assert any(line.endswith("| ☐ | ☐") for line in told)


def test_a_question_that_is_not_for_everybody_says_for_whom_it_is():
    form = a_form(
        a_radio("a", choices=(1, 2, 3)),
        a_radio("b", visible_if="{a} anyof [1, 2, 3]"),
        a_radio("c", visible_if="{a} empty or {a} = 2"),
        a_radio("d", visible_if="{b} notempty"),
        a_radio("e", visible_if="{a} = 1 and {b} = 2"),
    )

    told = lines(on_paper.blank(form, "nl"))

    assert "Alleen als je bij vraag 1 koos: 1, 2 of 3." in told
    assert "Alleen als je bij vraag 1 koos: 2." in told
    assert "Alleen als je vraag 2 hebt beantwoord." in told
    assert "Of deze vraag voor jou is, hangt af van je antwoord op vraag 1 of 2." in told


def test_a_page_that_is_not_for_everybody_says_so_below_its_title():
    form = a_form(
        a_page(a_radio("a", choices=(1, 2)), name="p1"),
        a_page(a_radio("b"), name="p2", visible_if="{a} = 2"),
    )

    assert lines(on_paper.blank(form, "nl")[1:])[:2] == ["Alleen als je bij vraag 1 koos: 2.", "2. b"]


def test_what_hangs_on_a_question_for_other_schools_is_printed_only_when_it_is_asked_without():
    form = a_form(
        a_radio("a", choices=(1, 2)),
        a_radio("b", visible_if="{a} = 1 or {a} = 2"),
        a_radio("c", visible_if="{a} empty or {b} = 2"),
        a_radio("d", visible_if="{b} notempty"),
        a_radio("e"),
    )
    mapping = dict(form.mapping) | {"a": replace(form.mapping["a"], audience=frozenset({"vo"}))}
    here = replace(form, mapping=mapping).for_sector("bao")

    told = lines(on_paper.blank(here, "nl"))

    assert [line for line in told if line[:1].isdigit()] == ["1. c", "2. e"]
    assert not any(line.startswith(("Alleen als", "Of deze vraag")) for line in told)


def test_a_copy_holds_what_was_answered_and_says_what_was_left_open():
    form = a_form(
        a_radio("a", choices=("ja", "nee"), has_other=True),
        a_question("text", "b", input_type="number"),
        a_question("comment", "c", visible_if="{a} = 'ja'"),
        a_question("text", "d", input_type="date"),
    )

    told = lines(on_paper.answered(form, {"a": "other", "a-Comment": "Soms", "b": 12.5, "c": "weg"}, "nl"))

    assert told[1:3] == ["Anders, namelijk", "Soms"]
    assert "12,5" in told
    assert "(niet ingevuld)" in told
    assert "weg" not in told


def test_every_shipped_questionnaire_can_be_printed_whole():
    for file in sorted((ROOT / "questionnaires").glob("?o/*.json")):
        if file.stem in {"evaluatie", "teamgesprek", "leerlingen", "schoolwaarden"}:
            form = load(file)
            for language in form.languages:
                headings = [
                    block
                    for part in on_paper.blank(form, language)
                    for block in part.blocks
                    if isinstance(block, Heading)
                ]
                assert sum(block.text[:1].isdigit() for block in headings) == len(form.questions)
