"""The guide after adoption: who edits it, where each part stands, what of the old SOP is gone, who has it."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.placement import Chore, Receiver
from sopforms.store.db import Base, code, db
from sopforms.store.dossiers import edition_of


class GuideEditorRow(Base):
    """Who makes the guide and the site of a school; somebody without an account."""

    __tablename__ = "guide_editor"

    location_id: Mapped[int] = mapped_column(sa.ForeignKey("location.id"), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    email: Mapped[str] = mapped_column(sa.String(254))
    named_on: Mapped[date]


class PlacementRow(Base):
    """Where a part of the adopted text stands; `sha256` is the fingerprint of the text it was copied from.

    `pasted` is what was copied back from there, `same` whether its words are the adopted ones; both are
    empty while nobody looked.
    """

    __tablename__ = "placement"
    __table_args__ = (sa.UniqueConstraint("dossier_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    key: Mapped[str] = mapped_column(sa.String(4))
    place: Mapped[str] = mapped_column(sa.String(300))
    placed_on: Mapped[date]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    pasted: Mapped[str] = mapped_column(sa.Text, default="")
    same: Mapped[bool | None]


class ChoreRow(Base):
    """One thing of the old SOP that was taken away, or was never there."""

    __tablename__ = "chore"

    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), primary_key=True)
    chore: Mapped[Chore] = mapped_column(code(Chore), primary_key=True)
    done_on: Mapped[date]


class DeliveryRow(Base):
    """When and how somebody who must have the guide got it; each edition of the text is delivered anew."""

    __tablename__ = "delivery"

    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), primary_key=True)
    receiver: Mapped[Receiver] = mapped_column(code(Receiver), primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True, default=1, server_default="1")
    delivered_on: Mapped[date]
    how: Mapped[str] = mapped_column(sa.String(200), default="")


def editor_of(location_id: int) -> GuideEditorRow | None:
    """Return who edits the guide of this school."""
    return db.session.get(GuideEditorRow, location_id)


def of_dossier(dossier_id: int) -> dict[str, PlacementRow]:
    """Return where the parts of a text stand, by part."""
    query = sa.select(PlacementRow).where(PlacementRow.dossier_id == dossier_id)
    return {row.key: row for row in db.session.scalars(query.order_by(PlacementRow.key))}


def chores_of(dossier_id: int) -> dict[Chore, ChoreRow]:
    """Return what of the old SOP is done."""
    query = sa.select(ChoreRow).where(ChoreRow.dossier_id == dossier_id)
    return {row.chore: row for row in db.session.scalars(query.order_by(ChoreRow.chore))}


def deliveries_of(dossier_id: int, edition: int | None = None) -> dict[Receiver, DeliveryRow]:
    """Return who has the guide with this edition of the text, or with the one that the dossier is at."""
    query = sa.select(DeliveryRow).where(
        DeliveryRow.dossier_id == dossier_id, DeliveryRow.edition == (edition or edition_of(dossier_id))
    )
    return {row.receiver: row for row in db.session.scalars(query.order_by(DeliveryRow.receiver))}
