"""Giving advice by the pages: concept, check, code, receipt; once, and only while it is open."""

from __future__ import annotations

import http.client
import io
import re
import threading
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from sopforms.core.codes import LetterKind, Step
from sopforms.store import advice_drafts, advices, council_questions, letters
from sopforms.store.advices import AdviceRow
from sopforms.store.db import db
from sopforms.store.letters import OutboxRow
from tests import builders
from tests.asked import Asked, a_link, an_advice, an_asked_school, opened, token_of
from tests.web.calendar import on

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TYPED = {
    "form": "positief_voorw",
    "text": "De MR adviseert positief, onder een voorwaarde.",
    "points-0-text": "De assistent blijft na de kerst.",
    "points-0-kind": "voorwaarde",
    "meeting_on": "18-4-2027",
    "present": "8",
    "votes_for": "7",
    "votes_against": "1",
    "chair": "Cor Bakker",
    "secretary": "Carla Jansen",
    "role": "secretaris",
}


@pytest.fixture(autouse=True)
def _in_april() -> Iterator[None]:
    with on(date(2027, 4, 20)):
        yield


def write(client: FlaskClient, action: str = "verder", **changes: str) -> object:
    version = version_of(client)
    return client.post("/advies/geven", data={**TYPED, "version": version, "actie": action, **changes})


def version_of(client: FlaskClient) -> str:
    found = re.search(r'name="version"[^>]*value="(\d+)"', client.get("/advies/geven").text)
    assert found
    return found[1]


def mailed_code(asked: Asked) -> str:
    client_mail = next(mail for mail in letters.of_dossier(asked.id) if mail.kind is LetterKind.ADVICE_CODE)
    found = re.search(r"\b(\d{6})\b", client_mail.text)
    assert found
    return found[1]


def test_from_concept_to_receipt(app_on_both: Flask) -> None:
    asked = an_asked_school()
    client = opened(app_on_both, asked)

    assert write(client).headers["Location"] == "/advies/controleren"
    check = client.get("/advies/controleren")
    assert "De assistent blijft na de kerst." in check.text
    assert client.post("/advies/code").headers["Location"] == "/advies/versturen"
    assert "zes cijfers" in client.get("/advies/versturen").text
    sent = client.post("/advies/versturen", data={"code": mailed_code(asked), "submit_id": "a" * 8})

    assert sent.headers["Location"] == "/advies/bewijs"
    receipt = client.get("/advies/bewijs").text
    given = advices.in_force(asked.request.id)
    assert given is not None
    assert given.sha256 in receipt
    assert (given.present, given.votes_for, given.votes_blank) == (8, 7, None)
    assert given.sha256 in client.get("/advies/bewijs.txt").text
    assert builders.reload(asked.dossier).step is Step.ADVISED


def test_a_concept_is_kept_as_typed_even_when_it_is_not_ready(app: Flask) -> None:
    asked = an_asked_school()
    client = opened(app, asked)

    answer = write(client, "concept", form="", text="", meeting_on="morgen", present="veel")

    assert answer.status_code == 303
    page = client.get("/advies/geven").text
    assert 'value="morgen"' in page
    assert 'value="veel"' in page


def test_what_is_missing_is_said_at_its_field(app: Flask) -> None:
    client = opened(app, an_asked_school())

    answer = write(client, form="", text="", secretary="")

    assert answer.status_code == 422
    assert "<title>Fout:" in answer.text
    assert "Kies een antwoord bij" in answer.text
    assert 'href="#form-0"' in answer.text


def test_a_point_is_added_without_script(app: Flask) -> None:
    client = opened(app, an_asked_school())

    answer = write(client, "punt")

    assert answer.headers["Location"] == "/advies/geven?punt=1#punten"
    assert 'name="points-1-text"' in client.get("/advies/geven?punt=1").text


def test_a_divided_advice_needs_the_minority(app: Flask) -> None:
    client = opened(app, an_asked_school())

    answer = write(client, form="verdeeld")

    assert answer.status_code == 422
    assert "standpunt van de minderheid" in answer.text


def test_autosave_keeps_what_is_typed_without_judging(app: Flask) -> None:
    asked = an_asked_school()
    client = opened(app, asked)

    first = client.post("/advies/geven/bewaren", data={"text": "De MR", "version": "1"})
    second = client.post("/advies/geven/bewaren", data={"text": "De MR adviseert", "version": "1"})

    assert (first.status_code, second.status_code) == (200, 200)
    assert set(second.json) == {"at"}
    assert "De MR adviseert" in client.get("/advies/geven").text


