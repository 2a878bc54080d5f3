"""How a question looks in one language: worked out once, drawn many times by `macros/forms.html`.

Nothing here depends on answers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sopforms.core.questionnaire.answer_problems import NONE_CAPTION, OTHER_CAPTION, in_language
from sopforms.core.questionnaire.model import (
    COMMENT_LENGTH,
    NONE,
    OTHER,
    OTHER_LENGTH,
    InputType,
    MappingEntry,
    Question,
    QuestionType,
    Texts,
)
from sopforms.core.questionnaire.posted import field_name
from sopforms.core.questionnaire.spoken import NO, YES

COMMENT_CAPTION: Texts = {"nl": "Toelichting", "en": "Explanation"}
PICK_CAPTION: Texts = {"nl": "Kies een antwoord", "en": "Choose an answer"}
MOST_KEPT = 128
"""Drawn states of one question that are kept."""
MANY_COLUMNS = 5
LONGEST_LABEL = 24
BRIEF_LABEL = 12
SCALE_WIDTH = 29.0
"""Room for the answers beside a statement, in rem."""
LETTER = 0.6
"""Average width of a letter, in rem, with some air."""


class Look(StrEnum):
    """The shape in which a question is drawn."""

    SCALE = "scale"
    RADIOS = "radios"
    TICKS = "ticks"
    SELECT = "select"
    GRID = "grid"
    LINE = "line"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to pick: the posted key, its label, the stored value as JSON.

    `apart`: "cannot say", drawn beside the scale. `reveals`: picking it asks for a text.
    """

    key: str
    label: str
    json: str
    apart: bool = False
    reveals: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A row of a grid."""

    row: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Aside:
    """The text beside an answer: the comment area, or what `other` asks for."""

    name: str
    label: str
    placeholder: str
    max: int
    only_other: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that a macro needs to know of a question, in one language."""

    question: Question
    name: str
    look: Look
    title: str
    description: str
    options: tuple[Option, ...] = ()
    classes: str = ""
    row: bool = False
    statements: tuple[Statement, ...] = ()
    aside: Aside | None = None
    ends: tuple[str, str] = ("", "")
    placeholder: str = ""
    max: int | None = None
    lines: int = 4
    type: str = "text"
    inputmode: str = ""
    reads: str = ""
    """What a condition of the page reads the text as: number or date; empty: as text."""
    pick: str = ""
    optional: bool = False
    watched: bool = False
    memory: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    def answers(self, macro: Callable[[str, Drawing, str], Any], name: str, chosen: str) -> Any:
        """Return the answers as `macro` draws them with this one chosen; an unknown key chooses none."""
        known = chosen if chosen in self.question.keys else ""
        return self.kept((name, known), lambda: macro(name, self, known))

    def kept(self, key: Hashable, draw: Callable[[], Any]) -> Any:
        """Return what was drawn under this key, drawn when it was not yet; the memory stays small."""
        found = self.memory.get(key)
        if found is None:
            found = draw()
            if len(self.memory) >= MOST_KEPT:
                self.memory.clear()
            self.memory[key] = found
        return found


def draw(
    question: Question,
    entry: MappingEntry | None,
    language: str,
    *,
    optional: bool = False,
    watched: bool = False,
) -> Drawing:
    """Return how `question` looks in `language`.

    `optional` marks it as one that may be skipped, `watched` as one that a condition of its page looks at.
    """
    options = _options(question, entry, language)
    look = _look(question, entry, options)
    if look in (Look.SCALE, Look.GRID):
        options = tuple(_capital(option) for option in options)
    return Drawing(
        question=question,
        name=field_name(question.name),
        look=look,
        title=in_language(question.title, language),
        description=_text(question.description, language),
        options=options,
        classes=_classes(options) if look in (Look.SCALE, Look.GRID) else "",
        row=look in (Look.SCALE, Look.GRID) and _fits_beside(options),
        statements=tuple(
            Statement(row.name, field_name(question.name, row.name), in_language(row.text, language))
            for row in question.rows
        ),
        aside=_aside(question, language),
        ends=(_text(question.min_label, language), _text(question.max_label, language)),
        placeholder=_text(question.placeholder, language),
        max=question.max_length,
        lines=question.lines,
        type=_input_type(question),
        inputmode="decimal" if question.is_number else "",
        reads="number" if question.is_number else "date" if question.is_date else "",
        pick=_text(question.placeholder, language) or in_language(PICK_CAPTION, language),
        optional=optional,
        watched=watched,
    )


