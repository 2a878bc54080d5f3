"""Document files are read strictly: what is wrong is named with its place, what is right is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sopforms.core.document import CHAPTERS, GUIDE, Document, PartForm, check_against, load
from sopforms.core.questionnaire import QuestionnaireError
from sopforms.core.questionnaire import load as load_questionnaire
from sopforms.core.questionnaire.problems import Severity

SETS = Path(__file__).resolve().parents[2] / "questionnaires"
FILES = ("schoolgids", "jaarplan", "jaarverslag")


def shipped(sector: str, name: str) -> Document:
    return load((SETS / sector / f"{name}.json").read_bytes(), f"{name}.json")


def questionnaires(sector: str) -> list[Any]:
    names = ("evaluatie", "teamgesprek", "leerlingen", "schoolwaarden")
    return [load_questionnaire(SETS / sector / f"{name}.json") for name in names]


def a_document(**changes: Any) -> dict[str, Any]:
    fed = [{"form": "sentences", "indicators": ["BO-01"]}]
    return {
        "sopforms": 1,
        "id": "schoolgids-test",
        "kind": "document",
        "title": "Ondersteuningsaanbod",
        "chapters": [{"key": key, "title": key, "parts": fed} for key in CHAPTERS],
        "guide": [{"key": key, "title": key, "parts": []} for key in GUIDE],
        **changes,
    }


def problems_of(document: dict[str, Any]) -> list[str]:
    with pytest.raises(QuestionnaireError) as raised:
        load(json.dumps(document, indent=1), "gids.json")
    return [problem.key for problem in raised.value.problems]


def with_piece(piece: dict[str, Any], room: str = "chapters") -> dict[str, Any]:
    document = a_document()
    document[room][0]["parts"] = [piece]
    return document


@pytest.mark.parametrize("sector", ["po", "vo"])
@pytest.mark.parametrize("name", FILES)
def test_the_shipped_documents_load_and_fit_their_questionnaires(sector: str, name: str) -> None:
    document = shipped(sector, name)

    assert document.warnings == ()
    assert check_against(document, questionnaires(sector)) == ()


def test_a_document_keeps_its_chapters_guide_parts_and_forms() -> None:
    document = shipped("po", "schoolgids")

    assert tuple(chapter.key for chapter in document.chapters) == CHAPTERS
    assert tuple(part.key for part in document.guide) == GUIDE
    provisions = next(p for p in document.guide[1].parts if p.form is PartForm.PROVISIONS)
    assert provisions.hides_absent
    assert document.guide[6].parts[0].most == 3
    assert document.chapter_of("SA-03") == "ch9"


def test_a_plan_holds_sections_in_the_same_form() -> None:
    plan = shipped("po", "jaarplan")

    assert plan.chapters == plan.guide == ()
    assert "ontwikkelpunten" in [section.key for section in plan.sections]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (a_document(colour="red"), ["unknown_property"]),
        (a_document(sopforms=2), ["other_number"]),
        (a_document(id="Gids"), ["bad_id"]),
        (a_document(kind="documnt"), ["kind_word"]),
        (a_document(sections=[]), ["unknown_property"]),
        (a_document(guide={}), ["kind_list"]),
        (a_document(languages=["nl", "nl"]), ["bad_languages"]),
        (a_document(chapters=a_document()["chapters"][:-1]), ["chapter_absent"]),
        (a_document(chapters=a_document()["chapters"][::-1]), ["chapter_order"]),
        (with_piece({"form": "sentence", "indicators": ["BO-01"]}), ["kind_word"]),
        (with_piece({"form": "sentences"}), ["needs"]),
        (with_piece({"form": "sentences", "indicators": []}), ["empty_list"]),
        (with_piece({"form": "sentences", "indicators": ["bo1"]}), ["bad_indicator"]),
        (with_piece({"form": "list", "indicators": ["BO-01", "BO-01"]}), ["indicator_repeated"]),
        (with_piece({"form": "sentences", "indicators": ["BO-01"], "most": 3}), ["unknown_property"]),
        (with_piece({"form": "points", "most": 0}), ["out_of_bounds"]),
        (with_piece({"form": "quote", "of": "something"}), ["kind_word"]),
        (with_piece({"form": "text", "nl": "Welkom bij {schol}."}), ["unknown_placeholder"]),
        (with_piece({"form": "text", "en": "Welcome."}), ["unknown_property", "needs"]),
        (with_piece({"form": "chart", "indicators": ["BO-01"], "title": "Hoe?"}, "guide"), ["guide_without"]),
    ],
)
def test_what_is_wrong_is_named(document: dict[str, Any], expected: list[str]) -> None:
    assert sorted(problems_of(document)) == sorted(expected)


def test_a_problem_tells_file_line_and_column_in_both_languages() -> None:
    with pytest.raises(QuestionnaireError) as raised:
        load(
            '{"sopforms": 1,\n "id": "gids", "kind": "plan", "title": "T", "sections": [],\n "kleur": 1}',
            "g.json",
        )

    (problem,) = raised.value.problems
    assert (problem.file, problem.line, problem.column, problem.code) == ("g.json", 3, 2, "Q003")
    assert problem.in_language("nl")[0] == "onbekende eigenschap 'kleur' van een documentbestand"


def test_a_key_written_twice_and_text_that_is_no_json_are_refused() -> None:
    for content in ('{"sopforms": 1, "sopforms": 1}', "{", b"\xff\xfe", "[]", "null"):
        with pytest.raises(QuestionnaireError):
            load(content)


def test_an_unknown_indicator_and_one_that_is_shown_nowhere_are_errors() -> None:
    document = load(json.dumps(with_piece({"form": "sentences", "indicators": ["XX-99"]})))

    found = {
        (problem.key, problem.params["name"]) for problem in check_against(document, questionnaires("po"))
    }

    assert ("indicator_unknown", "XX-99") in found
    assert ("indicator_unused", "BO-02") in found
    assert ("indicator_unused", "BO-01") not in found


def test_a_chapter_fed_by_no_answer_is_a_warning_unless_it_was_left_empty() -> None:
    document = a_document()
    document["chapters"][1]["parts"] = []
    document["chapters"][2]["parts"] = [{"form": "text", "nl": "Altijd hetzelfde."}]

    problems = check_against(load(json.dumps(document)), ())

    warnings = [p for p in problems if p.severity is Severity.WARNING]
    assert [(p.key, p.params["name"]) for p in warnings] == [("chapter_unfed", "ch3")]
