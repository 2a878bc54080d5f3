"""Files as other people's projects write them: everything that import does to them is in the list.

The files were written for these tests in the manner of public projects: a scan of applications, a quick scan
with scores, a feedback form of the first SurveyJS, a usability list, an inquiry with uploads, a score of who
recommends what, a bilingual registration, a booking form, a personality list, an order form with letters of
another alphabet, a study with grids, a medical intake, a form with triggers, a translated and a flat form.
Beside each stands what is to be told: `fate path` of every change, `code line:column path` of every refusal.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sopforms.core.questionnaire import load
from sopforms.core.questionnaire.comparison import compare
from sopforms.core.questionnaire.importing import import_survey, into
from sopforms.core.questionnaire.layout import laid_out
from tests.core.questionnaire.test_json_schema import SHELF, SHIPPED

FOLDER = Path(__file__).parent / "surveyjs"
FILES = sorted(FOLDER.glob("*.json"))


def test_there_are_files_of_more_than_ten_projects():
    assert len(FILES) >= 15


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_everything_that_is_done_to_a_file_is_told(path):
    result = import_survey(path.read_bytes(), id="proef", file=path.name)

    told = [
        f"{change.fate} {change.path.removeprefix('survey.')}"
        for change in result.changes
        if change.path.startswith("survey")
    ]
    told += [
        f"{one.code} {one.line}:{one.column} {one.path.removeprefix('survey.')}"
        for one in result.problems
        if one.severity == "error"
    ]
    assert told == path.with_suffix(".txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_refused_exactly_when_a_refusal_is_told(path):
    result = import_survey(path.read_bytes(), id="proef", file=path.name)

    expected = any(line.startswith("Q") for line in path.with_suffix(".txt").read_text("utf-8").splitlines())
    assert result.is_refused == expected
    if not expected:
        form = load(laid_out(result.envelope))
        assert not compare(form, form).changes


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_was_imported_once_stays_as_it_is(path):
    once = import_survey(path.read_bytes(), id="proef", file=path.name).envelope["survey"]

    again = import_survey(laid_out(once), id="proef", file=path.name)

    assert again.envelope["survey"] == once
    assert not [change for change in again.changes if change.path.startswith("survey")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_change_has_a_place_in_the_file_and_words_in_two_languages(path):
    lines = path.read_text("utf-8").splitlines()

    for change in import_survey(path.read_bytes(), id="proef", file=path.name).changes:
        assert 1 <= change.line <= len(lines)
        assert 1 <= change.column <= len(lines[change.line - 1]) + 1
        assert change.what("en").count(" - ") >= 1
        assert change.what("nl") != change.what("en")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_survey_of_a_shipped_file_goes_out_and_comes_back_unchanged(path):
    text = path.read_text("utf-8")
    survey = json.dumps(json.loads(text)["survey"])

    alone, back = import_survey(survey, id="proef"), into(text, survey, shelf=SHELF)

    assert alone.envelope["survey"] == json.loads(survey)
    assert not [change for change in alone.changes if change.path.startswith("survey")]
    assert back.envelope == json.loads(text)
    assert (back.changes, back.left, back.new, back.no_longer_mapped) == ((), (), (), ())
