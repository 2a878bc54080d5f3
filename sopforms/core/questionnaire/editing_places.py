"""Where in the editor a problem belongs, and what is known of a draft although it has problems."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sopforms.core.questionnaire.editing_texts import languages_of
from sopforms.core.questionnaire.load import Shelf
from sopforms.core.questionnaire.load_elements import Course, pages
from sopforms.core.questionnaire.load_fields import Context
from sopforms.core.questionnaire.meaning import Scale
from sopforms.core.questionnaire.model import Question
from sopforms.core.questionnaire.nodes import plain
from sopforms.core.questionnaire.problems import Problem, Report
from sopforms.core.questionnaire.reading import read
from sopforms.core.questionnaire.scales import library, read_scales

_STEP = re.compile(r'\.?([A-Za-z_][A-Za-z0-9_]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]')
_LISTS = frozenset(("choices", "columns", "rateValues", "rows"))


class Area(StrEnum):
    """The pages of the editor about one thing."""

    WORDS = "words"
    ANSWERS = "answers"
    CONDITION = "condition"
    MEANING = "meaning"
    SENTENCES = "sentences"


@dataclass(frozen=True, slots=True)
class Placed:
    """A problem with the thing it is about ("" for the file), the page of the editor and the property.

    `row` is the row of a matrix, for what the sidecar says of it; `item` the place in a list of answers.
    """

    problem: Problem
    name: str
    area: Area
    key: str = ""
    row: str = ""
    item: int | None = None


def placed(problems: Iterable[Problem], envelope: Mapping[str, Any]) -> list[Placed]:
    """Return each problem with its place in the editor."""
    return [_placed(problem, envelope) for problem in problems]


def _placed(problem: Problem, envelope: Mapping[str, Any]) -> Placed:
    steps = _steps(problem.path)
    if steps[:1] == ["mapping"]:
        return _in_mapping(problem, steps)
    here: Any = envelope
    thing, rest = "", steps
    for number, step in enumerate(steps):
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(step, int) and steps[number - 1] in ("pages", "elements") and isinstance(here, dict):
            thing, rest = str(here.get("name", "")), steps[number + 1 :]
    key = str(rest[0]) if rest and thing else ""
    if key in ("visibleIf", "requiredIf"):
        return Placed(problem, thing, Area.CONDITION, key)
    if key in _LISTS:
        item = rest[1] if len(rest) > 1 and isinstance(rest[1], int) else None
        return Placed(problem, thing, Area.ANSWERS, key, item=item)
    return Placed(problem, thing, Area.WORDS, key)


def _in_mapping(problem: Problem, steps: list[str | int]) -> Placed:
    name = str(steps[1]) if len(steps) > 1 else problem.question or ""
    rest = steps[2:]
    row = ""
    if rest[:1] == ["rows"] and len(rest) > 1:
        row, rest = str(rest[1]), rest[2:]
    key = str(rest[0]) if rest else ""
    return Placed(problem, name, Area.SENTENCES if key == "text" else Area.MEANING, key, row)


def _steps(path: str) -> list[str | int]:
    """Return the keys and indices of a path."""
    return [
        int(index) if index else json.loads(quoted) if quoted else word
        for word, index, quoted in _STEP.findall(path)
    ]


def scales_for(source: bytes | str, shelf: Shelf) -> dict[str, Scale]:
    """Return the scales that a file may use: those of the product and its own."""
    reading = read(source)
    if reading.root is None:
        return {}
    languages = languages_of(plain(reading.root))
    shared, _ = library(shelf.content, shelf.file, languages) if shelf.content else ({}, ())
    context = Context(Report(reading), languages)
    return {**shared, **read_scales(context, reading.root.members.get("scales"))}


def course_of(source: bytes | str) -> Course:
    """Return what can be read of the pages of a file, whatever else is wrong with it."""
    reading = read(source)
    course = Course()
    survey = reading.root.members.get("survey") if reading.root is not None else None
    if survey is not None and reading.root is not None:
        context = Context(Report(reading), languages_of(plain(reading.root)))
        pages(context, survey.members.get("pages"), course)
    return course


def questions_in_file(source: bytes | str) -> dict[str, Question]:
    """Return the questions of a file that can be read, by name, in document order."""
    return {name: question for name, (question, _) in course_of(source).questions.items() if name}


def questions_before(source: bytes | str, name: str) -> dict[str, Question]:
    """Return the questions that a condition of this thing may ask about: those that stand before it."""
    found: dict[str, Question] = {}
    for place in course_of(source).places:
        if place.node.get("name") == name:
            break
        if isinstance(place.item, Question) and place.item.name:
            found[place.item.name] = place.item
    return found