def _text(texts: Texts | None, language: str) -> str:
    return in_language(texts, language) if texts else ""


def _input_type(question: Question) -> str:
    """Numbers, dates and times are typed as text: the browser's own pickers lose what it cannot read."""
    kinds = {InputType.EMAIL: "email", InputType.URL: "url", InputType.TEL: "tel"}
    return kinds.get(question.input_type, "text")


def _options(question: Question, entry: MappingEntry | None, language: str) -> tuple[Option, ...]:
    if question.type is QuestionType.BOOLEAN:
        yes, no = question.label_true or YES, question.label_false or NO
        return (
            Option("true", in_language(yes, language), "true"),
            Option("false", in_language(no, language), "false"),
        )
    missing = entry.measure.missing if entry and entry.measure else frozenset()
    found = [
        Option(choice.key, in_language(choice.text, language), _json(choice.value), choice.value in missing)
        for choice in question.choices
    ]
    if question.has_none:
        found.append(Option(NONE, in_language(question.none_text or NONE_CAPTION, language), _json(NONE)))
    if question.has_other:
        other = in_language(question.other_text or OTHER_CAPTION, language)
        found.append(Option(OTHER, other, _json(OTHER), reveals=True))
    return tuple(found)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _aside(question: Question, language: str) -> Aside | None:
    name = field_name(question.comment_name)
    if question.has_other:
        label = in_language(question.other_text or OTHER_CAPTION, language)
        return Aside(name, label, _text(question.other_placeholder, language), OTHER_LENGTH, only_other=True)
    if question.has_comment:
        label = in_language(question.comment_text or COMMENT_CAPTION, language)
        hint = _text(question.comment_placeholder, language)
        return Aside(name, label, hint, COMMENT_LENGTH, only_other=False)
    return None


_LOOKS: Mapping[QuestionType, Look] = {
    QuestionType.RADIOGROUP: Look.RADIOS,
    QuestionType.DROPDOWN: Look.SELECT,
    QuestionType.CHECKBOX: Look.TICKS,
    QuestionType.RATING: Look.SCALE,
    QuestionType.BOOLEAN: Look.SCALE,
    QuestionType.MATRIX: Look.GRID,
    QuestionType.TEXT: Look.LINE,
    QuestionType.COMMENT: Look.AREA,
}


def _look(question: Question, entry: MappingEntry | None, options: tuple[Option, ...]) -> Look:
    """Radios of a scale with short labels become a scale; a scale with long labels becomes radios."""
    look = _LOOKS[question.type]
    short = all(len(option.label) <= LONGEST_LABEL for option in options)
    if look is Look.RADIOS and entry is not None and entry.scale and short and not question.may_have_comment:
        return Look.SCALE if 2 <= _counted(options) <= MANY_COLUMNS else look
    if look is Look.SCALE and not short:
        return Look.RADIOS
    return look


def _counted(options: tuple[Option, ...]) -> int:
    return sum(not option.apart for option in options)


def _capital(option: Option) -> Option:
    label = option.label[:1].upper() + option.label[1:]
    return Option(option.key, label, option.json, option.apart, option.reveals)


def _widest(options: tuple[Option, ...]) -> float:
    """Return the width of the longest word among the labels, in rem."""
    words = [word for option in options if not option.apart for word in option.label.split()]
    return max((len(word) for word in words), default=0) * LETTER + 0.5


def _fits_beside(options: tuple[Option, ...]) -> bool:
    columns = _counted(options) + (1.15 if any(option.apart for option in options) else 0)
    narrow = (
        columns <= MANY_COLUMNS + 1.15 and max((len(option.label) for option in options), default=0) <= 24
    )
    return narrow and _widest(options) <= SCALE_WIDTH / max(columns, 1) - 0.375


def _classes(options: tuple[Option, ...]) -> str:
    """Return the classes of the answers of a scale: figures close together, long words by twos."""
    if _counted(options) > MANY_COLUMNS or all(len(option.label) <= 2 for option in options):
        return "seg seg--num"
    brief = all(len(option.label) <= BRIEF_LABEL for option in options if not option.apart)
    return "seg" if brief and _fits_beside(options) else "seg seg--long"
