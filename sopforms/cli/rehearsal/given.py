"""Answers for a rehearsal: those of a file, line by line, and invented ones for the rest."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sopforms.core.questionnaire import Questionnaire
from sopforms.core.questionnaire.model import Answers, Question, QuestionType

TRIES = 40
SENTENCES = (
    "Meer tijd om samen lessen voor te bereiden.",
    "Vaste momenten met een collega uit een andere groep.",
    "De afspraken over overdracht zijn duidelijker dan vorig jaar.",
    "Een rustige plek die elke dag vrij is.",
    "Scholing over omgaan met grote verschillen in de groep.",
    "Ouders eerder betrekken werkte dit jaar goed.",
    "Korte lijnen met de externe begeleider.",
    "Wij missen handen in de ochtend.",
)


@dataclass(frozen=True, slots=True)
class Given:
    """Answers by questionnaire id, and what was wrong with the lines that do not count."""

    answers: Mapping[str, list[Answers]] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()


def read(path: Path, questionnaires: Sequence[Questionnaire]) -> Given:
    """Return the answers of a JSON Lines file; a wrong line is named with its number and does not count."""
    known = {questionnaire.id: questionnaire for questionnaire in questionnaires}
    found: dict[str, list[Answers]] = {}
    wrong: list[str] = []
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
        if not line.strip():
            continue
        try:
            name, answers = _line(line, known)
        except ValueError as error:
            wrong.append(f"{path.name}:{number}: {error}")
        else:
            found.setdefault(name, []).append(answers)
    return Given(found, tuple(wrong))


def _line(line: str, known: Mapping[str, Questionnaire]) -> tuple[str, Answers]:
    try:
        content = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"no JSON: {error.msg} at column {error.colno}") from None
    if not isinstance(content, dict) or not isinstance(content.get("answers"), dict):
        raise ValueError("a line is an object with 'questionnaire' and 'answers'")
    questionnaire = known.get(str(content.get("questionnaire")))
    if questionnaire is None:
        raise ValueError(f"no questionnaire {content.get('questionnaire')!r} (there: {', '.join(known)})")
    found = [
        f"{problem.path}: {problem.message('en')}" for problem in questionnaire.problems(content["answers"])
    ]
    unknown = [name for name in content["answers"] if not _is_known(questionnaire, name)]
    found += [f"{name}: no such question" for name in unknown]
    if found:
        raise ValueError("; ".join(found))
    return questionnaire.id, questionnaire.clean(content["answers"])


def _is_known(questionnaire: Questionnaire, name: str) -> bool:
    names = {question.name for question in questionnaire.questions}
    return name in names or name.removesuffix("-Comment") in names


def invent(questionnaire: Questionnaire, chance: random.Random) -> Answers:
    """Return answers without problems that somebody could have given; ValueError when none can be found."""
    for _try in range(TRIES):
        answers = _attempt(questionnaire, chance)
        left = questionnaire.problems(answers)
        if not left:
            return questionnaire.clean(answers)
    raise ValueError(
        f"{questionnaire.id}: no answers could be invented: {left[0].path}: {left[0].message('en')}"
    )


def _attempt(questionnaire: Questionnaire, chance: random.Random) -> Answers:
    answers: Answers = {}
    for question in questionnaire.questions:
        if question.name in questionnaire.visible(answers):
            answers.update(_invented(question, chance, answers))
    for problem in questionnaire.problems(answers):
        name = problem.path.removesuffix("-Comment")
        question = next(found for found in questionnaire.questions if found.name == name.split(".")[0])
        if question.may_have_comment:
            answers[question.comment_name] = chance.choice(SENTENCES)
    return answers


def _invented(question: Question, chance: random.Random, answers: Answers) -> Iterator[tuple[str, Any]]:
    match question.type:
        case QuestionType.MATRIX:
            yield question.name, {row.name: _picked(question, row.name, chance) for row in question.rows}
        case QuestionType.CHECKBOX:
            most = question.max_selected or len(question.choices)
            count = chance.randint(max(1, question.min_selected), max(1, most))
            picked = chance.sample(
                [choice.value for choice in question.choices], min(count, len(question.choices))
            )
            yield question.name, picked
        case QuestionType.BOOLEAN:
            yield question.name, chance.random() < 0.8
        case QuestionType.TEXT if question.is_number:
            low = question.min if isinstance(question.min, int | float) else 1
            high = question.max if isinstance(question.max, int | float) else low + 8
            yield question.name, chance.randint(int(low), int(max(low, min(high, low + 20))))
        case QuestionType.TEXT if question.is_date:
            yield question.name, str(question.min or question.max or "2027-09-01")
        case QuestionType.TEXT | QuestionType.COMMENT:
            if question.required or question.required_if is not None or chance.random() < 0.45:
                yield question.name, chance.choice(SENTENCES)[: question.max_length or 500]
        case _:
            yield question.name, _picked(question, question.name, chance)


def _picked(question: Question, name: str, chance: random.Random) -> Any:
    """Pick a value: mostly around one place that belongs to the question, sometimes anywhere."""
    values = [choice.value for choice in question.choices]
    centre = random.Random(name).randrange(len(values))  # noqa: S311 - the same place for everybody
    near = [min(len(values) - 1, max(0, centre + step)) for step in (-1, 0, 0, 1)]
    return values[chance.choice(near)] if chance.random() < 0.85 else chance.choice(values)
