"""The one table of properties: what each part of a questionnaire file may hold.

Loader, canonical form, import, JSON Schema and documentation all read this table. What is not in it is
refused; `fates` says by which name and with which hint.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any


class Content(StrEnum):
    """What kind of value a property takes."""

    TEXT = "text"  # a string, or an object language → string
    HTML = "html"  # the same, with a few tags
    STRING = "string"
    CONDITION = "condition"
    BOOLEAN = "boolean"
    WHOLE = "whole"
    NUMBER = "number"
    LIMIT = "limit"  # a number or a date, as the inputType
    WORD = "word"  # one of `words`
    VALUE = "value"  # whole number or text
    OBJECT = "object"  # one object of owner `of`
    LIST = "list"  # objects of owner `of`
    CHOICES = "choices"  # values or objects of owner `of`
    TABLE = "table"  # name → object of owner `of`
    OTHER = "other"  # checked by a rule of its own


@dataclass(frozen=True, slots=True)
class Property:
    """A row of the table; `owner` is the part of a file that may hold it.

    `default` None means: none. `least` and `most` bound whole numbers. `of` is the owner of what it holds.
    `fate` is what import does with it, `hint` what an author reads.
    """

    owner: str
    name: str
    content: Content
    default: Any = None
    must: bool = False
    least: int | None = None
    most: int | None = None
    words: tuple[str, ...] = ()
    of: str = ""
    fate: str = "kept"
    hint: str = ""


CLOSED = ("radiogroup", "dropdown", "checkbox", "rating", "boolean", "matrix")
SELECTS = ("radiogroup", "dropdown", "checkbox")
TYPES = (*CLOSED, "text", "comment")
ELEMENTS = (*TYPES, "html", "panel")
ITEMS = ("choice", "column", "matrix_row", "rate")
VALIDATORS = ("numeric", "text", "email", "answercount", "expression")
INPUT_TYPES = ("text", "number", "date", "email", "url", "tel", "time")
KINDS = ("staff", "team", "pupils", "consolidation", "advice")
CONSTANT = "onHiddenContainer"
LONGEST = 5_000

_C = Content
_ANY = ("html", "panel", *TYPES)
_TITLED = ("page", "panel", *TYPES)


def _p(owners: str | tuple[str, ...], name: str, content: Content, **more: Any) -> tuple[Property, ...]:
    """Return the row for each owner."""
    owners = (owners,) if isinstance(owners, str) else owners
    return tuple(Property(owner, name, content, **more) for owner in owners)


TABLE: tuple[Property, ...] = (
    *_p("envelope", "$schema", _C.STRING, hint="for editors, ignored"),
    *_p("envelope", "sopforms", _C.WHOLE, must=True, hint="the number 1"),
    *_p(
        "envelope", "id", _C.STRING, must=True, hint="small letters, digits and '-'; the same in all versions"
    ),
    *_p("envelope", "kind", _C.WORD, must=True, words=KINDS, hint="who answers"),
    *_p("envelope", "title", _C.STRING, must=True, hint="Dutch, for administrators"),
    *_p("envelope", "languages", _C.OTHER, default=("nl",), hint="two-letter codes, the main language first"),
    *_p("envelope", "survey", _C.OBJECT, must=True, of="survey", hint="the questions: pure SurveyJS"),
    *_p(
        "envelope", "mapping", _C.TABLE, must=True, of="mapping", hint="what each question means, by its name"
    ),
    *_p("envelope", "scales", _C.TABLE, of="scale", hint="scales of this file"),
    *_p("envelope", "renames", _C.OBJECT, of="renames", hint="old names that became new ones"),
    *_p("envelope", "note", _C.STRING, hint="a remark for authors"),
    *_p("scales_file", "$schema", _C.STRING, hint="for editors, ignored"),
    *_p("scales_file", "sopforms", _C.WHOLE, must=True, hint="the number 1"),
    *_p("scales_file", "scales", _C.TABLE, must=True, of="scale", hint="the scales, by name"),
    *_p("scales_file", "note", _C.STRING, hint="a remark for authors"),
    *_p("survey", "pages", _C.LIST, must=True, of="page", hint="one screen each"),
    *_p(
        "survey",
        "clearInvisibleValues",
        _C.OTHER,
        must=True,
        fate="added",
        hint=f"always {CONSTANT}: a hidden question has no answer",
    ),
    *_p("survey", "title", _C.TEXT, hint="the heading that respondents see"),
    *_p("survey", "description", _C.TEXT, hint="a line below the heading"),
    *_p(
        "survey",
        "locale",
        _C.OTHER,
        fate="added",
        hint="the main language; needed as soon as a text has languages",
    ),
    *_p("survey", "completedHtml", _C.HTML, hint="shown after sending"),
    *_p(ELEMENTS, "type", _C.WORD, must=True, words=ELEMENTS, hint="what kind of element it is"),
    *_p(
        ("page", *_ANY), "name", _C.STRING, must=True, hint="a letter, then letters, digits and '_'; for life"
    ),
    *_p(("page", "panel"), "elements", _C.LIST, must=True, of="element", hint="what stands in it, in order"),
    *_p(_TITLED, "title", _C.TEXT, hint="plain text; what is asked"),
    *_p(_TITLED, "description", _C.TEXT, hint="a line of help below the title"),
    *_p(("page", *_ANY), "visibleIf", _C.CONDITION, hint="shown only when this condition holds"),
    *_p("html", "html", _C.HTML, must=True, hint="words with a few tags"),
    *_p(TYPES, "isRequired", _C.BOOLEAN, default=False, hint="an answer is needed"),
    *_p(TYPES, "requiredIf", _C.CONDITION, hint="an answer is needed when this condition holds"),
    *_p(TYPES, "requiredErrorText", _C.TEXT, hint="what is said when the answer is missing"),
    *_p(TYPES, "validators", _C.LIST, of="validator", hint="rules for the answer"),
    *_p(
        CLOSED,
        "showCommentArea",
        _C.BOOLEAN,
        default=False,
        hint="a box for an explanation below the answers",
    ),
    *_p(CLOSED, "commentText", _C.TEXT, hint="the label of that box"),
    *_p(CLOSED, "commentPlaceholder", _C.TEXT, hint="an example in that box"),
    *_p(SELECTS, "choices", _C.CHOICES, must=True, of="choice", hint="what can be chosen, in order"),
    *_p(SELECTS, "showOtherItem", _C.BOOLEAN, default=False, hint="a last choice with a box for own words"),
    *_p(SELECTS, "otherText", _C.TEXT, hint="the label of that choice"),
    *_p(SELECTS, "otherPlaceholder", _C.TEXT, hint="an example in its box"),
    *_p(SELECTS, "otherErrorText", _C.TEXT, hint="what is said when its box is empty"),
    *_p(SELECTS, "showNoneItem", _C.BOOLEAN, default=False, hint="a choice that excludes all others"),
    *_p(SELECTS, "noneText", _C.TEXT, hint="the label of that choice"),
    *_p(("dropdown", "text", "comment"), "placeholder", _C.TEXT, hint="shown while there is no answer"),
    *_p("checkbox", "minSelectedChoices", _C.WHOLE, default=0, least=0, hint="at least so many"),
    *_p(
        "checkbox", "maxSelectedChoices", _C.WHOLE, default=0, least=0, hint="at most so many; 0 is no limit"
    ),
    *_p("rating", "rateMin", _C.WHOLE, default=1, hint="the lowest number"),
    *_p("rating", "rateMax", _C.WHOLE, default=5, hint="the highest number"),
    *_p("rating", "rateStep", _C.WHOLE, default=1, hint="from one number to the next"),
    *_p("rating", "rateValues", _C.CHOICES, of="rate", hint="own values, instead of the three numbers"),
    *_p("rating", "minRateDescription", _C.TEXT, hint="words beside the lowest"),
    *_p("rating", "maxRateDescription", _C.TEXT, hint="words beside the highest"),
    *_p("boolean", "labelTrue", _C.TEXT, hint="instead of Ja"),
    *_p("boolean", "labelFalse", _C.TEXT, hint="instead of Nee"),
    *_p("matrix", "columns", _C.CHOICES, must=True, of="column", hint="the answers, the same for every row"),
    *_p(
        "matrix",
        "rows",
        _C.CHOICES,
        must=True,
        of="matrix_row",
        hint="the statements; their values follow the rule for names",
    ),
    *_p("matrix", "eachRowRequired", _C.BOOLEAN, default=False, hint="every row needs an answer"),
    *_p("text", "inputType", _C.WORD, default="text", words=INPUT_TYPES, hint="what is typed"),
    *_p("text", "min", _C.LIMIT, hint="the least number, or the first date as 2027-05-21"),
    *_p("text", "max", _C.LIMIT, hint="the greatest number, or the last date"),
    *_p("text", "step", _C.NUMBER, hint="multiples of this number only"),
    *_p(
        "text",
        "maxLength",
        _C.WHOLE,
        default=500,
        least=1,
        most=LONGEST,
        hint="at most so many characters; not for number, date and time",
    ),
    *_p("comment", "rows", _C.WHOLE, default=4, least=1, most=100, hint="the height of the box, in lines"),
    *_p(
        "comment",
        "maxLength",
        _C.WHOLE,
        default=1000,
        least=1,
        most=LONGEST,
        hint="at most so many characters",
    ),
    *_p(ITEMS, "value", _C.VALUE, must=True, hint="what is stored"),
    *_p(ITEMS, "text", _C.TEXT, hint="what is shown; without it the value"),
    *_p("validator", "type", _C.WORD, must=True, words=VALIDATORS, hint="which rule"),
    *_p("validator", "text", _C.TEXT, hint="what is said when the rule is broken"),
    *_p("validator:numeric", "minValue", _C.NUMBER, hint="the least number"),
    *_p("validator:numeric", "maxValue", _C.NUMBER, hint="the greatest number"),
    *_p("validator:text", "minLength", _C.WHOLE, least=0, most=LONGEST, hint="at least so many characters"),
    *_p("validator:text", "maxLength", _C.WHOLE, least=0, most=LONGEST, hint="at most so many characters"),
    *_p("validator:answercount", "minCount", _C.WHOLE, least=0, hint="at least so many ticks"),
    *_p("validator:answercount", "maxCount", _C.WHOLE, least=0, hint="at most so many ticks"),
    *_p(
        "validator:expression",
        "expression",
        _C.CONDITION,
        must=True,
        hint="must hold; may name its own question",
    ),
    *_p(
        ("mapping", "row"),
        "short",
        _C.TEXT,
        must=True,
        fate="added",
        hint="at most 40 characters, for tables, charts and messages",
    ),
    *_p(("mapping", "row"), "indicator", _C.STRING, hint="such as BO-01: joins the years"),
    *_p(("mapping", "row"), "chapter", _C.STRING, hint="ch1 to ch11: where it stands in the draft"),
    *_p("mapping", "scale", _C.STRING, hint="name of a scale, whose values the choices are"),
    *_p(
        "mapping", "score", _C.OTHER, hint="value → number, or null for 'does not count'; instead of a scale"
    ),
    *_p("mapping", "aggregate", _C.OTHER, fate="added", hint="what is made of all answers; one, or a list"),
    *_p("mapping", "base", _C.OTHER, default="answered", hint="what is 100 %: answered, shown or invited"),
    *_p(("mapping", "row"), "threshold", _C.OTHER, hint="5 to 20: with fewer answers nothing is shown"),
    *_p(
        "mapping",
        "sensitive",
        _C.BOOLEAN,
        default=False,
        hint="nobody sees the words before a person approved them",
    ),
    *_p("mapping", "audience", _C.OTHER, hint="which kinds of school are asked"),
    *_p(("mapping", "row"), "text", _C.OTHER, hint="value → sentence of the draft"),
    *_p(("mapping", "row"), "need", _C.OTHER, hint="what a parent looks for"),
    *_p(
        ("mapping", "row"),
        "shared",
        _C.WORD,
        words=("draft", "never"),
        hint="whether the partnership sees the value: from the draft on, or never",
    ),
    *_p(("mapping", "row"), "note", _C.STRING, hint="a remark for authors"),
    *_p("mapping", "rows", _C.TABLE, of="row", hint="an entry for each row of a matrix"),
    *_p("scale", "values", _C.LIST, of="scale_value", hint="the values, in order"),
    *_p("scale", "bipolar", _C.BOOLEAN, default=False, hint="the middle is best: no mean, no low and high"),
    *_p("scale", "maxLength", _C.WHOLE, least=1, most=LONGEST, hint="for open texts, instead of values"),
    *_p("scale", "note", _C.STRING, hint="a remark for authors"),
    *_p("scale_value", "value", _C.VALUE, must=True, hint="what is stored"),
    *_p("scale_value", "text", _C.OTHER, hint="any languages, all declared ones"),
    *_p("scale_value", "score", _C.NUMBER, hint="what it counts for"),
    *_p("scale_value", "missing", _C.BOOLEAN, default=False, hint="never counted, such as 'don't know'"),
    *_p("scale_value", "coverage", _C.WHOLE, hint="rank in the matrix of the partnership"),
    *_p("renames", "questions", _C.OTHER, hint="old name → new name"),
    *_p("renames", "rows", _C.OTHER, hint="matrix → old row → new row"),
    *_p("renames", "choices", _C.OTHER, hint="question → old value → new value"),
)


@cache
def allowed(owner: str) -> Mapping[str, Property]:
    """Return name → property of what `owner` may hold; `validator:numeric` holds what any validator does."""
    owners = {owner, owner.partition(":")[0]}
    return MappingProxyType({row.name: row for row in TABLE if row.owner in owners})


@cache
def owners_of(name: str) -> tuple[str, ...]:
    """Return the types of element that know a property of this name."""
    return tuple(row.owner for row in TABLE if row.name == name and row.owner in ELEMENTS)