def test_P04_of_two_windows_the_second_sees_both_texts(app: Flask) -> None:
    asked = an_asked_school()
    client = opened(app, asked)
    version = version_of(client)
    client.post("/advies/geven", data={**TYPED, "text": "Eerste", "version": version, "actie": "concept"})

    late = client.post(
        "/advies/geven", data={**TYPED, "text": "Tweede", "version": version, "actie": "concept"}
    )
    autosave = client.post("/advies/geven/bewaren", data={"text": "Derde", "version": version})

    assert (late.status_code, autosave.status_code) == (409, 409)
    assert "Eerste" in late.text
    assert "Tweede" in late.text
    draft = advice_drafts.find(asked.request.id)
    assert draft is not None
    assert draft.fields["text"] == "Eerste"


def test_a_wrong_code_sends_nothing(app: Flask) -> None:
    asked = an_asked_school()
    client = opened(app, asked)
    write(client)
    client.post("/advies/code")
    right = mailed_code(asked)
    wrong = "000000" if right != "000000" else "111111"

    bad = client.post("/advies/versturen", data={"code": wrong, "submit_id": "b" * 8})
    odd = client.post("/advies/versturen", data={"code": "12 34", "submit_id": "b" * 8})

    assert (bad.status_code, odd.status_code) == (422, 422)
    assert advices.in_force(asked.request.id) is None
    good = client.post("/advies/versturen", data={"code": f"{right[:3]} {right[3:]}", "submit_id": "b" * 8})
    assert good.headers["Location"] == "/advies/bewijs"


def test_an_advice_that_is_not_ready_cannot_be_sent(app: Flask) -> None:
    asked = an_asked_school()
    client = opened(app, asked)
    write(client, text="")

    no_code = client.post("/advies/code")
    answer = client.post("/advies/versturen", data={"code": "123456", "submit_id": "c" * 8})

    assert no_code.headers["Location"] == answer.headers["Location"] == "/advies/controleren"
    assert not any(mail.kind is LetterKind.ADVICE_CODE for mail in letters.of_dossier(asked.id))
    assert advices.in_force(asked.request.id) is None


def seen_on(client: FlaskClient, page: str) -> str:
    found = re.search(r'name="seen"[^>]*value="(\w{64})"', client.get(page).text)
    assert found, page
    return found[1]


def test_a_code_is_not_mailed_for_an_advice_that_was_changed_in_another_window(app: Flask) -> None:
    asked = an_asked_school()
    client = opened(app, asked)
    write(client)
    seen = seen_on(client, "/advies/controleren")
    write(client, text="Toch maar iets anders.")

    answer = client.post("/advies/code", data={"seen": seen})

    assert answer.headers["Location"] == "/advies/controleren"
    page = client.get("/advies/controleren").text
    assert "Er is intussen iets gewijzigd" in page
    assert "Toch maar iets anders." in page
    assert not any(mail.kind is LetterKind.ADVICE_CODE for mail in letters.of_dossier(asked.id))


@pytest.mark.parametrize("with_field", [True, False])
def test_what_is_sent_is_what_was_checked_though_another_window_changed_it(
    app: Flask, with_field: bool
) -> None:
    asked = an_asked_school()
    client = opened(app, asked)
    write(client)
    client.post("/advies/code", data={"seen": seen_on(client, "/advies/controleren")})
    seen = {"seen": seen_on(client, "/advies/versturen")} if with_field else {}
    code = mailed_code(asked)
    write(client, text="Toch maar iets anders.")

    late = client.post("/advies/versturen", data={"code": code, "submit_id": "d" * 8, **seen})

    assert late.headers["Location"] == "/advies/controleren"
    assert advices.in_force(asked.request.id) is None
    assert client.get("/advies/versturen").headers["Location"] == "/advies/controleren"
    write(client)  # back to what was checked: the code is for that
    good = client.post("/advies/versturen", data={"code": code, "submit_id": "d" * 8, **seen})
    assert good.headers["Location"] == "/advies/bewijs"


