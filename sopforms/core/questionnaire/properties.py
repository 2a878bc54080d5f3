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
    *_p("envelope", "sopforms", _C.WHOLE, must=True),
    *_p("envelope", "id", _C.STRING, must=True, hint="the same in all versions"),
    *_p("envelope", "kind", _C.WORD, must=True, words=KINDS),
    *_p("envelope", "title", _C.STRING, must=True, hint="Dutch, for administrators"),
    *_p("envelope", "languages", _C.OTHER, default=("nl",), hint="the first is the main language"),
    *_p("envelope", "survey", _C.OBJECT, must=True, of="survey"),
    *_p("envelope", "mapping", _C.TABLE, must=True, of="mapping"),
    *_p("envelope", "scales", _C.TABLE, of="scale"),
    *_p("envelope", "renames", _C.OBJECT, of="renames"),
    *_p("envelope", "note", _C.STRING, hint="a remark for authors"),
    *_p("scales_file", "$schema", _C.STRING),
    *_p("scales_file", "sopforms", _C.WHOLE, must=True),
    *_p("scales_file", "scales", _C.TABLE, must=True, of="scale"),
    *_p("scales_file", "note", _C.STRING),
    *_p("survey", "pages", _C.LIST, must=True, of="page"),
    *_p("survey", "clearInvisibleValues", _C.OTHER, must=True, fate="added", hint=CONSTANT),
    *_p("survey", "title", _C.TEXT),
    *_p("survey", "description", _C.TEXT),
    *_p("survey", "locale", _C.OTHER, fate="added", hint="equals languages[0]"),
    *_p("survey", "completedHtml", _C.HTML),
    *_p(ELEMENTS, "type", _C.WORD, must=True, words=ELEMENTS),
    *_p(("page", *_ANY), "name", _C.STRING, must=True, hint="for life"),
    *_p(("page", "panel"), "elements", _C.LIST, must=True, of="element"),
    *_p(_TITLED, "title", _C.TEXT),
    *_p(_TITLED, "description", _C.TEXT),
    *_p(("page", *_ANY), "visibleIf", _C.CONDITION),
    *_p("html", "html", _C.HTML, must=True),
    *_p(TYPES, "isRequired", _C.BOOLEAN, default=False),
    *_p(TYPES, "requiredIf", _C.CONDITION),
    *_p(TYPES, "requiredErrorText", _C.TEXT),
    *_p(TYPES, "validators", _C.LIST, of="validator"),
    *_p(CLOSED, "showCommentArea", _C.BOOLEAN, default=False),
    *_p(CLOSED, "commentText", _C.TEXT),
    *_p(CLOSED, "commentPlaceholder", _C.TEXT),
    *_p(SELECTS, "choices", _C.CHOICES, must=True, of="choice"),
    *_p(SELECTS, "showOtherItem", _C.BOOLEAN, default=False),
    *_p(SELECTS, "otherText", _C.TEXT),
    *_p(SELECTS, "otherPlaceholder", _C.TEXT),
    *_p(SELECTS, "otherErrorText", _C.TEXT),
    *_p(SELECTS, "showNoneItem", _C.BOOLEAN, default=False),
    *_p(SELECTS, "noneText", _C.TEXT),
    *_p(("dropdown", "text", "comment"), "placeholder", _C.TEXT),
    *_p("checkbox", "minSelectedChoices", _C.WHOLE, default=0, least=0),
    *_p("checkbox", "maxSelectedChoices", _C.WHOLE, default=0, least=0, hint="0 is no limit"),
    *_p("rating", "rateMin", _C.WHOLE, default=1),
    *_p("rating", "rateMax", _C.WHOLE, default=5),
    *_p("rating", "rateStep", _C.WHOLE, default=1),
    *_p("rating", "rateValues", _C.CHOICES, of="rate"),
    *_p("rating", "minRateDescription", _C.TEXT),
    *_p("rating", "maxRateDescription", _C.TEXT),
    *_p("boolean", "labelTrue", _C.TEXT),
    *_p("boolean", "labelFalse", _C.TEXT),
    *_p("matrix", "columns", _C.CHOICES, must=True, of="column"),
    *_p("matrix", "rows", _C.CHOICES, must=True, of="matrix_row"),
    *_p("matrix", "eachRowRequired", _C.BOOLEAN, default=False),
    *_p("text", "inputType", _C.WORD, default="text", words=INPUT_TYPES),
    *_p("text", "min", _C.LIMIT),
    *_p("text", "max", _C.LIMIT),
    *_p("text", "step", _C.NUMBER),
    *_p("text", "maxLength", _C.WHOLE, default=500, least=1, most=LONGEST),
    *_p("comment", "rows", _C.WHOLE, default=4, least=1, most=100),
    *_p("comment", "maxLength", _C.WHOLE, default=1000, least=1, most=LONGEST),
    *_p(ITEMS, "value", _C.VALUE, must=True),
    *_p(ITEMS, "text", _C.TEXT),
    *_p("validator", "type", _C.WORD, must=True, words=VALIDATORS),
    *_p("validator", "text", _C.TEXT),
    *_p("validator:numeric", "minValue", _C.NUMBER),
    *_p("validator:numeric", "maxValue", _C.NUMBER),
    *_p("validator:text", "minLength", _C.WHOLE, least=0, most=LONGEST),
    *_p("validator:text", "maxLength", _C.WHOLE, least=0, most=LONGEST),
    *_p("validator:answercount", "minCount", _C.WHOLE, least=0),
    *_p("validator:answercount", "maxCount", _C.WHOLE, least=0),
    *_p("validator:expression", "expression", _C.CONDITION, must=True),
    *_p(("mapping", "row"), "short", _C.TEXT, must=True, fate="added"),
    *_p(("mapping", "row"), "indicator", _C.STRING),
    *_p(("mapping", "row"), "chapter", _C.STRING),
    *_p("mapping", "scale", _C.STRING),
    *_p("mapping", "score", _C.OTHER),
    *_p("mapping", "aggregate", _C.OTHER, fate="added"),
    *_p("mapping", "base", _C.OTHER, default="answered"),
    *_p(("mapping", "row"), "threshold", _C.OTHER),
    *_p("mapping", "sensitive", _C.BOOLEAN, default=False),
    *_p("mapping", "audience", _C.OTHER),
    *_p(("mapping", "row"), "text", _C.OTHER),
    *_p(("mapping", "row"), "need", _C.OTHER, hint="what a parent looks for"),
    *_p(("mapping", "row"), "shared", _C.WORD, words=("draft", "never")),
    *_p(("mapping", "row"), "note", _C.STRING),
    *_p("mapping", "rows", _C.TABLE, of="row"),
    *_p("scale", "values", _C.LIST, of="scale_value"),
    *_p("scale", "bipolar", _C.BOOLEAN, default=False),
    *_p("scale", "maxLength", _C.WHOLE, least=1, most=LONGEST),
    *_p("scale", "note", _C.STRING),
    *_p("scale_value", "value", _C.VALUE, must=True),
    *_p("scale_value", "text", _C.OTHER, hint="any languages, all declared ones"),
    *_p("scale_value", "score", _C.NUMBER),
    *_p("scale_value", "missing", _C.BOOLEAN, default=False),
    *_p("scale_value", "coverage", _C.WHOLE, hint="rank in the matrix of the partnership"),
    *_p("renames", "questions", _C.OTHER),
    *_p("renames", "rows", _C.OTHER),
    *_p("renames", "choices", _C.OTHER),
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
