"""`sopforms questionnaire preview`: serves a file on this machine until it is stopped."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from urllib.request import urlopen

from click.testing import CliRunner

from sopforms.cli.questionnaire import questionnaire
from tests.core.questionnaire.files import a_file

# Who starts the tests in the background has Ctrl-C ignored for all that they start: here it must count.
PREVIEW = """
import signal
from sopforms.cli.questionnaire import questionnaire
signal.signal(signal.SIGINT, signal.default_int_handler)
questionnaire()
"""


def test_it_prints_an_address_shows_the_file_there_and_stops_when_told(tmp_path):
    file = tmp_path / "lijst.json"
    file.write_text(a_file(), encoding="utf-8")
    arguments = [sys.executable, "-c", PREVIEW, "preview", str(file), "--no-open"]

    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as running:
        try:
            line = running.stdout.readline()
            address = line.split()[1]
            with urlopen(address, timeout=30) as page:
                content = page.read().decode()
            file.write_text("{", encoding="utf-8")
            running.send_signal(signal.SIGINT)
            rest, _ = running.communicate(timeout=30)
        finally:
            running.kill()  # nothing to one that has stopped

    assert line == f"{file}: {address} (Ctrl-C stops)\n"
    assert address.startswith("http://127.0.0.1:")
    assert "Lukt het?" in content
    assert (rest, running.returncode) == ("preview: stopped\n", 1)


def test_a_file_that_cannot_be_opened_is_told(tmp_path):
    result = CliRunner().invoke(questionnaire, ["preview", str(tmp_path / "weg.json"), "--no-open"])

    assert result.exit_code == 2
    assert result.stderr == f"{tmp_path}/weg.json: cannot be opened: No such file or directory\n"


def test_a_port_that_is_in_use_is_told(tmp_path):
    (tmp_path / "lijst.json").write_text(a_file(), encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        arguments = ["preview", str(tmp_path / "lijst.json"), "--port", port, "--no-open"]
        result = CliRunner().invoke(questionnaire, arguments)

    assert result.exit_code == 2
    assert f"port {port} cannot be used" in result.stderr
