"""The draft of an adopted text that is opened again: kept as it was, and with what was corrected since."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import sqlalchemy as sa

from sopforms.actions import draft_parts
from sopforms.core import blocks_json, correction
from sopforms.core.blocks import Table
from sopforms.core.codes import ValueSource
from sopforms.output.markdown import to_markdown
from sopforms.store import corrections, decisions, drafts, talks
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.talks import SchoolValueRow

_PART = ("generated", "edited", "left_out", "name_suspected", "names_checked")
_VALUE = ("indicator", "value", "comment", "reason", "answers")


def kept(row: DossierRow) -> dict[str, Any]:
    """Return parts and school values as they stand, to put back when a change is given up."""
    parts = [
        {"key": one.key, "ready_on": _written(one.ready_on), **{name: getattr(one, name) for name in _PART}}
        for one in drafts.parts_of(row.id)
    ]
    values = [
        {
            **{name: getattr(one, name) for name in _VALUE},
            "source": one.source.value,
            "decided_on": one.decided_on.isoformat(),
        }
        for one in talks.values_of(row.id).values()
    ]
    return {"parts": parts, "values": values}


def put_back(row: DossierRow, before: dict[str, Any]) -> None:
    """Let parts and school values be again what they were; texts saved meanwhile stay among the versions."""
    now = {one.key: one for one in drafts.parts_of(row.id)}
    for said in before["parts"]:
        if (part := now.get(said["key"])) is not None:
            part.ready_on = date.fromisoformat(said["ready_on"]) if said["ready_on"] else None
            for name in _PART:
                setattr(part, name, said[name])
    db.session.execute(
        sa.delete(SchoolValueRow).where(SchoolValueRow.dossier_id == row.id),
        execution_options={"synchronize_session": "fetch"},
    )
    for said in before["values"]:
        value = SchoolValueRow(dossier_id=row.id, **{name: said[name] for name in _VALUE})
        value.source, value.decided_on = ValueSource(said["source"]), date.fromisoformat(said["decided_on"])
        db.session.add(value)
    db.session.flush()


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def take_corrections(row: DossierRow) -> None:
    """Put the typing errors that were mended in the adopted text into the draft too.

    Only those since the last decision: what was mended before it went into the text that was decided on.
    """
    decided = decisions.get_decision(row.id).snapshot_id
    mended = [one for one in corrections.of_dossier(row.id) if one.snapshot_id > decided]
    for one in mended:
        now = draft_parts.whole(row).get(one.part)
        table = tuple(
            correction.mend(block, one.was, one.now) if isinstance(block, Table) else block
            for block in now.generated.blocks
        )
        text = to_markdown([correction.mend(block, one.was, one.now) for block in now.part.blocks])
        now.row.generated = json.loads(blocks_json.dump_blocks(table))
        if text != to_markdown(now.part.blocks):
            now.row.edited = text
        db.session.flush()
