"""Boards and school locations of a partnership, one by one."""

from __future__ import annotations

from dataclasses import dataclass, fields

from sopforms.actions.deed import deed
from sopforms.core import identifiers, roles
from sopforms.core.codes import Region, SchoolKind
from sopforms.core.errors import Invalid, NotFound
from sopforms.store import locations, partnerships
from sopforms.store.db import db
from sopforms.store.locations import LocationRow
from sopforms.store.partnerships import BoardPartnershipRow, BoardRow

MOVED = "Een school gaat alleen via de beheerder naar een ander bestuur: dat besluit dan voor deze school."
ELSEWHERE = "Dit bestuur hoort ook bij een ander samenwerkingsverband. Vraag de beheerder om dit te doen."


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """A board as it is typed in."""

    number: str
    name: str
    place: str = ""
    second_person_required: bool = False
    judgement_required: bool = False


@dataclass(frozen=True, slots=True)
class SchoolEntry:
    """A location as it is typed in; `code` is its vestigingscode."""

    board_id: int
    code: str
    name: str
    kind: SchoolKind
    region: Region
    municipality: str = ""
    place: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    contact_name: str = ""
    contact_role: str = ""


@deed
def save_board(
    partnership_id: int, board_id: int | None, entry: BoardEntry, *, everywhere: bool = False
) -> int:
    """Add or change a board. Returns its id.

    A board that another partnership knows is joined or changed only by who runs the whole installation
    (`everywhere`): its number is public, and who manages a board reaches all its schools.
    """
    try:
        number = identifiers.board_number(entry.number)
    except ValueError as wrong:
        raise Invalid(number=str(wrong)) from wrong
    known = partnerships.find_board(number)
    if board_id is not None:
        row = _board_of(partnership_id, board_id)
        if known is not None and known.id != row.id:
            raise Invalid(number="Een ander bestuur heeft dit nummer al.")
        if partnerships.is_shared(row.id) and not everywhere:
            raise Invalid(number=ELSEWHERE)
    elif known is not None:
        if not everywhere:
            raise Invalid(number=ELSEWHERE)
        _join(known.id, partnership_id)
        return known.id
    else:
        row = BoardRow()
        db.session.add(row)
    row.number, row.name, row.place = number, entry.name, entry.place
    row.second_person_required = entry.second_person_required
    row.judgement_required = entry.judgement_required
    db.session.flush()
    _join(row.id, partnership_id)
    return row.id


@deed
def save_school(
    partnership_id: int, location_id: int | None, entry: SchoolEntry, *, everywhere: bool = False
) -> int:
    """Add or change a location; raises Invalid for a code that is wrong or taken. Returns its id.

    To another board it goes only by who runs the whole installation (`everywhere`): with a board of its own
    making a partnership would decide for the school (see `seats`).
    """
    partnership = partnerships.get(partnership_id)
    try:
        code = identifiers.location_code(entry.code)
    except ValueError as wrong:
        raise Invalid(code=str(wrong)) from wrong
    if roles.sector_of(entry.kind) is not partnership.sector and entry.kind not in _BOTH:
        raise Invalid(kind="Deze soort school hoort bij een ander samenwerkingsverband.")
    _board_of(partnership_id, entry.board_id)
    known = locations.find_by_code(code)
    if known is not None and known.id != location_id:
        raise Invalid(code="Deze vestiging staat er al in.")
    row = LocationRow(partnership_id=partnership_id) if location_id is None else locations.get(location_id)
    if row.partnership_id != partnership_id:
        raise NotFound
    if location_id is not None and entry.board_id != row.board_id and not everywhere:
        raise Invalid(board_id=MOVED)
    for field in fields(entry):
        setattr(row, field.name, getattr(entry, field.name))
    row.code = code
    db.session.add(row)
    db.session.flush()
    return row.id


# Special schools take part in partnerships of either sector.
_BOTH = frozenset({SchoolKind.SO, SchoolKind.VSO, SchoolKind.SO_VSO})


def _board_of(partnership_id: int, board_id: int) -> BoardRow:
    """Return a board that takes part in the partnership; raise NotFound for any other."""
    for row in partnerships.boards_of(partnership_id):
        if row.id == board_id:
            return row
    raise NotFound


def _join(board_id: int, partnership_id: int) -> None:
    key = (board_id, partnership_id)
    if db.session.get(BoardPartnershipRow, key) is None:
        db.session.add(BoardPartnershipRow(board_id=board_id, partnership_id=partnership_id))
        db.session.flush()
