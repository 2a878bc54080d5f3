"""Taking schools over from a list of addresses: good rows land, wrong ones are named, twice changes nothing.

What people wrote here stays: an import fills what is empty and tells where the list says something else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from sopforms.actions.deed import deed, repeatable
from sopforms.actions.schools import ELSEWHERE
from sopforms.core import school_list
from sopforms.core.codes import Region, SchoolKind, Sector
from sopforms.core.errors import Invalid
from sopforms.core.school_list import SchoolLine, SchoolList
from sopforms.core.table_files import NoTable, WrongCell
from sopforms.store import partnerships, scope
from sopforms.store.db import db
from sopforms.store.locations import LocationRow
from sopforms.store.partnerships import BoardPartnershipRow, BoardRow, PartnershipRow

FILLED = ("place", "municipality", "phone", "website")
COMPARED = ("name", *FILLED)
# More new schools than any partnership has: then the list is of the whole country.
MOST_AT_ONCE = 400
PIECE = 20  # schools that the worker takes over at a time: a piece is a second or less
AT_THE_PAGE = 60  # as many a page takes over while somebody waits for it

Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Differs:
    """A school of which the list says something else than what stands here; `field` as in a school's form."""

    code: str
    school: str
    field: str
    here: str
    there: str


@dataclass(slots=True)
class Landed:
    """What an import did: codes of schools by what happened, new boards, and what was not taken.

    `unnamed` are those of the new `boards` of which the list tells no name.
    """

    new: list[str] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    boards: list[str] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)
    differs: list[Differs] = field(default_factory=list)
    wrong: list[WrongCell] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which schools of a list, and what no list tells about a new school: its kind (PO) and region."""

    region: Region
    kind: SchoolKind
    municipalities: tuple[str, ...] = ()
    everywhere: bool = False
    """Whether a board that another partnership knows may be joined: by who runs the installation."""
    most: int = MOST_AT_ONCE


@deed
def take_over(partnership_id: int, data: bytes, wanted: Wanted, progress: Progress | None = None) -> Landed:
    """Take over the schools of a list and the boards they need; `progress` is called with rows done.

    Raises Invalid for `file` that cannot be read or is of the other sector, and for `municipalities` when
    the list has more new schools than a partnership can have or none of a municipality.
    """
    listed = read(partnership_id, data, wanted)
    landed = Landed(wrong=list(listed.wrong))
    _land(partnership_id, listed.schools, wanted, landed, progress)
    landed.wrong.sort(key=lambda wrong: wrong.line)
    return landed


def read(partnership_id: int, data: bytes, wanted: Wanted) -> SchoolList:
    """Return what a list holds of the schools that are wanted; raises Invalid as `take_over` does."""
    listed = _read(data, wanted.municipalities, partnerships.get(partnership_id).sector)
    known = _known(listed.schools)
    new = sum(school.code not in known for school in listed.schools)
    if new > wanted.most:
        raise Invalid(municipalities=f"Dit bestand heeft {new} nieuwe scholen. Noem de gemeenten.")
    return listed


def pieces_of(listed: SchoolList, wanted: Wanted, size: int = PIECE) -> list[tuple[str, dict[str, Any]]]:
    """Return the list cut in pieces that the worker takes over one by one, each with what it is called."""
    chosen = {"region": wanted.region, "kind": wanted.kind, "everywhere": wanted.everywhere}
    schools = listed.schools
    return [
        (
            f"{schools[at].name} – {schools[min(at + size, len(schools)) - 1].name}",
            {"schools": [asdict(school) for school in schools[at : at + size]], "wanted": chosen},
        )
        for at in range(0, len(schools), size)
    ]


@repeatable
def _take_piece(partnership_id: int, given: dict[str, Any]) -> Landed:
    chosen, landed = given["wanted"], Landed()
    wanted = Wanted(
        Region(chosen["region"]), SchoolKind(chosen["kind"]), everywhere=bool(chosen["everywhere"])
    )
    _land(partnership_id, [SchoolLine(**one) for one in given["schools"]], wanted, landed)
    return landed


def take_piece(partnership_id: int, given: dict[str, Any]) -> dict[str, Any]:
    """Take over one piece of a list and return what landed, as it is kept with the work."""
    landed = _take_piece(partnership_id, given)
    return asdict(landed) if landed is not None else {}


def gathered(pieces: Iterable[dict[str, Any]], wrong: Iterable[dict[str, Any]]) -> Landed:
    """Return what landed of all pieces together; `wrong` are the rows that were judged before."""
    found = Landed(wrong=[WrongCell(**one) for one in wrong])
    for piece in pieces:
        for name in ("new", "filled", "same", "boards", "unnamed"):
            getattr(found, name).extend(piece.get(name, ()))
        found.differs += [Differs(**one) for one in piece.get("differs", ())]
        found.wrong += [WrongCell(**one) for one in piece.get("wrong", ())]
    found.wrong.sort(key=lambda one: one.line)
    return found


def _known(schools: Iterable[SchoolLine]) -> dict[str, LocationRow]:
    with scope.everywhere():  # a school may be known in another partnership, and is then left alone
        return {row.code: row for row in _rows(LocationRow.code, [school.code for school in schools])}


def _land(
    partnership_id: int,
    schools: Sequence[SchoolLine],
    wanted: Wanted,
    landed: Landed,
    progress: Progress | None = None,
) -> None:
    known = _known(schools)
    landing = _Landing(partnerships.get(partnership_id), wanted, known, landed)
    landing.add_boards([school for school in schools if school.code not in known])
    for done, school in enumerate(schools, start=1):
        landing.take(school)
        if progress is not None and done % 100 == 0:
            progress(100)
    db.session.flush()


def _read(data: bytes, municipalities: Collection[str], sector: Sector) -> SchoolList:
    try:
        listed = school_list.read(data, municipalities)
    except NoTable as error:
        raise Invalid(file=str(error)) from error
    if not listed.schools and not listed.wrong:
        if municipalities:
            raise Invalid(municipalities="In dit bestand staat geen school in deze gemeenten.")
        raise Invalid(file="In dit bestand staat geen school.")
    if listed.secondary and sector is Sector.PO:
        raise Invalid(file="Dit is een lijst van scholen voor voortgezet onderwijs.")
    return listed


def _rows(column: InstrumentedAttribute[str], values: Collection[str]) -> Iterator[Any]:
    """Give the rows in which the column has one of these values; asked for in pieces that databases take."""
    wanted = list(values)
    for start in range(0, len(wanted), 500):
        piece = wanted[start : start + 500]
        yield from db.session.scalars(sa.select(column.class_).where(column.in_(piece)))


class _Landing:
    """The rows of one import, with what it looked up before."""

    def __init__(
        self, partnership: PartnershipRow, wanted: Wanted, known: dict[str, LocationRow], landed: Landed
    ) -> None:
        self.partnership, self.wanted, self.known, self.landed = partnership, wanted, known, landed
        self.boards = {row.number: row.id for row in partnerships.boards_of(partnership.id)}

    def add_boards(self, schools: Sequence[SchoolLine]) -> None:
        """Add the boards of new schools, and join those that are known elsewhere when that is allowed."""
        told = {school.board_number: school.board_name for school in schools if school.board_name}
        names = {
            school.board_number: told.get(school.board_number, f"Bestuur {school.board_number}")
            for school in schools
        }
        needed = [number for number in names if number not in self.boards]
        elsewhere = {row.number: row for row in _rows(BoardRow.number, needed)}
        new = [BoardRow(number=number, name=names[number]) for number in needed if number not in elsewhere]
        db.session.add_all(new)
        db.session.flush()
        self.landed.boards += [row.number for row in new]
        self.landed.unnamed += [row.number for row in new if row.number not in told]
        joined = [*new, *(elsewhere.values() if self.wanted.everywhere else ())]
        for row in joined:
            db.session.add(BoardPartnershipRow(board_id=row.id, partnership_id=self.partnership.id))
            self.boards[row.number] = row.id

    def take(self, school: SchoolLine) -> None:
        """Add a school, fill what is empty, or say why not."""
        row = self.known.get(school.code)
        if row is None:
            self._add(school)
        elif row.partnership_id != self.partnership.id:
            self._refuse(school, "VESTIGINGSCODE", school.code, "Deze vestiging staat er al in.")
        else:
            self._fill(row, school)

    def _add(self, school: SchoolLine) -> None:
        board = self.boards.get(school.board_number)
        if board is None:
            self._refuse(school, "BEVOEGD GEZAG NUMMER", school.board_number, ELSEWHERE)
            return
        texts = {name: getattr(school, name) for name in COMPARED}
        db.session.add(
            LocationRow(
                partnership_id=self.partnership.id,
                board_id=board,
                code=school.code,
                kind=_kind(school, self.wanted.kind),
                region=self.wanted.region,
                **texts,
            )
        )
        self.landed.new.append(school.code)

    def _fill(self, row: LocationRow, school: SchoolLine) -> None:
        filled = False
        for name in COMPARED:
            here, there = getattr(row, name), getattr(school, name)
            if not here and there and name in FILLED:
                setattr(row, name, there)
                filled = True
            elif there and not _same(here, there):
                self.landed.differs.append(Differs(row.code, row.name, name, here, there))
        (self.landed.filled if filled else self.landed.same).append(row.code)

    def _refuse(self, school: SchoolLine, column: str, value: str, why: str) -> None:
        self.landed.wrong.append(WrongCell(school.line, column, value, why))


def _same(here: str, there: str) -> bool:
    """Whether two texts say the same: lists are often in capitals, and blanks say nothing."""
    return here.casefold().split() == there.casefold().split()


def _kind(school: SchoolLine, otherwise: SchoolKind) -> SchoolKind:
    """Return the kind that the list tells by its structure (secondary), else what was chosen."""
    if not school.structure:
        return otherwise
    return SchoolKind.PRO if school.structure == "PRO" else SchoolKind.VO
