"""The authors' book, docs/questionnaires.md: its examples, and the tables in it that the code writes.

`python -m tests.docs` (make docs) writes the tables anew and takes the pictures again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sopforms.core.questionnaire import fates
from sopforms.core.questionnaire.codes import CODES, GROUPS
from sopforms.core.questionnaire.mapping_aggregates import fitting
from sopforms.core.questionnaire.messages import say
from sopforms.core.questionnaire.properties import (
    CLOSED,
    ELEMENTS,
    ITEMS,
    SELECTS,
    TABLE,
    TYPES,
    VALIDATORS,
    Content,
    Property,
)
from sopforms.settings import ROOT
from tests.core.questionnaire.forms import a_question

BOOK = ROOT / "docs" / "questionnaires.md"
PICTURES = ROOT / "docs" / "pictures"
SCALES = ROOT / "questionnaires" / "scales.json"
_BLOCK = re.compile(r"```json (\w+)\n(.*?)```", re.DOTALL)
_PART = re.compile(r"(<!-- begin (\w+):[^>]*-->\n).*?(<!-- end \2 -->)", re.DOTALL)


def examples(kind: str) -> list[Any]:
    """Return the examples of this kind, in the order of the book."""
    return [json.loads(text) for name, text in _BLOCK.findall(BOOK.read_text("utf-8")) if name == kind]


def conditions() -> list[str]:
    """Return the example conditions of chapter 5."""
    chapter = BOOK.read_text("utf-8").partition("\n## 5. ")[2].partition("\n## 6. ")[0]
    return re.findall(r"^\| `(.+?)` \| .+ \|$", chapter, re.MULTILINE)


def written(text: str) -> str:
    """Return the book with its tables written anew."""
    return _PART.sub(lambda part: f"{part[1]}\n{TABLES[part[2]]()}\n\n{part[3]}", text)


# Properties

_PLAIN: Mapping[Content, str] = {
    Content.TEXT: "text",
    Content.HTML: "html",
    Content.STRING: "plain text",
    Content.CONDITION: "condition",
    Content.BOOLEAN: "true or false",
    Content.NUMBER: "number",
    Content.LIMIT: "number or date",
    Content.VALUE: "whole number or text",
    Content.OBJECT: "object",
    Content.LIST: "list",
    Content.CHOICES: "list of values",
    Content.TABLE: "object, by name",
}
_OTHER: Mapping[str, str] = {
    "languages": "list of codes",
    "clearInvisibleValues": "`onHiddenContainer`",
    "locale": "code",
    "score": "object",
    "aggregate": "word or list",
    "base": "word",
    "threshold": "whole number, 5-20",
    "audience": "object",
    "text": "object",
    "need": "word or list",
    "questions": "object",
    "rows": "object",
    "choices": "object",
}
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("The file", ("envelope",)),
    ("`survey`", ("survey",)),
    ("A page", ("page",)),
    ("Every question", TYPES),
    ("Closed questions: " + ", ".join(f"`{kind}`" for kind in CLOSED), CLOSED),
    ("`radiogroup`, `dropdown` and `checkbox`", SELECTS),
    *((f"`{kind}`", (kind,)) for kind in ELEMENTS),
    ("A choice, column, row or rate value", ITEMS),
    ("Every validator", ("validator",)),
    *((f"Validator `{kind}`", (f"validator:{kind}",)) for kind in VALIDATORS),
    ("An entry of `mapping`", ("mapping",)),
    ("A scale", ("scale",)),
    ("A value of a scale", ("scale_value",)),
    ("`renames`", ("renames",)),
)


def _properties() -> str:
    """Return a table per part of a file; what several types share stands once."""
    told: set[tuple[str, str]] = set()
    parts = []
    for title, owners in _GROUPS:
        rows = [row for row in TABLE if row.owner == owners[0] and (row.owner, row.name) not in told]
        shared = [row for row in rows if all(_has(owner, row) for owner in owners)]
        told |= {(owner, row.name) for owner in owners for row in shared}
        if shared:
            head = f"**{title}**\n\n| Property | Value | Default | What it is for |\n|---|---|---|---|\n"
            parts.append(head + "\n".join(map(_property, shared)))
    return "\n\n".join(parts) + "\n\nAn entry of a row may hold " + _of_rows() + "."


def _has(owner: str, row: Property) -> bool:
    return any(
        (one.owner, one.name, one.content, one.must) == (owner, row.name, row.content, row.must)
        for one in TABLE
    )


def _property(row: Property) -> str:
    dagger = " †" if row.must else ""
    default = "" if row.default is None else f"`{json.dumps(row.default)}`"
    return f"| `{row.name}`{dagger} | {_value(row)} | {default} | {row.hint} |"


def _value(row: Property) -> str:
    if row.content is Content.OTHER:
        return "text" if row.owner == "scale_value" else _OTHER[row.name]
    if row.name == "type":
        return "word"
    if row.content is Content.WORD:
        return ", ".join(f"`{word}`" for word in row.words)
    if row.content is Content.WHOLE and row.most is not None:
        return f"whole number, {row.least or 0}-{row.most}"
    return "whole number" if row.content is Content.WHOLE else _PLAIN[row.content]


def _of_rows() -> str:
    return ", ".join(f"`{row.name}`" for row in TABLE if row.owner == "row")


# What import does


def _fates() -> str:
    """Return what becomes of properties and types that are not ours."""
    lines = ["| Change | Property | Why |", "|---|---|---|"]
    lines += [f"| renamed | `{old}` | it is `{new}` now |" for old, new in fates.RENAMED.items()]
    lines += [f"| dropped | {names} | {why} |" for why, names in _by_reason(fates.DROPPED)]
    looks = [*sorted(fates.LOOKS), *sorted(fates.SURVEY_LOOKS - fates.LOOKS)]
    looks += [f"{prefix}…" for prefix in fates.SURVEY_LOOKS_PREFIXES]
    lines.append(f"| dropped | {_listed(looks)} | they are about looks and have no effect here |")
    refused = dict(fates.REFUSED) | {f"{name}…": why for name, why in fates.REFUSED_PREFIXES.items()}
    lines += [f"| refused | {names} | {why} |" for why, names in _by_reason(refused)]
    of_choices = _by_reason(fates.CHOICE_REFUSED)
    lines += [f"| refused on a choice | {names} | {why} |" for why, names in of_choices]
    changed = {"tagbox", "buttongroup"}
    types = {name: why for name, why in fates.TYPES.items() if name not in changed}
    lines += [f"| type refused | {names} | {why} |" for why, names in _by_reason(types)]
    lines += [f"| type changed | {names} | {why} |" for why, names in _by_reason(_only(changed))]
    return "\n".join(lines)


def _only(names: set[str]) -> dict[str, str]:
    return {name: why for name, why in fates.TYPES.items() if name in names}


def _by_reason(table: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each reason in words with all names it is for."""
    for reason in dict.fromkeys(table.values()):
        yield say(reason, {}, "en") or "", _listed([name for name, why in table.items() if why == reason])