@pytest.mark.parametrize("step", [Step.ADVISED, Step.REACTED, Step.ADOPTED])
@pytest.mark.parametrize("page", ["geven", "geven/bewaren", "versturen", "code", "ter-kennisgeving"])
def test_a_page_that_was_open_too_long_changes_nothing(app: Flask, step: Step, page: str) -> None:
    asked = an_asked_school()
    client = opened(app, asked)
    write(client)
    row = builders.reload(asked.dossier)
    an_advice(asked)
    row.step, row.reacted_on, row.followed = step, date(2027, 5, 20), True
    row.adopted_on, row.published_on = date(2027, 6, 7), date(2027, 7, 1)
    db.session.commit()
    before = (advice_drafts.find(asked.request.id).fields, len(advices.all_of(asked.request.id)))
    db.session.commit()

    answer = client.post(
        f"/advies/{page}", data={**TYPED, "text": "Te laat", "version": "2", "code": "123456"}
    )

    assert answer.status_code == 409
    db.session.expire_all()
    assert (advice_drafts.find(asked.request.id).fields, len(advices.all_of(asked.request.id))) == before


def test_taking_note_is_warned_of_and_waits_for_the_end_of_the_term(app: Flask) -> None:
    asked = an_asked_school()
    client = opened(app, asked)
    unsure = write(client, form="kennisgeving")
    assert unsure.status_code == 422
    assert "telt niet als advies" in unsure.text

    write(client, form="kennisgeving", confirmed="y")
    assert "Dit telt niet als advies." in client.get("/advies/controleren").text
    client.post("/advies/ter-kennisgeving")

    assert builders.reload(asked.dossier).step is Step.REQUESTED
    board = app.test_client()
    builders.sign_in(board, asked.bram)
    assert "ter kennisgeving" in board.get(f"/dossier/{asked.id}/advies").text
    with on(date(2027, 5, 13)):
        late = opened(app, asked)
        late.post("/advies/ter-kennisgeving")
    assert builders.reload(asked.dossier).step is Step.NO_ADVICE


def test_no_advice_can_be_said_after_the_term_only(app: Flask) -> None:
    asked = an_asked_school()

    answer = write(opened(app, asked), form="geen")

    assert answer.status_code == 422
    assert "kan pas na de laatste dag" in answer.text


def test_an_advice_is_taken_back_with_a_code_and_comes_back_as_concept(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked)
    client = opened(app, asked)
    assert client.post("/advies/intrekken", data={"code": "123456"}).status_code == 422
    client.post("/advies/code", data={"actie": "intrekken"})

    answer = client.post("/advies/intrekken", data={"code": mailed_code(asked), "submit_id": "d" * 8})

    assert answer.headers["Location"] == "/advies/geven"
    page = client.get("/advies/geven").text
    assert "als de onderwijsassistent ook na de kerst blijft" in page
    assert "Let op de tijd voor overleg." in page


def test_looking_changes_nothing(app: Flask) -> None:
    asked = an_asked_school()
    client = opened(app, asked)
    write(client)
    before = advice_drafts.find(asked.request.id).version
    db.session.commit()

    for path in ("geven", "controleren", "versturen", "bewijs", "intrekken"):
        client.get(f"/advies/{path}")

    db.session.expire_all()
    assert advice_drafts.find(asked.request.id).version == before
    assert advices.in_force(asked.request.id) is None


def test_school_and_board_read_the_advice_and_staff_does_not(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked)
    for person in (asked.bram, asked.hanna, asked.anna):
        client = app.test_client()
        builders.sign_in(client, person)
        assert "onderwijsassistent" in client.get(f"/dossier/{asked.id}/advies").text
    sanne = builders.sanne(asked.partnership)
    client = app.test_client()
    builders.sign_in(client, sanne)

    assert client.get(f"/dossier/{asked.id}/advies").status_code == 403


def test_P03_eight_clicks_at_once_give_one_advice_and_one_receipt(app_on_both: Flask) -> None:
    asked = an_asked_school()
    client = opened(app_on_both, asked)
    write(client)
    client.post("/advies/code")
    code = mailed_code(asked)
    body = urlencode({"code": code, "submit_id": "0b0e7a52-7d0b-4b3f-9d0c-3d1f0c4b8a11"})
    token = token_of(a_link(asked))
    db.session.commit()
    server = make_server("127.0.0.1", 0, app_on_both, threaded=True)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    try:
        cookie = _cookie(server.server_port, token)
        answers = _all_at_once(8, lambda: _post(server.server_port, "/advies/versturen", body, cookie))
    finally:
        server.shutdown()
        serving.join()
        server.server_close()

    assert answers == [(303, "/advies/bewijs")] * 8
    db.session.expire_all()
    assert db.session.scalar(sa.select(sa.func.count(AdviceRow.id))) == 1
    receipts = sa.select(sa.func.count(OutboxRow.id)).where(
        OutboxRow.kind == LetterKind.ADVICE_RECEIPT, OutboxRow.copy.is_(False)
    )
    assert db.session.scalar(receipts) == 1


