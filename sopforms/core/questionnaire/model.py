"""What a questionnaire is, once it has been read: values that never change.

Imports go one way: `model` ← `expression`, `visibility`, `answers`, `aggregate` ← `questionnaire` ← `load`.
This module imports `meaning` alone (`Expression` is named for type checkers only), so every other
module may import it. `Form` holds all facts of a questionnaire file; functions over a questionnaire take a
`Form`. `questionnaire.Questionnaire` is a `Form` with the methods of the contract, which delegate to
`visibility` and `answers`; those two must not import `questionnaire` or `load`.

Everything that the file leaves out is filled in here: texts hold all declared languages, bare values are
choices, defaults are written out, rows of a mapping have inherited what they did not say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from sopforms.core.questionnaire.meaning import (
    NOTHING,
    Aggregate,
    Base,
    InputType,
    Kind,
    MappingEntry,
    Number,
    QuestionType,
    Renames,
    Scale,
    ScaleValue,
    Texts,
    Value,
)

if TYPE_CHECKING:
    from sopforms.core.questionnaire.expression import Expression
    from sopforms.core.questionnaire.problems import Problem

__all__ = [
    "COMMENT_LENGTH",
    "COMMENT_SUFFIX",
    "NONE",
    "NOTHING",
    "OTHER",
    "OTHER_LENGTH",
    "Aggregate",
    "Answers",
    "Base",
    "Choice",
    "Element",
    "Form",
    "Html",
    "InputType",
    "Kind",
    "MappingEntry",
    "Number",
    "Page",
    "Panel",
    "Question",
    "QuestionType",
    "Renames",
    "Row",
    "Scale",
    "ScaleValue",
    "Texts",
    "Validator",
    "Value",
    "questions_in",
]

Answers: TypeAlias = dict[str, Any]
"""Question name (or `name-Comment`) → plain JSON value; what is unanswered is absent."""

OTHER = "other"
NONE = "none"
COMMENT_SUFFIX = "-Comment"
COMMENT_LENGTH = 1000
"""Characters of a comment area."""
OTHER_LENGTH = 500
"""Characters of the text beside `other`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice, a column of a matrix or a value of a rating; its text defaults to the value."""

    value: Value
    text: Texts

    @property
    def key(self) -> str:
        """The value read as text: what a form posts and what keys of a mapping say."""
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a matrix; `name` is its `value` in the file."""

    name: str
    text: Texts