def _listed(names: list[str]) -> str:
    return " ".join(f"`{name}`" for name in names)


# Scales, aggregates, codes


def _scales() -> str:
    lines = ["| Scale | Values |", "|---|---|"]
    for name, scale in json.loads(SCALES.read_bytes())["scales"].items():
        said = [_scale_value(value) for value in scale.get("values", ())]
        length = scale.get("maxLength")
        lines.append(f"| `{name}` | {' · '.join(said) or f'open text, at most {length} characters'} |")
    return "\n".join(lines)


def _scale_value(value: Mapping[str, Any]) -> str:
    counts = f" ({value['score']})" if "score" in value else ""
    missing = " (does not count)" if value.get("missing") else ""
    return f"`{value['value']}` {value['text']['nl']}{counts}{missing}"


def _aggregates() -> str:
    lines = ["| Type | `staff` | `pupils` |", "|---|---|---|"]
    for kind in TYPES:
        for input_type in ("text", "number", "date") if kind == "text" else ("text",):
            question = a_question(kind, input_type=input_type)
            name = f"`{kind}`" + (f" ({input_type})" if kind == "text" else "")
            fit = [" ".join(f"`{one}`" for one in fitting(question, who)) for who in ("staff", "pupils")]
            lines.append(f"| {name} | {' | '.join(fit)} |")
    return "\n".join(lines)


def _codes() -> str:
    """Return a heading per group and per code."""
    parts: list[str] = []
    group = ""
    for code, (title, cause, cure) in CODES.items():
        if GROUPS[code[:3]] != group:
            group = GROUPS[code[:3]]
            parts.append(f"### {group}")
        parts.append(f"#### {code} · {title}\n\n{cause}\n\n*Cure:* {cure}")
    return "\n\n".join(parts)


TABLES: Mapping[str, Callable[[], str]] = {
    "properties": _properties,
    "fates": _fates,
    "scales": _scales,
    "aggregates": _aggregates,
    "codes": _codes,
}
