"""What takes long to make: of all processes that test together, the first makes it and the others wait."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path


def made_once(path: Path, make: Callable[[Path], None]) -> Path:
    """Return this file or folder; `make` fills another one first, so that nobody finds half of it."""
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            being_made = path.with_name(f"{path.name}-{os.getpid()}")
            make(being_made)
            being_made.rename(path)
    return path
