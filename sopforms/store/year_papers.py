"""The jaarplan and jaarverslag of a school: its own texts and money, and what it handed in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.year_paper import Money, YearPaper
from sopforms.store.db import Base, code, db, json_column


class YearPaperRow(Base):
    """One paper of one dossier while the school works on it. `amounts`: purpose → whole euros.

    A plan keeps what is planned, a report what was spent; `ready_on` when somebody called it finished.
    """

    __tablename__ = "year_paper"
    __table_args__ = (
        sa.UniqueConstraint("dossier_id", "paper"),
        sa.CheckConstraint("received IS NULL OR received >= 0", name="received"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    paper: Mapped[YearPaper] = mapped_column(code(YearPaper))
    received: Mapped[int | None]
    amounts: Mapped[dict[str, int]] = mapped_column(json_column(), default=dict)
    note: Mapped[str] = mapped_column(sa.Text, default="")
    ready_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class YearPaperPartRow(Base):
    """A section that a person wrote: Markdown in place of what is generated, as in the draft."""

    __tablename__ = "year_paper_part"
    __table_args__ = (sa.UniqueConstraint("paper_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(sa.ForeignKey("year_paper.id"), index=True)
    key: Mapped[str] = mapped_column(sa.String(30))
    text: Mapped[str] = mapped_column(sa.Text)
    name_suspected: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class YearPaperVersionRow(Base):
    """Every saved text of a section, so that an earlier one can be looked up."""

    __tablename__ = "year_paper_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    part_id: Mapped[int] = mapped_column(sa.ForeignKey("year_paper_part.id"), index=True)
    saved_on: Mapped[date]
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(sa.Text)


class HandedInRow(Base):
    """A paper as it was handed in: the exact text as canonical JSON, its money and points, by whom and when.

    What the partnership reads, and nothing else. A newer one replaces it; one that was taken back is no
    longer read, and stays on record.
    """

    __tablename__ = "year_paper_handed_in"
    __table_args__ = (sa.CheckConstraint("length(sha256) = 64", name="sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(sa.ForeignKey("year_paper.id"), index=True)
    handed_in_on: Mapped[date]
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    by_name: Mapped[str] = mapped_column(sa.String(200))
    text: Mapped[str] = mapped_column(sa.Text)
    money: Mapped[dict[str, Any]] = mapped_column(json_column())
    points: Mapped[list[dict[str, Any]]] = mapped_column(json_column())
    sha256: Mapped[str] = mapped_column(sa.String(64))
    taken_back_on: Mapped[date | None]


def find(dossier_id: int, paper: YearPaper) -> YearPaperRow | None:
    """Return the paper of a dossier, None while nobody began it."""
    return db.session.scalar(
        sa.select(YearPaperRow).where(YearPaperRow.dossier_id == dossier_id, YearPaperRow.paper == paper)
    )


def of_dossiers(dossier_ids: Collection[int]) -> list[YearPaperRow]:
    """Return the papers of these dossiers that were begun; one query for a whole partnership."""
    if not dossier_ids:
        return []
    query = sa.select(YearPaperRow).where(YearPaperRow.dossier_id.in_(dossier_ids))
    return list(db.session.scalars(query.order_by(YearPaperRow.id)))


def parts_of(paper_id: int) -> dict[str, YearPaperPartRow]:
    """Return what people wrote in a paper, by the key of its section."""
    query = sa.select(YearPaperPartRow).where(YearPaperPartRow.paper_id == paper_id)
    return {row.key: row for row in db.session.scalars(query.order_by(YearPaperPartRow.id))}


def versions_of(part_id: int) -> list[YearPaperVersionRow]:
    """Return the saved texts of a section, the newest first."""
    query = sa.select(YearPaperVersionRow).where(YearPaperVersionRow.part_id == part_id)
    return list(db.session.scalars(query.order_by(YearPaperVersionRow.id.desc())))


def handed_in(paper_id: int) -> HandedInRow | None:
    """Return what of this paper is handed in now: the newest that was not taken back."""
    return db.session.scalar(
        sa.select(HandedInRow)
        .where(HandedInRow.paper_id == paper_id, HandedInRow.taken_back_on.is_(None))
        .order_by(HandedInRow.id.desc())
        .limit(1)
    )


def find_handed_in(dossier_id: int, paper: YearPaper) -> HandedInRow | None:
    """Return what of this paper of a dossier is handed in now."""
    return db.session.scalar(
        sa.select(HandedInRow)
        .join(YearPaperRow, YearPaperRow.id == HandedInRow.paper_id)
        .where(
            YearPaperRow.dossier_id == dossier_id,
            YearPaperRow.paper == paper,
            HandedInRow.taken_back_on.is_(None),
        )
        .order_by(HandedInRow.id.desc())
        .limit(1)
    )


def handed_in_of(dossier_ids: Collection[int]) -> dict[tuple[int, YearPaper], HandedInRow]:
    """Return what is handed in now by dossier and paper; one query for a whole partnership."""
    if not dossier_ids:
        return {}
    query = (
        sa.select(YearPaperRow.dossier_id, YearPaperRow.paper, HandedInRow)
        .join(YearPaperRow, YearPaperRow.id == HandedInRow.paper_id)
        .where(YearPaperRow.dossier_id.in_(dossier_ids), HandedInRow.taken_back_on.is_(None))
        .order_by(HandedInRow.id)
    )
    return {(dossier_id, paper): row for dossier_id, paper, row in db.session.execute(query)}


def take_back_all(paper_id: int, today: date) -> None:
    """Note that nothing of this paper is handed in any more."""
    change = (
        sa.update(HandedInRow)
        .where(HandedInRow.paper_id == paper_id, HandedInRow.taken_back_on.is_(None))
        .values(taken_back_on=today)
    )
    db.session.execute(change, execution_options={"synchronize_session": "fetch"})


def money_of(plan: YearPaperRow | None, report: YearPaperRow | None, paper: YearPaper) -> Money:
    """Return the money of a paper; a report sets what was spent beside what the plan had."""
    planned = plan.amounts if plan else {}
    if paper is YearPaper.PLAN:
        return Money(plan.received, planned, {}, plan.note) if plan else Money()
    if report is None:
        return Money(None, planned)
    return Money(report.received, planned, report.amounts, report.note)


def written_money(money: Money) -> dict[str, Any]:
    """Return money as it is kept with what was handed in."""
    planned, spent = dict(money.planned), dict(money.spent)
    return {"received": money.received, "planned": planned, "spent": spent, "note": money.note}


def read_money(row: HandedInRow) -> Money:
    """Return the money of what was handed in."""
    kept = row.money
    return Money(kept["received"], kept["planned"], kept["spent"], kept["note"])
