"""Changes what a question means: the sidecar of a question or of a row of a matrix, and its sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from sopforms.core.questionnaire.editing import Thing, find
from sopforms.core.questionnaire.editing_texts import put_text
from sopforms.core.questionnaire.meaning import Number
from sopforms.core.questionnaire.rewriting import Envelope

INDICATOR = re.compile(r"[A-Z]{2,4}-[0-9]{2,3}")
BRACES = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is to be said about a question or row; what is empty is left out of the file.

    `aggregate` (None: as it is), `base`, `sensitive` and `audience` belong to a question alone.
    """

    short: Mapping[str, str] = field(default_factory=dict)
    indicator: str = ""
    chapter: str = ""
    aggregate: tuple[str, ...] | None = None
    base: str = ""
    threshold: int | None = None
    sensitive: bool | None = None
    audience: tuple[str, ...] = ()
    need: tuple[str, ...] = ()
    shared: str = ""


def entry_of(envelope: Mapping[str, Any], name: str, row: str = "") -> Thing:
    """Return what the sidecar says about a question or row; an empty one when it says nothing."""
    entry = envelope.get("mapping", {}).get(name)
    if row and isinstance(entry, dict):
        rows = entry.get("rows")
        entry = rows.get(row) if isinstance(rows, dict) else None
    return entry if isinstance(entry, dict) else {}


def as_list(value: Any) -> list[Any]:
    """Return one value or a list of them as a list; none for nothing."""
    return value if isinstance(value, list) else [] if value is None else [value]


def set_meaning(envelope: Envelope, name: str, row: str, meaning: Meaning) -> Envelope:
    """Write what a question means, or a row of it; what says the same stays as the file has it."""
    changed = deepcopy(envelope)
    entry = _own(changed, name, row)
    put_text(changed, entry, "short", meaning.short)
    _put(entry, "indicator", meaning.indicator)
    _put(entry, "chapter", meaning.chapter)
    _put(entry, "threshold", meaning.threshold)
    _put(entry, "shared", meaning.shared)
    _put_listed(entry, "need", meaning.need)
    if row:
        return changed
    if meaning.aggregate is not None:
        _put_listed(entry, "aggregate", meaning.aggregate)
    if meaning.base != entry.get("base", "answered"):
        _put(entry, "base", "" if meaning.base == "answered" else meaning.base)
    if meaning.sensitive is not None and meaning.sensitive != entry.get("sensitive", False):
        _put(entry, "sensitive", meaning.sensitive)
    old = entry.get("audience")
    if list(meaning.audience) != (old.get("sectors") if isinstance(old, dict) else []):
        _put(entry, "audience", {"sectors": list(meaning.audience)} if meaning.audience else None)
    return changed


def set_sentences(envelope: Envelope, name: str, row: str, sentences: Mapping[str, str]) -> Envelope:
    """Write the sentence of each value: an empty one is none on purpose, a missing key a gap in the draft."""
    changed = deepcopy(envelope)
    entry = _own(changed, name, row)
    old = entry.get("text")
    written = old if isinstance(old, dict) else {}
    kept = {value: sentences[value] for value in written if value in sentences}
    new = kept | {value: text for value, text in sentences.items() if value not in kept}
    _put(entry, "text", new)
    return changed


def set_scores(envelope: Envelope, name: str, scores: Mapping[str, Number | None]) -> Envelope:
    """Write what each value of a question without a scale counts for; None is never counted."""
    changed = deepcopy(envelope)
    _put(_own(changed, name, ""), "score", dict(scores))
    return changed


def filled(template: str, contents: Mapping[str, str], other: str = "…") -> str:
    """Return a sentence with its placeholders filled, as an author is to see it."""
    return " ".join(BRACES.sub(lambda match: contents.get(match[1], other), template).split())


def entries_of(entry: Any) -> list[Thing]:
    """Return the entry of a question and those of its rows, as far as they are objects."""
    rows = entry.get("rows") if isinstance(entry, dict) else None
    found = (entry, *(rows.values() if isinstance(rows, dict) else ()))
    return [one for one in found if isinstance(one, dict)]


def indicators_of(envelope: Mapping[str, Any], names: Sequence[str]) -> list[str]:
    """Return the indicators that these questions and their rows feed."""
    entries = [one for name in names for one in entries_of(entry_of(envelope, name))]
    return [one["indicator"] for one in entries if isinstance(one.get("indicator"), str)]


def free_indicator(near: Sequence[str], taken: Collection[str]) -> str:
    """Return an indicator that nobody uses or used, in the family of most of those nearby; "" without one."""
    families = Counter(name.partition("-")[0] for name in near if INDICATOR.fullmatch(name))
    if not families:
        return ""
    family = families.most_common(1)[0][0]
    numbers = {
        int(name.partition("-")[2])
        for name in taken
        if INDICATOR.fullmatch(name) and name.startswith(f"{family}-")
    }
    highest = max(numbers, default=0)
    return f"{family}-{highest + 1:02}" if highest < 999 else ""


def _own(envelope: Envelope, name: str, row: str) -> Thing:
    """Return the entry to write in, made when there is none."""
    find(envelope, name)
    entry = envelope.setdefault("mapping", {}).setdefault(name, {})
    if row:
        entry = entry.setdefault("rows", {}).setdefault(row, {})
    return entry if isinstance(entry, dict) else {}


def _put(entry: Thing, key: str, value: Any) -> None:
    """Write a value, or leave the key out when there is nothing to say."""
    if value is None or value in ("", {}):
        entry.pop(key, None)
    else:
        entry[key] = value


def _put_listed(entry: Thing, key: str, values: Sequence[str]) -> None:
    """Write one word or a list of words; the same words stay as written."""
    if as_list(entry.get(key)) == list(values):
        return
    _put(entry, key, values[0] if len(values) == 1 else list(values) or None)
