"""Answers for a rehearsal that were given: those of a file, line by line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sopforms.core.questionnaire import Questionnaire
from sopforms.core.questionnaire.model import Answers


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
