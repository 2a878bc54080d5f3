"""Bringing values of earlier years in: good rows land, wrong ones are named, once more changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sopforms.actions import shared_terms
from sopforms.actions.deed import deed
from sopforms.core import earlier_list
from sopforms.core.actor import Actor
from sopforms.core.earlier_list import EarlierValue
from sopforms.core.errors import Invalid
from sopforms.core.table_files import NoTable, WrongCell
from sopforms.store import cycles, earlier_values, locations
from sopforms.store.db import db
from sopforms.store.earlier_values import EarlierValueRow


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import did: how many values are new, changed or as they were, and the wrong cells."""

    new: int
    changed: int
    same: int
    wrong: tuple[WrongCell, ...]


@deed
def bring(partnership_id: int, data: bytes, *, actor: Actor, today: date) -> Brought:
    """Take over the values of a CSV file. Raises Invalid for another file, and while there is no round."""
    rounds = cycles.of_partnership(partnership_id)
    if not rounds:
        raise Invalid(file="Open eerst een ronde: die zegt welke onderwerpen scholen delen.")
    oldest = rounds[-1]
    entries = shared_terms.of_sets([oldest.question_set_id])[oldest.question_set_id].entries
    places = {row.code: row.id for row in locations.of_partnership(partnership_id)}
    try:
        listed = earlier_list.read(data, entries, frozenset(places), oldest.school_year)
    except NoTable as error:
        raise Invalid(file=str(error)) from error
    if not listed.good and not listed.wrong:
        raise Invalid(file="In dit bestand staat geen waarde.")
    new, changed, same = _land(partnership_id, listed.good, places, actor, today)
    return Brought(new, changed, same, listed.wrong)


def _land(
    partnership_id: int, good: Sequence[EarlierValue], places: dict[str, int], actor: Actor, today: date
) -> tuple[int, int, int]:
    known = {
        (row.school_year, row.location_id, row.indicator): row
        for row in earlier_values.of_partnership(partnership_id)
    }
    new = changed = same = 0
    for one in good:
        row = known.get((one.school_year, places[one.code], one.indicator))
        if row is None:
            row = EarlierValueRow(
                partnership_id=partnership_id,
                location_id=places[one.code],
                school_year=one.school_year,
                indicator=one.indicator,
            )
            db.session.add(row)
            new += 1
        elif row.value == one.value:
            same += 1
            continue
        else:
            changed += 1
        row.value, row.brought_on, row.brought_by = one.value, today, actor.name
    db.session.flush()
    return new, changed, same
