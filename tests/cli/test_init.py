"""Setting up a production database from nothing, and again without harm."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopforms.cli import main
from sopforms.settings import Settings
from tests.conftest import make_app

ANSWERS = ["--name", "Ada Beheer", "--email", "Ada@Sop.example"]


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'sop.db'}"
    monkeypatch.setenv("SOPFORMS_DATABASE", url)
    monkeypatch.setenv("SOPFORMS_SECRET_KEY", "s" * 40)
    monkeypatch.setenv("SOPFORMS_LINK_KEY", "l" * 40)
    monkeypatch.setenv("SOPFORMS_BASE_URL", "http://127.0.0.1:5000")
    return url


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words), catch_exceptions=False)


def test_the_first_administrator_signs_in_by_the_link_on_the_terminal(environment: str) -> None:
    result = run("init", "--no-mail", *ANSWERS)

    assert result.exit_code == 0
    found = re.search(r"http://127\.0\.0\.1:5000(/inloggen/\S+)", result.output)
    assert found is not None
    client = make_app(environment).test_client()
    assert client.post(found[1]).status_code == 303
    assert client.get("/begin").location == "/tweede-stap?next=/begin?"
    assert "Telefoon instellen" in client.get("/tweede-stap", follow_redirects=True).text


def test_a_second_time_changes_nothing_but_gives_a_new_link(environment: str) -> None:
    run("init", "--no-mail", *ANSWERS)

    again = run("init", "--no-mail")

    assert again.exit_code == 0
    assert "0 school holidays added" in again.output
    assert "ada@sop.example" in again.output


def test_nobody_else_becomes_administrator_by_the_terminal_afterwards(environment: str) -> None:
    run("init", "--no-mail", *ANSWERS)

    other = run("init", "--no-mail", "--name", "Eva", "--email", "eva@kwaad.example")

    assert other.exit_code == 2


def test_an_address_that_is_none_ends_in_one_line(environment: str) -> None:
    result = run("init", "--no-mail", "--name", "Ada", "--email", "ada")

    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_missing_settings_are_named_with_an_example(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.__dataclass_fields__:
        monkeypatch.delenv(f"SOPFORMS_{name.upper()}", raising=False)

    result = run("init")

    assert result.exit_code == 2
    assert "SOPFORMS_DATABASE is missing" in result.output
    assert len(re.findall(r"_KEY=\S{43}", result.output)) == 2


def test_a_mail_server_that_is_away_is_told(
    environment: str, monkeypatch: pytest.MonkeyPatch, free_port: int
) -> None:
    monkeypatch.setenv("SOPFORMS_MAIL_PORT", str(free_port))

    assert run("init", *ANSWERS).exit_code == 1


def test_migrating_twice_is_harmless(environment: str) -> None:
    assert run("migrate").exit_code == 0
    assert run("migrate").exit_code == 0
