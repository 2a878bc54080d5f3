"""Compares texts: what is worded otherwise, in the languages that both versions have."""

from __future__ import annotations

from sopforms.core.questionnaire.comparison_change import Notes
from sopforms.core.questionnaire.meaning import Texts


def reworded(old: Texts | None, new: Texts | None) -> tuple[str, str] | None:
    """Return old and new wording in the first language that differs; None when none does.

    A language that only one version has is no rewording: the languages are compared apart.
    """
    if old is None or new is None:
        return None if old is new else (_first(old), _first(new))
    for language, text in new.items():
        if language in old and old[language] != text:
            return old[language], text
    return None


def _first(texts: Texts | None) -> str:
    return next(iter((texts or {}).values()), "")


def written(notes: Notes, old: Texts | None, new: Texts | None, key: str = "reworded") -> None:
    """Note another wording of one text."""
    pair = reworded(old, new)
    if pair is not None:
        before, after = pair
        plain = key if before and after else "text_gone" if before else "text_new"
        notes.wording(plain, old=before, new=after)
