"""`sopforms questionnaire import`: what is printed where, what is written, and when nothing is."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from sopforms.cli.questionnaire import questionnaire
from sopforms.cli.questionnaire_import import id_of
from tests.core.questionnaire.files import a_question, a_text, an_envelope

BARE = {"title": "Onze school", "questions": [a_question(colCount=2)]}
BROKEN = {"elements": [a_question(valueName="x")]}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Return a function that writes files and imports the first of them."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, **files):
        for name, content in files.items():
            text = content if isinstance(content, str) else json.dumps(content)
            (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
        return CliRunner().invoke(questionnaire, ["import", *arguments])

    return run


def test_the_file_goes_to_standard_output_and_the_report_to_standard_error(run):
    result = run("school.json", school=BARE)

    assert result.exit_code == 0
    envelope = json.loads(result.stdout)
    assert (envelope["id"], envelope["kind"], envelope["title"]) == ("school", "staff", "Onze school")
    assert "survey.questions: converted: the elements now stand on page 'page1'" in result.stderr
    assert "survey.pages[0].elements[0].colCount: dropped: 'colCount' is left out" in result.stderr


def test_with_a_name_the_file_is_written_and_the_check_has_nothing_against_it(run, tmp_path):
    result = run(
        "school.json",
        "--id",
        "mijn-school",
        "--kind",
        "team",
        "--language",
        "en",
        "-o",
        "uit.json",
        school=BARE,
    )

    assert result.exit_code == 0
    assert result.stdout.endswith("written: uit.json\n")
    assert result.stderr == ""
    envelope = json.loads((tmp_path / "uit.json").read_text("utf-8"))
    assert (envelope["id"], envelope["kind"], envelope["languages"]) == ("mijn-school", "team", ["en"])
    assert CliRunner().invoke(questionnaire, ["check", "uit.json"]).exit_code == 0


def test_when_something_is_refused_nothing_is_written(run, tmp_path):
    result = run("school.json", "-o", "uit.json", school=BROKEN, uit="wat er stond")

    assert result.exit_code == 1
    assert (
        "(question \"hulp\"): property 'valueName' is refused - how answers are stored is fixed [Q010]"
        in result.stdout
    )
    assert result.stdout.endswith("refused: nothing is written\n")
    assert (tmp_path / "uit.json").read_text() == "wat er stond"


def test_when_something_is_refused_standard_output_stays_empty(run):
    result = run("school.json", school=BROKEN)

    assert (result.exit_code, result.stdout) == (1, "")


def test_the_report_as_json(run):
    result = run("school.json", "-o", "uit.json", "--json", school=BARE)

    report = json.loads(result.stdout)
    assert list(report) == ["changes", "mapping", "problems"]
    assert {"path", "change", "what", "line", "column"} == set(report["changes"][0])
    assert report["mapping"] == {"still_mapped": [], "no_longer_mapped": [], "new": ["hulp"]}
    assert report["problems"] == []


def test_the_survey_of_a_file_is_replaced_and_three_lists_are_printed(run, tmp_path):
    before = an_envelope(a_question(), a_text())
    changed = before["survey"] | {"pages": [{"name": "p1", "elements": [a_text(), a_text("nieuw")]}]}

    result = run("survey.json", "--into", "lijst.json", "-o", "lijst.json", survey=changed, lijst=before)

    assert result.exit_code == 0
    assert "still mapped: vrij\nno longer mapped: hulp\nnew: nieuw\n" in result.stdout
    assert "mapping.hulp (question \"hulp\"): there is no question 'hulp' [Q050]" in result.stdout
    after = json.loads((tmp_path / "lijst.json").read_text("utf-8"))
    assert after["mapping"]["hulp"] == before["mapping"]["hulp"]


def test_the_file_itself_changes_only_when_it_is_named(run, tmp_path):
    before = an_envelope(a_question())

    result = run("survey.json", "--into", "lijst.json", survey=before["survey"], lijst=before)

    assert json.loads(result.stdout) == before
    assert (tmp_path / "lijst.json").read_text() == json.dumps(before)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("weg.json",),
        ("school.json", "--json"),
        ("school.json", "--kind", "ouders"),
        ("school.json", "--id", "Mijn School"),
        ("school.json", "--language", "nederlands"),
        ("school.json", "--into", "weg.json"),
        ("school.json", "--into", "school.json", "--id", "ander"),
        ("school.json", "-o", "geen/map/uit.json"),
    ],
)
def test_unusable_arguments_are_told_in_one_line(run, arguments):
    result = run(*arguments, school=BARE)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Mijn lijst.json", "mijn-lijst"),
        ("2027 Team!.json", "vragenlijst-2027-team"),
        ("é.json", "vragenlijst"),
        ("a" * 70, "a" * 50),
    ],
)
def test_an_id_is_made_of_the_name_of_the_file(tmp_path, name, id):
    assert id_of(tmp_path / name) == id
