"""Somebody who holds a full dump of the database and wants to know who answered what.

The attack uses every order there is. A table that names people puts them in an order, by the place of their
rows and by each of its columns; so do the tables that hold answers. Each pair of an order of people and an
order of answers is one attacker, who says that the first belongs to the first, and so on. Orders are those of
rows, of each column (PostgreSQL's own of the transaction too), of how many rows somebody has and how much was
written.

`moments` is the attack on the files of SQLite: every state that their journal can be taken back to.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from pysqlite3 import dbapi2 as sqlite

from sopforms.store.db import Base, db

ANSWERS = frozenset({"response", "approved_text"})
Row = Mapping[str, Any]
Dump = dict[str, list[Row]]
Guesses = dict[tuple[str, str], dict[str, str]]


@dataclass(frozen=True)
class School:
    """Who sent answers, with the ids of their links, and the mark each left in an open answer."""

    links: Mapping[str, frozenset[int]]
    wrote: Mapping[str, str]


def dump() -> Dump:
    """Every row of every table, in the order in which the database has them."""
    own = ("xmin::text::bigint AS xmin", "cmin::text::bigint AS cmin") if _is_postgresql() else ()
    hidden = [sa.literal_column(column) for column in own]
    return {
        table.name: [dict(row) for row in db.session.execute(sa.select(table, *hidden)).mappings()]
        for table in Base.metadata.sorted_tables
    }


def _is_postgresql() -> bool:
    return db.engine.dialect.name == "postgresql"


def guesses(found: Dump, school: School) -> Guesses:
    """Attacker → who wrote which mark, as he thinks."""

    def people(row: Row) -> list[str]:
        said = [value for value in row.values() if isinstance(value, str)]
        return [
            email
            for email, links in school.links.items()
            if row.get("link_id") in links or any(email in text for text in said)
        ]

    def marks(row: Row) -> list[str]:
        said = json.dumps([row.get("answers"), row.get("text")])
        return [mark for mark in school.wrote.values() if mark in said]

    who = {table: rows for table, rows in found.items() if table not in ANSWERS}
    what = {table: rows for table, rows in found.items() if table in ANSWERS}
    answers = list(_orders(what, marks, len(school.wrote)))
    return {
        (one, other): dict(zip(first, second, strict=True))
        for one, first in _orders(who, people, len(school.links))
        for other, second in answers
    }


def right(guess: Mapping[str, str], school: School) -> int:
    """How many pairs of an attacker are true."""
    return sum(school.wrote[email] == mark for email, mark in guess.items())


def _orders(found: Dump, named: Callable[[Row], list[str]], size: int) -> Iterator[tuple[str, list[str]]]:
    """Yield each order in which a table names everybody: by place and by column, first row and last row."""
    for table, rows in found.items():
        own = [(name, place, row) for place, row in enumerate(rows) for name in named(row)]
        if len({name for name, _, _ in own}) < size:
            continue
        for column in ("", *rows[0]):
            keyed = sorted(((_key(row.get(column)), place), name) for name, place, row in own)
            yield f"{table}.{column} first", list(dict.fromkeys(name for _, name in keyed))
            yield f"{table}.{column} last", list(dict.fromkeys(name for _, name in reversed(keyed)))
        written: dict[str, list[int]] = {}
        for name, _, row in own:
            written.setdefault(name, []).append(len(json.dumps(list(row.values()), default=str)))
        yield f"{table} how many", sorted(written, key=lambda name: len(written[name]))
        yield f"{table} how much", sorted(written, key=lambda name: max(written[name]))


def _key(value: Any) -> str:
    """What a column is sorted by; the keys of a document stay in the order in which they stand there."""
    return f"{value:030d}" if isinstance(value, int) else json.dumps(value, default=str)


def moments(file: Path, scratch: Path) -> Iterator[sqlite.Connection]:
    """The database as it is, and as it was after each commit that its journal still holds."""
    journal = file.with_name(f"{file.name}-wal")
    pages = journal.read_bytes() if journal.exists() else b""
    size = int.from_bytes(pages[8:12], "big") + 24  # a frame: 24 bytes about a page, and the page
    ends = [at + size for at in range(32, len(pages), size) if any(pages[at + 4 : at + 8])]
    for end in (0, *ends):
        shutil.copy(file, scratch)
        scratch.with_name(f"{scratch.name}-wal").write_bytes(pages[:end])
        scratch.with_name(f"{scratch.name}-shm").unlink(missing_ok=True)
        connection = sqlite.connect(scratch)
        yield connection
        connection.close()


def most_by_chance(schools: int, attackers: int, level: float = 0.01) -> int:
    """How many right pairs one attacker may reach over all schools before it is no chance any more.

    Putting n answers with n people at random gives one right pair on average, with variance one, whatever n
    is; over the schools the sum is close to Poisson with the number of schools as its mean. The level is
    shared among the attackers (Bonferroni), so that by chance one of them exceeds it once in a hundred runs.
    """
    most, term = 0, exp(-schools)
    below = term
    while 1 - below > level / attackers:
        most += 1
        term *= schools / most
        below += term
    return most
