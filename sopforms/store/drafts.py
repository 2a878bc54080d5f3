"""The draft: chapters and guide parts as generated and as edited, the team's read round, snapshots."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core import blocks_json, correction
from sopforms.core.blocks import Text
from sopforms.core.codes import Role
from sopforms.store import cycles, dossiers
from sopforms.store.cycles import CycleRow
from sopforms.store.db import Base, Moment, code, db, json_column
from sopforms.store.dossiers import DossierRow


class DraftPartRow(Base):
    """One chapter (`ch1`-`ch11`) or guide part (`g1`-`g9`): the generated blocks, and a person's text.

    `edited` is Markdown; when it is set it replaces the generated blocks, which keep their sources.
    `left_out` are the lines of tables and charts that a person left out on purpose.
    """

    __tablename__ = "draft_part"
    __table_args__ = (sa.UniqueConstraint("dossier_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    key: Mapped[str] = mapped_column(sa.String(4))
    place: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(200))
    generated: Mapped[dict[str, Any]] = mapped_column(json_column())
    edited: Mapped[str | None] = mapped_column(sa.Text)
    left_out: Mapped[list[str]] = mapped_column(json_column(), default=list, server_default="[]")
    name_suspected: Mapped[bool] = mapped_column(default=False)
    names_checked: Mapped[bool] = mapped_column(default=False)
    ready_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class DraftVersionRow(Base):
    """Every saved text of a part, so that an earlier one can be looked up."""

    __tablename__ = "draft_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    part_id: Mapped[int] = mapped_column(sa.ForeignKey("draft_part.id"), index=True)
    saved_on: Mapped[date]
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(sa.Text)


class DraftTypedRow(Base):
    """What somebody is typing and did not save yet; `version` is that of the text they began from."""

    __tablename__ = "draft_typed"

    part_id: Mapped[int] = mapped_column(sa.ForeignKey("draft_part.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    version: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    typed_at: Mapped[datetime] = mapped_column(Moment)


class DraftCommentRow(Base):
    """What head or consultant says of a part; it stays on record when it is dealt with."""

    __tablename__ = "draft_comment"
    __table_args__ = (
        sa.CheckConstraint("(resolved_on IS NULL) = (resolved_by IS NULL)", name="resolved"),
        sa.CheckConstraint("length(text) > 0", name="text"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    part_id: Mapped[int] = mapped_column(sa.ForeignKey("draft_part.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(sa.String(200))
    role: Mapped[Role] = mapped_column(code(Role))
    text: Mapped[str] = mapped_column(sa.Text)
    made_on: Mapped[date]
    resolved_on: Mapped[date | None]
    resolved_by: Mapped[str | None] = mapped_column(sa.String(200))


class ReadRemarkRow(Base):
    """What a colleague said of a chapter in the read round; nobody knows who.

    `edition` is that of the text which was read: what was said of an adopted text says nothing of its change.
    While the round runs `reader` stands for the colleague, so that they can change their own remark: a keyed
    hash of the address, of no use without the key. Closing the round takes it away.
    """

    __tablename__ = "read_remark"
    __table_args__ = (
        sa.CheckConstraint("state IN ('waiting', 'approved', 'left_out')", name="state"),
        sa.UniqueConstraint("dossier_id", "edition", "key", "reader"),
    )

    id: Mapped[int] = mapped_column(sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    edition: Mapped[int] = mapped_column(default=1)
    key: Mapped[str] = mapped_column(sa.String(4))
    agrees: Mapped[bool]
    text: Mapped[str] = mapped_column(sa.Text, default="")
    state: Mapped[str] = mapped_column(sa.String(10), default="waiting")
    reader: Mapped[str | None] = mapped_column(sa.String(64))


class SnapshotRow(Base):
    """The exact text at a legal moment, as canonical JSON with its hash; never changed afterwards.

    `version.2` and further are the adopted text with a typing error mended, or changed by a next decision.
    `papers.2` and further are what the council was sent about such a change.
    """

    __tablename__ = "snapshot"
    __table_args__ = (
        sa.CheckConstraint(
            "kind IN ('papers', 'adopted') OR kind LIKE 'version.%' OR kind LIKE 'papers.%'", name="kind"
        ),
        sa.CheckConstraint("length(sha256) = 64", name="sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(10))
    taken_on: Mapped[date]
    guide: Mapped[str] = mapped_column(sa.Text)
    chapters: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.String(64))


def parts_of(dossier_id: int) -> list[DraftPartRow]:
    """Return the chapters and guide parts of a draft, in the order of the document."""
    return list(
        db.session.scalars(
            sa.select(DraftPartRow).where(DraftPartRow.dossier_id == dossier_id).order_by(DraftPartRow.place)
        )
    )


def find_part(dossier_id: int, key: str) -> DraftPartRow | None:
    """Return one chapter or part of a draft."""
    return db.session.scalar(
        sa.select(DraftPartRow).where(DraftPartRow.dossier_id == dossier_id, DraftPartRow.key == key)
    )


def versions_of(part_id: int) -> list[DraftVersionRow]:
    """Return the saved texts of a part, the newest first."""
    query = sa.select(DraftVersionRow).where(DraftVersionRow.part_id == part_id)
    return list(db.session.scalars(query.order_by(DraftVersionRow.id.desc())))


def find_typed(part_id: int, person_id: int | None) -> DraftTypedRow | None:
    """Return what this person typed in a part and did not save."""
    return db.session.get(DraftTypedRow, (part_id, person_id)) if person_id is not None else None


def comments_of(dossier_id: int) -> dict[str, list[DraftCommentRow]]:
    """Return the comments by the key of their part, in the order in which they were made."""
    query = sa.select(DraftPartRow.key, DraftCommentRow).join_from(DraftCommentRow, DraftPartRow)
    found: dict[str, list[DraftCommentRow]] = {}
    rows = db.session.execute(query.where(DraftPartRow.dossier_id == dossier_id).order_by(DraftCommentRow.id))
    for key, row in rows:
        found.setdefault(key, []).append(row)
    return found


def names_suspected(dossier_id: int) -> int:
    """Return in how many parts a name of a pupil is suspected that nobody has looked at yet."""
    return (
        db.session.scalar(
            sa.select(sa.func.count(DraftPartRow.id)).where(
                DraftPartRow.dossier_id == dossier_id,
                DraftPartRow.name_suspected,
                DraftPartRow.names_checked.is_(False),
            )
        )
        or 0
    )


def remarks_of(row: DossierRow) -> list[ReadRemarkRow]:
    """Return the remarks on this edition, by part and then by their words, never in order of coming."""
    query = sa.select(ReadRemarkRow).where(*_on_edition(row))
    return list(db.session.scalars(query.order_by(ReadRemarkRow.key, ReadRemarkRow.text, ReadRemarkRow.id)))


def remarks_by(row: DossierRow, reader: str) -> dict[str, ReadRemarkRow]:
    """Return what one colleague said in a round that runs, by part."""
    query = sa.select(ReadRemarkRow).where(*_on_edition(row), ReadRemarkRow.reader == reader)
    return {one.key: one for one in db.session.scalars(query)}


def count_readers(row: DossierRow) -> int:
    """Return how many colleagues sent something in a round that runs."""
    query = sa.select(sa.func.count(sa.distinct(ReadRemarkRow.reader)))
    return db.session.scalar(query.where(*_on_edition(row))) or 0


def _on_edition(row: DossierRow) -> tuple[sa.ColumnElement[bool], ...]:
    return (ReadRemarkRow.dossier_id == row.id, ReadRemarkRow.edition == row.edition)


def add_snapshot(dossier_id: int, kind: str, chapters: Text, guide: Text, today: date) -> SnapshotRow:
    """Keep the exact text of a legal moment; the fingerprint is that of the guide parts."""
    row = SnapshotRow(
        dossier_id=dossier_id,
        kind=kind,
        taken_on=today,
        guide=blocks_json.dump(guide),
        chapters=blocks_json.dump(chapters),
        sha256=blocks_json.digest(guide),
    )
    db.session.add(row)
    db.session.flush()
    return row


def find_snapshot(dossier_id: int, kind: str) -> SnapshotRow | None:
    """Return the newest snapshot of this kind (`papers` or `adopted`)."""
    return db.session.scalar(
        sa.select(SnapshotRow)
        .where(SnapshotRow.dossier_id == dossier_id, SnapshotRow.kind == kind)
        .order_by(SnapshotRow.id.desc())
        .limit(1)
    )


def find_papers(dossier_id: int) -> SnapshotRow | None:
    """Return the text that the council was sent, of the edition that the dossier is at."""
    return find_snapshot(dossier_id, correction.papers_kind(dossiers.get(dossier_id).edition))


def is_sealed() -> sa.ColumnElement[bool]:
    """Return, for a query, that a snapshot was adopted: no papers of the council."""
    return SnapshotRow.kind.not_like("papers%")


def find_in_force(dossier_id: int) -> SnapshotRow | None:
    """Return the adopted text as it stands now: with what was corrected or changed in it since."""
    return db.session.scalar(
        sa.select(SnapshotRow)
        .where(SnapshotRow.dossier_id == dossier_id, is_sealed())
        .order_by(SnapshotRow.id.desc())
        .limit(1)
    )


def adopted_before(row: DossierRow) -> SnapshotRow | None:
    """Return the text that was adopted last for this location in an earlier school year."""
    return db.session.scalar(sa.select(SnapshotRow).where(SnapshotRow.id == id_adopted_before(row)))


def id_adopted_before(row: DossierRow) -> sa.ScalarSelect[int]:
    """Return, for a query, which text that is."""
    year = cycles.get(row.cycle_id).school_year
    query = (
        sa.select(SnapshotRow.id)
        .join(DossierRow, DossierRow.id == SnapshotRow.dossier_id)
        .join(CycleRow, CycleRow.id == DossierRow.cycle_id)
        .where(DossierRow.location_id == row.location_id, CycleRow.school_year < year)
        .where(is_sealed())
        .order_by(CycleRow.school_year.desc(), DossierRow.id.desc(), SnapshotRow.id.desc())
    )
    return query.limit(1).correlate(None).scalar_subquery()
