"""What is different between two versions of a document file: which chapters say something else.

A document has no series of its own, so nothing in it breaks a trend: wording, or an addition to confirm.
"""

from __future__ import annotations

from dataclasses import replace

from sopforms.core.document_model import Chapter, Document
from sopforms.core.questionnaire.comparison_change import Change, Notes

_ROOMS = ("chapters", "guide", "sections")
_NO_WORDS: dict[str, str] = {}


def compare_documents(old: Document, new: Document) -> tuple[Change, ...]:
    """Return the changes from `old` to `new` in document order; none when both say the same."""
    found: list[Change] = []
    notes = Notes(found)
    if (old.title, old.languages) != (new.title, new.languages):
        notes.at("title").wording("document_reworded")
    for room in _ROOMS:
        before = {chapter.key: chapter for chapter in getattr(old, room)}
        after: tuple[Chapter, ...] = getattr(new, room)
        for place, chapter in enumerate(after):
            _chapter(notes.at(room, place), before.get(chapter.key), chapter)
        kept = {chapter.key for chapter in after}
        for key in before:
            if key not in kept:
                notes.at(room).additive("chapter_gone", name=key)
        if [key for key in before if key in kept] != [one.key for one in after if one.key in before]:
            notes.at(room).additive("chapters_moved")
    return tuple(found)


def _chapter(notes: Notes, old: Chapter | None, new: Chapter) -> None:
    if old is None:
        notes.additive("chapter_new", name=new.key)
    elif old.parts != new.parts:
        if _bare(old) == _bare(new):
            notes.wording("chapter_reworded", name=new.key)
        else:
            notes.additive("chapter_changed", name=new.key)
    elif old.title != new.title:
        notes.wording("chapter_reworded", name=new.key)


def _bare(chapter: Chapter) -> tuple[object, ...]:
    """Return what a chapter is made of, without what it says in words."""
    return tuple(replace(piece, text=_NO_WORDS, title=_NO_WORDS) for piece in chapter.parts)