@dataclass(frozen=True, slots=True)
class Validator:
    """A further check of an answer; `type` is numeric, text, email, answercount or expression.

    `text` replaces the standard message. Only the limits of its own type are set.
    """

    type: str
    text: Texts | None = None
    min_value: Number | None = None
    max_value: Number | None = None
    min_length: int | None = None
    max_length: int | None = None
    min_count: int | None = None
    max_count: int | None = None
    expression: Expression | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is answered and stored under its name.

    `choices` are the choices of radiogroup, dropdown and checkbox, the columns of a matrix, the values of a
    rating (worked out of rateMin, rateMax, rateStep); empty for other types. The items `none` and `other`
    are not among them: `has_none` and `has_other` tell, and they come last, `none` before `other`.
    `title` is the name when the file gives none. A text of None means: the product's own caption.
    """

    name: str
    type: QuestionType
    title: Texts
    description: Texts | None = None
    visible_if: Expression | None = None
    required: bool = False
    required_if: Expression | None = None
    required_error: Texts | None = None
    validators: tuple[Validator, ...] = ()
    # closed questions
    choices: tuple[Choice, ...] = ()
    has_other: bool = False
    other_text: Texts | None = None
    other_placeholder: Texts | None = None
    other_error: Texts | None = None
    has_none: bool = False
    none_text: Texts | None = None
    has_comment: bool = False
    comment_text: Texts | None = None
    comment_placeholder: Texts | None = None
    # checkbox: 0 means no limit
    min_selected: int = 0
    max_selected: int = 0
    # rating and boolean
    min_label: Texts | None = None
    max_label: Texts | None = None
    label_true: Texts | None = None
    label_false: Texts | None = None
    # matrix
    rows: tuple[Row, ...] = ()
    each_row_required: bool = False
    # text, comment and dropdown. `min` and `max` are numbers (number) or ISO dates (date).
    input_type: InputType = InputType.TEXT
    min: Number | str | None = None
    max: Number | str | None = None
    step: Number | None = None
    max_length: int | None = None  # written out: 500 or 1000 by default; None for number, date, time
    lines: int = 4
    placeholder: Texts | None = None
    # what can be picked by its value read as text, {"2": 2}; where one is: what of it is stored just so
    keys: Mapping[str, Value | bool] = field(init=False, compare=False, repr=False)
    stored: frozenset[Value] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.type is QuestionType.BOOLEAN:
            keys: dict[str, Value | bool] = {"true": True, "false": False}
        else:
            keys = {str(choice.value): choice.value for choice in self.choices}
            keys |= {NONE: NONE} if self.has_none else {}
            keys |= {OTHER: OTHER} if self.has_other else {}
        object.__setattr__(self, "keys", keys)
        several = self.type in (QuestionType.CHECKBOX, QuestionType.MATRIX)
        plain = (one for one in keys.values() if type(one) in (str, int) and str(one).strip())
        object.__setattr__(self, "stored", frozenset(() if several else plain))

    @property
    def comment_name(self) -> str:
        """The key under which the text of `other` or of the comment area is stored."""
        return self.name + COMMENT_SUFFIX

    @property
    def is_closed(self) -> bool:
        """Whether the answer is picked: all types but text and comment."""
        return self.type not in (QuestionType.TEXT, QuestionType.COMMENT)

    @property
    def is_number(self) -> bool:
        """Whether the stored answer is a typed number."""
        return self.type is QuestionType.TEXT and self.input_type is InputType.NUMBER

    @property
    def is_date(self) -> bool:
        """Whether the stored answer is an ISO date."""
        return self.type is QuestionType.TEXT and self.input_type is InputType.DATE

    @property
    def may_have_comment(self) -> bool:
        """Whether `name-Comment` can be stored: a comment area, or `other`."""
        return self.has_comment or self.has_other

    @property
    def offered(self) -> tuple[Value | bool, ...]:
        """All values that can be picked (per row, for a matrix), in the order shown: choices, none, other.

        For a boolean True and False; empty for text and comment.
        """
        if self.type is QuestionType.BOOLEAN:
            return (True, False)
        values: tuple[Value | bool, ...] = tuple(choice.value for choice in self.choices)
        return values + (NONE,) * self.has_none + (OTHER,) * self.has_other


@dataclass(frozen=True, slots=True)
class Html:
    """A piece of explanation between the questions; stores nothing. `html` was checked at load."""

    name: str
    html: Texts
    visible_if: Expression | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """A group of elements with a heading; its questions are stored flat."""

    name: str
    elements: tuple[Element, ...]
    title: Texts | None = None
    description: Texts | None = None
    visible_if: Expression | None = None


Element: TypeAlias = Question | Panel | Html


@dataclass(frozen=True, slots=True)
class Page:
    """One screen of a questionnaire; `questions` in document order, those in panels included."""

    name: str
    elements: tuple[Element, ...]
    title: Texts | None = None
    description: Texts | None = None
    visible_if: Expression | None = None
    questions: tuple[Question, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "questions", tuple(questions_in(self.elements)))


def questions_in(elements: tuple[Element, ...]) -> Iterator[Question]:
    """Yield the questions of `elements` in document order, those in panels included."""
    for element in elements:
        if isinstance(element, Question):
            yield element
        elif isinstance(element, Panel):
            yield from questions_in(element.elements)


@dataclass(frozen=True, slots=True)
class Form:
    """All facts of a questionnaire. `title` is for administrators, `heading` for who answers.

    `mapping` has an entry per question name. `scales` holds exactly the scales that are used, by name.
    `languages[0]` is the main language. The hashes are those of section 9.
    """

    id: str
    kind: Kind
    title: str
    languages: tuple[str, ...]
    pages: tuple[Page, ...]
    mapping: Mapping[str, MappingEntry]
    scales: Mapping[str, Scale] = field(default_factory=lambda: NOTHING)
    heading: Texts = field(default_factory=lambda: NOTHING)
    description: Texts | None = None
    completed_html: Texts | None = None
    renames: Renames = field(default_factory=Renames)
    content_hash: str = ""
    shape_hash: str = ""
    warnings: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = field(init=False, compare=False, repr=False)
    by_name: Mapping[str, Question] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        questions = tuple(question for page in self.pages for question in page.questions)
        object.__setattr__(self, "questions", questions)
        object.__setattr__(self, "by_name", MappingProxyType({q.name: q for q in questions}))
