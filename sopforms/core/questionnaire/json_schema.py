"""A JSON Schema (2020-12) of questionnaire files, made from the table of properties, for editors.

What the schema refuses, the loader refuses too; the loader refuses more: names that are used twice,
conditions that name nothing, a mapping that does not fit. One schema serves questionnaires and `scales.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sopforms.core.codes import SchoolKind
from sopforms.core.questionnaire.load_elements import MOST_PAGES
from sopforms.core.questionnaire.load_fields import MOST_EXPRESSION
from sopforms.core.questionnaire.load_items import LONGEST_VALUE, MOST_ITEMS
from sopforms.core.questionnaire.mapping import CHAPTERS
from sopforms.core.questionnaire.meaning import Aggregate, Base
from sopforms.core.questionnaire.properties import (
    CONSTANT,
    ELEMENTS,
    LONGEST,
    VALIDATORS,
    Content,
    Property,
    allowed,
)

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_OWNERS = ("survey", "page", *ELEMENTS, "choice", "column", "matrix_row", "rate")
_SIDECAR = ("mapping", "row", "scale", "scale_value", "renames", "scales_file", "envelope")
_NOT_EMPTY = ("pages", "elements", "choices", "columns", "rows", "rateValues", "values")

_WORDS: Schema = {"type": "string", "maxLength": LONGEST}
_NAME: Schema = {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]{0,49}$"}
_LANGUAGE: Schema = {"type": "string", "pattern": "^[a-z]{2}$"}
_LANGUAGES: Schema = {
    "type": "object",
    "minProperties": 1,
    "patternProperties": {"^[a-z]{2}$": _WORDS},
    "additionalProperties": False,
}
_TEXT: Schema = {"description": "a text, or a text per language", "anyOf": [_WORDS, _LANGUAGES]}
_VALUE: Schema = {
    "description": "a whole number, or a text without '|'",
    "anyOf": [
        {"type": "integer"},
        {"type": "string", "maxLength": LONGEST_VALUE, "pattern": "^[^| ]([^|]*[^| ])?$"},
    ],
}
_AGGREGATE: Schema = {"enum": [str(kind) for kind in Aggregate]}
_NEED: Schema = {"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,49}$"}
_RENAMES: Schema = {"type": "object", "additionalProperties": {"type": "string"}}

_OWN: Mapping[tuple[str, str], Schema] = {
    ("envelope", "sopforms"): {"const": 1},
    ("envelope", "id"): {"type": "string", "pattern": "^[a-z][a-z0-9-]{1,49}$"},
    ("envelope", "title"): {**_WORDS, "minLength": 1},
    ("envelope", "languages"): {"type": "array", "items": _LANGUAGE, "minItems": 1, "uniqueItems": True},
    ("scales_file", "sopforms"): {"const": 1},
    ("survey", "clearInvisibleValues"): {"const": CONSTANT},
    ("survey", "locale"): _LANGUAGE,
    ("mapping", "indicator"): {"type": "string", "pattern": "^[A-Z]{2,4}-[0-9]{2,3}$"},
    ("mapping", "chapter"): {"enum": list(CHAPTERS)},
    ("mapping", "score"): {"type": "object", "additionalProperties": {"type": ["number", "null"]}},
    ("mapping", "aggregate"): {
        "anyOf": [_AGGREGATE, {"type": "array", "items": _AGGREGATE, "minItems": 1, "uniqueItems": True}]
    },
    ("mapping", "base"): {"enum": [str(base) for base in Base]},
    ("mapping", "threshold"): {"type": "integer", "minimum": 5, "maximum": 20},
    ("mapping", "audience"): {
        "type": "object",
        "properties": {
            "sectors": {
                "type": "array",
                "items": {"enum": [str(kind) for kind in SchoolKind]},
                "minItems": 1,
                "uniqueItems": True,
            }
        },
        "required": ["sectors"],
        "additionalProperties": False,
    },
    ("mapping", "text"): {"type": "object", "additionalProperties": _WORDS},
    ("mapping", "need"): {"anyOf": [_NEED, {"type": "array", "items": _NEED, "minItems": 1}]},
    ("scale_value", "text"): _TEXT,
    ("renames", "questions"): _RENAMES,
    ("renames", "rows"): {"type": "object", "additionalProperties": _RENAMES},
    ("renames", "choices"): {"type": "object", "additionalProperties": _RENAMES},
}
_ROW_OWN = ("indicator", "chapter", "threshold", "text", "need")


def json_schema() -> Schema:
    """Return the schema; its definitions carry the names of the owners in the table."""
    definitions = {owner: _object(owner) for owner in (*_OWNERS, *_SIDECAR)}
    definitions |= {f"validator.{name}": _object(f"validator:{name}") for name in VALIDATORS}
    definitions["element"] = _by_type(ELEMENTS, "")
    definitions["validator"] = _by_type(VALIDATORS, "validator.")
    definitions["validator.expression"]["required"].append("text")
    return {
        "$schema": DIALECT,
        "title": "A questionnaire of sopforms, or its scales",
        "type": "object",
        "if": {"required": ["scales"], "not": {"required": ["survey"]}},
        "then": _reference("scales_file"),
        "else": _reference("envelope"),
        "$defs": definitions,
    }


def _reference(owner: str) -> Schema:
    return {"$ref": f"#/$defs/{owner}"}


def _by_type(kinds: tuple[str, ...], prefix: str) -> Schema:
    """Return the schema of an object whose `type` tells which of several it is."""
    cases = [
        {
            "if": {"properties": {"type": {"const": kind}}, "required": ["type"]},
            "then": _reference(f"{prefix}{kind}"),
        }
        for kind in kinds
    ]
    return {
        "type": "object",
        "properties": {"type": {"enum": list(kinds)}},
        "required": ["type"],
        "allOf": cases,
    }


def _object(owner: str) -> Schema:
    """Return the schema of a closed object."""
    table = allowed(owner)
    return {
        "type": "object",
        "properties": {name: _described(owner, row) for name, row in table.items()},
        "required": [name for name, row in table.items() if row.must],
        "additionalProperties": False,
    }


def _described(owner: str, row: Property) -> Schema:
    """Return the schema of a property with what an editor shows beside it."""
    schema = dict(_own(owner, row) or _of_content(owner, row))
    schema["description"] = row.hint
    if row.default is not None:
        schema["default"] = list(row.default) if isinstance(row.default, tuple) else row.default
    return schema


def _own(owner: str, row: Property) -> Schema | None:
    """Return the schema of a property that has a rule of its own."""
    if row.name == "name" and row.content is Content.STRING:
        return _NAME
    if owner == "matrix_row" and row.name == "value":
        return _NAME
    if row.name == "type" and row.content is Content.WORD:
        return {"const": owner.rpartition(":")[2]}
    of = "mapping" if owner == "row" and row.name in _ROW_OWN else owner
    return _OWN.get((of, row.name))


def _of_content(owner: str, row: Property) -> Schema:
    """Return the schema of a kind of value."""
    match row.content:
        case Content.WHOLE:
            least = row.least if row.least is not None else 0 if row.most is not None else None
            bounds = {"minimum": least, "maximum": row.most}
            return {"type": "integer", **{name: bound for name, bound in bounds.items() if bound is not None}}
        case Content.LIST | Content.CHOICES:
            return _list(row)
        case Content.WORD:
            return {"enum": list(row.words)}
        case Content.OBJECT:
            return _reference(row.of)
        case Content.TABLE:
            return {"type": "object", "additionalProperties": _reference(row.of)}
    return _PLAIN[row.content]


def _list(row: Property) -> Schema:
    """Return the schema of a list; a choice may be written as its bare value."""
    item = _reference(row.of)
    if row.content is Content.CHOICES:
        item = {"if": {"type": "object"}, "then": item, "else": _NAME if row.of == "matrix_row" else _VALUE}
    schema: Schema = {"type": "array", "items": item}
    schema |= {"minItems": 1} if row.name in _NOT_EMPTY else {}
    if row.of != "element":
        schema["maxItems"] = MOST_PAGES if row.of == "page" else MOST_ITEMS
    return schema


_PLAIN: Mapping[Content, Schema] = {
    Content.TEXT: _TEXT,
    Content.HTML: _TEXT,
    Content.STRING: _WORDS,
    Content.CONDITION: {"type": "string", "maxLength": MOST_EXPRESSION},
    Content.BOOLEAN: {"type": "boolean"},
    Content.NUMBER: {"type": "number"},
    Content.LIMIT: {
        "anyOf": [{"type": "number"}, {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}]
    },
    Content.VALUE: _VALUE,
}
