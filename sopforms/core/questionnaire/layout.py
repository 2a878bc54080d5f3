"""Writes a file the way people read one: short things on one line, long ones below each other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

WIDTH = 110
STEP = 2


def laid_out(value: Any) -> str:
    """Return `value` as JSON text with a line end; keys keep their order, letters stay as they are."""
    return _written(value, 0, 0) + "\n"


def _written(value: Any, depth: int, before: int) -> str:
    """Return a value that begins on a line after `before` characters; nested ones are indented."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    if not isinstance(value, dict | list) or not value or (before + len(line) <= WIDTH and _is_flat(value)):
        return line
    inner = " " * (depth + STEP)
    opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
    parts = [inner + text for text in _parts(value, depth + STEP)]
    return f"{opening}\n" + ",\n".join(parts) + f"\n{' ' * depth}{closing}"


def _parts(value: Mapping[str, Any] | list[Any], depth: int) -> list[str]:
    if isinstance(value, list):
        return [_written(item, depth, depth) for item in value]
    texts = []
    for key, item in value.items():
        lead = json.dumps(key, ensure_ascii=False) + ": "
        texts.append(lead + _written(item, depth, depth + len(lead)))
    return texts


def _is_flat(value: Mapping[str, Any] | list[Any]) -> bool:
    """Whether a value is shallow enough for one line: nothing nested deeper than two levels in it."""
    return _depth(value) <= 2


def _depth(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(_depth, value), default=0)
    return 0
