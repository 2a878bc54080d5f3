"""`sopforms rehearse`: one year with shipped and with own questions, wrong lines named.

A year takes half a minute: `YEARS=all` of a release run plays those too that differ little from the others.
"""

from __future__ import annotations

import json
import os
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from sopforms.core.codes import LetterKind, Step
from tests.rehearsed import TEAM, rehearse

OWN_SET = Path(__file__).parent / "own_set"
KINDS = ("html", "pdf", "docx", "txt")
SENTENCE = "Wij willen een vaste leesplek in het atrium."


def mails(out: Path) -> list:
    return [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in sorted((out / "mail").iterdir())
    ]


def test_the_year_leaves_every_document(po_year: Path) -> None:
    sections = [f"section.{kind}" for kind in KINDS]
    for name in ("draft.html", "papers.pdf", "aggregate.json", "jaarplan.xlsx", *sections):
        assert (po_year / name).stat().st_size > 500, name
    assert (po_year / "section.pdf").read_bytes().startswith(b"%PDF-")


def test_the_timeline_has_every_step_in_order_with_its_ground_in_law(po_year: Path) -> None:
    lines = json.loads((po_year / "timeline.json").read_text())

    steps = list(dict.fromkeys(line["step"] for line in lines))
    assert set(steps) == set(Step)
    assert [line["date"] for line in lines] == sorted(line["date"] for line in lines)
    grounds = {line["deed"]: line["basis"] for line in lines}
    assert grounds["request_advice"] == "Wms 11 lid 1 r; Wms 17 a; Wms 8"
    assert grounds["react"] == "Wms 17 c"
    assert grounds["record_further_talks"] == "Wms 17 d"
    assert grounds["adopt"].startswith("WPO 16 lid 2")


def test_a_decision_that_deviates_is_published_only_after_its_suspension(po_year: Path) -> None:
    lines = {line["deed"]: line for line in json.loads((po_year / "timeline.json").read_text())}

    assert "decision_deviates" in lines["adopt"]["letters"]
    assert lines["adopt"]["date"] == "2027-06-07"
    assert lines["publish"]["date"] > "2027-07-19"


def test_every_letter_of_the_procedure_occurs(po_year: Path) -> None:
    told = {kind for line in json.loads((po_year / "timeline.json").read_text()) for kind in line["letters"]}

    outside = {
        LetterKind.DAY_MAIL,
        LetterKind.SIGN_IN,
        LetterKind.ADVICE_CODE,
        LetterKind.TEST,
        LetterKind.NEW_LINK,
    }
    outside |= {
        LetterKind.BOARD_SEAT,
        LetterKind.RIGHTS_CHANGED,
        LetterKind.ADDRESS_CHANGED,
        LetterKind.SECOND_FACTOR,
    }
    # Nobody waives or is asked how far a point is in the year that is played
    outside |= {LetterKind.YEAR_PAPER_DUE, LetterKind.WAIVER_RECORDED, LetterKind.POINT_PROGRESS}
    outside |= {LetterKind.SECRETARY_REPLACED, LetterKind.SCHOOL_REMINDER}  # the secretary stays, nobody lags
    # What is adopted stays as it is
    outside |= {LetterKind.TEXT_CORRECTED, LetterKind.TEXT_REOPENED, LetterKind.CHANGE_DROPPED}
    assert told == {kind.value for kind in LetterKind if kind not in outside}


def test_every_mail_is_dutch_has_text_and_html_and_holds_no_answer(po_year: Path) -> None:
    figures = json.loads((po_year / "aggregate.json").read_text())
    texts = [text for item in figures["items"] for text in item.get("texts", {}).get("approved", [])]
    texts += [value["comment"] for value in figures["school_values"] if value["comment"]]
    texts += [value["value"] for value in figures["school_values"] if len(str(value["value"])) > 20]
    assert texts

    for mail in mails(po_year):
        plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
        assert plain is not None
        assert html is not None
        assert 'lang="nl"' in html.get_content()
        assert not any(text in plain.get_content() or text in html.get_content() for text in texts)


def test_what_can_wait_comes_to_each_person_in_one_mail_a_day(po_year: Path) -> None:
    can_wait = {*["Concept ondersteuningsaanbod klaar", "Ondersteuningsaanbod vastgesteld"]}
    can_wait |= {"Tekst voor de schoolgids", "Schoolgidsonderdeel gepubliceerd"}
    told = [mail for mail in mails(po_year) if any(one in mail["subject"] for one in can_wait)]

    council = {mail["to"] for mail in mails(po_year) if mail["subject"].startswith("Adviesaanvraag")}
    got = [(mail["to"], mail["date"].datetime.date()) for mail in told if mail["to"] not in council]
    assert len(got) == len(set(got))
    assert {mail["subject"] for mail in told} == can_wait  # one school seldom has two for somebody on a day


@pytest.mark.parametrize("team", [4, TEAM] if os.environ.get("YEARS") else [4])
def test_a_secondary_school_is_played_too_and_a_team_that_is_too_small_without_a_survey(
    tmp_path: Path, team: int
) -> None:
    done = rehearse(tmp_path, "--seed", "2", "--sector", "vo", "--staff", str(team))

    assert done.exit_code == 0, done.stderr
    assert "mentor" in (tmp_path / "section.txt").read_text("utf-8")
    figures = json.loads((tmp_path / "aggregate.json").read_text())
    deeds = [line["deed"] for line in json.loads((tmp_path / "timeline.json").read_text())]
    too_small = team < TEAM
    assert (figures["items"] == []) is too_small
    assert ("skip_survey" in deeds) is too_small
    assert ("open_survey" in deeds) is not too_small


def test_own_questions_and_given_answers_can_be_followed_into_the_section(tmp_path: Path) -> None:
    answers = tmp_path / "answers.jsonl"
    lines = [
        {"questionnaire": "eigen-staf", "answers": {"leesplek": 4, "wens": SENTENCE}},
        {
            "questionnaire": "eigen-waarden",
            "answers": {"atrium": "Het atrium is elke middag open.", "lift": "ja", "zorg": "bieden"},
        },
        {"questionnaire": "eigen-staf", "answers": {"leesplek": 9}},
    ]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\nno json\n"
    answers.write_text(text, "utf-8")

    done = rehearse(tmp_path / "out", "--set", str(OWN_SET), "--answers", str(answers))

    assert done.exit_code == 1
    assert "answers.jsonl:3: leesplek" in done.stderr
    assert "answers.jsonl:4: no JSON" in done.stderr
    figures = json.loads((tmp_path / "out" / "aggregate.json").read_text("utf-8"))
    approved = [text for item in figures["items"] for text in item.get("texts", {}).get("approved", [])]
    assert SENTENCE in approved
    values = {value["indicator"]: value["value"] for value in figures["school_values"]}
    assert values["EI-03"] == "Het atrium is elke middag open."
    draft = (tmp_path / "out" / "draft.html").read_text("utf-8")
    section = (tmp_path / "out" / "section.html").read_text("utf-8")
    assert SENTENCE in draft
    assert SENTENCE not in section
    assert "Het atrium is elke middag open." in draft
    assert "Het atrium is elke middag open." in section


def test_a_set_with_mistakes_ends_at_once_with_all_of_them(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "evaluatie.json").write_text('{"sopforms": 1, "id": "Fout", "kind": "staff"}', "utf-8")

    done = rehearse(tmp_path / "out", "--set", str(broken))

    assert done.exit_code == 1
    assert "evaluatie.json:1" in done.stderr
    assert "'survey'" in done.stderr
    assert "'mapping'" in done.stderr
    assert not (tmp_path / "out").exists()
