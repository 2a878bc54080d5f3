"""The programs that measure still run and say what they should; how fast it is, no test decides."""

from __future__ import annotations

import itertools

from tests.benchmarks import documents, engine, growth, material, pages
from tests.benchmarks.__main__ import written
from tests.benchmarks.rounds import Measured, measure


def test_programs_take_turns_and_none_is_always_first():
    order: list[str] = []
    programs = {name: (lambda name=name: order.append(name)) for name in "ab"}

    measure(programs, rounds=2, seconds=1e-9)

    assert order[-4:] == ["a", "b", "b", "a"]


def test_the_median_of_the_rounds_counts():
    found = measure({"nothing": lambda: None}, rounds=3, seconds=1e-4)["nothing"]

    assert found.least <= found.median <= found.most


def test_the_made_questionnaire_is_one_of_forty_questions_on_six_pages():
    form = material.questionnaire(40)

    assert (len(form.questions), len(form.pages), len(form.pages[0].questions)) == (40, 6, 7)
    assert [problem.code for problem in form.warnings if problem.code != "Q094"] == []
    assert material.answers(30) == material.answers(30)


def test_the_engine_is_measured():
    found = list(itertools.islice(engine.lines(1, seconds=1e-9), 8))

    assert [line.what for line in found][1:6] == [
        "load and check a file of 60 questions", "parse a condition with four operands", "evaluate it",
        "which of 60 questions are visible", "bind and validate a page of 7 scale questions",
    ]  # fmt: skip


def test_pages_are_measured_beside_their_floors():
    found = list(pages.lines(1, seconds=1e-9))

    assert [line.what.split(" ")[0] for line in found] == [
        "F-const:", "F-page:", "open", "F-save:", "save", "autosave",
    ]  # fmt: skip
    assert all(line.found.median >= 0 for line in found)


def test_a_page_turn_is_measured_with_few_and_with_many_responses():
    found = list(growth.lines(1, seconds=1e-9, few=2, many=3))

    assert [line.what.split(" ")[3] for line in found] == ["2", "3"]


def test_documents_are_measured_beside_the_same_drawn_by_hand():
    found = [*documents.others(1, seconds=1e-9, pages=2), documents.in_a_row(1)]

    assert [line.what.split(" ")[0] for line in found] == ["Word", "what", "compose", "PDFs"]
    assert found[-1].holds
    assert documents.by_reportlab(documents.text_of(2)).startswith(b"%PDF")


def test_a_line_says_whether_its_aim_is_reached():
    line = engine.Line("load", Measured(0.004, 0.003, 0.00001), "< 5 ms", True)

    assert written(line).startswith("  load")
    assert "4.00 ms" in written(line)
    assert "10.0 µs" in written(line)
