"""The needs and words of parents, as they are shipped; read once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from sopforms.core.needs import Need
from sopforms.settings import ROOT

FILE = ROOT / "questionnaires" / "needs.json"


@cache
def every() -> tuple[Need, ...]:
    """Return the needs, in the order in which pages show them."""
    return tuple(
        Need(one["key"], one["name"], tuple(one["words"]), tuple(one["statements"]), one["in_class"])
        for one in json.loads(FILE.read_text("utf-8"))["needs"]
    )


@cache
def abbreviations() -> Mapping[str, str]:
    """Return what abbreviations of schools mean, for parents."""
    return MappingProxyType(json.loads(FILE.read_text("utf-8"))["abbreviations"])
