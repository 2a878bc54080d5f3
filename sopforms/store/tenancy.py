"""Whose a row is: the partnership that each table's rows lead to, read from the tables themselves.

A table with `partnership_id` says it; any other leads there by its first reference to a table that does
(a talk by its dossier, a response by its survey). What belongs to the whole installation is named below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa

INSTALLATION = frozenset(
    {
        "attempt", "board", "kept_form", "link_session", "membership", "person", "recovery_code",
        "second_factor", "setting", "submission", "user_session", "identity",
    }
)  # fmt: skip
"""People and how they sign in, boards, counters: what no partnership owns and several may share."""

PARTNERSHIP = "partnership"
OWNER = "partnership_id"
# A council belongs to a board: to every partnership that the board takes part in. Which schools it covers is
# the schools' own: some may be in another partnership.
_BY_HAND = {
    "council": ("board_id", "board_partnership", "board_id"),
    "council_location": ("location_id", "location", "id"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """One step from a row to its partnership: `column` is `key` of a row of `table`.

    Without `table` the column holds the partnership itself. `optional`: a row without it is everybody's.
    """

    column: str
    table: str = ""
    key: str = ""
    optional: bool = False


@cache
def ways(metadata: sa.MetaData) -> Mapping[str, Way]:
    """Return the first step of every table that belongs to partnerships.

    Raises LookupError for a table that leads nowhere and is not named as the installation's.
    """
    found: dict[str, Way] = {}
    for table in metadata.sorted_tables:
        if table.name not in INSTALLATION:
            found[table.name] = _way(table, found)
    return found


def _way(table: sa.Table, known: Mapping[str, Way]) -> Way:
    if table.name == PARTNERSHIP:
        return Way("id")
    if table.name in _BY_HAND:
        return Way(*_BY_HAND[table.name])
    if OWNER in table.columns:
        return Way(OWNER, optional=bool(table.columns[OWNER].nullable))
    for column in sorted(table.columns, key=lambda column: bool(column.nullable)):
        for reference in column.foreign_keys:
            if reference.column.table.name in known:
                parent = reference.column
                return Way(column.name, parent.table.name, parent.name, bool(column.nullable))
    raise LookupError(f"{table.name} leads to no partnership: name it or give it a reference")
