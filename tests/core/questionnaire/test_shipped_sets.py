"""The question sets that come with the product: complete, short enough to fill in, and in plain Dutch."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sopforms.core.questionnaire import load
from sopforms.core.questionnaire.model import Form, MappingEntry

SETS = Path(__file__).resolve().parents[3] / "questionnaires"
SECTORS = ("po", "vo")
FILES = tuple(f"{sector}/{name}.json" for sector in SECTORS for name in ("evaluatie", "schoolwaarden"))

STAFF = {
    *(f"BO-{n:02}" for n in range(1, 11)),
    *(f"ST-{n:02}" for n in range(1, 7)),
    *("DE-09", "DE-10", "EX-07", "EX-08", "GR-06"),
    *("SA-01", "SA-02", "SA-05", "ON-01", "ON-02", "ON-03"),
}
SCHOOL = {
    *("SP-01", "VI-01", "BO-11", "BO-12", "ST-07", "ST-08", "EX-09"),
    *(f"DE-{n:02}" for n in range(1, 9)),
    *(f"EX-{n:02}" for n in range(1, 6)),
    *(f"GE-{n:02}" for n in range(1, 6)),
    *(f"GR-{n:02}" for n in range(1, 6)),
    *("SA-03", "SA-04", "SA-06", "ON-05"),
}
ONLY_VO = {"EX-06"}
SCALE_OF = {"DE": "EXP4", "EX": "VOORZ4", "GE": "TOEG3", "GR": "GRENS3"}
NEEDS = {"lezen", "rekenen", "gedrag", "autisme", "hoogbegaafd", "taal", "motoriek", "zorg"}
PLACEHOLDER = re.compile(r"\{[^}]*\}")


def entries(form: Form) -> Iterator[tuple[str, MappingEntry]]:
    """Yield (name, entry) of each question and each row of a matrix."""
    for name, entry in form.mapping.items():
        yield name, entry
        for row, row_entry in entry.rows.items():
            yield f"{name}.{row}", row_entry


def indicators(form: Form) -> dict[str, MappingEntry]:
    """Return the entries that have an indicator, by indicator."""
    return {entry.indicator: entry for _, entry in entries(form) if entry.indicator}


def weight(question: Any) -> int:
    """Return what a question asks of who fills in: a row of a matrix counts as one."""
    return len(question.rows) or 1


@pytest.fixture(scope="module", params=FILES)
def form(request: pytest.FixtureRequest) -> Form:
    return load(SETS / request.param)


@pytest.fixture(scope="module", params=SECTORS)
def staff(request: pytest.FixtureRequest) -> Form:
    return load(SETS / request.param / "evaluatie.json")


@pytest.fixture(scope="module", params=SECTORS)
def school(request: pytest.FixtureRequest) -> Form:
    return load(SETS / request.param / "schoolwaarden.json")


@pytest.mark.parametrize(
    "path", sorted(SETS.glob("*/*.json")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_every_shipped_questionnaire_loads_without_a_warning(path: Path):
    if json.loads(path.read_text(encoding="utf-8"))["kind"] in {"document", "plan", "report"}:
        return  # no questionnaire: these have a loader of their own
    assert [str(problem) for problem in load(path).warnings] == []


@pytest.mark.parametrize("sector", SECTORS)
def test_a_set_asks_every_indicator_of_its_sector_once(sector: str):
    asked = {
        name: indicators(load(SETS / sector / f"{name}.json")) for name in ("evaluatie", "schoolwaarden")
    }
    assert set(asked["evaluatie"]) == STAFF
    assert set(asked["schoolwaarden"]) == SCHOOL | (ONLY_VO if sector == "vo" else set())


def test_both_sectors_give_an_indicator_the_same_chapter_and_scale():
    po, vo = (
        {
            i: (e.chapter, e.scale)
            for name in ("evaluatie", "schoolwaarden")
            for i, e in indicators(load(SETS / sector / f"{name}.json")).items()
        }
        for sector in SECTORS
    )
    assert po == {indicator: vo[indicator] for indicator in po}


def test_a_teacher_needs_answer_nothing(staff: Form):
    assert not any(
        q.required or q.required_if or q.each_row_required or q.min_selected for q in staff.questions
    )


def test_a_teacher_gets_at_most_28_closed_and_4_open_questions(staff: Form):
    closed = sum(weight(question) for question in staff.questions if question.is_closed)
    opened = sum(1 for question in staff.questions if not question.is_closed)
    assert closed <= 28
    assert opened <= 4


def test_a_page_for_a_teacher_holds_at_most_seven_questions(staff: Form):
    assert max(sum(weight(question) for question in page.questions) for page in staff.pages) <= 7


def test_short_steps_come_first_and_open_questions_last(staff: Form):
    first = sum(weight(question) for question in staff.pages[0].questions)
    openness = [not question.is_closed for question in staff.questions]
    assert first <= 3
    assert openness == sorted(openness)
    assert all(not question.is_closed for question in staff.pages[-1].questions[1:])


def test_results_of_extra_help_are_not_asked_of_who_cannot_judge_that_help(staff: Form):
    assert "ex08" in staff.visible({})
    assert "ex08" in staff.visible({"ex07": 2})
    assert "ex08" not in staff.visible({"ex07": "x"})


def test_every_value_of_every_indicator_has_its_sentence(form: Form):
    for indicator, entry in indicators(form).items():
        values = {str(value.value) for value in form.scales[entry.scale].values} or {"*"}
        assert set(entry.text) == values, indicator


def test_a_value_that_says_nothing_makes_no_sentence(form: Form):
    for indicator, entry in indicators(form).items():
        for value, sentence in entry.text.items():
            assert (sentence == "") == (value == "x"), f"{indicator} {value}"


def test_sentences_are_short_whole_and_different(form: Form):
    for indicator, entry in indicators(form).items():
        sentences = [PLACEHOLDER.sub("", s).strip() for v, s in entry.text.items() if v not in ("x", "*")]
        assert len(set(sentences)) == len(sentences), indicator
        for sentence in sentences:
            assert re.match(r"[A-ZÉ].*\.$", sentence), sentence
            assert len(sentence.split()) <= 16, sentence
            assert not re.search(r"\b(SWV|IB|OC|OPP|TLV|BPO|handelingsverlegen)\b", sentence), sentence


def test_a_sentence_uses_only_what_must_be_there(school: Form):
    for name, entry in entries(school):
        for value, sentence in entry.text.items():
            for found in PLACEHOLDER.findall(sentence):
                if found == "{.value}":
                    continue
                if found == "{.comment}":
                    problems = school.problems({name: value})
                    assert [p.path.split("-")[0] for p in problems] == [name], f"{name} {value}"
                else:
                    follow_up = found.strip("{}")
                    assert [p.path for p in school.problems({name: value})] == [follow_up], f"{name} {value}"


def test_a_limit_without_a_reason_is_refused_and_one_with_a_reason_is_not(school: Form):
    refused = school.problems({"gr01": "niet_nu"})
    assert [problem.key for problem in refused] == ["rule"]
    assert "reden" in refused[0].message("nl")
    assert school.problems({"gr01": "niet_nu", "gr01-Comment": "Wij hebben geen verpleegkundige."}) == []
    assert school.problems({"gr01": "bieden"}) == []
    assert school.problems({}) == []


def test_a_limit_never_shuts_a_child_out(school: Form):
    for indicator, entry in indicators(school).items():
        for sentence in entry.text.values():
            assert not re.search(r"\b(weigeren|niet welkom|niet terecht|toelaten|plaatsen)\b", sentence), (
                indicator
            )


def test_provisions_expertise_limits_and_building_are_shared_and_judgements_are_not(form: Form):
    shared_scales = {"VOORZ4", "EXP4", "GRENS3", "TOEG3"}
    for indicator, entry in indicators(form).items():
        open_to_partnership = entry.scale in shared_scales or indicator in ("BO-11", "BO-12")
        assert entry.shared == ("draft" if open_to_partnership else "never"), indicator


def test_needs_are_those_that_parents_look_for(form: Form):
    used = {need for _, entry in entries(form) for need in entry.need}
    assert used <= NEEDS
    if form.kind == "consolidation":
        assert used == NEEDS


def test_provisions_expertise_building_and_limits_have_their_own_scale(school: Form):
    for indicator, entry in indicators(school).items():
        kind, number = indicator.split("-")
        if kind in SCALE_OF and int(number) <= 8:
            assert entry.scale == SCALE_OF[kind], indicator


def test_scales_of_supply_rank_every_value_for_the_matrix():
    scales = json.loads((SETS / "scales.json").read_text(encoding="utf-8"))["scales"]
    for name in ("VOORZ4", "EXP4", "GRENS3", "TOEG3"):
        ranks = [value["coverage"] for value in scales[name]["values"]]
        assert all(isinstance(rank, int) and 1 <= rank <= 4 for rank in ranks)
        assert len(set(ranks)) == len(ranks)
        assert max(ranks) == 4
        assert min(ranks) == 1
