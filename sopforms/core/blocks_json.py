"""A text as canonical JSON, and its fingerprint: what is kept, compared, sealed and shown in a receipt.

Canonical means: the same text always gives the same bytes. Keys sorted, no blanks, Unicode in NFC, and a
field that has its default value is left out, so that a field added later does not change old fingerprints.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields
from typing import Any

from sopforms.core.blocks import (
    SCHEMA,
    Block,
    Chart,
    ChartRow,
    Gap,
    Heading,
    Json,
    ListBlock,
    Paragraph,
    Part,
    Quote,
    Sentence,
    Source,
    Span,
    Table,
    Text,
)

_KINDS: dict[str, type[Any]] = {
    "chart": Chart,
    "gap": Gap,
    "heading": Heading,
    "list": ListBlock,
    "paragraph": Paragraph,
    "quote": Quote,
    "table": Table,
}
_KIND_OF = {cls: kind for kind, cls in _KINDS.items()}
_PLAIN = (str, int, bool)


def dump(text: Text) -> str:
    """Return the canonical JSON of a text."""
    return _write({"schema": SCHEMA, **_fields_of(text)})


def load(source: str) -> Text:
    """Read what `dump` wrote; anything else is a ValueError that names the place."""
    data = _read(source)
    schema = data.pop("schema", None)
    if schema != SCHEMA:
        raise ValueError(f"schema {schema!r} is not {SCHEMA}")
    return _text(data)


def digest(text: Text) -> str:
    """Return the fingerprint of a text: sha256 over its canonical JSON in UTF-8, 64 hex digits."""
    return hashlib.sha256(dump(text).encode()).hexdigest()


def dump_blocks(blocks: Iterable[Block]) -> str:
    """Return the canonical JSON of loose blocks: the edited text of one chapter, a letter."""
    return _write({"schema": SCHEMA, "blocks": [_value(block) for block in blocks]})


def load_blocks(source: str) -> tuple[Block, ...]:
    """Read what `dump_blocks` wrote; anything else is a ValueError."""
    data = _read(source)
    if data.pop("schema", None) != SCHEMA or set(data) != {"blocks"}:
        raise ValueError("not a list of blocks")
    return tuple(_block(block) for block in _list(data["blocks"]))


def _write(data: Json) -> str:
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _read(source: str) -> Json:
    data = json.loads(source)
    if not isinstance(data, dict):
        raise ValueError("an object was expected")
    return data


def _fields_of(value: Any) -> Json:
    found: Json = {}
    for field in fields(value):
        content = getattr(value, field.name)
        if field.default is not MISSING and content == field.default:
            continue
        found[field.name] = _value(content)
    return found


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, _PLAIN):
        return value
    if isinstance(value, tuple):
        return [_value(entry) for entry in value]
    if kind := _KIND_OF.get(type(value)):
        return {"kind": kind, **_fields_of(value)}
    return _fields_of(value)


def _list(data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise ValueError(f"a list was expected, not {data!r:.60}")
    return data


def _build(cls: type[Any], data: Any, **readers: Callable[[Any], Any]) -> Any:
    """Make a value of `cls`, refusing unknown and missing fields; `readers` read the nested ones."""
    if not isinstance(data, dict):
        raise ValueError(f"{cls.__name__}: an object was expected, not {data!r:.60}")
    known = {field.name for field in fields(cls)}
    if unknown := set(data) - known:
        raise ValueError(f"{cls.__name__}: unknown field {sorted(unknown)[0]!r}")
    read = {name: readers.get(name, _scalar)(content) for name, content in data.items()}
    try:
        return cls(**read)
    except TypeError as wrong:
        raise ValueError(f"{cls.__name__}: {wrong}") from None


def _scalar(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(_scalar(entry) for entry in data)
    if not isinstance(data, _PLAIN):
        raise ValueError(f"a plain value was expected, not {data!r:.60}")
    return data


def _many(read: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda data: tuple(read(entry) for entry in _list(data))


def _span(data: Any) -> Any:
    return _build(Span, data)


def _source(data: Any) -> Any:
    return _build(Source, data)


def _sentence(data: Any) -> Any:
    return _build(Sentence, data, spans=_many(_span), sources=_many(_source))


def _row(data: Any) -> Any:
    return _build(ChartRow, data)


def _block(data: Any) -> Any:
    if not isinstance(data, dict) or data.get("kind") not in _KINDS:
        raise ValueError(f"unknown kind of block: {data!r:.60}")
    content = {name: value for name, value in data.items() if name != "kind"}
    return _build(_KINDS[data["kind"]], content, **_NESTED.get(data["kind"], {}))


def _part(data: Any) -> Any:
    return _build(Part, data, blocks=_many(_block))


def _text(data: Any) -> Text:
    text: Text = _build(Text, data, parts=_many(_part))
    return text


_NESTED: dict[str, dict[str, Callable[[Any], Any]]] = {
    "paragraph": {"sentences": _many(_sentence)},
    "list": {"items": _many(_many(_sentence))},
    "table": {"rows": _many(_many(_sentence))},
    "quote": {"blocks": _many(_block)},
    "chart": {"rows": _many(_row)},
}
