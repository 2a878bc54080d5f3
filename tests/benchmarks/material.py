"""What the programs work on: the shipped set, and a made one of 40 or 60 questions on 6 pages."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

from sopforms.core.questionnaire import Questionnaire, load

SHIPPED = Path(__file__).parents[2] / "questionnaires" / "po" / "evaluatie.json"
SCALE = (1, 2, 3, 4, "x")
WORDS = ("nog niet", "soms", "meestal", "altijd", "weet ik niet")


@cache
def made(questions: int = 40) -> str:
    """A staff questionnaire of single scale questions on six pages; every twentieth hangs on two others."""
    size = -(-questions // 6)
    names = [f"vraag{number:02d}" for number in range(questions)]
    pages = [
        {"name": f"deel{place}", "elements": [_question(name) for name in names[first : first + size]]}
        for place, first in enumerate(range(0, questions, size))
    ]
    survey = {"title": "Gemaakt", "clearInvisibleValues": "onHiddenContainer", "pages": pages}
    mapping = {name: _entry(number, name) for number, name in enumerate(names)}
    envelope = {"sopforms": 1, "id": "gemaakt", "kind": "staff", "title": "Gemaakt"}
    return json.dumps({**envelope, "survey": survey, "mapping": mapping}, indent=1)


def _question(name: str) -> dict[str, Any]:
    number = int(name.removeprefix("vraag"))
    choices = [{"value": value, "text": text} for value, text in zip(SCALE, WORDS, strict=True)]
    title = f"Uitspraak {number}: ik stem mijn uitleg af op wat leerlingen nodig hebben."
    question = {"type": "radiogroup", "name": name, "title": title, "choices": choices}
    if number % 20 == 19:
        question["visibleIf"] = (
            f"{{vraag{number - 5:02d}}} anyof [1, 2, 3, 4] or {{vraag{number - 4:02d}}} empty"
        )
    return question


def _entry(number: int, name: str) -> dict[str, Any]:
    score = {str(value): None if value == "x" else value for value in SCALE}
    return {
        "short": name, "chapter": f"ch{3 + number % 7}", "indicator": f"VR-{number:02d}", "score": score,
        "aggregate": ["distribution", "mean"],
    }  # fmt: skip


@cache
def questionnaire(questions: int = 40) -> Questionnaire:
    """The same, loaded."""
    return load(made(questions))


@cache
def answers(responses: int, questions: int = 40) -> list[dict[str, Any]]:
    """Responses as they are stored: nine of ten questions answered."""
    chance = random.Random(responses)
    form = questionnaire(questions)
    return [
        form.clean({q.name: chance.choice(SCALE) for q in form.questions if chance.random() < 0.9})
        for _ in range(responses)
    ]
