"""Pages that are drawn once and filled many times.

Much of a page is the same for everybody who opens it. It is drawn by its template with marks where the rest
belongs, and kept as pieces of text; whoever opens it then gets the pieces with their own texts in between:

    pieces = KEPT.get(key, lambda: render_template("...", until=mark("until")))
    pieces.filled({"until": filters.moment(...)})

A mark is plain text that nobody can guess, and that escaping leaves as it is. What is filled in is escaped
unless it is markup, as in a template.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from markupsafe import escape

_SECRET = secrets.token_hex(8)
_MARK = re.compile(f"\ue000{_SECRET}-([a-z_]+)\ue001")
MOST = 512


def mark(name: str) -> str:
    """Return what stands for this text until a page is filled."""
    return f"\ue000{_SECRET}-{name}\ue001"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page in pieces: texts in turn with the names of what belongs between them."""

    pieces: tuple[str, ...]

    def filled(self, given: Mapping[str, object]) -> str:
        """Return the page with these texts."""
        parts = list(self.pieces)
        for place in range(1, len(parts), 2):
            parts[place] = escape(given[parts[place]])
        return "".join(parts)


class Shelf:
    """Prepared pages by what they depend on; when too many are kept, all are drawn anew."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, Prepared] = {}

    def get(self, key: Hashable, draw: Callable[[], str]) -> Prepared:
        """Return the page of this key, drawn when it was not yet."""
        found = self._kept.get(key)
        if found is None:
            found = Prepared(tuple(_MARK.split(draw())))
            if len(self._kept) >= MOST:
                self._kept.clear()
            self._kept[key] = found
        return found
