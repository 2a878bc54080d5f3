"""What the questions of a set say about sharing: which indicators leave the school, and what they mean."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sopforms.actions import published, set_files
from sopforms.actions.set_files import File
from sopforms.core.coverage import Topic
from sopforms.core.document import PartForm
from sopforms.core.draft_provisions import NEEDS
from sopforms.core.questionnaire.meaning import MappingEntry, Texts

SHARED = "draft"
EXPERTISE, BUILDING = "EXP4", "TOEG3"  # scales of the product; a set with others has its own under provisions


@dataclass(frozen=True, slots=True)
class Terms:
    """The shared indicators of a set in their order, which tell a limit, and the titles of chapters."""

    entries: Mapping[str, MappingEntry]
    limits: frozenset[str]
    chapters: Mapping[str, Texts]

    @property
    def ranked(self) -> tuple[str, ...]:
        """The indicators that have a place in the matrix: their values have ranks."""
        return tuple(name for name, entry in self.entries.items() if _has_ranks(entry))

    def rank(self, indicator: str, value: Any) -> int | None:
        """Return the rank of a value in the matrix; None for one without."""
        entry = self.entries.get(indicator)
        if entry is None or entry.measure is None:
            return None
        return next((each.coverage for each in entry.measure.values if str(each.value) == str(value)), None)

    def words(self, indicator: str, value: Any, language: str) -> str:
        """Return a value as people read it."""
        measure = self.entries[indicator].measure
        for each in measure.values if measure is not None else ():
            if str(each.value) == str(value):
                return said(each.text, language)
        return str(value)

    def short(self, indicator: str, language: str) -> str:
        """Return the short name of an indicator."""
        return said(self.entries[indicator].short, language)

    def topics(self, names: Collection[str], language: str) -> list[Topic]:
        """Return a topic for each of these indicators, in the order of the set."""
        return [Topic(name, self.short(name, language), (name,)) for name in self.ranked if name in names]

    def expertise(self) -> set[str]:
        """Return what the team knows."""
        return {name for name in self.ranked if self.entries[name].scale == EXPERTISE} - self.limits

    def building(self) -> set[str]:
        """Return what the building makes possible."""
        return {name for name in self.ranked if self.entries[name].scale == BUILDING} - self.limits

    def provisions(self) -> set[str]:
        """Return what there is for pupils: all that is no knowledge, building or limit."""
        return set(self.ranked) - self.limits - self.expertise() - self.building()

    def needs(self, called: Mapping[str, str]) -> list[Topic]:
        """Return a topic for each need, as it is called; not having a limit is no help in itself."""
        listed: dict[str, list[str]] = {}
        for indicator in self.ranked:
            for need in self.entries[indicator].need if indicator not in self.limits else ():
                listed.setdefault(need, []).append(indicator)
        order = [need for need in NEEDS if need in listed] + [need for need in listed if need not in NEEDS]
        return [Topic(need, _capital(called.get(need, need)), tuple(listed[need])) for need in order]

    def chapter_topics(self, language: str) -> list[Topic]:
        """Return a topic for each chapter that shares something."""
        listed: dict[str, list[str]] = {}
        for indicator in self.ranked:
            listed.setdefault(self.entries[indicator].chapter or "", []).append(indicator)
        return [
            Topic(key, said(title, language), tuple(listed[key]), middle=True)
            for key, title in self.chapters.items()
            if key in listed
        ]


def of_sets(set_ids: Collection[int]) -> dict[int, Terms]:
    """Return what each of these sets shares, in one question to the database once their files were read."""
    return {set_id: _terms(set_id, found) for set_id, found in set_files.of_sets(set_ids).items()}


def _terms(set_id: int, files: Mapping[str, File]) -> Terms:
    entries: dict[str, MappingEntry] = {}
    for name in published.QUESTIONNAIRES:
        if name in files:
            for entry in _shared(published.by_hash(*files[name]).mapping):
                entries.setdefault(entry.indicator or "", entry)
    document = set_files.document_in(set_id, "schoolgids", files["schoolgids"])
    pieces = (piece for chapter in document.chapters for piece in chapter.parts)
    limits = frozenset(name for piece in pieces if piece.form is PartForm.LIMITS for name in piece.indicators)
    return Terms(entries, limits, {chapter.key: chapter.title for chapter in document.chapters})


def _shared(mapping: Mapping[str, MappingEntry]) -> Iterator[MappingEntry]:
    for entry in mapping.values():
        for each in (entry, *entry.rows.values()):
            if each.indicator and each.shared == SHARED:
                yield each


def _has_ranks(entry: MappingEntry) -> bool:
    return entry.measure is not None and any(value.coverage is not None for value in entry.measure.values)


def said(texts: Texts, language: str) -> str:
    """Return a text in this language, else in Dutch."""
    return texts.get(language) or texts.get("nl") or next(iter(texts.values()), "")


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
