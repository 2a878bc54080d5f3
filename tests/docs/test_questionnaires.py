"""The authors' book tells the truth: its examples load, its tables are the code's, its pictures are there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sopforms.cli.questionnaire import questionnaire
from sopforms.core.questionnaire import load
from sopforms.core.questionnaire.codes import CODES
from sopforms.core.questionnaire.comparison import ChangeKind, compare
from sopforms.core.questionnaire.importing import import_survey
from sopforms.core.questionnaire.layout import laid_out
from sopforms.core.questionnaire.load import examine, shelf_of
from sopforms.core.questionnaire.meaning import Aggregate
from sopforms.core.questionnaire.properties import ELEMENTS
from tests.docs.book import BOOK, SCALES, conditions, examples, written
from tests.docs.pictures import LARGEST, path_of, pictured

TEXT = BOOK.read_text("utf-8")
SHELF = shelf_of(json.loads(SCALES.read_bytes()))


def problems_of(content: Any) -> list[str]:
    return [str(problem) for problem in examine(json.dumps(content), "voorbeeld.json", SHELF).problems]


def test_the_tables_are_those_of_the_code():
    assert written(TEXT) == TEXT, "run make docs"


def test_the_promise_and_its_direction_stand_in_the_first_lines():
    first = " ".join(TEXT.split("\n\n")[1].split())

    assert first.startswith("Every questionnaire that this product accepts is a SurveyJS file")
    assert "not every SurveyJS file" in first


def test_the_first_file_loads_and_the_message_in_the_book_is_the_one_that_comes():
    (example,) = examples("file")
    (start,) = examples("start")
    source = re.search(r"```json file\n(.*?)```", TEXT, re.DOTALL)[1]
    wrong = source.replace("anyof [1, 2]", "anyof [1, 5]")

    assert problems_of(start | example) == []
    (problem,) = examine(wrong, "mijn-lijst.json", SHELF).problems
    assert str(problem) in " ".join(TEXT.split())


@pytest.mark.parametrize("element", examples("element"), ids=lambda element: element["name"])
def test_every_element_can_be_imported_as_it_stands(element):
    result = import_survey(json.dumps({"elements": [element]}), id="voorbeeld")

    assert not result.problems
    assert result.envelope["survey"]["pages"][0]["elements"] == [element]


def test_the_ten_conditions_fit_the_questions_of_the_book():
    shown = [
        {"type": "html", "name": f"h{n}", "html": "x", "visibleIf": text}
        for n, text in enumerate(conditions())
    ]
    pages = [{"name": f"p{n}", "elements": [one]} for n, one in enumerate([*examples("element"), *shown])]

    result = import_survey(json.dumps({"pages": pages}), id="voorbeeld")

    assert len(shown) == 10
    assert [str(problem) for problem in result.problems] == []


def test_what_is_asked_beside_a_provision_is_called_as_in_the_shipped_set():
    (panel,) = examples("provision")
    first, *beside = [element["name"] for element in panel["elements"]]
    shipped = (SCALES.parent / "po" / "schoolwaarden.json").read_text("utf-8")

    result = import_survey(json.dumps({"elements": [panel]}), id="voorbeeld")

    assert [str(problem) for problem in result.problems] == []
    for name in (*beside, f"{first}_datum"):
        assert f"`{name}`" in TEXT
        assert f'"ex01{name.removeprefix(first)}"' in shipped


def test_the_rename_of_the_book_breaks_nothing():
    (renames,) = examples("renames")
    matrix = next(element for element in examples("element") if element["type"] == "matrix")
    new = import_survey(
        json.dumps({"elements": [matrix, {"type": "text", "name": "scholing"}]}), id="lijst"
    ).envelope
    old = json.loads(json.dumps(new).replace('"scholing"', '"taal"').replace('"routines"', '"structuur"'))

    change = compare(load(laid_out(old)), load(laid_out(new | {"renames": renames})))

    assert change.kind is not ChangeKind.BREAKING
    assert compare(load(laid_out(old)), load(laid_out(new))).kind is ChangeKind.BREAKING


def test_the_scale_of_the_book_loads():
    (scale,) = examples("scale")

    assert problems_of(examples("file")[0] | {"scales": {"EIGEN": scale}}) == []


def test_the_sentences_of_the_book_cover_every_value():
    (entry,) = examples("entry")
    (file,) = examples("file")
    more = file["mapping"] | {"toegerust": file["mapping"]["toegerust"] | entry}

    assert problems_of(file | {"mapping": more}) == []


def test_the_bilingual_question_loads_in_two_languages():
    result = import_survey(json.dumps({"elements": examples("bilingual")}), id="lijst")

    assert result.envelope["languages"] == ["nl", "en"]
    assert result.envelope["survey"]["locale"] == "nl"
    assert not result.problems


def test_every_example_is_one_of_these():
    kinds = set(re.findall(r"^```(.*)$", TEXT, re.MULTILINE)) - {""}

    assert kinds == {
        f"json {kind}"
        for kind in ("file", "start", "element", "renames", "scale", "entry", "bilingual", "provision")
    }


@pytest.mark.parametrize("kind", ELEMENTS)
def test_each_type_has_its_heading_an_example_and_a_small_picture(kind):
    path = path_of(kind)

    assert kind in pictured()
    assert re.search(rf"^### {kind}: ", TEXT, re.MULTILINE)
    assert re.search(rf"!\[[A-Z][^\]]+\]\(pictures/{path.name}\)", TEXT)
    assert 0 < path.stat().st_size <= LARGEST


def test_every_code_of_the_code_is_explained_and_no_other():
    folder = Path(load.__code__.co_filename).parent
    used = {
        code
        for path in [*folder.glob("*.py"), *folder.parent.glob("document*.py")]
        if path.name != "codes.py"
        for code in re.findall(r'"(Q\d{3})"', path.read_text("utf-8"))
    }

    assert set(CODES) == used
    assert re.findall(r"^#### (Q\d{3}) ", TEXT, re.MULTILINE) == sorted(CODES)
    assert all(meaning.title and meaning.cause and meaning.cure for meaning in CODES.values())


def test_every_link_leads_somewhere_and_every_command_exists():
    anchors = {
        re.sub(r"[^\w\- ]", "", line.lower()).strip().replace(" ", "-")
        for line in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    }

    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= anchors
    assert set(re.findall(r"sopforms questionnaire (\w+)", TEXT)) == set(questionnaire.commands)
    assert not re.findall(r"https?://", TEXT)


def test_every_aggregate_has_its_words():
    for kind in Aggregate:
        assert re.search(rf"^\| [^|]*`{kind}`[^|]*\| [a-z]", TEXT, re.MULTILINE) or kind is Aggregate.NONE
