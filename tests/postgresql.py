"""Where PostgreSQL's binaries are, and what to do on a machine that lacks something a test needs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest


def binaries() -> Path | None:
    """Return the folder with `initdb` and `pg_ctl`, the newest version first, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if found:
        return found[0].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def skip_or_fail(what: str, package: str) -> NoReturn:
    """Skip the test and name the package to install; fail instead when everything is required."""
    reason = f"{what} not found: install the package {package}"
    if os.environ.get("REQUIRE") == "all":
        pytest.fail(reason)
    pytest.skip(reason)
