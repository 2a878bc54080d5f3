"""`sopforms questionnaire diff`: a line per change, and an exit code that tells whether a trend breaks."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopforms.cli.questionnaire import questionnaire
from tests.core.questionnaire.files import a_file, a_question, a_text

SETS = Path(__file__).resolve().parents[2] / "questionnaires"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Return a function that writes two files and compares them."""
    monkeypatch.chdir(tmp_path)

    def diff(old: str, new: str, *options: str) -> Result:
        (tmp_path / "oud.json").write_text(old, "utf-8")
        (tmp_path / "nieuw.json").write_text(new, "utf-8")
        return CliRunner().invoke(questionnaire, ["diff", *options, "oud.json", "nieuw.json"])

    return diff


def test_a_file_is_no_different_from_itself(run) -> None:
    result = run(a_file(), a_file(note="gezien"))

    assert (result.exit_code, result.output) == (0, "")


def test_additions_and_wording_break_nothing(run) -> None:
    result = run(a_file(a_question()), a_file(a_question(title="Gaat het?"), a_text()))

    assert (result.exit_code, result.output.splitlines()) == (
        0,
        [
            "additive survey.pages[0].elements[1]: new question 'vrij'",
            "wording survey.pages[0].elements[0].title: title reworded: 'Lukt het?' → 'Gaat het?'",
        ],
    )


def test_a_break_has_exit_code_one_and_its_code(run) -> None:
    result = run(a_file(a_question(), a_text()), a_file(a_question()), "--language", "nl")

    assert (result.exit_code, result.output) == (
        1,
        "breuk survey.pages[0].elements[1]: vraag 'vrij' is weg, zonder regel in 'renames' [Q074]\n",
    )


def test_json_is_one_array_with_what_a_program_needs(run) -> None:
    result = run(a_file(), a_file(a_question(type="dropdown")), "--json")

    (change,) = json.loads(result.output)
    assert result.exit_code == 1
    assert change == {
        "file": "nieuw.json",
        "class": "breaking",
        "path": "survey.pages[0].elements[0].type",
        "question": "hulp",
        "what": "type 'radiogroup' is now 'dropdown'",
        "code": "Q072",
        "refused": True,
        "series": ["hulp"],
    }


def test_a_file_with_errors_is_not_compared(run) -> None:
    result = run(a_file(), a_file(kind="staf"))

    assert (result.exit_code, result.stdout) == (2, "")
    assert "nieuw.json:" in result.stderr
    assert "[Q005]" in result.stderr


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(questionnaire, ["diff", str(tmp_path / "weg.json"), str(SETS / "po")])

    assert result.exit_code == 2
    assert "two files or two directories" in result.stderr
    result = CliRunner().invoke(questionnaire, ["diff", str(tmp_path / "weg.json"), str(tmp_path / "x.json")])
    assert (result.exit_code, "cannot be opened" in result.stderr) == (2, True)


def test_a_document_is_no_questionnaire(tmp_path: Path) -> None:
    plan = str(SETS / "po" / "jaarplan.json")

    result = CliRunner().invoke(questionnaire, ["diff", plan, plan])

    assert (result.exit_code, "there is no questionnaire here" in result.stderr) == (2, True)


def test_two_sets_are_compared_by_id_with_the_file_in_each_line(tmp_path: Path) -> None:
    shutil.copytree(SETS / "po", tmp_path / "po")
    shutil.copy(SETS / "scales.json", tmp_path / "scales.json")
    (tmp_path / "po" / "leerlingen.json").rename(tmp_path / "po" / "stemmen.json")
    (tmp_path / "po" / "teamgesprek.json").unlink()
    survey = tmp_path / "po" / "evaluatie.json"
    survey.write_text(survey.read_text("utf-8").replace("Hoe vaak lukt dit jou?", "Lukt dit?", 1), "utf-8")

    result = CliRunner().invoke(questionnaire, ["diff", str(SETS / "po"), str(tmp_path / "po")])

    assert (result.exit_code, result.output.splitlines()) == (
        1,
        [
            "wording evaluatie.json: survey.pages[0].elements[0].title: "
            "title reworded: 'Hoe vaak lukt dit jou?' → 'Lukt dit?'",
            "breaking teamgesprek.json: questionnaire 'teamgesprek-po' is gone: its series end",
        ],
    )


@pytest.mark.parametrize("sector", ["po", "vo"])
def test_a_shipped_set_is_no_different_from_itself(sector: str) -> None:
    result = CliRunner().invoke(questionnaire, ["diff", str(SETS / sector), str(SETS / sector)])

    assert (result.exit_code, result.output) == (0, "")
