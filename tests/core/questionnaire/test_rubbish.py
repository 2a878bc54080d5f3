"""Files made to hang or drown the reader: each is a few numbered problems with a place, and little work.

Work is counted, not timed: comparisons of words, tries of conditions, problems, values.
"""

from __future__ import annotations

import difflib
import json
from typing import Any

import pytest

from sopforms.core.questionnaire import problems as reporting
from sopforms.core.questionnaire.expression import Expression
from sopforms.core.questionnaire.load import examine
from sopforms.core.questionnaire.load_fields import Context
from sopforms.core.questionnaire.nodes import Node
from sopforms.core.questionnaire.source import MOST_BYTES, MOST_VALUES
from tests.core.questionnaire.files import a_file, a_question, a_text

CONDITION = "(" * 20 + " or ".join(["{zz} = 'ja'"] * 140) + ")" * 20
RUBBISH = {
    "brackets": "[" * MOST_BYTES,
    "objects": '{"a":' * 200_000,
    "lists": "[" + "[]," * 330_000 + "1]",
    "numbers": "[" + "1," * 499_000 + "1]",
    "numbers without end": "[" + "1," * 499_000,
    "quotes": '"' * MOST_BYTES,
    "a text without end": '"' + "x" * (MOST_BYTES - 1),
    "escapes": '{"a":"' + "\\n" * 490_000,
    "blanks": " " * MOST_BYTES,
    "one key": '{"sopforms":1,' + ",".join(['"a":1'] * 160_000) + "}",
    "no numbers": "[" + ",".join(["NaN"] * 240_000) + "]",
    "unknown properties": '{"sopforms":1,"survey":{' + ",".join(f'"c{n}":1' for n in range(60_000)) + "}}",
    "empty elements": '{"sopforms":1,"survey":{"pages":[{"elements":[' + ",".join(["{}"] * 100_000) + "]}]}}",
    "unknown entries": json.dumps(
        {"sopforms": 1, "survey": {}, "mapping": {f"v{n}": {} for n in range(40_000)}}
    ),
    "renames": json.dumps(
        {"sopforms": 1, "survey": {}, "renames": {"questions": {f"a{n}": f"a{n + 1}" for n in range(45_000)}}}
    ),
    "braces": a_file({"type": "html", "name": "h", "html": "{a}" * 1600}),
    "tags": a_file({"type": "html", "name": "h", "html": "<x " * 1600}, a_question()),
    "conditions": a_file(*(a_text(f"t{n}", visibleIf=CONDITION) for n in range(100))),
    "a condition without end": a_file(a_question(), a_text(visibleIf="(" * 2000)),
    "half a pair": '{"a": "' + "\\ud800" * 100_000 + '"}',
}


@pytest.mark.parametrize("name", RUBBISH)
def test_rubbish_is_a_few_problems_with_a_place(name: str) -> None:
    loaded = examine(RUBBISH[name], "f.json")

    errors = [problem for problem in loaded.problems if problem.severity == "error"]
    assert loaded.questionnaire is None
    assert 0 < len(errors) <= reporting.MOST_PROBLEMS
    assert all(problem.code.startswith("Q") and problem.line > 0 and problem.column > 0 for problem in errors)
    assert all(len(str(problem)) < 2_000 for problem in errors)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (RUBBISH["lists"], "Q007"),
        ("[" + "1," * MOST_VALUES + "1]", "Q007"),
        (" " * (MOST_BYTES + 1), "Q007"),
        ('{"sopforms": 1, "a": 12345678901234567890}', "Q002"),
        ('{"sopforms": 1, "a": -Infinity}', "Q002"),
        ('{"sopforms": 1, "sopforms": 1}', "Q002"),
        (b'{"sopforms": "\xff"}', "Q001"),
    ],
)
def test_caps_of_the_file_are_numbered(text: str | bytes, code: str) -> None:
    assert code in [problem.code for problem in examine(text, "f.json").problems]


def test_few_words_are_compared_for_suggestions(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    plain = difflib.get_close_matches

    def counted(word: str, known: list[str], n: int, cutoff: float) -> list[str]:
        compared.append(len(known))
        return plain(word, known, n, cutoff)

    monkeypatch.setattr(difflib, "get_close_matches", counted)
    wrong = [a_text(f"{'abcdefghij' * 4}{n:03}", visibleIf=f"{{bacdefghij{n}}} = 1") for n in range(300)]

    examine(a_file(*wrong), "f.json")

    assert sum(compared) <= reporting.MOST_COMPARED


def test_a_file_has_so_many_tries_to_see_what_its_conditions_give(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = 0
    plain = Expression.evaluate

    def counted(self: Expression, answers: Any) -> bool:
        nonlocal tried
        tried += 1
        return plain(self, answers)

    monkeypatch.setattr(Expression, "evaluate", counted)
    ticks = {"type": "checkbox", "name": "c", "title": "Wat?", "choices": [f"k{n}" for n in range(13)]}
    never = "{c} contains 'k1' and {c} notcontains 'k1'"

    loaded = examine(a_file(ticks, *(a_text(f"t{n}", visibleIf=never) for n in range(300))), "f.json")

    codes = [problem.code for problem in loaded.problems]
    assert codes.count("Q081") > 0
    assert tried <= Context(loaded.report).tries + 300


def test_a_sound_file_makes_few_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Choices and texts about which there is nothing to remark are read as they are."""
    made = 0
    plain = Node.__subclasses__()[0].__init__

    def counted(self: Node, *arguments: Any) -> None:
        nonlocal made
        made += 1
        plain(self, *arguments)

    monkeypatch.setattr(Node.__subclasses__()[0], "__init__", counted)

    def nodes_of(choices: int) -> int:
        nonlocal made
        made = 0
        assert examine(a_file(a_question(choices=[f"k{n}" for n in range(choices)])), "f.json").questionnaire
        return made

    assert nodes_of(3) == nodes_of(100)
