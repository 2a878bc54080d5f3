"""What tests share: an application on SQLite and on PostgreSQL, and a cluster of the machine's own."""

from __future__ import annotations

import contextvars
import gc
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import sqlalchemy as sa
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from sopforms.app import create_app
from sopforms.settings import Settings
from sopforms.store import immutable, row_security, scope, tenancy
from sopforms.store.db import Base, db, open_engine, set_read_only
from tests import rehearsed
from tests.postgresql import binaries, skip_or_fail

# How long an example takes depends on what else the machine does; the benchmarks measure speed.
hypothesis.settings.register_profile("sopforms", deadline=None)
hypothesis.settings.load_profile("sopforms")

PLAIN = "plain"  # the role on PostgreSQL that the application has in tests
SETTINGS = Settings(
    database="sqlite://",
    secret_key="s" * 40,
    link_key="l" * 40,
    base_url="http://127.0.0.1:5000",
)


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A PostgreSQL cluster of our own for this run, on a Unix socket, thrown away afterwards."""
    home = binaries()
    if home is None:
        skip_or_fail("PostgreSQL's binaries", "postgresql")
    # Not below pytest's folder: a socket needs a short path, and an unprivileged user must reach it.
    folder = Path(tempfile.mkdtemp(prefix="sop-pg-"))
    run = _runner(_unprivileged(folder))
    data = folder / "data"
    run([home / "initdb", "-D", data, "-U", "sop", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"])
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
    run([home / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"])
    server = f"postgresql+psycopg://sop@/postgres?host={folder}"
    with _as_owner(server).connect() as connection:
        connection.execute(sa.text(f"CREATE ROLE {PLAIN} LOGIN"))
    try:
        yield server
    finally:
        run([home / "pg_ctl", "-D", data, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> str | None:
    """PostgreSQL refuses root: hand the folder to `nobody` then."""
    if os.getuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return "nobody"


def _runner(user: str | None):
    def run(command: list[object]) -> None:
        words = [str(word) for word in command]
        as_user = ["setpriv", f"--reuid={user}", "--clear-groups"] if user else []
        subprocess.run([*as_user, *words], check=True, stdout=subprocess.DEVNULL, cwd="/")

    return run


def as_plain(server: str, database: str) -> str:
    """The URL of a database for a role without privileges: walls of the database do not hold a superuser."""
    return server.replace("//sop@/postgres?", f"//{PLAIN}@/{database}?")


def _as_owner(server: str) -> sa.Engine:
    return sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database: once on SQLite, once on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'sop.db'}"
    else:
        yield request.getfixturevalue("empty_postgresql")


@pytest.fixture
def empty_postgresql(postgresql_url: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of an empty PostgreSQL database of this test's own."""
    name = f"t{os.getpid()}_{abs(hash(request.node.nodeid)) % 10**9}"
    with _as_owner(postgresql_url).connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} OWNER {PLAIN}"))
    yield as_plain(postgresql_url, name)
    with _as_owner(postgresql_url).connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(scope="session")
def _empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables, copied for each test: making the tables takes longer than copying."""
    file = tmp_path_factory.mktemp("empty") / "sop.db"
    create_tables(f"sqlite:///{file}")
    return file


def create_tables(url: str) -> None:
    """Make all tables and triggers in an empty database."""
    engine = open_engine(url)
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        walls = row_security.policies(engine.dialect.name, tenancy.ways(Base.metadata))
        for statement in (*immutable.triggers(engine.dialect.name), *walls):
            connection.exec_driver_sql(statement)
    engine.dispose()


class Browser(FlaskClient):
    """A client whose requests are as alone as real ones: no session, `g` or transaction of the test."""

    def open(self, *args: object, **kwargs: object) -> TestResponse:
        """Commit what the test made, then ask in a context of its own."""
        if has_app_context():  # not while it follows a redirect
            db.session.commit()
        if self.preserve_context:
            return super().open(*args, **kwargs)
        return contextvars.Context().run(super().open, *args, **kwargs)


def make_app(url: str, **changes: object) -> Flask:
    """An application for tests on this database."""
    app = create_app(replace(SETTINGS, database=url, **changes))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    app.test_client_class = Browser
    return app


@pytest.fixture(scope="session")
def _app_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One application for all tests of this process: making routes and templates takes longer than a test."""
    app = make_app(f"sqlite:///{tmp_path_factory.mktemp('shared') / 'sop.db'}")
    with app.app_context():
        sa.event.listen(db.engine, "connect", _trust_the_power)
    return app


def _trust_the_power(connection: Any, _record: object) -> None:
    """Wait for no disk: each test throws its file away. The tests of storage hold what a real file asks."""
    connection.execute("PRAGMA synchronous=OFF")


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over ten thousand tests that stay until the end."""
    gc.freeze()


@contextmanager
def as_new(app: Flask) -> Iterator[Flask]:
    """The shared application inside its context, over a fresh database; settings come back."""
    config, extensions = dict(app.config), dict(app.extensions)
    with app.app_context():
        set_read_only(False)
        scope.enter_everywhere()
        yield app
        db.session.remove()
        db.engine.dispose()
    app.config.clear()
    app.config.update(config)
    app.extensions.clear()
    app.extensions.update(extensions)


@pytest.fixture
def app(_empty_sqlite: Path, _app_on_sqlite: Flask) -> Iterator[Flask]:
    """The application on an SQLite file that holds no rows, inside its context."""
    lay_down(_empty_sqlite, _app_on_sqlite)
    with as_new(_app_on_sqlite) as app:
        yield app


def lay_down(empty: Path, app: Flask) -> None:
    """Put a file with all tables and no rows where the application has its database."""
    file = Path(sa.make_url(app.config["SQLALCHEMY_DATABASE_URI"]).database or "")
    for left in file.parent.glob(f"{file.name}*"):
        left.unlink()
    shutil.copy(empty, file)


@pytest.fixture(scope="session")
def _tables_postgresql(postgresql_url: str) -> str:
    """The name of a database with all tables, to copy from: making the tables takes longer than copying."""
    name = f"tables_{os.getpid()}"
    with _as_owner(postgresql_url).connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} OWNER {PLAIN}"))
    create_tables(as_plain(postgresql_url, name))
    return name


@pytest.fixture(scope="session")
def _app_on_postgresql(postgresql_url: str) -> Flask:
    """The same, on a database of this process's own that each test makes anew."""
    return make_app(as_plain(postgresql_url, f"shared_{os.getpid()}"))


@pytest.fixture(params=["sqlite", "postgresql"])
def app_on_both(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The same on both databases; for tests of storage and of whole deeds."""
    if request.param == "sqlite":
        app: Flask = request.getfixturevalue("_app_on_sqlite")
        lay_down(request.getfixturevalue("_empty_sqlite"), app)
    else:
        template = request.getfixturevalue("_tables_postgresql")
        app = request.getfixturevalue("_app_on_postgresql")
        name = sa.make_url(app.config["SQLALCHEMY_DATABASE_URI"]).database
        with _as_owner(request.getfixturevalue("postgresql_url")).connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE {template} OWNER {PLAIN}"))
    with as_new(app) as app:
        yield app


@pytest.fixture
def free_port() -> int:
    """A TCP port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def po_year(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """What one rehearsed year of a primary school leaves, for all tests that look at it."""
    base = tmp_path_factory.getbasetemp()
    return rehearsed.played_once((base if worker_id == "master" else base.parent) / "po_year")
