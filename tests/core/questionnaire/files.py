"""Small questionnaire files to break: `a_file` makes a whole one of the little that matters."""

from __future__ import annotations

import json
from typing import Any

SURVEY = {"clearInvisibleValues": "onHiddenContainer"}


def a_question(name: str = "hulp", **more: Any) -> dict[str, Any]:
    """Return a radiogroup with ja and nee."""
    question = {"type": "radiogroup", "name": name, "title": "Lukt het?", "choices": ["ja", "nee", "soms"]}
    return {key: value for key, value in (question | more).items() if value is not None}


def an_entry(**more: Any) -> dict[str, Any]:
    """Return a mapping entry that asks for nothing else."""
    return {"short": "Hulp", "aggregate": "none"} | more


def a_text(name: str = "vrij", **more: Any) -> dict[str, Any]:
    """Return an open question."""
    return {"type": "text", "name": name, "title": "Wat helpt?"} | more


def a_matrix(name: str = "basis", **more: Any) -> dict[str, Any]:
    """Return a matrix with two rows."""
    columns = [1, 2, 3, 4]
    return {
        "type": "matrix",
        "name": name,
        "title": "Hoe vaak?",
        "columns": columns,
        "rows": ["a", "b"],
    } | more


def an_envelope(*elements: Any, mapping: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Return an envelope with one page; every question has an entry unless `mapping` says otherwise."""
    survey = SURVEY | {"pages": [{"name": "p1", "elements": list(elements or (a_question(),))}]}
    survey |= more.pop("survey", {})
    entries = {}
    for page in survey["pages"]:
        for element in page["elements"] if isinstance(page, dict) and "elements" in page else ():
            if isinstance(element, dict) and element.get("type") not in ("html", "panel", None):
                rows = element["rows"] if element["type"] == "matrix" else ()
                names = [row["value"] if isinstance(row, dict) else row for row in rows]
                inner = {"rows": {name: {"short": name} for name in names}} if names else {}
                entries[element.get("name", "")] = an_entry(**inner)
    entries |= mapping or {}
    entries = {name: entry for name, entry in entries.items() if entry is not None}
    whole = {
        "sopforms": 1,
        "id": "proef",
        "kind": "consolidation",
        "title": "Proef",
        "survey": survey,
        "mapping": entries,
    }
    return {key: value for key, value in (whole | more).items() if value is not None}


def a_file(*elements: Any, **more: Any) -> str:
    """Return the text of `an_envelope`, a key a line, so that a line tells the place."""
    return json.dumps(an_envelope(*elements, **more), ensure_ascii=False, indent=1)
