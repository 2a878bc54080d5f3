"""What the council asks and the board answers, and the signed letter: pages of both sides."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sopforms.core.codes import LetterKind, LinkPurpose, Right, Step
from sopforms.store import council_questions, letters, logbook
from sopforms.store.db import db
from tests import builders
from tests.asked import Asked, an_advice, an_asked_school, opened
from tests.web.browsing import as_person
from tests.web.calendar import on

PDF = b"%PDF-1.7\nbrief van de raad"
INFORMATION = {"wish": "information", "text": "Wat kost de extra hulp per leerling?"}
LATER = {"wish": "later_day", "text": "Wij vergaderen pas na de meivakantie.", "wanted": "26-5-2027"}


@pytest.fixture(autouse=True)
def _in_april() -> Iterator[None]:
    with on(date(2027, 4, 20)):
        yield


def page_of(asked: Asked) -> str:
    return f"/dossier/{asked.id}/vragen-van-de-raad"


def asked_by_council(client: FlaskClient, asked: Asked, what: dict[str, str]) -> int:
    assert client.post("/advies/vraag", data=what).status_code == 303
    return council_questions.questions_of(asked.request.id)[-1].id


def mails(asked: Asked, kind: LetterKind) -> list[str]:
    return [one.to_email for one in letters.of_dossier(asked.id) if one.kind is kind]


def test_a_question_goes_to_board_and_head_and_the_answer_back_on_record(app: Flask) -> None:
    asked = an_asked_school()
    council = opened(app, asked)
    number = asked_by_council(council, asked, INFORMATION)
    assert set(mails(asked, LetterKind.COUNCIL_ASKED)) == {asked.bram.email, asked.hanna.email}
    board = as_person(app, asked.bram)
    assert "Wat kost de extra hulp" in board.get(page_of(asked)).text

    sent = board.post(f"{page_of(asked)}/{number}", data={"answer": "Het kost de school niets extra."})

    assert sent.status_code == 303
    assert mails(asked, LetterKind.COUNCIL_ANSWERED) == [asked.council.secretary_email]
    assert "Het kost de school niets extra." in council.get("/advies/vraag").text
    assert {"ask_board", "answer_council"} <= {line.deed for line in logbook.of_dossier(asked.id)}
    again = board.post(f"{page_of(asked)}/{number}", data={"answer": "Toch iets anders dan dat."})
    assert again.status_code == 409


def test_a_later_day_that_the_board_agrees_to_becomes_the_last_day(app: Flask) -> None:
    asked = an_asked_school()
    council, board = opened(app, asked), as_person(app, asked.bram)
    number = asked_by_council(council, asked, LATER)
    assert builders.reload(asked.dossier).due_on == date(2027, 5, 12)

    board.post(
        f"{page_of(asked)}/{number}",
        data={"answer": "Dat is goed, dan schuift alles op.", "agrees": "y", "agreed": "26-5-2027"},
    )

    row = builders.reload(asked.dossier)
    assert (row.due_on, row.due_agreed_with) == (date(2027, 5, 26), asked.council.secretary_name)
    assert "26 mei 2027" in council.get("/advies").text


def test_the_term_stays_when_the_board_does_not_agree(app: Flask) -> None:
    asked = an_asked_school()
    number = asked_by_council(opened(app, asked), asked, LATER)

    board, page = as_person(app, asked.bram), f"{page_of(asked)}/{number}"
    unclear = board.post(page, data={"answer": "Dan is de gids niet op tijd.", "agreed": "26-5-2027"})
    assert unclear.status_code == 422
    assert "Kruis aan dat u deze dag afspreekt, of maak de dag leeg." in unclear.text
    assert mails(asked, LetterKind.COUNCIL_ANSWERED) == []

    assert board.post(page, data={"answer": "Dan is de gids niet op tijd."}).status_code == 303
    assert builders.reload(asked.dossier).due_on == date(2027, 5, 12)


def test_an_agreement_that_comes_after_the_term_is_never_taken_for_a_refusal(app: Flask) -> None:
    asked = an_asked_school()
    number = asked_by_council(opened(app, asked), asked, LATER)
    asked.dossier.step = Step.NO_ADVICE
    db.session.commit()

    said = {"answer": "Dat is goed, dan schuift alles op.", "agrees": "y", "agreed": "26-5-2027"}
    late = as_person(app, asked.bram).post(f"{page_of(asked)}/{number}", data=said)

    assert late.status_code == 422
    assert mails(asked, LetterKind.COUNCIL_ANSWERED) == []


@pytest.mark.parametrize(
    ("agreed", "said"),
    [("", "Vul de dag in die u met de raad afspreekt."), ("10-5-2027", "Kies een dag na de laatste dag")],
)
def test_an_agreed_day_never_shortens_the_term(app: Flask, agreed: str, said: str) -> None:
    asked = an_asked_school()
    number = asked_by_council(opened(app, asked), asked, LATER)

    said_by_board = {"answer": "Dat is goed wat ons betreft.", "agrees": "y", "agreed": agreed}

    answer = as_person(app, asked.bram).post(f"{page_of(asked)}/{number}", data=said_by_board)

    assert answer.status_code == 422
    assert said in answer.text
    assert "Dat is goed wat ons betreft." in answer.text
    assert builders.reload(asked.dossier).due_on == date(2027, 5, 12)


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"wish": "later_day", "text": "Wij willen graag meer tijd."}, "Vul in tot welke dag"),
        ({**LATER, "wanted": "1-5-2027"}, "Kies een dag na de laatste dag"),
        ({"wish": "information", "text": "Waarom?"}, "in ten minste één zin"),
        ({"text": "Wat kost het per leerling?"}, "Kijk nog even naar 1 plek"),
    ],
)
def test_a_question_that_says_nothing_comes_back_with_what_was_typed(
    app: Flask, what: dict[str, str], said: str
) -> None:
    asked = an_asked_school()

    answer = opened(app, asked).post("/advies/vraag", data=what)

    assert answer.status_code == 422
    assert said in answer.text
    assert what["text"] in answer.text
    assert council_questions.questions_of(asked.request.id) == []


def test_members_ask_nothing_and_a_head_without_mandate_answers_nothing(app: Flask) -> None:
    asked = an_asked_school()
    number = asked_by_council(opened(app, asked), asked, INFORMATION)
    member = opened(app, asked, LinkPurpose.ADVICE_READ)
    assert member.post("/advies/vraag", data=INFORMATION).status_code == 410
    anna = as_person(app, asked.anna)

    assert anna.post(f"{page_of(asked)}/{number}", data={"answer": "Dat zoek ik uit."}).status_code == 403


def test_a_question_of_another_council_does_not_exist(app: Flask) -> None:
    ours, theirs = an_asked_school(), an_asked_school()
    number = asked_by_council(opened(app, theirs), theirs, INFORMATION)

    answer = as_person(app, ours.bram).post(
        f"{page_of(ours)}/{number}", data={"answer": "Dat is ons antwoord."}
    )

    assert answer.status_code == 404


# The signed letter


def upload(client: FlaskClient, content: bytes, name: str = "advies MR.pdf") -> int:
    data = {"file": (io.BytesIO(content), name)}
    return client.post("/advies/getekende-brief", data=data).status_code


def test_a_signed_letter_waits_with_the_council_alone_and_is_only_ever_a_file(app: Flask) -> None:
    asked = an_asked_school()
    council = opened(app, asked)
    assert upload(council, PDF) == 303
    assert "advies MR.pdf" in council.get("/advies/geven").text

    found = council.get("/advies/getekende-brief.pdf")

    assert found.data == PDF
    assert found.headers["Content-Disposition"].startswith("attachment")
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    board = as_person(app, asked.bram)
    assert board.get(f"/dossier/{asked.id}/advies/getekende-brief.pdf").status_code == 404


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"<html>", "brief.pdf"), (PDF, "brief.html"), (b"", "brief.pdf")],
)
def test_what_is_no_letter_is_refused(app: Flask, content: bytes, name: str) -> None:
    asked = an_asked_school()

    assert upload(opened(app, asked), content, name) == 422
    assert council_questions.letter_of(asked.request.id, None) is None


def test_a_letter_can_be_replaced_and_taken_away_until_the_advice_is_sent(app: Flask) -> None:
    asked = an_asked_school()
    council = opened(app, asked)
    upload(council, PDF)
    upload(council, PDF + b"2", "nieuw.pdf")
    kept = council_questions.letter_of(asked.request.id, None)
    assert kept is not None
    assert kept.name == "nieuw.pdf"

    council.post("/advies/getekende-brief/weg")

    assert council_questions.letter_of(asked.request.id, None) is None


def test_another_file_from_the_same_form_is_no_repeat_of_the_first(app: Flask) -> None:
    asked = an_asked_school()
    council = opened(app, asked)
    for content in (PDF, PDF + b"2"):
        data = {"file": (io.BytesIO(content), "brief.pdf"), "submit_id": "a" * 32}
        assert council.post("/advies/getekende-brief", data=data).status_code == 303

    assert council.get("/advies/getekende-brief.pdf").data == PDF + b"2"


def test_a_letter_that_waits_for_another_advice_is_seen_by_the_secretary_alone(app: Flask) -> None:
    asked = an_asked_school()
    secretary = opened(app, asked)
    upload(secretary, PDF)
    an_advice(asked)

    waiting = secretary.get("/advies/getekende-brief.pdf?nieuw")
    given = secretary.get("/advies/getekende-brief.pdf")
    members = opened(app, asked, LinkPurpose.ADVICE_READ).get("/advies/getekende-brief.pdf?nieuw")

    assert (waiting.status_code, waiting.data) == (200, PDF)
    assert (given.status_code, members.status_code) == (404, 404)


def test_after_the_reaction_no_letter_is_added(app: Flask) -> None:
    asked = an_asked_school(Step.REACTED)
    an_advice(asked)

    assert upload(opened(app, asked), PDF) == 302


def test_a_council_with_the_right_of_consent_reads_of_no_advice_here(app: Flask) -> None:
    asked = an_asked_school()
    asked.council.right, asked.council.valid_until = Right.INSTEMMING, date(2027, 7, 31)
    db.session.commit()
    main = opened(app, asked).get("/advies/vraag").text.partition("<main")[2].partition("</main>")[0]

    assert "advies wordt" not in main
    assert "Uw antwoord wordt nu gevraagd" in main
