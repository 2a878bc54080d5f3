"""The second wall: no statement of a session sees a row of another partnership, whatever a page asks for.

Each statement gets the criterion of every table in it, wherever it stands: joined, counted, in a subquery or
under another name. SQLAlchemy keeps what it made of a statement, so the criteria are put together once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.orm import ORMExecuteState
from sqlalchemy.orm.interfaces import CriteriaOption
from sqlalchemy.orm.util import LoaderCriteriaOption
from sqlalchemy.sql import visitors
from sqlalchemy.sql.util import ClauseAdapter

from sopforms.store import scope, tenancy
from sopforms.store.db import Base, db
from sopforms.store.tenancy import Way

_MOST_VERDICTS = 5000

_one = sa.bindparam("tenant", callable_=lambda: scope.partnerships()[0], type_=sa.Integer)
_some = sa.bindparam(
    "tenants", callable_=lambda: list(scope.partnerships()), type_=sa.Integer, expanding=True
)


class Unguarded(RuntimeError):
    """A statement reads a table of partnerships past its class, where no criterion can be added."""


class Within(CriteriaOption):
    """The option of a statement that lets no row through from outside the scope."""

    __slots__ = ("several",)
    inherit_cache = True
    propagate_to_loaders = False
    _cache_key_traversal = [("several", visitors.InternalTraversal.dp_boolean)]  # noqa: RUF012

    def __init__(self, *, several: bool) -> None:
        self.several = several

    def process_compile_state(self, compile_state: Any) -> None:
        """Add the criteria to a statement that is being compiled."""
        self.get_global_criteria(compile_state.global_attributes)

    def get_global_criteria(self, attributes: dict[Any, Any]) -> None:
        """Add the criteria of every class; those that the statement does not name do nothing."""
        for option in _criteria(self.several):
            option.get_global_criteria(attributes)


_within = {False: Within(several=False), True: Within(several=True)}


class _OfClass(LoaderCriteriaOption):
    """The criterion of one class, also where it is joined under another name.

    SQLAlchemy puts that name in where a class is selected from; in a join it would ask about some other row.
    """

    inherit_cache = True

    def _resolve_where_criteria(self, ext_info: Any) -> sa.ColumnElement[bool]:
        found = super()._resolve_where_criteria(ext_info)
        if not ext_info.is_aliased_class:
            return found
        return ClauseAdapter(ext_info.selectable).traverse(found)


@cache
def _criteria(several: bool) -> list[Any]:
    found = []
    ways = tenancy.ways(Base.metadata)
    for mapper in Base.registry.mappers:
        table = mapper.local_table
        if isinstance(table, sa.Table) and table.name in ways:
            inside = _inside(table, ways[table.name], several=several)
            found.append(_OfClass(mapper.class_, inside, include_aliases=True))
    return found


def _inside(table: Any, way: Way, *, several: bool) -> sa.ColumnElement[bool]:
    """Return that a row of this table leads to a partnership of the scope."""
    column = table.c[way.column]
    if not way.table:
        ours = column.in_(_some) if several else column == _one
    else:
        ours = _leads(column, way, several=several)
    return sa.or_(column.is_(None), ours) if way.optional else ours


def _leads(column: Any, way: Way, *, several: bool) -> sa.ColumnElement[bool]:
    """Return that the row which `column` refers to does, asked under names that no statement uses."""
    ways, joined, inner = tenancy.ways(Base.metadata), [], None
    conditions: list[sa.ColumnElement[bool]] = []
    while way.table:
        inner = Base.metadata.tables[way.table].alias()
        joined.append(inner)
        conditions.append(inner.c[way.key] == column)
        way = ways[way.table]
        column = inner.c[way.column]
    conditions.append(column.in_(_some) if several else column == _one)
    asked = sa.select(sa.literal(1)).select_from(*joined).where(*conditions)
    return asked.correlate_except(*joined).exists()


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a statement asks of partnerships: which tables, and which of them past their class."""

    tables: frozenset[str]
    bare: frozenset[str]


def _look(statement: Any) -> _Seen:
    """Visit everything in a statement, however deep."""
    ways, named, found = tenancy.ways(Base.metadata), set(), set()
    for element in visitors.iterate(statement):
        kind = element.__visit_name__
        if kind not in ("table", "column"):
            continue
        table = getattr(element, "table", None) if kind == "column" else element
        name = getattr(getattr(table, "element", table), "name", "")  # of an alias: the table behind it
        if name not in ways:
            continue
        found.add(name)
        if "parententity" in getattr(element, "_annotations", ()):
            named.add(name)
    return _Seen(frozenset(found), frozenset(found - named))


_verdicts: dict[Any, _Seen] = {}
_guarded: WeakKeyDictionary[Any, dict[bool, Any]] = WeakKeyDictionary()


def _seen(statement: Any) -> _Seen:
    """Look at a statement, once for all that differ only in their values."""
    key = statement._generate_cache_key()
    if key is None:
        return _look(statement)
    if key.key not in _verdicts:
        if len(_verdicts) >= _MOST_VERDICTS:
            _verdicts.clear()
        _verdicts[key.key] = _look(statement)
    return _verdicts[key.key]


def guard(state: ORMExecuteState) -> None:
    """Let a statement see its scope alone; raise `NoScope` or `Unguarded` where that cannot be."""
    if state.is_insert:
        return  # what is added is held by the keys, and by the rows it hangs on
    at_hand = scope.now()
    if at_hand is not None and at_hand.everywhere:
        return
    several = at_hand is not None and len(at_hand.partnerships) != 1
    known = _guarded.setdefault(state.statement, {})
    if at_hand is None or several not in known:
        known[several] = _judged(state, at_hand, several=several)
    state.statement = known[several]


def _judged(state: ORMExecuteState, at_hand: scope.Scope | None, *, several: bool) -> Any:
    statement: Any = state.statement
    if isinstance(statement, sa.TextClause):
        raise Unguarded("a statement as text")
    if any(isinstance(option, Within) for option in statement._with_options):
        return statement  # what SQLAlchemy makes of a guarded statement to find the rows it changes
    guarded = statement.options(_within[several]) if state.is_orm_statement else statement
    seen = _seen(guarded)
    if at_hand is None and seen.tables:
        raise scope.NoScope(", ".join(sorted(seen.tables)))
    if seen.bare:
        raise Unguarded(", ".join(sorted(seen.bare)))
    return guarded if seen.tables else statement


sa.event.listen(db.session, "do_orm_execute", guard)
