"""Import into a file that is there: the survey is replaced, no work on the mapping is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sopforms.core.questionnaire import load
from sopforms.core.questionnaire.comparison import compare
from sopforms.core.questionnaire.importing import ImportedInto, into
from sopforms.core.questionnaire.layout import laid_out
from tests.core.questionnaire.files import a_matrix, a_question, a_text, an_entry, an_envelope


def put(envelope: dict[str, Any], survey: Any, **options: Any) -> ImportedInto:
    return into(json.dumps(envelope), json.dumps(survey), **options)


def with_elements(envelope: dict[str, Any], *elements: Any) -> dict[str, Any]:
    return envelope["survey"] | {"pages": [{"name": "p1", "elements": list(elements)}]}


def test_a_survey_that_was_not_changed_gives_the_file_as_it_was():
    before = an_envelope(a_question(), a_matrix(), note="van Anna")

    result = put(before, before["survey"])

    assert result.envelope == before
    assert result.changes == ()
    assert (result.still_mapped, result.no_longer_mapped, result.new) == (
        ("hulp", "basis", "basis.a", "basis.b"),
        (),
        (),
    )
    assert not result.is_refused
    assert not result.left


def test_what_an_editor_adds_to_a_survey_is_taken_off_again():
    before = an_envelope(a_question())
    from_editor = with_elements(before, a_question(colCount=2)) | {
        "logoPosition": "right",
        "widthMode": "static",
    }

    result = put(before, from_editor)

    assert result.envelope == before
    assert len(result.changes) == 3


def test_a_new_question_gets_an_entry_and_everything_else_stays():
    before = an_envelope(a_question(), mapping={"hulp": an_entry(note="met zorg gekozen")}, note="van Anna")

    result = put(before, with_elements(before, a_question(), a_text("wens")))

    assert result.new == ("wens",)
    assert result.envelope["mapping"] == {
        "hulp": an_entry(note="met zorg gekozen"),
        "wens": {"short": "Wat helpt?", "aggregate": "none"},
    }
    assert {key: value for key, value in result.envelope.items() if key not in ("survey", "mapping")} == {
        key: value for key, value in before.items() if key not in ("survey", "mapping")
    }
    assert not result.left


def test_a_new_row_gets_an_entry_in_the_entry_of_its_matrix():
    before = an_envelope(a_matrix())

    result = put(before, with_elements(before, a_matrix(rows=["a", "b", {"value": "c", "text": "Derde"}])))

    assert result.new == ("basis.c",)
    assert result.envelope["mapping"]["basis"]["rows"]["c"] == {"short": "Derde"}
    assert not result.left


def test_entries_of_questions_and_rows_that_are_gone_stay_and_the_check_refuses_them():
    before = an_envelope(a_question(), a_matrix(), a_text())

    result = put(before, with_elements(before, a_matrix(rows=["a"])))

    assert result.no_longer_mapped == ("hulp", "basis.b", "vrij")
    assert result.envelope["mapping"] == before["mapping"]
    assert not result.is_refused
    assert [(one.code, one.path) for one in result.left] == [
        ("Q050", "mapping.hulp"),
        ("Q050", "mapping.basis.rows.b"),
        ("Q050", "mapping.vrij"),
    ]


def test_a_renamed_question_is_told_as_gone_and_new():
    before = an_envelope(a_question("taal"))

    result = put(before, with_elements(before, a_question("lezen")))

    assert (result.still_mapped, result.no_longer_mapped, result.new) == ((), ("taal",), ("lezen",))
    mended = result.envelope | {
        "mapping": {"lezen": before["mapping"]["taal"]},
        "renames": {"questions": {"taal": "lezen"}},
    }
    change = compare(load(laid_out(before)), load(laid_out(mended)))
    assert not change.breaks_series("lezen")


def test_a_mapping_that_no_longer_fits_is_left_to_be_mended():
    before = an_envelope(a_question(choices=[1, 2]), mapping={"hulp": an_entry(score=None)})
    before["mapping"]["hulp"] = {"short": "Hulp", "chapter": "ch3", "aggregate": "mean"}

    result = put(before, with_elements(before, a_question(choices=["ja", "nee"])))

    assert not result.is_refused
    assert result.still_mapped == ("hulp",)
    assert result.left


def test_what_is_refused_in_the_survey_refuses_it_all():
    before = an_envelope(a_question())

    result = put(before, with_elements(before, a_question(valueName="x")), file="nieuw.json")

    assert result.is_refused
    assert [(one.file, one.code) for one in result.problems if one.severity == "error"] == [
        ("nieuw.json", "Q010")
    ]


def test_the_languages_are_those_of_the_file():
    before = an_envelope(a_question(title={"nl": "Hoe?", "en": "How?"}), languages=["nl", "en"])
    before["survey"]["locale"] = "nl"

    more = with_elements(before, a_question(title={"nl": "Hoe?", "en": "How?", "de": "Wie?"}))
    result = put(before, more)
    default = put(before, with_elements(before, a_question(title={"nl": "Hoe?", "default": "How?"})))

    assert [one.code for one in result.problems if one.severity == "error"] == ["Q040"]
    assert default.envelope == before


@pytest.mark.parametrize(
    ("envelope", "code"),
    [("", "Q001"), ("{}", "Q004"), ('{"pages": []}', "Q004"), ('{"sopforms": 2}', "Q004"), ("[]", "Q004")],
)
def test_a_file_that_cannot_hold_a_survey_is_refused(envelope, code):
    result = into(envelope, json.dumps(an_envelope()["survey"]), envelope_file="lijst.json")

    assert result.is_refused
    assert (result.problems[0].file, result.problems[0].code) == ("lijst.json", code)
    assert result.envelope == {}


@pytest.mark.parametrize("mapping", [None, [], "x", 3])
def test_a_file_with_a_mapping_that_is_none_is_refused(mapping):
    before = an_envelope()

    assert put(before | {"mapping": mapping}, before["survey"]).is_refused
    without = {key: value for key, value in before.items() if key != "mapping"}
    assert put(without, before["survey"]).envelope["mapping"] == {
        "hulp": {"short": "Lukt het?", "aggregate": "none"}
    }


@pytest.mark.parametrize("entry", [None, 3, {"rows": 3}, {"rows": {"a": None}}])
def test_a_broken_entry_is_kept_and_reported(entry):
    before = an_envelope(a_matrix(), mapping={"basis": an_entry()})
    before["mapping"]["basis"] = entry

    result = put(before, before["survey"])

    assert not result.is_refused
    assert result.left
