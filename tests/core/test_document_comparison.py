"""Two versions of a document: which chapters say something else."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from sopforms.core.document import load
from sopforms.core.document_comparison import compare_documents
from sopforms.core.questionnaire.comparison import ChangeKind
from tests.builders import SETS

SOURCE = (SETS / "po" / "schoolgids.json").read_text("utf-8")
PLAN = (SETS / "po" / "jaarplan.json").read_text("utf-8")


def other_title(document: dict[str, Any]) -> None:
    document["chapters"][0]["title"] = "Anders"


def fewer_parts(document: dict[str, Any]) -> None:
    chapter = next(one for one in document["chapters"] if len(one["parts"]) > 1)
    chapter["parts"].pop()


def new_name(document: dict[str, Any]) -> None:
    document["title"] = "Anders"


def changed(edit: Callable[[dict[str, Any]], None], source: str = SOURCE) -> list[tuple[ChangeKind, str]]:
    document = json.loads(source)
    edit(document)
    return [
        (change.kind, change.key) for change in compare_documents(load(source), load(json.dumps(document)))
    ]


def test_a_document_equals_itself_in_another_layout() -> None:
    assert changed(lambda _document: None) == []


@pytest.mark.parametrize(
    ("edit", "kind"),
    [
        (other_title, ChangeKind.WORDING),
        (new_name, ChangeKind.WORDING),
        (fewer_parts, ChangeKind.ADDITIVE),
    ],
)
def test_other_words_are_wording_and_other_parts_an_addition(
    edit: Callable[[dict[str, Any]], None], kind: ChangeKind
) -> None:
    found = changed(edit)

    assert [one for one, _key in found] == [kind]


def test_a_section_of_the_plan_may_come_go_and_move() -> None:
    def move(document: dict[str, Any]) -> None:
        document["sections"].reverse()

    def drop(document: dict[str, Any]) -> None:
        document["sections"].pop()

    assert [key for _kind, key in changed(move, PLAN)] == ["chapters_moved"]
    assert [key for _kind, key in changed(drop, PLAN)] == ["chapter_gone"]
