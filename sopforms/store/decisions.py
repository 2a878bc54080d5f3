"""The board's decision, the consent on the guide, publication, and the files that come of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.errors import NotFound
from sopforms.store.db import Base, db, json_column
from sopforms.store.dossiers import edition_of
from sopforms.store.drafts import SnapshotRow


class DecisionRow(Base):
    """The adoption: who, when, where, on which text, deviating or not. Immutable.

    A dossier has one for each edition of its text that was adopted.
    """

    __tablename__ = "decision"
    __table_args__ = (
        sa.UniqueConstraint("dossier_id", "edition"),
        sa.CheckConstraint("NOT deviates OR suspended_until IS NOT NULL", name="deviating_is_suspended"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"))
    edition: Mapped[int] = mapped_column(default=1, server_default="1")
    snapshot_id: Mapped[int] = mapped_column(sa.ForeignKey("snapshot.id"))
    decided_on: Mapped[date]
    place: Mapped[str] = mapped_column(sa.String(80), default="")
    name: Mapped[str] = mapped_column(sa.String(120))
    function: Mapped[str] = mapped_column(sa.String(80))
    mandate: Mapped[str] = mapped_column(sa.String(200), default="")
    text: Mapped[str] = mapped_column(sa.Text)
    deviates: Mapped[bool]
    suspended_until: Mapped[date | None]


class ConceptRow(Base):
    """What somebody is writing for the board and has not sent: the reaction, or the adoption.

    `person_id` is who prepared it; where a board asks for two persons, another one adopts.
    """

    __tablename__ = "concept"
    __table_args__ = (
        sa.UniqueConstraint("dossier_id", "kind"),
        sa.CheckConstraint("kind IN ('reaction', 'adoption')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(10))
    fields: Mapped[dict[str, Any]] = mapped_column(json_column())
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    saved_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class JudgementRow(Base):
    """The board's yearly judgement whether the offer still suffices, why, and what it does about it."""

    __tablename__ = "judgement"
    __table_args__ = (
        sa.UniqueConstraint("dossier_id", "edition"),
        sa.CheckConstraint("verdict IN ('toereikend', 'deels', 'niet')", name="verdict"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"))
    edition: Mapped[int] = mapped_column(default=1, server_default="1")
    judged_on: Mapped[date]
    verdict: Mapped[str] = mapped_column(sa.String(12))
    reason: Mapped[str] = mapped_column(sa.Text)
    measures: Mapped[str] = mapped_column(sa.Text, default="")


class ArtifactRow(Base):
    """A finished file, by the hash of its bytes. One that is `fixed` never changes: triggers hold it."""

    __tablename__ = "artifact"
    __table_args__ = (
        sa.UniqueConstraint("dossier_id", "name"),
        sa.CheckConstraint("length(content) > 0", name="content"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(40))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    source_sha256: Mapped[str] = mapped_column(sa.String(64))
    media_type: Mapped[str] = mapped_column(sa.String(80))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
    fixed: Mapped[bool] = mapped_column(default=False)


def find_concept(dossier_id: int, kind: str) -> ConceptRow | None:
    """Return what is being written: `reaction` or `adoption`."""
    return db.session.scalar(
        sa.select(ConceptRow).where(ConceptRow.dossier_id == dossier_id, ConceptRow.kind == kind)
    )


def save_concept(
    dossier_id: int, kind: str, fields: dict[str, Any], version: int, *, person_id: int | None, today: date
) -> bool:
    """Save what is being written as the next version; return False when somebody else saved first.

    Version 0 means that nothing was saved yet.
    """
    if version == 0:
        if find_concept(dossier_id, kind) is not None:
            return False
        row = ConceptRow(dossier_id=dossier_id, kind=kind, fields=fields, person_id=person_id, saved_on=today)
        db.session.add(row)
        db.session.flush()
        return True
    change = (
        sa.update(ConceptRow)
        .where(ConceptRow.dossier_id == dossier_id, ConceptRow.kind == kind, ConceptRow.version == version)
        .values(fields=fields, person_id=person_id, saved_on=today, version=version + 1)
    )
    done = db.session.execute(change, execution_options={"synchronize_session": "fetch"})
    return int(getattr(done, "rowcount", 0)) == 1


def drop_concept(dossier_id: int, kind: str) -> None:
    """Remove what was being written, once it was sent."""
    gone = sa.delete(ConceptRow).where(ConceptRow.dossier_id == dossier_id, ConceptRow.kind == kind)
    db.session.execute(gone, execution_options={"synchronize_session": "fetch"})


def find_judgement(dossier_id: int, edition: int | None = None) -> JudgementRow | None:
    """Return the board's judgement of the offer: for this edition, or for the one the dossier is at."""
    return db.session.scalar(
        sa.select(JudgementRow).where(
            JudgementRow.dossier_id == dossier_id,
            JudgementRow.edition == (edition or edition_of(dossier_id)),
        )
    )


def judgements_of(dossier_ids: list[int]) -> dict[int, JudgementRow]:
    """Return the board's last judgement of each of these dossiers, by dossier."""
    query = sa.select(JudgementRow).where(JudgementRow.dossier_id.in_(dossier_ids))
    rows = db.session.scalars(query.order_by(JudgementRow.id)) if dossier_ids else ()
    return {row.dossier_id: row for row in rows}


def find_decision(dossier_id: int, edition: int | None = None) -> DecisionRow | None:
    """Return the decision of this edition, or of the one the dossier is at; None before its adoption."""
    return db.session.scalar(
        sa.select(DecisionRow).where(
            DecisionRow.dossier_id == dossier_id, DecisionRow.edition == (edition or edition_of(dossier_id))
        )
    )


def get_decision(dossier_id: int) -> DecisionRow:
    """Return the decision that was taken last on the text of a dossier; raise `NotFound` before adoption.

    While an adopted text is being changed it is the decision that stands until the next one.
    """
    query = sa.select(DecisionRow).where(DecisionRow.dossier_id == dossier_id)
    row = db.session.scalar(query.order_by(DecisionRow.id.desc()).limit(1))
    if row is None:
        raise NotFound
    return row


def all_of(dossier_id: int) -> list[DecisionRow]:
    """Return every decision on the text of a dossier, oldest first."""
    query = sa.select(DecisionRow).where(DecisionRow.dossier_id == dossier_id)
    return list(db.session.scalars(query.order_by(DecisionRow.id)))


def of_text(sealed: SnapshotRow) -> DecisionRow | None:
    """Return the decision by which this text holds: a corrected text holds by that of the text before."""
    query = sa.select(DecisionRow).where(
        DecisionRow.dossier_id == sealed.dossier_id, DecisionRow.snapshot_id <= sealed.id
    )
    return db.session.scalar(query.order_by(DecisionRow.snapshot_id.desc()).limit(1))


def find_artifact(dossier_id: int, name: str) -> ArtifactRow | None:
    """Return the file of this name: the fixed one, before that the last preview."""
    return db.session.scalar(
        sa.select(ArtifactRow).where(ArtifactRow.dossier_id == dossier_id, ArtifactRow.name == name)
    )


def drop_preview(dossier_id: int, name: str) -> None:
    """Remove a file that was only a preview; a fixed one stays."""
    gone = sa.delete(ArtifactRow).where(
        ArtifactRow.dossier_id == dossier_id, ArtifactRow.name == name, ArtifactRow.fixed.is_(False)
    )
    db.session.execute(gone, execution_options={"synchronize_session": "fetch"})
