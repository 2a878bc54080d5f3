"""A PostgreSQL cluster for one measurement, as durable as it is by default, thrown away afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class Cluster:
    """The addresses of two empty databases, and the first process of the server."""

    urls: list[str]
    process: int


@contextmanager
def running(home: Path) -> Iterator[Cluster]:
    """Start the binaries in `home` on a Unix socket; give two empty databases.

    Their owner has no privileges, as the product's role has none: its walls do not hold a superuser.
    """
    folder = Path(tempfile.mkdtemp(prefix="sop-pg-"))
    as_user: list[str] = []
    if os.getuid() == 0:  # it refuses root
        os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
        as_user = ["setpriv", f"--reuid={pwd.getpwnam('nobody').pw_uid}", "--clear-groups"]
    control = [*as_user, str(home / "pg_ctl"), "-D", str(folder / "data"), "-w"]
    options = f"-k {folder} -c listen_addresses=''"
    initdb = [str(home / "initdb"), "-D", str(folder / "data"), "-U", "sop", "--auth=trust", "-E", "UTF8"]
    try:
        _run([*as_user, *initdb, "--locale=C.UTF-8"])
        _run([*control, "-l", str(folder / "log"), "-o", options, "start"])
        owner = f"postgresql+psycopg://sop@/postgres?host={folder}"
        with sa.create_engine(owner, isolation_level="AUTOCOMMIT").connect() as connection:
            for statement in (
                "ROLE plain LOGIN",
                "DATABASE product OWNER plain",
                "DATABASE floor OWNER plain",
            ):
                connection.exec_driver_sql(f"CREATE {statement}")
        urls = [f"postgresql+psycopg://plain@/{name}?host={folder}" for name in ("product", "floor")]
        yield Cluster(urls, int((folder / "data/postmaster.pid").read_text("ascii").split()[0]))
    finally:
        _run([*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")