def test_P03_a_resend_after_a_time_out_and_the_back_button_give_one_advice_and_one_receipt(
    app: Flask,
) -> None:
    asked = an_asked_school()
    client = opened(app, asked)
    write(client)
    client.post("/advies/code")
    code = mailed_code(asked)
    form = {"code": code, "submit_id": "f" * 8}
    client.post("/advies/versturen", data=form)  # the answer never arrives

    again = client.post("/advies/versturen", data=form)
    back = client.get("/advies/versturen")
    from_back = client.post("/advies/versturen", data={"code": code, "submit_id": "b" * 8})

    assert (again.status_code, again.headers["Location"]) == (303, "/advies/bewijs")
    assert back.headers["Location"] == "/advies/bewijs"
    assert (from_back.status_code, from_back.headers["Location"]) == (303, "/advies/bewijs")
    assert len(advices.all_of(asked.request.id)) == 1
    mails = [one for one in letters.of_dossier(asked.id) if one.kind is LetterKind.ADVICE_RECEIPT]
    assert len([one for one in mails if not one.copy]) == 1


def _cookie(port: int, token: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(
        "POST", f"/a/{token}/openen", "", {"Content-Type": "application/x-www-form-urlencoded"}
    )
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.headers["Set-Cookie"].split(";")[0]


def _post(port: int, path: str, body: str, cookie: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", path, body, {**FORM, "Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers.get("Location", "")


def _all_at_once(number: int, act: object) -> list[object]:
    start, found = threading.Barrier(number), [None] * number

    def run(place: int) -> None:
        start.wait()
        found[place] = act()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_the_receipt_as_a_file_tells_all_that_the_page_tells(app: Flask) -> None:
    asked = an_asked_school()
    client = opened(app, asked)
    write(client)
    client.post("/advies/code")
    client.post("/advies/versturen", data={"code": mailed_code(asked), "submit_id": "c" * 8})

    file = client.get("/advies/bewijs.txt")

    assert "\nAanwezig: 8\nVoor: 7\n" in file.text
    assert "\n\n\n" not in file.text
    assert file.headers["Content-Type"].count("charset") == 1


def test_the_signed_letter_goes_with_the_advice_and_its_code_is_for_that_letter_alone(app: Flask) -> None:
    asked = an_asked_school()
    client = opened(app, asked)
    write(client)
    _add_letter(client, b"%PDF-1.7 een")
    client.post("/advies/code")
    _add_letter(client, b"%PDF-1.7 twee")
    code = mailed_code(asked)

    other = client.post("/advies/versturen", data={"code": code, "submit_id": "d" * 8})
    client.post("/advies/code")
    client.post("/advies/versturen", data={"code": mailed_code(asked), "submit_id": "e" * 8})

    assert other.headers["Location"] == "/advies/controleren"
    given = advices.in_force(asked.request.id)
    assert given is not None
    sent = council_questions.letter_of(asked.request.id, given.id)
    assert sent is not None
    assert sent.content == b"%PDF-1.7 twee"
    assert sent.sha256 in client.get("/advies/bewijs.txt").text
    board = app.test_client()
    builders.sign_in(board, asked.bram)
    assert board.get(f"/dossier/{asked.id}/advies/getekende-brief.pdf").data == sent.content


def test_the_letter_comes_back_with_an_advice_that_is_withdrawn_and_the_sent_one_stays(app: Flask) -> None:
    asked = an_asked_school()
    client = opened(app, asked)
    write(client)
    _add_letter(client, b"%PDF-1.7 een")
    client.post("/advies/code")
    client.post("/advies/versturen", data={"code": mailed_code(asked), "submit_id": "g" * 8})
    given = advices.in_force(asked.request.id)
    assert given is not None
    client.post("/advies/code", data={"actie": "intrekken"})

    client.post("/advies/intrekken", data={"code": mailed_code(asked), "submit_id": "h" * 8})

    assert advices.in_force(asked.request.id) is None
    for advice_id in (None, given.id):
        kept = council_questions.letter_of(asked.request.id, advice_id)
        assert kept is not None
        assert kept.content == b"%PDF-1.7 een"


def _add_letter(client: FlaskClient, content: bytes) -> None:
    data = {"file": (io.BytesIO(content), "brief.pdf")}
    assert client.post("/advies/getekende-brief", data=data).status_code == 303
