"""What every deed has in common: one transaction, and a repeat that changes nothing.

A deed inside another one joins its transaction. Nothing is half done: whatever goes wrong takes all back.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from sopforms.core.errors import Conflict
from sopforms.store import clock, submissions
from sopforms.store.db import db

P = ParamSpec("P")
R = TypeVar("R")

submit_id: ContextVar[str] = ContextVar("submit_id", default="")
_inside: ContextVar[bool] = ContextVar("inside", default=False)


def deed(function: Callable[P, R]) -> Callable[P, R | None]:
    """Run `function` in one transaction; return None when its submit id was honoured before.

    The submit id comes from the form that is being handled (`submit_id`); the page makes it differ when the
    same form comes with other texts, so that a changed text is never taken for a repeat. Raises `Conflict`
    when a version that the form carried is no longer the newest.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R | None:
        key = f"{submit_id.get()}:{function.__name__}" if submit_id.get() else ""
        return _run(function, key, *args, **kwargs)

    return run


def repeatable(function: Callable[P, R]) -> Callable[P, R | None]:
    """Run `function` in one transaction like a deed, but as often as it is called for one form.

    For work that comes after a deed and does the same each time: keeping a file that was made.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R | None:
        return _run(function, "", *args, **kwargs)

    return run


def was_done(*names: str) -> bool:
    """Return whether the form that is being handled was honoured before, by a deed of these names."""
    sent = submit_id.get()
    return bool(sent) and any(submissions.is_known(f"{sent}:{name}") for name in names)


def _run(function: Callable[P, R], key: str, *args: P.args, **kwargs: P.kwargs) -> R | None:
    if _inside.get():
        return function(*args, **kwargs)
    token = _inside.set(True)
    try:
        return _transaction(function, key, *args, **kwargs)
    finally:
        _inside.reset(token)


def _transaction(function: Callable[P, R], key: str, *args: P.args, **kwargs: P.kwargs) -> R | None:
    try:
        if key:
            if submissions.is_known(key):
                return None
            submissions.add(key, clock.today())
        result = function(*args, **kwargs)
        db.session.commit()
    except StaleDataError as stale:
        db.session.rollback()
        raise Conflict from stale
    except IntegrityError:
        db.session.rollback()
        if key and submissions.is_known(key):
            return None
        raise
    except BaseException:
        db.session.rollback()
        raise
    return result
