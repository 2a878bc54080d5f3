"""The needs of children and the words of parents for them: ours, or what a partnership called them.

A partnership gives a need other names and other words to look with; which needs there are is ours, because
the questions point at them. An adopted text keeps the names it was adopted with.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from sopforms.actions.deed import deed
from sopforms.core import needs as rules
from sopforms.core.draft_provisions import NEED_WORDS
from sopforms.core.errors import Conflict, Invalid, NotFound
from sopforms.core.needs import Need, OwnWords
from sopforms.settings import ROOT
from sopforms.store import clock, need_words, partnerships
from sopforms.store.db import db
from sopforms.store.need_words import NeedWordsRow
from sopforms.store.partnerships import PartnershipRow

FILE = ROOT / "questionnaires" / "needs.json"
MOST_KNOWN = 256


@cache
def every() -> tuple[Need, ...]:
    """Return the needs as they are shipped, in the order in which pages show them."""
    return tuple(
        Need(
            one["key"],
            one["name"],
            tuple(one["words"]),
            tuple(one["statements"]),
            one["in_class"],
            NEED_WORDS.get(one["key"], one["key"]),
        )
        for one in json.loads(FILE.read_text("utf-8"))["needs"]
    )


def of(partnership_id: int) -> tuple[Need, ...]:
    """Return the needs in the words of a partnership; a process reads each choice of words once."""
    return _at_hand(partnerships.get(partnership_id))


def shorts(partnership_id: int, asked_on: date | None = None) -> dict[str, str]:
    """Return what the guide and the matrix of a partnership call each need, by key and in their order.

    For a text that a council was asked about it is what they were called on that day: no partnership changes
    what was asked, nor keeps a board from adopting it.
    """
    if asked_on is None:
        return {need.key: need.short for need in of(partnership_id)}
    return {need.key: need.short for need in _worded(need_words.newest(partnership_id, until=asked_on))}


def own_shorts(partnership_id: int) -> dict[str, str]:
    """Return what a partnership calls those needs that it gave a name of its own, by key."""
    own = shorts(partnership_id)
    return {key: short for key, short in own.items() if short != standard(key).short}


def by_partnership() -> dict[int, tuple[Need, ...]]:
    """Return the needs in the words of each partnership in the scope."""
    return {row.id: _at_hand(row) for row in partnerships.all_partnerships()}


def one(partnership_id: int, key: str) -> tuple[Need, int]:
    """Return a need in the words of a partnership and their version, 0 where it has none; raise NotFound."""
    own = need_words.newest(partnership_id)
    need = next((need for need in _worded(own) if need.key == key), None)
    if need is None:
        raise NotFound
    return need, own[key].version if key in own else 0


def standard(key: str) -> Need:
    """Return a need in our words; raise NotFound."""
    found = next((need for need in every() if need.key == key), None)
    if found is None:
        raise NotFound
    return found


@deed
def save(partnership_id: int, key: str, own: OwnWords, *, version: int, by: str) -> None:
    """Keep the words as a new version. Raises Invalid, and Conflict when somebody else saved meanwhile."""
    now = one(partnership_id, key)[0]
    rules.check(own)
    if own == OwnWords(now.short, now.name, now.words):
        raise Invalid(words="Er is niets veranderd.")
    _add(partnership_id, key, own, version, by)


@deed
def back_to_standard(partnership_id: int, key: str, *, version: int, by: str) -> None:
    """Let our words count again; those of the partnership stay among the earlier versions."""
    standard(key)
    _add(partnership_id, key, OwnWords("", "", ()), version, by)


@cache
def abbreviations() -> Mapping[str, str]:
    """Return what abbreviations of schools mean, for parents."""
    return MappingProxyType(json.loads(FILE.read_text("utf-8"))["abbreviations"])


_known: dict[str, tuple[Need, ...]] = {}


def _at_hand(row: PartnershipRow) -> tuple[Need, ...]:
    """Return the words that a partnership signed for, by their fingerprint."""
    if not row.needs_sha256:
        return every()
    if row.needs_sha256 not in _known:
        found = _worded(need_words.newest(row.id))
        if _mark(found) != row.needs_sha256:
            return found  # somebody saved between the two questions: these are not the words of that mark
        if len(_known) >= MOST_KNOWN:
            _known.clear()
        _known[row.needs_sha256] = found
    return _known[row.needs_sha256]


def _mark(needs: tuple[Need, ...]) -> str:
    """Return the fingerprint of a choice of words; empty for ours."""
    said = json.dumps([[need.key, need.short, need.name, need.words] for need in needs])
    return "" if needs == every() else hashlib.sha256(said.encode()).hexdigest()


def _worded(own: Mapping[str, NeedWordsRow]) -> tuple[Need, ...]:
    return tuple(rules.worded(need, own[need.key].own() if need.key in own else None) for need in every())


def _add(partnership_id: int, key: str, own: OwnWords, version: int, by: str) -> None:
    if one(partnership_id, key)[1] != version:
        raise Conflict
    db.session.add(
        NeedWordsRow(
            partnership_id=partnership_id,
            key=key,
            version=version + 1,
            short=own.short,
            name=own.name,
            words="\n".join(own.words),
            saved_at=clock.now(),
            saved_by=by,
        )
    )
    db.session.flush()
    need_words.sign(partnership_id, _mark(_worded(need_words.newest(partnership_id))))
