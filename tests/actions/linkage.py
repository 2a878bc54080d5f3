"""Somebody who holds a full dump of the database and wants to know who answered what.

The attack uses every order there is. A table that names people puts them in an order, by the place of their
rows and by each of its columns; so do the tables that hold answers. Each pair of an order of people and an
order of answers is one attacker, who says that the first belongs to the first, and so on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import exp
from typing import Any

import sqlalchemy as sa

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
    return {
        table.name: [dict(row) for row in db.session.execute(sa.select(table)).mappings()]
        for table in Base.metadata.sorted_tables
    }


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


def _key(value: Any) -> str:
    return f"{value:030d}" if isinstance(value, int) else json.dumps(value, sort_keys=True, default=str)


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
