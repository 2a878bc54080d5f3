"""Requests for advice that carry several dossiers: which go together, the first of them leads.

The composite keys keep the dossiers of one request in one partnership.
"""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.store.db import Base, db


class JointRequestRow(Base):
    """Several dossiers that go to their council together; `sent_on` is set by sending.

    Each dossier keeps its request with papers of its own (`advice_request`). The link of the council opens
    the request of the first dossier.
    """

    __tablename__ = "joint_request"
    __table_args__ = (sa.UniqueConstraint("partnership_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"), index=True)
    council_id: Mapped[int] = mapped_column(sa.ForeignKey("council.id"), index=True)
    sent_on: Mapped[date | None]


class JointDossierRow(Base):
    """One dossier of a joint request; `place` 0 is the first, which leads."""

    __tablename__ = "joint_dossier"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["partnership_id", "joint_id"], ["joint_request.partnership_id", "joint_request.id"]
        ),
        sa.ForeignKeyConstraint(["partnership_id", "dossier_id"], ["dossier.partnership_id", "dossier.id"]),
        sa.UniqueConstraint("joint_id", "place"),
    )

    dossier_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    partnership_id: Mapped[int]
    joint_id: Mapped[int] = mapped_column(index=True)
    place: Mapped[int]


def find(dossier_id: int) -> JointRequestRow | None:
    """Return the joint request that this dossier is in, chosen or sent."""
    mine = sa.select(JointDossierRow.joint_id).where(JointDossierRow.dossier_id == dossier_id)
    return db.session.scalar(sa.select(JointRequestRow).where(JointRequestRow.id.in_(mine)))


def chosen(dossier_id: int) -> list[int]:
    """Return the dossiers that go together with this one, the first leads; sent or not. Alone: itself."""
    return _together(dossier_id) or [dossier_id]


def sent(dossier_id: int) -> list[int]:
    """Return the dossiers that were sent to the council together with this one, in order. Alone: itself."""
    return _together(dossier_id, JointRequestRow.sent_on.is_not(None)) or [dossier_id]


def _together(dossier_id: int, *where: sa.ColumnElement[bool]) -> list[int]:
    mine = sa.select(JointDossierRow.joint_id).where(JointDossierRow.dossier_id == dossier_id)
    query = (
        sa.select(JointDossierRow.dossier_id)
        .join(JointRequestRow, JointRequestRow.id == JointDossierRow.joint_id)
        .where(JointDossierRow.joint_id.in_(mine), *where)
    )
    return list(db.session.scalars(query.order_by(JointDossierRow.place)))


def put(partnership_id: int, council_id: int, dossier_ids: list[int]) -> None:
    """Let these dossiers go together, the first leads; what was chosen with the first before ends."""
    drop(dossier_ids[0])
    joint = JointRequestRow(partnership_id=partnership_id, council_id=council_id)
    db.session.add(joint)
    db.session.flush()
    for place, dossier_id in enumerate(dossier_ids):
        db.session.add(
            JointDossierRow(
                dossier_id=dossier_id, partnership_id=partnership_id, joint_id=joint.id, place=place
            )
        )
    db.session.flush()


def drop(dossier_id: int) -> None:
    """Let the dossiers that would go together with this one each go alone again."""
    joint = find(dossier_id)
    if joint is None:
        return
    for row in db.session.scalars(sa.select(JointDossierRow).where(JointDossierRow.joint_id == joint.id)):
        db.session.delete(row)
    db.session.flush()
    db.session.delete(joint)
    db.session.flush()


def leave(dossier_id: int) -> None:
    """Let this dossier go on alone; who is left alone by that goes alone too."""
    joint = find(dossier_id)
    if joint is None:
        return
    rows = list(db.session.scalars(sa.select(JointDossierRow).where(JointDossierRow.joint_id == joint.id)))
    if len(rows) <= 2:
        drop(dossier_id)
        return
    for row in rows:
        if row.dossier_id == dossier_id:
            db.session.delete(row)
    db.session.flush()
