"""The demonstration in a file, as large as a test needs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sopforms.actions import demo
from sopforms.actions.demo_names import Partnership
from sopforms.settings import ROOT
from sopforms.store import scope
from sopforms.store.clock import today
from sopforms.store.db import db, set_read_only
from tests.conftest import create_tables, make_app


def fill(file: Path, plans: tuple[Partnership, ...], more: Callable[[], None] = lambda: None) -> None:
    """Make an SQLite file with the demonstration of these partnerships, and with what `more` adds."""
    url = f"sqlite:///{file}"
    create_tables(url)
    with make_app(url).app_context():
        set_read_only(False)
        scope.enter_everywhere()
        demo.fill(demo.Filling(today(), partnerships=plans), ROOT / "questionnaires")
        more()
        db.session.remove()
        db.engine.dispose()
