"""Councils: which right, which term, whom to write to, which schools."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date

from sopforms.actions.deed import deed
from sopforms.core import council as rules
from sopforms.core.codes import CouncilKind, Right
from sopforms.core.council import Council, RightSource, article_of
from sopforms.core.errors import Invalid, NotFound
from sopforms.store import advices, councils, locations, partnerships
from sopforms.store.councils import CouncilRow
from sopforms.store.db import db


@dataclass(frozen=True, slots=True)
class CouncilEntry:
    """A council as it is typed in. `source` is `wet` or `reglement`; `weeks` the term of the reglement."""

    board_id: int
    name: str
    kind: CouncilKind
    right: Right = Right.ADVIES
    source: str = "wet"
    valid_until: date | None = None
    weeks: int = 6
    holidays_count: bool = False
    article: str = ""
    secretary_name: str = ""
    secretary_email: str = ""
    chair_name: str = ""
    chair_email: str = ""


@deed
def save(
    partnership_id: int,
    council_id: int | None,
    entry: CouncilEntry,
    location_ids: Collection[int],
    *,
    today: date,
) -> int:
    """Add or change a council and the schools it covers; returns its id.

    The schools must be of its board and in this partnership; those it covers elsewhere are kept. A right of
    consent needs a last day: a reglement gives it for two years at most (Wms 24), so until then from today.
    """
    if entry.right is Right.INSTEMMING and entry.valid_until is None:
        raise Invalid(valid_until="Vul in tot wanneer het instemmingsrecht geldt: hoogstens twee jaar.")
    rules.check(
        Council(
            right=entry.right,
            source=RightSource(entry.source),
            valid_until=entry.valid_until,
            agreed_on=today,
            weeks=entry.weeks,
        )
    )
    if entry.board_id not in {board.id for board in partnerships.boards_of(partnership_id)}:
        raise NotFound
    own = {
        school.id for school in locations.of_partnership(partnership_id) if school.board_id == entry.board_id
    }
    if not set(location_ids) <= own:
        raise Invalid(locations="Kies alleen scholen van dit bestuur.")
    row = CouncilRow() if council_id is None else councils.get_in(partnership_id, council_id)
    if council_id is not None:
        _check_running(row, entry, today)
    for field in fields(entry):
        setattr(row, field.name, getattr(entry, field.name))
    row.article = article_of(entry.article)
    db.session.add(row)
    db.session.flush()
    councils.cover(row.id, set(location_ids), among=own)
    return row.id


def _check_running(row: CouncilRow, entry: CouncilEntry, today: date) -> None:
    """Refuse to change the rules while the council is being asked: they are those of the day of asking."""
    if not advices.is_asked(row.id, today):
        return
    problems = {}
    if (row.right, row.valid_until) != (entry.right, entry.valid_until):
        problems["right"] = "Er loopt een aanvraag bij deze raad. Het recht verandert pas na het besluit."
    if row.secretary_email.lower() != entry.secretary_email.lower():
        problems["secretary_email"] = (
            "Er loopt een aanvraag bij deze raad. De school vervangt de secretaris bij het advies: dan "
            "krijgt die een eigen link en eindigt de oude."
        )
    if problems:
        raise Invalid(**problems)
