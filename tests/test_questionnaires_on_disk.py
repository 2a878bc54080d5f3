"""Files are checked together: a set, its scales, and what is no questionnaire."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sopforms.core.questionnaire import load
from sopforms.questionnaires_on_disk import check_set
from tests.core.questionnaire.files import a_file, a_question, an_entry

SCALE = {"values": [{"value": value, "score": number} for number, value in enumerate(["ja", "nee", "soms"])]}


def a_scaled(id_: str, **more):
    """Return a file whose question has an indicator."""
    entry = an_entry(aggregate="value", chapter="ch3", indicator="BO-01") | more
    return a_file(a_question(), id=id_, mapping={"hulp": entry})


def write(folder: Path, **files: str) -> list[Path]:
    """Write `name` as `name.json` and return the paths."""
    paths = [folder / f"{name}.json" for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def codes(checked) -> dict[str, list[str]]:
    return {Path(file).stem: [problem.code for problem in found] for file, found in checked.problems.items()}


def test_an_indicator_has_one_scale_in_all_files(tmp_path):
    shelf = json.dumps({"sopforms": 1, "scales": {"AB": SCALE}})
    paths = write(tmp_path, een=a_scaled("een"), twee=a_scaled("twee", scale="AB"), scales=shelf)

    checked = check_set(paths)

    assert codes(checked) == {"een": [], "twee": ["Q052"], "scales": []}
    assert [Path(file).stem for file in checked.questionnaires] == ["een"]


def test_an_id_belongs_to_one_file(tmp_path):
    paths = write(tmp_path, een=a_file(), twee=a_file())

    assert codes(check_set(paths)) == {"een": [], "twee": ["Q015"]}


def test_an_indicator_has_its_sentences_once_in_a_set(tmp_path):
    text = {"*": "Dat lukt."}
    paths = write(tmp_path, een=a_scaled("een", text=text), twee=a_scaled("twee", text=text))

    assert codes(check_set([tmp_path])) == {"een": [], "twee": ["Q075"]}
    assert codes(check_set(paths)) == {"een": [], "twee": []}


def test_scales_among_the_files_hold_for_files_elsewhere_and_are_checked(tmp_path):
    (tmp_path / "elders").mkdir()
    shelf = json.dumps({"sopforms": 1, "scales": {"AB": SCALE, "2": {}}})
    paths = write(tmp_path, scales=shelf) + write(tmp_path / "elders", een=a_scaled("een", scale="AB"))

    checked = check_set(paths)

    assert [problem.code for problem in checked.problems[str(paths[0])]] == ["Q053"]
    assert "unknown scale" not in str(checked.problems[str(paths[1])])


def test_the_document_of_a_set_is_kept_for_who_checks_it(tmp_path):
    write(tmp_path, schoolgids='{"sopforms": 1, "kind": "document"}', een=a_file())

    checked = check_set([tmp_path])

    assert [Path(file).name for file in checked.others] == ["schoolgids.json"]
    assert codes(checked) == {"een": [], "schoolgids": []}


def test_the_scales_beside_a_file_come_before_those_of_the_product(tmp_path):
    shelf = json.dumps({"sopforms": 1, "scales": {"AB": SCALE}})
    (een,) = write(tmp_path, een=a_scaled("een", scale="AB"))
    write(tmp_path, scales=shelf)

    assert set(load(een).scales) == {"AB"}


def test_a_file_that_cannot_be_opened_is_an_os_error(tmp_path):
    with pytest.raises(OSError, match="weg"):
        check_set([tmp_path / "weg.json"])


def test_the_shipped_sets_have_no_errors_together():
    shipped = Path(__file__).resolve().parents[1] / "questionnaires"
    checked = check_set([folder for folder in shipped.iterdir() if folder.is_dir()])

    assert [str(problem) for found in checked.problems.values() for problem in found] == []
