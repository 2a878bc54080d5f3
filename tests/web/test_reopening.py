"""Changing an adopted text on the pages: who begins it, what everybody reads meanwhile and afterwards."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from flask import Flask

from sopforms.core.codes import Step
from sopforms.store import publications
from tests import builders
from tests.actions import test_reopening as deeds
from tests.actions.test_reopening import NEW, OLD, WHY
from tests.asked import Asked, opened
from tests.builders import reload, sign_in
from tests.web.calendar import on
from tests.web.test_csrf import Forms

asked = deeds.asked


def test_the_board_opens_the_text_again_and_parents_see_nothing_of_it(app: Flask, asked: Asked) -> None:
    board, reader, page = app.test_client(), app.test_client(), f"/dossier/{asked.id}/besluit/wijzigen"
    code = asked.location.code
    with on(date(2027, 9, 6)):
        sign_in(board, asked.bram)
        before = reader.get(f"/school/{code}").text
        assert page in board.get(f"/dossier/{asked.id}/besluit").text
        assert page in board.get(f"/dossier/{asked.id}/besluit/tikfout").text
        wrong = board.post(page, data={"reason": "Anders", "sure": "y"})
        assert (wrong.status_code, "Leg in een of twee zinnen uit waarom." in wrong.text) == (422, True)
        assert board.post(page, data={"reason": WHY, "sure": ""}).status_code == 422

        form = {"reason": WHY, "sure": "y", "submit_id": str(uuid4())}
        assert [board.post(page, data=form).status_code for _click in range(2)] == [303, 303]

        assert reload(asked.dossier).step is Step.DRAFT
        home = board.get(f"/dossier/{asked.id}").text
        assert "De tekst van 2027-2028 wordt gewijzigd." in home
        assert WHY in home
        assert "Past het nog voor 1 augustus" not in home
        assert "uiterlijk" not in home  # a change has no day in the plan of the year
        assert f"/dossier/{asked.id}/concept" in home
        assert "Tot het nieuwe besluit geldt dit besluit" in board.get(f"/dossier/{asked.id}/besluit").text
        assert OLD in board.get(f"/dossier/{asked.id}/schoolgids").text
        assert "ten opzichte van de tekst die nu geldt" in board.get(f"/dossier/{asked.id}/stukken").text
        assert "Er is nog niets anders" in board.get(f"/dossier/{asked.id}/concept").text
        beside = board.get(f"/dossier/{asked.id}/concept/g3").text
        assert ("Anders dan de tekst die nu geldt" in beside, "vorig jaar" in beside) == (True, False)
        assert "section.v2.pdf" in board.get(f"/dossier/{asked.id}/documenten").text
        assert board.get(page).status_code == 409  # one change at a time
        assert reader.get(f"/school/{code}").text == before
        for public in ("archief", "2027-2028/stappen", "2027-2028/versie/1"):
            seen = reader.get(f"/school/{code}/{public}")
            assert seen.status_code == 200
            assert WHY not in seen.text


def test_the_steps_that_everybody_reads_are_those_of_the_public_text(app: Flask, asked: Asked) -> None:
    reader, page = app.test_client(), f"/school/{asked.location.code}/2027-2028/stappen"
    with on(date(2027, 9, 6)):
        before = reader.get(page).text
        assert "De raad gaf advies" in before
        deeds.reopen(asked)
        deeds.write(asked)
        deeds.request_again(asked)
        assert reader.get(page).text == before

        deeds.an_advice(asked, deeds.AdviceForm.NEGATIEF)

        assert reader.get(page).text == before


def test_the_council_reads_what_differs_from_now_and_what_it_advised_before(app: Flask, asked: Asked) -> None:
    with on(date(2027, 9, 6)):
        deeds.reopen(asked)
        deeds.write(asked)
        deeds.request_again(asked)

        shown = opened(app, asked).get("/advies").text

    assert "Tot het nieuwe besluit geldt de tekst van nu." in shown
    assert "1 wijziging" in shown
    assert "vorig jaar" not in shown
    assert "Wat uw raad eerder las over deze tekst" in shown
    assert "als de onderwijsassistent ook na de kerst blijft" in shown


def test_everybody_reads_the_next_version_and_why_once_it_is_published(app: Flask, asked: Asked) -> None:
    deeds.reopen(asked)
    deeds.write(asked)
    deeds.request_again(asked)
    deeds.decide_again(asked)
    code, reader = asked.location.code, app.test_client()
    fresh = deeds.drafts.find_in_force(asked.id)
    assert fresh is not None
    with on(date(2027, 11, 2)):
        page = reader.get(f"/school/{code}").text
        assert (OLD in page, NEW in page, WHY in page) == (True, False, False)
        council = opened(app, asked).get("/advies").text
        assert "Dit gaat over een wijziging van de tekst voor 2027-2028." in council
        assert "Tot het nieuwe besluit" not in council
        assert reader.get(f"/controle/{fresh.sha256}").status_code == 404

    deeds.guide.make_guide_section(asked.id, actor=asked.board_member, today=date(2027, 11, 2))
    deeds.publication.publish(asked.id, actor=asked.board_member, today=date(2027, 11, 3))

    with on(date(2027, 11, 4)):
        page = reader.get(f"/school/{code}").text
        assert (OLD in page, NEW in page, WHY in page) == (False, True, True)
        assert reader.get(f"/controle/{fresh.sha256}").status_code == 200
        assert "Op 1 november 2027 heeft het bestuur de tekst gewijzigd." in page
        first, _now = publications.versions_of(asked.id)
        assert "Er geldt een nieuwere versie" in reader.get(f"/controle/{first.sha256}").text
        assert OLD in reader.get(f"/school/{code}/2027-2028/versie/1").text
        assert f"opnieuw vastgesteld op 1 november 2027: {WHY}" in reader.get(f"/school/{code}/archief").text
        steps = reader.get(f"/school/{code}/2027-2028/stappen").text
        assert "Het bestuur begon aan een wijziging van de tekst" in steps
        assert steps.count("Het bestuur vroeg de raad om advies") == 2


def test_who_reads_no_advice_reads_none_of_an_earlier_round_either(app: Flask, asked: Asked) -> None:
    advice = "als de onderwijsassistent ook na de kerst blijft"
    deeds.reopen(asked)
    deeds.write(asked)
    deeds.request_again(asked)
    deeds.decide_again(asked)
    board, partnership = app.test_client(), app.test_client()
    with on(date(2027, 11, 4)):
        sign_in(board, asked.bram)
        sign_in(partnership, builders.sanne(asked.partnership))

        shown, kept = (client.get(f"/dossier/{asked.id}/besluit") for client in (board, partnership))

    assert advice in shown.text
    assert kept.status_code == 200
    assert advice not in kept.text


def test_the_text_for_the_guide_can_be_fetched_and_waits_for_nothing_while_it_is_changed(
    app: Flask, asked: Asked
) -> None:
    deeds.reopen(asked)
    board, page = app.test_client(), f"/dossier/{asked.id}/schoolgids"
    with on(date(2027, 9, 7)):
        sign_in(board, asked.bram)

        assert board.post(page).status_code == 303  # files that were not made yet are made

        assert "section.html" in board.get(page).text


def test_what_was_not_published_yet_waits_for_the_change(app: Flask, asked: Asked) -> None:
    row = reload(asked.dossier)
    row.step, row.published_on, row.in_force_on = Step.IN_GUIDE, None, None
    deeds.db.session.commit()
    deeds.reopen(asked)
    board, page = app.test_client(), f"/dossier/{asked.id}/schoolgids"
    with on(date(2027, 9, 7)):
        sign_in(board, asked.bram)
        shown = board.get(page).text

        assert "De tekst wordt gewijzigd." in shown
        assert f"{page}/publiceren" not in shown
        assert board.get(f"/school/{asked.location.code}").status_code == 404


def test_a_change_is_found_while_the_next_round_runs_already(app: Flask, asked: Asked) -> None:
    cycle = builders.a_cycle(asked.partnership, school_year="2028-2029")
    newest = builders.a_dossier(location=asked.location, cycle=cycle)
    deeds.reopen(asked)
    board = app.test_client()
    with on(date(2027, 9, 7)):
        sign_in(board, asked.bram)

        assert "Wijziging: concept" in board.get(f"/bestuur/{asked.board.id}").text
        assert "De tekst van 2027-2028 wordt gewijzigd." in board.get(f"/dossier/{newest.id}").text


def test_the_board_gives_the_change_up_on_its_page(app: Flask, asked: Asked) -> None:
    deeds.reopen(asked)
    board, page = app.test_client(), f"/dossier/{asked.id}/besluit/wijziging-stoppen"
    with on(date(2027, 9, 7)):
        sign_in(board, asked.bram)
        assert page in board.get(f"/dossier/{asked.id}").text
        assert WHY in board.get(page).text
        app.config["WTF_CSRF_ENABLED"] = True
        ((_here, hidden),) = [one for one in Forms(board.get(page).text).found if one[0] != "/uitloggen"]
        assert board.post(page, data={**hidden, "reason": "Nee"}).status_code == 422
        lost = board.post(page, data={**hidden, "csrf_token": "", "reason": "Het geld kwam er toch."})
        assert (lost.status_code, "Het geld kwam er toch." in lost.text) == (400, True)

        form = {**hidden, "reason": "Het geld kwam er toch."}
        assert [board.post(page, data=form).status_code for _click in range(2)] == [303, 303]

        assert reload(asked.dossier).step is Step.ACTIVE
        assert board.get(page).status_code == 409
