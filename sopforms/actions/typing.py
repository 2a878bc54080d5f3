"""Keeping what is typed on a page that is saved as a whole, until it is saved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sopforms.actions.deed import repeatable
from sopforms.store import typed_forms
from sopforms.store.db import db
from sopforms.store.typed_forms import TypedFormRow

IS_KEPT = timedelta(days=21)
MOST = 200_000  # characters of one page

Pairs = list[tuple[str, str]]


@repeatable
def keep(dossier_id: int, person_id: int, page: str, fields: Iterable[tuple[str, str]], today: date) -> None:
    """Keep the fields of a page in place of what was kept of it; a page too long to be typed is left."""
    pairs = [list(pair) for pair in fields]
    if sum(len(value) for _name, value in pairs) > MOST:
        return
    row = typed_forms.find(dossier_id, person_id, page)
    if row is None:
        row = TypedFormRow(dossier_id=dossier_id, person_id=person_id, page=page, fields=pairs, kept_on=today)
        db.session.add(row)
    row.fields, row.kept_on = pairs, today


@repeatable
def forget(dossier_id: int, person_id: int, page: str) -> None:
    """Throw away what was kept of a page: it was saved, or is not wanted."""
    row = typed_forms.find(dossier_id, person_id, page)
    if row is not None:
        db.session.delete(row)


def kept(dossier_id: int, person_id: int, page: str) -> Pairs:
    """Return the fields that were typed and not saved; empty without any."""
    row = typed_forms.find(dossier_id, person_id, page)
    return [(name, value) for name, value in row.fields] if row else []
