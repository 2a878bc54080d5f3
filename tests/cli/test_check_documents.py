"""`sopforms questionnaire check` looks at a question set as a whole, its documents included."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopforms.cli.questionnaire import questionnaire

SETS = Path(__file__).resolve().parents[2] / "questionnaires"


def check(*arguments: str) -> Result:
    return CliRunner().invoke(questionnaire, ["check", *arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SETS / "po", tmp_path / "eigen")
    shutil.copy(SETS / "scales.json", tmp_path / "scales.json")
    return tmp_path / "eigen"


def change(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


@pytest.mark.parametrize("sector", ["po", "vo"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_shipped_sets_are_in_order_without_a_warning(sector: str, language: str) -> None:
    result = check("--language", language, str(SETS / sector))

    assert (result.exit_code, result.output) == (0, "")


def test_every_shipped_file_is_in_order_without_a_warning() -> None:
    files = [*sorted(SETS.glob("*/*.json")), SETS / "scales.json"]

    result = check("--json", *map(str, files))

    assert len(files) == 15
    assert (result.exit_code, json.loads(result.output)) == (0, [])


def test_a_set_and_a_file_are_checked_across(folder: Path, tmp_path: Path) -> None:
    survey = json.loads((folder / "evaluatie.json").read_text("utf-8"))
    (tmp_path / "los.json").write_text(json.dumps(survey), "utf-8")

    result = check(str(folder), str(tmp_path / "los.json"))

    assert result.exit_code == 1
    assert "los.json:1:" in result.output
    assert "[Q015]" in result.output


def test_an_indicator_that_nobody_asks_and_one_that_is_shown_nowhere_are_named(folder: Path) -> None:
    change(folder / "schoolgids.json", '"GE-05"', '"GE-99"')

    result = check(str(folder))

    assert result.exit_code == 1
    assert "schoolgids.json:" in result.output
    assert "no questionnaire of this set has indicator 'GE-99' [D001]" in result.output
    assert "indicator 'GE-05'" in result.output


def test_a_wrong_key_in_a_plan_is_named_with_its_place(folder: Path) -> None:
    change(folder / "jaarplan.json", '"form": "points"', '"form": "points", "mots": 3')

    result = check(str(folder), "--language", "nl")

    assert result.exit_code == 1
    assert "onbekende eigenschap 'mots'" in result.output
    assert "bedoelde u 'most'?" in result.output


def test_a_document_is_not_blamed_for_a_broken_questionnaire(folder: Path) -> None:
    change(folder / "schoolwaarden.json", '"kind": "consolidation"', '"kind": "consolidatie"')

    result = check(str(folder))

    assert result.exit_code == 1
    assert "D00" not in result.output
