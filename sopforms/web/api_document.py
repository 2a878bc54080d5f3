"""The OpenAPI 3.1 document of what programs read: every address, what it answers, how it refuses."""

from __future__ import annotations

from typing import Any

from sopforms.core.codes import SchoolKind, Step

Json = dict[str, Any]

_YEAR: Json = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{4}$", "description": "The year the text is for."}
_CODE: Json = {"type": "string", "pattern": "^[0-9]{2}[A-Z]{2}[0-9]{2}$", "description": "Vestigingscode."}
_TEXT: Json = {"type": "string"}
_DAY: Json = {"type": "string", "format": "date"}
_RANK: Json = {
    "type": ["integer", "null"],
    "enum": [1, 2, 3, 4, None],
    "description": "1 lacks, 2 planned, basic or in part, 3 through others or with extra help, 4 at school; "
    "null: this indicator has no rank.",
}
_COUNT: Json = {"type": "integer", "minimum": 0}


def _object(**properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(of: Json) -> Json:
    return {"type": "array", "items": of}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


_SCHEMAS: Json = {
    "Problem": _object(error=_TEXT),
    "School": _object(
        code=_CODE,
        name=_TEXT,
        kind={"type": "string", "enum": [kind.value for kind in SchoolKind]},
        place=_TEXT,
        municipality={"type": "string", "description": "Empty when it is not known."},
        board=_object(number=_TEXT, name=_TEXT),
    ),
    "Schools": _object(schools=_list(_ref("School"))),
    "Cycle": _object(
        school_year=_YEAR,
        opened_on=_DAY,
        survey_by=_DAY,
        draft_by=_DAY,
        request_by=_DAY,
        schools=_list(_object(code=_CODE, step={"type": "string", "enum": [step.value for step in Step]})),
    ),
    "Cycles": _object(cycles=_list(_ref("Cycle"))),
    "Value": _object(
        school=_CODE,
        indicator=_TEXT,
        topic={"type": "string", "description": "Short name, in Dutch."},
        value={"type": ["string", "integer", "number", "boolean", "array"]},
        text={"type": "string", "description": "The value as people read it, in Dutch."},
        rank=_RANK,
    ),
    "Values": _object(school_year=_YEAR, values=_list(_ref("Value"))),
    "Section": _object(
        school=_CODE,
        title=_TEXT,
        sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"},
        adopted_on=_DAY,
        published_on={"type": ["string", "null"], "format": "date"},
        html=_TEXT,
        text=_TEXT,
    ),
    "Sections": _object(school_year=_YEAR, sections=_list(_ref("Section"))),
    "Column": _object(
        key=_TEXT,
        name=_TEXT,
        present=_COUNT,
        lacking=_COUNT,
        unknown=_COUNT,
        municipalities_without=_list(_TEXT),
        ranks={
            "type": "object",
            "additionalProperties": {"type": "integer", "minimum": 1, "maximum": 4},
            "description": "Vestigingscode to rank; a school that is not there is not known.",
        },
    ),
    "Coverage": _object(school_year=_YEAR, needs=_list(_ref("Column")), topics=_list(_ref("Column"))),
}
_REFUSALS: Json = {
    "401": ("Unauthorized", "No key, or one that is unknown or revoked."),
    "404": ("NotFound", "It does not exist, or not for this key."),
    "429": ("TooMany", "More questions within an hour than one key may; see Retry-After."),
}
_PATHS = (
    ("/{partnership_id}/schools", "schools", "Schools", "The schools and their boards."),
    ("/{partnership_id}/cycles", "cycles", "Cycles", "The rounds, with the step of each school."),
    (
        "/{partnership_id}/cycles/{school_year}/values", "values", "Values",
        "The values that schools share, from their draft on.",
    ),
    (
        "/{partnership_id}/cycles/{school_year}/sections", "sections", "Sections",
        "The sections of school guides that were published.",
    ),
    (
        "/{partnership_id}/cycles/{school_year}/coverage", "coverage", "Coverage",
        "The offer of all schools side by side, by need of children and by topic.",
    ),
)  # fmt: skip


def document() -> Json:
    """Return the whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "sopforms",
            "version": "1",
            "summary": "What the schools of a partnership offer together.",
            "description": "Read-only. Never an answer of a person, nor how many answered.",
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"key": []}],
        "paths": {path: {"get": _get(path, *more)} for path, *more in _PATHS},
        "components": {
            "schemas": _SCHEMAS,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "responses": {
                name: {"description": words, "content": _content("Problem")}
                for name, words in _REFUSALS.values()
            },
        },
    }


def _get(path: str, name: str, schema: str, summary: str) -> Json:
    refused = {
        code: {"$ref": f"#/components/responses/{called}"} for code, (called, _words) in _REFUSALS.items()
    }
    wanted = {"partnership_id": {"type": "integer"}, "school_year": _YEAR}
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [
            {"name": one, "in": "path", "required": True, "schema": kind}
            for one, kind in wanted.items()
            if f"{{{one}}}" in path
        ],
        "responses": {"200": {"description": summary, "content": _content(schema)}, **refused},
    }


def _content(schema: str) -> Json:
    return {"application/json": {"schema": _ref(schema)}}
