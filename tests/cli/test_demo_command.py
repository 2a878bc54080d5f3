"""`sopforms demo`: one command that fills, serves and stops, and says in one line when it cannot."""

from __future__ import annotations

import signal
import stat
import subprocess
import sys
import urllib.request
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from sopforms.actions import demo as filling
from sopforms.actions import demo_names
from sopforms.cli import main
from sopforms.cli.demo_files import Folder
from sopforms.cli.ports import free_port, listen
from sopforms.settings import ROOT

COMMAND = [sys.executable, "-c", "from sopforms.cli import main; main()", "demo"]
BASE = "http://127.0.0.1:5000"


def a_filled(folder: Path) -> Folder:
    """A folder with a demonstration of two schools."""
    kept = Folder(folder)
    with kept.filling(BASE):
        plan = filling.Filling(date(2026, 11, 25), partnerships=demo_names.small())
        filling.fill(plan, ROOT / "questionnaires")
    return kept


def start(port: int, folder: Path) -> subprocess.Popen[str]:
    """The command in a process of its own."""
    arguments = [*COMMAND, "--port", str(port), "--folder", str(folder)]
    return subprocess.Popen(
        arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def told(process: subprocess.Popen[str]) -> list[str]:
    """What it says until it serves."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line.strip())
        if "Ctrl-C" in line:
            return lines
    raise AssertionError(process.stderr.read() if process.stderr else "")


def test_it_serves_pages_and_mailbox_and_stops_at_an_interrupt(tmp_path):
    a_filled(tmp_path)
    port = free_port()
    process = start(port, tmp_path)
    try:
        lines = told(process)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/inloggen", timeout=20) as page:
            signing_in = page.read().decode()
        mailbox = next(line.split()[1] for line in lines if line.startswith("mailbox"))
        with urllib.request.urlopen(mailbox, timeout=20) as page:
            assert page.status == 200
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=60)
    finally:
        process.kill()

    assert "Wie kan inloggen?" in signing_in
    assert mailbox in signing_in
    assert process.returncode == 0
    assert "stopping" in output
    assert "Traceback" not in errors


def test_a_port_in_use_is_told_in_one_line(tmp_path):
    with listen(0) as taken:
        port = taken.getsockname()[1]

        result = CliRunner().invoke(main, ["demo", "--port", str(port), "--folder", str(tmp_path / "new")])

    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert f"port {port}" in result.stderr
    assert not (tmp_path / "new").exists()


def test_keys_are_made_once_and_are_for_the_owner_only(tmp_path):
    kept = Folder(tmp_path / "instance")

    first, second = kept.settings(BASE), kept.settings(BASE)

    assert first.secret_key == second.secret_key
    assert first.secret_key != first.link_key
    assert len(first.link_key) >= 32
    assert stat.S_IMODE((tmp_path / "instance" / "demo.json").stat().st_mode) == 0o600


def test_a_filling_that_breaks_off_leaves_what_was_there(tmp_path):
    kept = Folder(tmp_path)
    with kept.filling(BASE):
        pass
    before = (tmp_path / "demo.db").read_bytes()

    with pytest.raises(KeyboardInterrupt), kept.filling(BASE):
        raise KeyboardInterrupt

    assert (tmp_path / "demo.db").read_bytes() == before
    assert kept.is_filled


def test_a_database_of_other_tables_is_not_used(tmp_path):
    kept = Folder(tmp_path)
    with kept.filling(BASE):
        pass
    assert kept.is_filled

    (tmp_path / "demo.json").write_text('{"version": "older"}', "utf-8")

    assert not kept.is_filled


def test_mails_are_thrown_away_when_the_pages_move_to_another_address(tmp_path):
    kept = Folder(tmp_path)
    assert not kept.moved_to(BASE)
    assert not kept.moved_to(BASE)

    assert kept.moved_to("http://127.0.0.1:5001")
    assert not kept.moved_to("http://127.0.0.1:5001")


def test_a_wanted_port_is_given_when_it_is_free_and_another_one_when_not():
    with listen(0) as taken:
        port = taken.getsockname()[1]
        assert free_port(port) != port

    assert free_port(port) == port
