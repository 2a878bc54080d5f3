"""Whose rows the statements of this request or task see: of one partnership, of a few, or of all.

A request enters its scope once, from what its address names (`web/guard.py`), and never another one. What
must look further says so where it does, with `everywhere`. Without a scope nothing of a partnership is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


class NoScope(RuntimeError):
    """A statement asks for rows of partnerships where nobody said of which."""


class Rescoped(RuntimeError):
    """A request that has a scope was to be given another one."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The ids of partnerships, in order; `everywhere` stands for all of them."""

    partnerships: tuple[int, ...] = ()
    everywhere: bool = False


EVERYWHERE = Scope(everywhere=True)
_scope: ContextVar[Scope | None] = ContextVar("scope", default=None)


def now() -> Scope | None:
    """Return the scope at hand, or None when none was entered."""
    return _scope.get()


def partnerships() -> tuple[int, ...]:
    """Return the partnerships of the scope at hand; raise `NoScope` where there is none to name."""
    scope = _scope.get()
    if scope is None or scope.everywhere:
        raise NoScope
    return scope.partnerships


def said() -> str:
    """Return the scope at hand as PostgreSQL is told it: ids with commas, `*` for all, nothing for none."""
    scope = _scope.get()
    if scope is None:
        return ""
    return "*" if scope.everywhere else ",".join(str(one) for one in scope.partnerships)


def forget() -> None:
    """Begin without a scope: what a request does first."""
    _scope.set(None)


def enter(partnership_ids: Iterable[int]) -> None:
    """See these partnerships from now on; raise `Rescoped` when a scope was entered that differs."""
    _enter(Scope(tuple(sorted(set(partnership_ids)))))


def enter_everywhere() -> None:
    """See all of them from now on: commands, the worker between its jobs, pages that are for all."""
    _enter(EVERYWHERE)


def _enter(scope: Scope) -> None:
    if _scope.get() not in (None, scope):
        raise Rescoped
    _scope.set(scope)


@contextmanager
def everywhere() -> Iterator[None]:
    """See all partnerships within this block: to find out whose something is, or what all share."""
    token = _scope.set(EVERYWHERE)
    try:
        yield
    finally:
        _scope.reset(token)


@contextmanager
def only(partnership_id: int) -> Iterator[None]:
    """See one partnership within this block: a job or a mail that carries whose it is."""
    token = _scope.set(Scope((partnership_id,)))
    try:
        yield
    finally:
        _scope.reset(token)
