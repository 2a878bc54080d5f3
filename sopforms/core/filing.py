"""Files that are made of a text: how far one is, and when it may be made again.

What the council read and what the board adopted is fixed: a file of it is made once. It may be made again
only when it was never made, and an attempt that fails never takes away what there is.
"""

from __future__ import annotations

import re
from enum import StrEnum

from sopforms.core.errors import Refused

MOST_TRIES = 3  # times that a file is begun; who stops three workers would stop a fourth


class Making(StrEnum):
    """How far a file is that was asked for."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


_VERSION = re.compile(r"\.v(\d+)(?=\.)")


def versioned(name: str, version: int) -> str:
    """Return the name of a file of a later version of a text: section.pdf is section.v2.pdf."""
    stem, _dot, kind = name.rpartition(".")
    return name if version == 1 else f"{stem}.v{version}.{kind}"


def version_in(name: str) -> int:
    """Return of which version of a text a file of this name is."""
    found = _VERSION.search(name)
    return int(found[1]) if found else 1


def plain_name(name: str) -> str:
    """Return the name of the same file of the first version."""
    return _VERSION.sub("", name)


def check_again(*, fixed: bool, made: bool) -> None:
    """Raise Refused when the file is fixed and there: nobody makes it again, whatever their role."""
    if fixed and made:
        raise Refused("document_fixed")
