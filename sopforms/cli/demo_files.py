"""What the demonstration keeps in its folder: random keys, a database that is whole or not there, mails."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade

from sopforms.app import create_app
from sopforms.settings import ROOT, Settings
from sopforms.store import scope
from sopforms.store.db import db, set_read_only

DATABASE, NEW, KEPT, MAIL = "demo.db", "demo.db.new", "demo.json", "mail"
SENDER = "ondersteuningsaanbod@voorbeeld.example"
_JOURNALS = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of a demonstration. `demo.json` is readable for its owner only."""

    path: Path

    @property
    def mail(self) -> Path:
        """Where the local mailbox keeps its mails."""
        return self.path / MAIL

    @property
    def is_filled(self) -> bool:
        """Whether there is a whole database of this version of the product."""
        return (self.path / DATABASE).exists() and self._kept().get("version") == _version()

    def clear(self) -> None:
        """Throw the database and the mails away; the keys stay."""
        for journal in _JOURNALS:
            (self.path / f"{DATABASE}{journal}").unlink(missing_ok=True)
        self.clear_mail()

    def clear_mail(self) -> None:
        """Throw the mails of the local mailbox away."""
        shutil.rmtree(self.mail, ignore_errors=True)

    def moved_to(self, base_url: str) -> bool:
        """Whether the pages had another address before, which is then forgotten: links in mails are dead."""
        kept = self._kept()
        self._keep(kept | {"base_url": base_url})
        return kept.get("base_url", base_url) != base_url

    def settings(self, base_url: str, **more: Any) -> Settings:
        """Return the settings of a demonstration on this address; keys are made the first time."""
        kept = self._kept()
        if "secret_key" not in kept:
            kept = {"secret_key": secrets.token_hex(32), "link_key": secrets.token_hex(32)}
            self._keep(kept)
        made = Settings(
            database=f"sqlite:///{self.path / DATABASE}",
            secret_key=kept["secret_key"],
            link_key=kept["link_key"],
            base_url=base_url,
            mail_sender=SENDER,
            demo=True,
        )
        return replace(made, **more)

    @contextmanager
    def filling(self, base_url: str) -> Iterator[Flask]:
        """Give the application on a new database with all tables; it takes the old one's place at the end.

        When the work inside fails or is broken off, everything is as it was.
        """
        new = self.path / NEW
        self._clear_new()
        app = create_app(self.settings(base_url, database=f"sqlite:///{new}"))
        whole = False
        try:
            with app.app_context():
                set_read_only(False)
                scope.enter_everywhere()
                upgrade()
                yield app
            whole = True
        finally:
            _let_go(app)
            if not whole:
                self._clear_new()
        self.clear()
        os.replace(new, self.path / DATABASE)
        self._keep(self._kept() | {"version": _version()})

    def _clear_new(self) -> None:
        """Throw away what a filling that was broken off left behind."""
        for journal in _JOURNALS:
            (self.path / f"{NEW}{journal}").unlink(missing_ok=True)

    def _kept(self) -> dict[str, str]:
        try:
            return dict(json.loads((self.path / KEPT).read_text("utf-8")))
        except (FileNotFoundError, ValueError):
            return {}

    def _keep(self, kept: dict[str, str]) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.path / KEPT, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            os.chmod(self.path / KEPT, 0o600)
            json.dump(kept, file, indent=1)


def _let_go(app: Flask) -> None:
    """Close every connection, so that the file is whole and can be moved."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _version() -> str:
    """Return a mark of the tables: a database that was made by other migrations is made anew."""
    found = hashlib.sha256()
    for file in sorted((ROOT / "migrations" / "versions").glob("*.py")):
        found.update(file.read_bytes())
    return found.hexdigest()[:16]
