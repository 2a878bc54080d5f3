"""Which school values are other than last year, in the words of their scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sopforms.core.draft_sentences import Asked


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One topic whose value changed: its short name, what it was and what it is, as the scale words them.

    `reason` is what the school wrote about it, empty when nothing.
    """

    label: str
    before: str
    after: str
    reason: str = ""


def value_changes(
    asked: Mapping[str, Asked],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    language: str = "nl",
    *,
    reasons: Mapping[str, str] | None = None,
) -> tuple[ValueChange, ...]:
    """Return the topics on a scale that have another value than last year, in the order of the questions.

    `before` and `after` are values by indicator, `reasons` what the school wrote about those of now.
    A topic that has no value in one of the years is left out: it was not asked, so nobody can say that it
    changed.
    """
    found = []
    for indicator, place in asked.items():
        texts = _texts(place, language)
        was, now = texts.get(str(before.get(indicator))), texts.get(str(after.get(indicator)))
        if was and now and was != now:
            label = place.entry.short.get(language, place.short)
            found.append(ValueChange(label, was, now, (reasons or {}).get(indicator, "").strip()))
    return tuple(found)


def _texts(place: Asked, language: str) -> dict[str, str]:
    measure = place.entry.measure
    return {
        str(value.value): value.text.get(language) or value.text.get("nl", "")
        for value in (measure.counted if measure else ())
    }
