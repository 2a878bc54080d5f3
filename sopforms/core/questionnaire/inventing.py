"""Answers that nobody gave: plain ones that fit any questionnaire, for trying one before people see it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from sopforms.core.questionnaire.model import Answers, InputType, Question, QuestionType
from sopforms.core.questionnaire.questionnaire import Questionnaire

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
TYPED = {
    InputType.EMAIL: "iemand@school.example",
    InputType.URL: "https://school.example",
    InputType.TEL: "0123 456 789",
    InputType.TIME: "14:30",
}


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
        case QuestionType.TEXT if question.input_type in TYPED:
            yield question.name, TYPED[question.input_type]
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
