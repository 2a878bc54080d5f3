"""What is worked out once while somebody looks: a page asks for the same draft from several sides.

Within `looking()` an answer is kept for as long as the block lasts. Only where nothing is written meanwhile:
what is remembered does not see a change.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

_T = TypeVar("_T")
_known: ContextVar[dict[Hashable, Any] | None] = ContextVar("known", default=None)


@contextmanager
def looking() -> Iterator[None]:
    """Within this block, or the one around it, each thing is worked out once."""
    if _known.get() is not None:
        yield
        return
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def once(key: Hashable, make: Callable[[], _T]) -> _T:
    """Return what was made under this key while looking; else make it."""
    known = _known.get()
    if known is None:
        return make()
    if key not in known:
        known[key] = make()
    found: _T = known[key]
    return found
