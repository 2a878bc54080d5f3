"""Changes a document file part by part: which indicators feed which chapter, and the texts of the set.

As with questionnaires, every function gives a new envelope and leaves the old one as it was; `rewrite` lays
it over the old text. The eleven chapters and nine parts are fixed; a plan or report has sections of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from sopforms.core.document_model import PartForm
from sopforms.core.errors import NotFound
from sopforms.core.questionnaire.editing_names import name_from
from sopforms.core.questionnaire.editing_texts import first_of, languages_of, put_text, text_in
from sopforms.core.questionnaire.rewriting import Envelope, readable

ROOMS = ("chapters", "guide", "sections")
FED = (PartForm.SENTENCES, PartForm.LIST, PartForm.PROVISIONS, PartForm.LIMITS, PartForm.CHART)
"""Forms that are filled by indicators."""
LONGEST_KEY = 26
"""Of a new section: a key has 30 at most, and a number may come behind it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a chapter as it is to be: `was` is its place before the change, None for a new one."""

    form: str
    was: int | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    indicators: tuple[str, ...] = ()
    title: Mapping[str, str] = field(default_factory=dict)
    most: int | None = None
    hides_absent: bool = False
    lines: tuple[str, ...] = ()


def parse(source: bytes | str) -> Envelope | None:
    """Return the envelope in a document file; None when it cannot be edited."""
    envelope = readable(source)
    if envelope is None or not all(isinstance(envelope.get(room, []), list) for room in ROOMS):
        return None
    return envelope


def chapters(envelope: Envelope) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the chapters, guide parts or sections in order, each with the list it is in."""
    for room in ROOMS:
        for chapter in envelope.get(room, []):
            if isinstance(chapter, dict) and isinstance(chapter.get("key"), str):
                yield room, chapter


def find(envelope: Envelope, key: str) -> dict[str, Any]:
    """Return the chapter, part or section with this key; raise NotFound without it."""
    found = next((chapter for _, chapter in chapters(envelope) if chapter["key"] == key), None)
    if found is None:
        raise NotFound
    return found


def parts_of(chapter: Mapping[str, Any], languages: Sequence[str]) -> list[Part]:
    """Return the parts of a chapter that can be read, as they are."""
    found = []
    for index, part in enumerate(_listed(chapter)):
        indicators = part.get("indicators")
        most, lines = part.get("most"), part.get("lines")
        found.append(
            Part(
                str(part.get("form", "")),
                index,
                {code: str(part.get(code, "")) for code in languages},
                tuple(map(str, indicators)) if isinstance(indicators, list) else (),
                {code: text_in(part.get("title"), code) for code in languages},
                most if isinstance(most, int) else None,
                part.get("absent") == "hide",
                tuple(map(str, lines)) if isinstance(lines, list) else (),
            )
        )
    return found


def _listed(chapter: Mapping[str, Any]) -> list[dict[str, Any]]:
    parts = chapter.get("parts")
    return [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []


def set_chapter(envelope: Envelope, key: str, title: Mapping[str, str], parts: Sequence[Part]) -> Envelope:
    """Give a chapter this title and these parts in this order; what says the same stays as written."""
    changed = deepcopy(envelope)
    chapter = find(changed, key)
    put_text(changed, chapter, "title", title)
    old = _listed(chapter)
    found = [_part(changed, old[p.was] if p.was is not None and p.was < len(old) else {}, p) for p in parts]
    if found != chapter.get("parts"):
        chapter["parts"] = found
    return changed


def _part(envelope: Envelope, old: Mapping[str, Any], part: Part) -> dict[str, Any]:
    """Return a part in the words of the file; only what its form has is written."""
    new = deepcopy(dict(old)) or {"form": part.form}
    if part.form == PartForm.TEXT:
        for code in languages_of(envelope):
            _put(new, code, part.texts.get(code, ""))
    if part.form in FED:
        new["indicators"] = list(part.indicators)
    if part.form == PartForm.CHART:
        put_text(envelope, new, "title", part.title)
    if part.form == PartForm.POINTS:
        _put(new, "most", part.most)
    if part.form == PartForm.PROVISIONS and part.hides_absent != (new.get("absent") == "hide"):
        _put(new, "absent", "hide" if part.hides_absent else None)
    if part.form == PartForm.MONEY:
        new["lines"] = list(part.lines)
    if part.form == PartForm.QUOTE:
        new.setdefault("of", "basic_support")
    return new


def _put(part: dict[str, Any], key: str, value: Any) -> None:
    if value is None or value == "":
        part.pop(key, None)
    else:
        part[key] = value


def add_section(envelope: Envelope, title: Mapping[str, str]) -> tuple[Envelope, str]:
    """Add a section to a plan or report, as the last; return its key."""
    changed = deepcopy(envelope)
    taken = {chapter["key"] for _, chapter in chapters(changed)}
    key = name_from(first_of(title), taken, lead="deel", longest=LONGEST_KEY)
    section: dict[str, Any] = {"key": key}
    put_text(changed, section, "title", title)
    section["parts"] = []
    changed.setdefault("sections", []).append(section)
    return changed, key


def move_section(envelope: Envelope, key: str, step: int) -> Envelope:
    """Move a section of a plan or report one place up (-1) or down (1)."""
    changed = deepcopy(envelope)
    section, listed = _section(changed, key), changed["sections"]
    index = listed.index(section)
    if 0 <= index + step < len(listed):
        listed.insert(index + step, listed.pop(index))
    return changed


def remove_section(envelope: Envelope, key: str) -> Envelope:
    """Remove a section of a plan or report."""
    changed = deepcopy(envelope)
    section = _section(changed, key)
    changed["sections"].remove(section)
    return changed


def _section(envelope: Envelope, key: str) -> dict[str, Any]:
    """Return a section; raise NotFound for a chapter, which is fixed."""
    found = find(envelope, key)
    if not any(found is section for section in envelope.get("sections", [])):
        raise NotFound
    return found
