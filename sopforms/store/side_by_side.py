"""Several tables in one question, each by itself beside the others.

A row of the answer holds a row of one of them, never a pair of two, so that nothing is said twice.
"""

from __future__ import annotations

import sqlalchemy as sa


def rows_beside(pieces: int) -> tuple[sa.ColumnElement[int], sa.FromClause]:
    """Return so many rows, numbered from 0: each table is joined to the number of its own."""
    rows = [sa.select(sa.literal(piece).label("piece")) for piece in range(pieces)]
    beside = sa.union_all(*rows).subquery("beside")
    return beside.c.piece, beside
