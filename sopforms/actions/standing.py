"""What still stands open in the text for parents, and whether it is the text that the council was sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sopforms.actions import draft as drafting
from sopforms.core import blocks_json
from sopforms.core.blocks import Part, words
from sopforms.core.codes import Step
from sopforms.core.dossier import Dossier
from sopforms.core.drafted import sentences_in
from sopforms.store import drafts
from sopforms.store.dossiers import DossierRow

# Only at these steps may the text be edited; at all others it is as it was asked about, or sealed.
_EDITABLE = (Step.DRAFT, Step.REACTED)


@dataclass(frozen=True, slots=True)
class Standing:
    """Titles of parts: not marked ready, resting on changed answers (`stale`), lacking something (`gaps`).

    Of the chapters only readiness counts; `stale` and `gaps` are of the parts that parents read. What a part
    lacks is left out on purpose once a person marked the part as ready; a part that fills itself is never
    marked by a person. A table or chart that a person's text lost is always lacking.
    """

    unready: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every title once, in this order."""
        return tuple(dict.fromkeys((*self.unready, *self.stale, *self.gaps)))


def of(row: DossierRow) -> Standing:
    """Return what stands open; nothing where the text can no longer be edited."""
    return _of(drafting.whole(row)) if row.step in _EDITABLE else Standing()


def _of(whole: drafting.Whole) -> Standing:
    return Standing(
        unready=_titles(one for one in whole.parts if one.row.ready_on is None),
        stale=_titles(one for one in whole.guide if one.stale),
        gaps=_titles(one for one in whole.guide if one.lost or (one.gaps and _gap_counts(one))),
    )


def known(row: DossierRow, facts: Dossier) -> Dossier:
    """Return the facts with those of the text: what stands open, whether it was changed since it was sent."""
    if row.step not in _EDITABLE:
        return facts
    whole = drafting.whole(row)
    found, changed = _of(whole), _differs(row, whole)
    return replace(facts, guide_stale=len(found.stale), guide_gaps=len(found.gaps), text_changed=changed)


def is_changed(row: DossierRow) -> bool:
    """Whether parents would now read other words than the council was sent.

    Contact, advice and decision fill themselves and do not count. Nothing was changed before it was sent.
    """
    return _differs(row, drafting.whole(row))


def _differs(row: DossierRow, whole: drafting.Whole) -> bool:
    sent = drafts.find_papers(row.id)
    if sent is None:
        return False
    before = {part.key: part for part in blocks_json.load(sent.guide).parts}
    return any(
        _words(one.part) != _words(before[one.row.key])
        for one in whole.guide
        if not one.is_live and one.row.key in before
    )


def _words(part: Part) -> list[str]:
    return [words(each) for each in sentences_in(part.blocks)]


def _gap_counts(one: drafting.PartNow) -> bool:
    return one.is_live or one.row.ready_on is None


def _titles(parts: Iterable[drafting.PartNow]) -> tuple[str, ...]:
    return tuple(one.row.title for one in parts)
