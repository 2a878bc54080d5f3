"""A trial shows each answer in words with the sentence that the draft makes of it."""

from __future__ import annotations

import json

from sopforms.core.question_trial import told
from sopforms.core.questionnaire import Questionnaire, load

TEXTS = {"ja": "Wij hebben een rustige plek.", "gedeeltelijk": "Wij werken eraan.{.comment}"}


def a_form() -> Questionnaire:
    file = {
        "sopforms": 1, "id": "waarden", "kind": "consolidation", "title": "Waarden",
        "survey": {
            "clearInvisibleValues": "onHiddenContainer",
            "pages": [
                {
                    "name": "p",
                    "elements": [
                        {
                            "type": "radiogroup", "name": "plek", "title": "Rustige plek?",
                            "showCommentArea": True,
                            "choices": ["ja", "gedeeltelijk", "nee"],
                        },
                        {"type": "text", "inputType": "date", "name": "dag", "title": "Vanaf wanneer?"},
                    ],
                }
            ],
        },
        "mapping": {
            "plek": {
                "indicator": "GT-01", "chapter": "ch7", "scale": "TOEG3", "short": "Rustige plek",
                "text": TEXTS,
            },
            "dag": {"short": "Dag", "chapter": "ch7"},
        },
    }  # fmt: skip
    return load(json.dumps(file))


def test_an_answer_comes_with_its_sentence() -> None:
    rows = told(a_form(), {"plek": "ja", "dag": "2027-05-21"}, lambda day: f"{day:%d-%m}")

    assert [(row.short, row.answer, row.sentence) for row in rows] == [
        ("Rustige plek", "ja", "Wij hebben een rustige plek."),
        ("Dag", "21-05", ""),
    ]


def test_an_answer_without_a_sentence_says_what_is_lacking() -> None:
    (row,) = told(a_form(), {"plek": "nee"}, str)

    assert row.sentence == ""
    assert "Rustige plek" in row.lacks


def test_an_open_question_is_not_there() -> None:
    assert told(a_form(), {}, str) == []
