"""P11 and P12: what was adopted and what stands in the logbook is changed by no way into the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from sopforms.core.codes import Step
from sopforms.store import immutable
from sopforms.store.corrections import CorrectionRow
from sopforms.store.db import Base, db
from sopforms.store.decisions import ArtifactRow
from sopforms.store.reopenings import ReopeningRow
from tests.asked import a_decision, a_reaction, a_snapshot, an_advice, an_asked_school

Way = Callable[[type[Base], sa.Table, int], Any]


@pytest.fixture
def sealed(app_on_both: Flask) -> None:
    """One row at least in every table of which rows never change."""
    asked = an_asked_school(Step.ADOPTED, last_year=False)
    a_reaction(asked, an_advice(asked))
    adopted = a_snapshot(asked.dossier, "adopted")
    a_decision(asked.dossier, adopted, date(2027, 6, 7))
    db.session.add(
        CorrectionRow(
            dossier_id=asked.id,
            snapshot_id=adopted.id,
            version=2,
            part="g3",
            was="huIp",
            now="hulp",
            reason="Een tikfout.",
            corrected_on=date(2027, 6, 8),
            name="Bram Smit",
        )
    )
    db.session.add(
        ReopeningRow(
            dossier_id=asked.id,
            edition=2,
            snapshot_id=adopted.id,
            reason="Er klopt iets niet meer.",
            reopened_on=date(2027, 9, 6),
            name="Bram Smit",
            facts={},
            draft={},
        )
    )
    db.session.add(
        ArtifactRow(
            dossier_id=asked.id,
            name="section.pdf",
            sha256="0" * 64,
            source_sha256="0" * 64,
            media_type="application/pdf",
            content=b"%PDF",
            fixed=True,
        )
    )
    db.session.commit()


def _by_orm_change(row: type[Base], table: sa.Table, row_id: int) -> None:
    one = db.session.get_one(row, row_id)
    setattr(one, _some_text(table).key, "x")
    db.session.flush()


def _by_orm_delete(row: type[Base], table: sa.Table, row_id: int) -> None:
    db.session.delete(db.session.get_one(row, row_id))
    db.session.flush()


def _by_core_update(row: type[Base], table: sa.Table, row_id: int) -> None:
    db.session.execute(sa.update(table).values({_some_text(table).key: "x"}))


def _by_core_delete(row: type[Base], table: sa.Table, row_id: int) -> None:
    db.session.execute(sa.delete(table).where(table.c.id == row_id))


def _by_sql_update(row: type[Base], table: sa.Table, row_id: int) -> None:
    db.session.execute(sa.text(f"UPDATE {table.name} SET id = id + 1000"))


def _by_replacing(row: type[Base], table: sa.Table, row_id: int) -> None:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    same = f"INTO {table.name} ({columns}) SELECT {columns} FROM {table.name} WHERE id = {row_id}"
    if db.engine.dialect.name == "sqlite":
        db.session.execute(sa.text(f"INSERT OR REPLACE {same}"))
    else:
        update = "ON CONFLICT (id) DO UPDATE SET id = EXCLUDED.id"
        db.session.execute(sa.text(f"INSERT {same} {update}"))


def _by_emptying(row: type[Base], table: sa.Table, row_id: int) -> None:
    empty = "DELETE FROM {}" if db.engine.dialect.name == "sqlite" else "TRUNCATE {} CASCADE"
    db.session.execute(sa.text(empty.format(table.name)))


WAYS: tuple[Way, ...] = (
    _by_orm_change,
    _by_orm_delete,
    _by_core_update,
    _by_core_delete,
    _by_sql_update,
    _by_replacing,
    _by_emptying,
)


def _some_text(table: sa.Table) -> sa.Column[Any]:
    texts = [c for c in table.columns if isinstance(c.type, sa.Text | sa.String) and not c.foreign_keys]
    return next(c for c in texts if not isinstance(c.type, sa.Enum))


def _rows(table: sa.Table) -> list[Any]:
    return [tuple(row) for row in db.session.execute(sa.select(table).order_by(table.c.id))]


@pytest.mark.usefixtures("sealed")
def test_P11_P12_a_row_of_record_is_changed_removed_or_replaced_by_no_way_into_the_database() -> None:
    classes = {mapper.local_table: mapper.class_ for mapper in Base.registry.mappers}
    for name in immutable.TABLES:
        table = Base.metadata.tables[name]
        before = _rows(table)
        assert before, name

        for way in WAYS:
            with pytest.raises(DBAPIError, match="never change"):
                way(classes[table], table, before[0][0])
            db.session.rollback()

        assert _rows(table) == before, name
