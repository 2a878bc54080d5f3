"""`sopforms questionnaire check`: a line per problem, and an exit code that tells enough."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from sopforms.cli.questionnaire import questionnaire
from tests.core.questionnaire.files import a_file, a_question


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Return a function that writes a file `a.json` and checks it."""
    monkeypatch.chdir(tmp_path)

    def check(text: str, *options: str):
        (tmp_path / "a.json").write_text(text, encoding="utf-8")
        return CliRunner().invoke(questionnaire, ["check", *options, "a.json"])

    return check


def test_a_good_file_prints_nothing(run):
    result = run(a_file())

    assert (result.exit_code, result.output) == (0, "")


def test_a_warning_is_printed_and_is_no_error(run):
    result = run(a_file(a_question(title="Lukt <b>dit</b>?")))

    assert result.exit_code == 0
    assert result.output.startswith("a.json:")
    assert "warning: survey.pages[0]" in result.output


def test_an_error_is_a_line_with_place_and_code(run):
    result = run('{"sopforms": 2}')

    assert (result.exit_code, result.output) == (
        1,
        "a.json:1:14: sopforms: 'sopforms' is not the number 1 [Q004]\n",
    )


def test_problems_can_be_read_in_dutch(run):
    result = run('{"sopforms": 2}', "--language", "nl")

    assert result.output == "a.json:1:14: sopforms: 'sopforms' is niet het getal 1 [Q004]\n"


def test_json_is_one_array_with_nine_attributes(run):
    result = run('{"sopforms": 2}', "--json")

    (problem,) = json.loads(result.output)
    assert result.exit_code == 1
    assert list(problem) == [
        *("file", "line", "column", "path", "question", "message", "hint", "code", "severity"),
    ]
    assert (problem["code"], problem["hint"], problem["severity"]) == ("Q004", None, "error")


def test_at_most_fifty_problems_are_printed_per_file(run):
    result = run(a_file(**{f"x{number}": 1 for number in range(60)}))

    lines = result.output.splitlines()
    assert (len(lines), lines[-1]) == (51, "… and 10 more")


def test_a_file_that_cannot_be_opened_is_told_on_standard_error():
    result = CliRunner().invoke(questionnaire, ["check", "weg.json"])

    assert (result.exit_code, result.stdout) == (2, "")
    assert "weg.json: cannot be opened" in result.stderr


def test_no_files_are_unusable_arguments():
    assert CliRunner().invoke(questionnaire, ["check"]).exit_code == 2
