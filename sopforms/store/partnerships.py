"""Partnerships (SWV, the tenant) and boards; a board may have schools in several partnerships."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core import alphabet
from sopforms.core.codes import Sector
from sopforms.core.errors import NotFound
from sopforms.store import scope
from sopforms.store.db import Base, db
from sopforms.store.db import code as key_column


class PartnershipRow(Base):
    """A regional partnership with its basic-support text and settings.

    `needs_sha256` is the fingerprint of its own words for needs (`need_words.py`), empty where it has none:
    so that a page knows without asking whether it has those words at hand.
    """

    __tablename__ = "partnership"
    __table_args__ = (sa.CheckConstraint("threshold BETWEEN 5 AND 10", name="threshold"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(6), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    sector: Mapped[Sector] = mapped_column(key_column(Sector))
    threshold: Mapped[int] = mapped_column(default=5)
    basic_support: Mapped[str] = mapped_column(sa.Text, default="")
    website: Mapped[str] = mapped_column(sa.String(200), default="")
    support_point: Mapped[str] = mapped_column(sa.String(120), default="")
    support_point_contact: Mapped[str] = mapped_column(sa.String(200), default="")
    coordinator_label: Mapped[str] = mapped_column(sa.String(60), default="")
    needs_sha256: Mapped[str] = mapped_column(sa.String(64), default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class BoardRow(Base):
    """A school board (bevoegd gezag)."""

    __tablename__ = "board"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(sa.String(5), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    place: Mapped[str] = mapped_column(sa.String(80), default="")
    second_person_required: Mapped[bool] = mapped_column(default=False)
    judgement_required: Mapped[bool] = mapped_column(default=False)


class BoardPartnershipRow(Base):
    """A board takes part in a partnership."""

    __tablename__ = "board_partnership"

    board_id: Mapped[int] = mapped_column(sa.ForeignKey("board.id"), primary_key=True)
    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"), primary_key=True)


def get(partnership_id: int) -> PartnershipRow:
    """Return the partnership; raise `NotFound` when there is none."""
    row = db.session.get(PartnershipRow, partnership_id)
    if row is None:
        raise NotFound
    return row


def get_board(board_id: int) -> BoardRow:
    """Return the board; raise `NotFound` when there is none."""
    row = db.session.get(BoardRow, board_id)
    if row is None:
        raise NotFound
    return row


def of_board(board_id: int) -> list[int]:
    """Return the ids of all partnerships that the board takes part in, whatever the scope."""
    query = sa.select(BoardPartnershipRow.partnership_id).where(BoardPartnershipRow.board_id == board_id)
    with scope.everywhere():
        return list(db.session.scalars(query))


def is_shared(board_id: int) -> bool:
    """Whether the board takes part in more than one partnership: then none of them manages it alone."""
    return len(of_board(board_id)) > 1


def all_partnerships() -> list[PartnershipRow]:
    """Return every partnership, by name."""
    return list(db.session.scalars(sa.select(PartnershipRow).order_by(PartnershipRow.name)))


def boards_of(partnership_id: int) -> list[BoardRow]:
    """Return the boards that take part in this partnership, by name."""
    rows = db.session.scalars(
        sa.select(BoardRow)
        .join(BoardPartnershipRow, BoardPartnershipRow.board_id == BoardRow.id)
        .where(BoardPartnershipRow.partnership_id == partnership_id)
    )
    return sorted(rows, key=lambda row: (alphabet.place(row.name), row.id))


def find_by_code(code_: str) -> PartnershipRow | None:
    """Return the partnership with this code."""
    return db.session.scalar(sa.select(PartnershipRow).where(PartnershipRow.code == code_))


def find_board(number: str) -> BoardRow | None:
    """Return the board with this number."""
    return db.session.scalar(sa.select(BoardRow).where(BoardRow.number == number))
