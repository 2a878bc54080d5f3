"""The papers, the request for advice and the start of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from sopforms.actions import papers, paperwork
from sopforms.core import blocks_json
from sopforms.core.blocks import words
from sopforms.core.codes import Deed, LetterKind, Role, Step
from sopforms.core.drafted import sentences_in
from sopforms.core.errors import Conflict, Invalid, Refused
from sopforms.core.mailing import DeliveryState
from sopforms.store import advices, drafts, letters, logbook
from sopforms.store.advices import ConsultationRow
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.links import LinkRow
from tests.builders import TODAY, an_actor, reload
from tests.draft_builders import ANNA, BRAM, a_drafted_school, part, what_is_asked

TALK, BY = date(2027, 4, 7), date(2027, 5, 21)


def with_papers(row: DossierRow, **changes: Any) -> DossierRow:
    asked = what_is_asked(**({"talk_on": TALK, "answer_by": BY} | changes))
    papers.complete_papers(row.id, asked, version=None, actor=ANNA, today=TODAY)
    return row


def asked_school(**changes: Any) -> DossierRow:
    row = with_papers(a_drafted_school(), **changes)
    papers.request_advice(row.id, actor=BRAM, today=TODAY)
    return reload(row)


def delivered(row: DossierRow, moment: datetime) -> None:
    mail = next(m for m in letters.of_dossier(row.id) if m.kind is LetterKind.ADVICE_REQUESTED and not m.copy)
    mail.state, mail.sent_at = DeliveryState.SENT, moment
    db.session.commit()
    papers.on_delivered(mail)


def test_the_request_takes_a_snapshot_offers_the_talk_and_writes_to_secretary_and_chair(
    app_on_both: Flask,
) -> None:
    row = asked_school()

    request, snapshot = advices.find_request(row.id), drafts.find_snapshot(row.id, "papers")
    assert request is not None
    assert snapshot is not None
    assert (row.step, row.requested_on, request.sent_on) == (Step.REQUESTED, TODAY, TODAY)
    assert request.snapshot_id == snapshot.id
    assert snapshot.sha256 == blocks_json.digest(blocks_json.load(snapshot.guide))
    talk = db.session.scalar(sa.select(ConsultationRow).where(ConsultationRow.dossier_id == row.id))
    assert talk is not None
    assert (talk.kind, talk.offered_on, talk.planned_for) == ("overleg", TODAY, TALK)
    mails = sorted((mail.to_name, mail.copy) for mail in letters.of_dossier(row.id))
    assert mails == [("Carla Jansen", False), ("Cor Bakker", True)]
    assert logbook.of_dossier(row.id)[-1].deed is Deed.REQUEST_ADVICE


def test_secretary_and_chair_get_links_of_their_own_purpose(app: Flask) -> None:
    row = asked_school()

    purposes = db.session.scalars(sa.select(LinkRow.purpose).order_by(LinkRow.id)).all()
    assert [purpose.value for purpose in purposes] == ["advice", "advice_read"]
    assert row.received_on is None, "asking does not start the clock"


def test_in_a_first_year_the_mail_speaks_of_no_year_before(app: Flask) -> None:
    row = asked_school()

    mail = next(m for m in letters.of_dossier(row.id) if m.kind is LetterKind.ADVICE_REQUESTED)
    for said in (mail.text, mail.html):
        assert "ten opzichte van vorig jaar" not in said
        assert "Het is de eerste keer dat deze tekst er is." in said


def test_incomplete_papers_are_not_sent(app: Flask) -> None:
    row = with_papers(a_drafted_school(), reasons="")

    with pytest.raises(Refused) as refused:
        papers.request_advice(row.id, actor=BRAM, today=TODAY)

    assert refused.value.reasons == ("papers_incomplete",)
    assert reload(row).step is Step.DRAFT
    assert letters.of_dossier(row.id) == []


@pytest.mark.parametrize(
    ("actor", "reason"),
    [
        (ANNA, "role_may_not"),
        (an_actor(Role.HEAD), "mandate_missing"),
        (an_actor(Role.SWV), "swv_never_decides"),
    ],
)
def test_only_the_board_or_a_head_with_a_mandate_asks(app: Flask, actor: Any, reason: str) -> None:
    row = with_papers(a_drafted_school())

    with pytest.raises(Refused) as refused:
        papers.request_advice(row.id, actor=actor, today=TODAY)

    assert reason in refused.value.reasons


def test_a_head_with_a_mandate_asks_for_the_board(app: Flask) -> None:
    row = with_papers(a_drafted_school())

    papers.request_advice(row.id, actor=an_actor(Role.HEAD, mandate="managementstatuut 4"), today=TODAY)

    assert reload(row).step is Step.REQUESTED


def test_a_day_that_was_good_when_saved_may_be_too_early_when_sent(app: Flask) -> None:
    row = with_papers(a_drafted_school(), answer_by=date(2027, 5, 3), talk_on=TALK)

    with pytest.raises(Invalid):
        papers.request_advice(row.id, actor=BRAM, today=TODAY + timedelta(days=7))

    assert reload(row).step is Step.DRAFT


def test_a_shorter_term_is_refused_and_nothing_is_saved(app: Flask) -> None:
    row = a_drafted_school()

    with pytest.raises(Invalid) as refused:
        with_papers(row, answer_by=date(2027, 4, 16))

    assert set(refused.value.problems) == {"answer_by"}
    assert advices.find_request(row.id) is None


def test_the_second_of_two_who_fill_in_the_papers_gets_a_conflict(app: Flask) -> None:
    row = with_papers(a_drafted_school())

    with pytest.raises(Conflict):
        papers.complete_papers(row.id, what_is_asked(), version=None, actor=ANNA, today=TODAY)


def test_the_clock_starts_when_the_mail_server_accepted_the_mail_and_only_once(app: Flask) -> None:
    row = asked_school()

    delivered(row, datetime(2027, 3, 23, 23, 30, tzinfo=UTC))  # in the Netherlands it is the 24th
    delivered(row, datetime(2027, 3, 30, 8, 0, tzinfo=UTC))

    now = reload(row)
    assert now.received_on == date(2027, 3, 24)
    assert now.due_on == BY
    assert "carla@mr.example" in now.received_how
    assert logbook.of_dossier(row.id)[-1].role is Role.CALENDAR


def test_a_mail_that_comes_back_stops_the_clock_until_it_arrives_again(app: Flask) -> None:
    row = asked_school()
    delivered(row, datetime(2027, 3, 23, 8, 0, tzinfo=UTC))

    papers.record_bounce(row.id, actor=BRAM, today=TODAY)
    stopped = reload(row)
    assert (stopped.received_on, stopped.due_on) == (None, None)
    line = logbook.of_dossier(row.id)[-1]
    assert (line.deed, line.role, line.basis) == (Deed.STOP_CLOCK, Role.BOARD, "Wms 24 lid 1 g")

    delivered(row, datetime(2027, 3, 30, 8, 0, tzinfo=UTC))
    assert reload(row).received_on == date(2027, 3, 30)


def test_a_mail_that_was_never_accepted_cannot_come_back(app: Flask) -> None:
    row = asked_school()

    with pytest.raises(Refused):
        papers.record_bounce(row.id, actor=BRAM, today=TODAY)


def test_the_last_day_moves_on_when_the_request_arrives_later(app: Flask) -> None:
    row = asked_school(answer_by=date(2027, 5, 12))

    papers.confirm_receipt(
        row.id, received_on=date(2027, 4, 5), how="op papier", actor=BRAM, today=date(2027, 4, 5)
    )

    assert reload(row).due_on is not None
    assert reload(row).due_on > date(2027, 5, 12)


def test_a_hand_over_lies_between_asking_and_today_and_counts_once(app: Flask) -> None:
    row = asked_school()

    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(Invalid):
            papers.confirm_receipt(row.id, received_on=day, how="hand", actor=BRAM, today=TODAY)
    papers.confirm_receipt(row.id, received_on=TODAY, how="hand", actor=BRAM, today=TODAY)

    with pytest.raises(Refused):
        papers.confirm_receipt(row.id, received_on=TODAY, how="hand", actor=BRAM, today=TODAY)


def test_a_hand_over_recorded_later_does_not_shorten_the_term_of_the_council(app: Flask) -> None:
    row, later = asked_school(answer_by=date(2027, 5, 12)), TODAY + timedelta(weeks=5)

    papers.confirm_receipt(row.id, received_on=TODAY, how="op papier", actor=BRAM, today=later)

    now = reload(row)
    assert (now.received_on, now.handed_over_on) == (later, TODAY)
    assert now.due_on is not None
    assert now.due_on >= later + timedelta(weeks=6)


def test_the_secretary_may_confirm_an_earlier_day_of_receipt(app: Flask) -> None:
    row, later = asked_school(), TODAY + timedelta(days=4)

    papers.confirm_receipt(row.id, received_on=TODAY, how="zelf", actor=an_actor(Role.SECRETARY), today=later)

    now = reload(row)
    assert (now.received_on, now.handed_over_on, now.due_on) == (TODAY, None, BY)
    assert logbook.of_dossier(row.id)[-1].role is Role.SECRETARY


def test_the_papers_stay_what_they_were_when_asked(app: Flask) -> None:
    row = asked_school()
    request = advices.find_request(row.id)
    assert request is not None
    before = papers.papers_of(request)

    part(row, "ch2").edited = "Iets heel anders."
    request.reasons = "Andere redenen."
    db.session.commit()

    after = papers.papers_of(request)
    assert (before.guide, before.chapters, before.letter) == (after.guide, after.chapters, after.letter)
    assert after.changes is None


def test_the_letter_names_the_article_the_reasons_and_the_talk(app: Flask) -> None:
    row = with_papers(a_drafted_school())
    request = advices.find_request(row.id)
    assert request is not None

    letter = paperwork.letter_of(row, request, TODAY)

    said = " ".join(words(each) for each in sentences_in(letter.blocks))
    assert "artikel 11, eerste lid, onder r" in said
    assert "De tekst is herzien." in said
    assert "woensdag 7 april 2027, voordat u adviseert" in said
    assert "apart instemming aan de oudergeleding" in said
    assert "Bram Smit, bestuurder" in said
