"""The fields of a questionnaire: they read what was posted and show it again.

`Questionnaire.problems` alone judges; the form hangs its messages here. A field holds the answer of its
question in `data`, the text beside it in `comment`, and in `values` what its inputs show: HTML name → text.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from markupsafe import Markup
from wtforms import Field
from wtforms.utils import unset_value

from sopforms.core.questionnaire.model import COMMENT_SUFFIX, Answers, Question, QuestionType
from sopforms.core.questionnaire.posted import answers_of_post, field_name, values_for_form
from sopforms.web.drawing import Drawing, Look


class AnswerField(Field):
    """One question. Bound with what was posted, or with stored answers, never with both.

    `shows`: its question is visible; `conditional`: another answer on the page may change that. `skippable`:
    no answer is needed; `required_if` is the condition for the browser under which that changes.
    """

    def __init__(self, drawing: Drawing, **kwargs: Any) -> None:
        self.drawing = drawing
        self.question: Question = drawing.question
        self.comment: str | None = None
        self.values: dict[str, Any] = {}
        self.row_errors: dict[str, str] = {}
        self.comment_errors: list[str] = []
        self.shows, self.conditional = True, False
        self.required_if, self.skippable = "", drawing.optional
        self.title, self.hint = drawing.title, drawing.description
        self.again = False  # whether a button offers last year's answer
        super().__init__(drawing.title, **kwargs)

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read the posted answer when there is a post, else the stored one; start from nothing."""
        self.process_errors = []
        if formdata is not None:
            posted = {name: formdata.getlist(name) for name in self.names}
            self.show(answers_of_post([self.question], posted))
        else:
            self.show(data if isinstance(data, Mapping) else {})

    def show(self, answers: Mapping[str, Any]) -> None:
        """Hold and show what `answers` say to this question."""
        self.data = answers.get(self.question.name)
        self.comment = answers.get(self.question.comment_name) if self.question.may_have_comment else None
        self.values = values_for_form(self.question, answers)

    def drawn(self, macro: Callable[[Any, str, bool], Markup], visible_if: str, hidden: bool) -> Markup:
        """Return this question as `macro` draws it, kept by all that it looks at.

        Drawn anew each time: what is wrong with an answer, and texts that somebody wrote.
        """
        chosen = self._chosen()
        if chosen is None:
            return macro(self, visible_if, hidden)
        key = (chosen, visible_if, hidden, self.required_if, self.skippable, self.conditional)
        return self.drawing.kept(key, lambda: macro(self, visible_if, hidden))

    def _chosen(self) -> Hashable | None:
        """Return what the inputs show, when there is nothing else to see: no error, no text of anyone."""
        if self.errors or self.row_errors or self.comment_errors:
            return None
        if self.title != self.drawing.title or self.hint != self.drawing.description:
            return None  # earlier answers stand in it
        keys, found = self.question.keys, []
        for value in self.values.values():
            several = tuple(value) if isinstance(value, list) else (value,) if value else ()
            for one in several:
                if one not in keys:
                    return None
            found.append(several)
        return tuple(found)

    @property
    def names(self) -> list[str]:
        """The HTML names of the inputs of this question."""
        question = self.question
        if question.type is QuestionType.MATRIX:
            names = [field_name(question.name, row.name) for row in question.rows]
        else:
            names = [field_name(question.name)]
        return names + ([field_name(question.comment_name)] if question.may_have_comment else [])

    @property
    def answers(self) -> Answers:
        """What this field holds: the answer and the text beside it, each only when there is one."""
        found = {self.question.name: self.data, self.question.comment_name: self.comment}
        return {name: value for name, value in found.items() if value is not None}

    def hang(self, path: str, message: str) -> None:
        """Put a message at the answer, at a row or at the text beside the answer."""
        row = path.partition(".")[2]
        if row:
            self.row_errors[row] = message
        elif path.endswith(COMMENT_SUFFIX):
            self.comment_errors.append(message)
        else:
            self.errors = [*self.errors, message]

    def error_pairs(self) -> list[tuple[str, str]]:
        """Return (id of the first input, message) for all that is wrong with this question."""
        pairs = [(self.first_id, message) for message in self.errors[:1]]
        for statement in self.drawing.statements:
            if statement.row in self.row_errors:
                pairs.append((f"{statement.name}-0", self.row_errors[statement.row]))
        aside = self.drawing.aside
        return pairs + [(aside.name, message) for message in self.comment_errors[:1] if aside]

    @property
    def first_id(self) -> str:
        """The id of the first input, where the link of an error goes."""
        if self.drawing.statements:
            return f"{self.drawing.statements[0].name}-0"
        picked = self.drawing.look in (Look.SCALE, Look.RADIOS, Look.TICKS)
        return f"{self.drawing.name}-0" if picked else self.drawing.name


def like(field: Field) -> Field:
    """Return a field like this one, which was never filled; the form library itself can make none from it."""
    made = object.__new__(type(field))
    made.__dict__.update(field.__dict__)
    made.process_errors = []
    if isinstance(made, AnswerField):
        made.row_errors, made.comment_errors = {}, []
    return made


class OneField(AnswerField):
    """One of a list: radiogroup, dropdown, rating, boolean. An unknown key is kept for `not_a_choice`."""


class ManyField(AnswerField):
    """Several of a list. No ticks post nothing: `_shown` tells it from "not offered"."""


class MatrixField(AnswerField):
    """A whole grid in one field, with errors per row."""


class NumberField(AnswerField):
    """A number, kept as typed until the questionnaire reads it; shown as `12,5`."""


class DayField(AnswerField):
    """A date, kept as typed until the questionnaire reads it; shown as `21-5-2027`."""


class TextLineField(AnswerField):
    """A line of text: text, email, url, tel, time."""


class TextBoxField(AnswerField):
    """A text of several lines."""


_FIELDS: Mapping[QuestionType, type[AnswerField]] = {
    QuestionType.RADIOGROUP: OneField,
    QuestionType.DROPDOWN: OneField,
    QuestionType.RATING: OneField,
    QuestionType.BOOLEAN: OneField,
    QuestionType.CHECKBOX: ManyField,
    QuestionType.MATRIX: MatrixField,
    QuestionType.COMMENT: TextBoxField,
}


def field_class(question: Question) -> type[AnswerField]:
    """Return the class of field that reads and shows `question`."""
    if question.is_number:
        return NumberField
    if question.is_date:
        return DayField
    return _FIELDS.get(question.type, TextLineField)
