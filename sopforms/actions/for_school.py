"""Published questionnaires as one kind of school has them, cut once for each content and kind."""

from __future__ import annotations

from sopforms.actions import published
from sopforms.core.codes import SchoolKind
from sopforms.core.questionnaire import Questionnaire

KEPT = 256
_cut: dict[tuple[str, SchoolKind], Questionnaire] = {}


def questionnaire(content_hash: str, version_id: int, kind: SchoolKind) -> Questionnaire:
    """Return a published questionnaire without the questions that are not for this kind of school."""
    found = _cut.get((content_hash, kind))
    if found is None:
        found = published.by_hash(content_hash, version_id).for_sector(kind)
        if len(_cut) >= KEPT:
            _cut.clear()
        _cut[content_hash, kind] = found
    return found
