"""One request over several schools: one mail, one clock, one advice; a dossier and a decision for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from sopforms.actions import advice as advice_deeds
from sopforms.actions import (
    council,
    council_questions,
    documents,
    joining,
    joint_advice,
    morning,
    papers,
    paperwork,
    reaction,
    reading,
    together,
)
from sopforms.core.actor import Actor
from sopforms.core.advice import Advice, AdvicePointValue, PointReaction, Reaction
from sopforms.core.blocks import Heading
from sopforms.core.codes import AdviceForm, CouncilKind, Deed, LetterKind, PointAnswer, Role, Step
from sopforms.core.council_question import Wish
from sopforms.core.errors import Invalid, Refused
from sopforms.core.joint_advice import JointAdvice, SchoolAnswer
from sopforms.core.mailing import DeliveryState
from sopforms.store import advice_drafts, advices, clock, drafts, letters, logbook
from sopforms.store.councils import CouncilLocationRow
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.joint_requests import JointDossierRow, JointRequestRow
from sopforms.store.locations import SchoolHolidayRow
from tests import builders
from tests.asked import SECRETARY
from tests.builders import TODAY, reload
from tests.draft_builders import ANNA, BRAM, a_drafted_school, what_is_asked

TALK, BY = date(2027, 4, 7), date(2027, 5, 21)
LATER = date(2027, 5, 10)
HEAD = Actor((Role.HEAD,), None, "Hanna", "directeur", "managementstatuut artikel 4")
CODE = "042042"


@dataclass
class Deelraad:
    """Two schools of one board and one council; the second leaves to the first what it says for all."""

    first: DossierRow
    second: DossierRow

    @property
    def both(self) -> list[DossierRow]:
        """Both dossiers as the database has them now."""
        return [reload(self.first), reload(self.second)]

    @property
    def lead_id(self) -> int:
        """The request whose link the council has."""
        return together.request_of(self.first.id).id


def a_deelraad() -> Deelraad:
    partnership = builders.a_partnership()
    board = builders.a_board(partnership)
    builders.bram(board)
    places = [builders.a_location(partnership, board, name=name) for name in ("De Eik", "De Beuk")]
    row = builders.a_council(places[0], kind=CouncilKind.DEELRAAD, name="Deelraad Bos")
    db.session.add(CouncilLocationRow(council_id=row.id, location_id=places[1].id))
    builders.hanna(places[0])
    first, second = (a_drafted_school(location=place, council=None) for place in places)
    put_papers(first, talk_on=TALK, answer_by=BY)
    put_papers(second, reasons="De Beuk kreeg een lift.", decision_maker="", function="")
    return Deelraad(first, second)


def put_papers(row: DossierRow, **changes: Any) -> None:
    papers.complete_papers(row.id, what_is_asked(**changes), version=None, actor=ANNA, today=TODAY)


@pytest.fixture
def asked(app: Flask) -> Deelraad:
    found = a_deelraad()
    joining.choose(found.first.id, {found.second.id}, actor=BRAM, today=TODAY)
    papers.request_advice(found.first.id, actor=BRAM, today=TODAY)
    return found


def of_kind(row: DossierRow, kind: LetterKind) -> list[Any]:
    return [mail for mail in letters.of_dossier(row.id) if mail.kind is kind]


def deliver(found: Deelraad) -> None:
    mail = papers.request_mail(found.second.id)
    assert mail is not None
    mail.state, mail.sent_at = DeliveryState.SENT, datetime(2027, 3, 22, 12, tzinfo=UTC)
    db.session.commit()
    papers.on_delivered(mail)


def said(**changes: Any) -> JointAdvice:
    common = Advice(
        AdviceForm.POSITIEF_OPM, "Wij adviseren positief.",
        (AdvicePointValue("Let op de tijd."), AdvicePointValue("Maak de lift af.", part_of_advice=True)),
        secretary="Carla Jansen",
    )  # fmt: skip
    schools = (SchoolAnswer("De Eik"), SchoolAnswer("De Beuk", AdviceForm.NEGATIEF, "Nog geen lift."))
    return JointAdvice(**({"common": common, "schools": schools, "about": (None, 1)} | changes))


def give(found: Deelraad, what: JointAdvice | None = None) -> Any:
    what, lead = what or said(), advices.get_request(found.lead_id)
    requests = together.requests_of(lead)
    advice_drafts.start(lead.id)
    seen = joint_advice.seen_before_sending(lead, requests, what)
    until = clock.now() + advice_deeds.SHORT_LIFE
    advice_drafts.set_code(lead.id, advice_deeds.code_hash(lead.id, CODE), until, seen)
    db.session.commit()
    return joint_advice.give_joint_advice(
        lead.id, [one.id for one in requests], what, CODE, actor=SECRETARY, today=LATER
    )


def test_one_request_takes_a_text_of_each_school_and_writes_once_about_both(asked: Deelraad) -> None:
    assert [row.step for row in asked.both] == [Step.REQUESTED, Step.REQUESTED]
    assert all(drafts.find_snapshot(row.id, "papers") for row in asked.both)
    mails = [mail for row in asked.both for mail in of_kind(row, LetterKind.ADVICE_REQUESTED)]
    assert sorted((mail.to_email, mail.copy) for mail in mails) == [
        ("carla@mr.example", False), ("cor@mr.example", True),
    ]  # fmt: skip
    assert all("De Eik en De Beuk" in mail.text for mail in mails)
    assert {mail.object_id for mail in mails} == {asked.lead_id}
    assert all(documents.find(row.id, documents.PAPERS).waits for row in asked.both)
    lines = [logbook.of_dossier(row.id)[-1] for row in asked.both]
    assert {line.deed for line in lines} == {Deed.REQUEST_ADVICE}


def test_one_letter_names_both_schools_and_gives_the_reasons_of_each(asked: Deelraad) -> None:
    first, second = (paperwork.papers_of(together.request_of(row.id)).letter for row in asked.both)

    assert first == second
    assert "De Eik en De Beuk" in first.title
    headings = [block.text for block in first.blocks if isinstance(block, Heading) and block.level == 4]
    assert headings == ["De Eik", "De Beuk"] * 3
    assert "De Beuk kreeg een lift." in repr(first.blocks)
    own = together.request_of(asked.second.id)
    assert (own.talk_on, own.answer_by, own.decision_maker) == (TALK, BY, "Bram Smit")


def test_one_clock_runs_for_both_to_the_latest_day_of_their_holidays(app: Flask) -> None:
    found = a_deelraad()
    db.session.add(
        SchoolHolidayRow(
            partnership_id=found.second.partnership_id, location_id=found.second.location_id,
            name="Eigen week", school_year="2026-2027",
            first_day=date(2027, 4, 5), last_day=date(2027, 4, 18), source="school",
        )
    )  # fmt: skip
    together.request_of(found.first.id).answer_by = alone = paperwork.term(found.first, TODAY).due
    db.session.commit()
    joining.choose(found.first.id, {found.second.id}, actor=BRAM, today=TODAY)
    with pytest.raises(Invalid):  # that day is too early for the school with a week of its own
        papers.request_advice(found.first.id, actor=BRAM, today=TODAY)
    together.request_of(found.first.id).answer_by = both = paperwork.term(reload(found.first), TODAY).due
    db.session.commit()
    papers.request_advice(found.first.id, actor=BRAM, today=TODAY)

    deliver(found)

    assert alone < both
    assert {(row.received_on, row.due_on) for row in found.both} == {(date(2027, 3, 22), both)}


def test_a_bounce_and_a_hand_over_are_about_both(asked: Deelraad) -> None:
    deliver(asked)
    papers.record_bounce(asked.second.id, actor=BRAM, today=TODAY)
    assert [row.due_on for row in asked.both] == [None, None]

    papers.confirm_receipt(asked.second.id, received_on=TODAY, how="op papier", actor=BRAM, today=TODAY)

    assert {(row.received_on, row.received_how) for row in asked.both} == {(TODAY, "op papier")}
    assert len({row.due_on for row in asked.both} - {None}) == 1


def test_a_later_day_a_talk_and_a_new_secretary_are_about_both(asked: Deelraad) -> None:
    deliver(asked)
    wanted = date(2027, 6, 1)
    council_questions.ask_board(
        asked.lead_id, Wish.LATER_DAY, "Wij vergaderen pas later.", wanted, actor=SECRETARY, today=TODAY
    )
    question = council_questions.council_questions.questions_of(asked.lead_id)[0]
    answer = council_questions.Answer("Dat is goed wat ons betreft.", agrees=True, agreed=wanted)
    council_questions.answer_council(asked.second.id, question.id, answer, actor=BRAM, today=TODAY)
    council.record_consultation(asked.second.id, council.Talk(held_on=TODAY), actor=SECRETARY, today=TODAY)
    council.replace_secretary(asked.second.id, "Nieuw", "nieuw@mr.example", actor=BRAM, today=TODAY)

    assert {row.due_on for row in asked.both} == {wanted}
    talks = [advices.find_consultation(row.id, council.BEFORE) for row in asked.both]
    assert [talk.held_on for talk in talks if talk] == [TODAY, TODAY]
    again = [m for row in asked.both for m in of_kind(row, LetterKind.ADVICE_REQUESTED)]
    assert [m.to_email for m in again].count("nieuw@mr.example") == 1


def test_silence_is_recorded_for_both_and_told_once(asked: Deelraad) -> None:
    deliver(asked)
    day = date(2027, 5, 22)

    morning.run(day)
    morning.run(day)

    assert [row.step for row in asked.both] == [Step.NO_ADVICE, Step.NO_ADVICE]
    told = [mail.to_email for row in asked.both for mail in of_kind(row, LetterKind.ADVICE_EXPIRED)]
    assert len(told) == len(set(told))
    assert "carla@mr.example" in told


def test_one_act_gives_an_advice_about_each_school_and_one_receipt(asked: Deelraad) -> None:
    deliver(asked)

    given = give(asked)

    assert [row.step for row in asked.both] == [Step.ADVISED, Step.ADVISED]
    assert [(one.form, one.text) for one in given] == [
        (AdviceForm.POSITIEF_OPM, "Wij adviseren positief."),
        (AdviceForm.NEGATIEF, "Wij adviseren positief.\n\nNog geen lift."),
    ]
    assert [[p.text for p in advices.points_of(one.id)] for one in given] == [
        ["Let op de tijd."], ["Let op de tijd.", "Maak de lift af."],
    ]  # fmt: skip
    receipts = [m for row in asked.both for m in of_kind(row, LetterKind.ADVICE_RECEIPT) if not m.copy]
    assert len(receipts) == 1
    assert all(one.sha256 in receipts[0].text for one in given)
    texts = {drafts.find_snapshot(row.id, "papers").sha256 for row in asked.both}  # type: ignore[union-attr]
    assert {mark.text for mark in joint_advice.marks_of(given)} == texts
    told = [m.to_email for row in asked.both for m in of_kind(row, LetterKind.ADVICE_RECEIVED)]
    assert len(told) == len(set(told)) == 2


def test_the_same_advice_sent_twice_is_one(asked: Deelraad) -> None:
    deliver(asked)
    give(asked)

    with pytest.raises(Refused):
        give(asked)

    assert db.session.scalar(sa.select(sa.func.count(advices.AdviceRow.id))) == 2


def test_an_advice_is_taken_back_as_a_whole_and_not_after_one_reaction(asked: Deelraad) -> None:
    deliver(asked)
    given = give(asked)

    def back() -> None:
        lead = advices.get_request(asked.lead_id)
        seen = joint_advice.seen_before_withdrawing(joint_advice.given_of(lead))
        until = clock.now() + advice_deeds.SHORT_LIFE
        advice_drafts.set_code(lead.id, advice_deeds.code_hash(lead.id, CODE), until, seen)
        db.session.commit()
        joint_advice.withdraw_joint_advice(lead.id, CODE, {}, actor=SECRETARY, today=LATER)

    back()
    assert [row.step for row in asked.both] == [Step.REQUESTED, Step.REQUESTED]
    given = give(asked)
    follows = Reaction(
        "", (PointReaction(PointAnswer.OVERGENOMEN, "Dat doen wij graag.", "", ""),), None, "Bram"
    )
    reaction.react(asked.first.id, follows, actor=BRAM, today=LATER)

    with pytest.raises(Refused) as refused:
        back()

    assert refused.value.reasons == ("already_reacted",)
    assert [row.step for row in asked.both] == [Step.REACTED, Step.ADVISED]
    assert [advices.in_force(one.request_id) is not None for one in given] == [True, True]
    about = of_kind(asked.first, LetterKind.REACTION_SENT)[0]
    assert "De Eik" in about.text
    assert "De Beuk" not in about.text


def test_the_council_reads_each_school_by_its_one_link(asked: Deelraad) -> None:
    read = reading.of_request(asked.lead_id, TODAY)

    assert [(mate.place, mate.name) for mate in read.mates] == [(1, "De Eik"), (2, "De Beuk")]
    every = reading.all_of(read, TODAY)
    assert [one.parties.location.name for one in every] == ["De Eik", "De Beuk"]
    assert all(one.snapshot and one.lead_id == asked.lead_id for one in every)


def test_a_school_that_is_not_ready_does_not_go_along_and_says_why(app: Flask) -> None:
    found = a_deelraad()
    together.request_of(found.second.id).reasons = ""
    db.session.commit()

    candidate = joining.candidates(found.first, TODAY)[0]
    assert candidate.reasons == ("papers_incomplete",)
    with pytest.raises(Refused):
        joining.choose(found.first.id, {found.second.id}, actor=BRAM, today=TODAY)


def test_what_becomes_unready_after_choosing_sends_nothing(app: Flask) -> None:
    found = a_deelraad()
    joining.choose(found.first.id, {found.second.id}, actor=BRAM, today=TODAY)
    together.request_of(found.second.id).measures = ""
    db.session.commit()

    with pytest.raises(Refused) as refused:
        papers.request_advice(found.first.id, actor=BRAM, today=TODAY)

    assert refused.value.reasons == ("joint_not_ready", "papers_incomplete")
    assert [row.step for row in found.both] == [Step.DRAFT, Step.DRAFT]


def test_a_mandate_of_one_school_sends_nothing_for_several(app: Flask) -> None:
    found = a_deelraad()
    with pytest.raises(Refused):
        joining.choose(found.first.id, {found.second.id}, actor=HEAD, today=TODAY)

    joining.choose(found.first.id, {found.second.id}, actor=BRAM, today=TODAY)
    with pytest.raises(Refused):
        papers.request_advice(found.first.id, actor=HEAD, today=TODAY)


def test_who_goes_along_is_sent_by_the_first_and_may_go_alone_again(app: Flask) -> None:
    found = a_deelraad()
    joining.choose(found.first.id, {found.second.id}, actor=BRAM, today=TODAY)
    with pytest.raises(Refused) as refused:
        papers.request_advice(found.second.id, actor=BRAM, today=TODAY)
    assert refused.value.reasons == ("joint_goes_along",)

    joining.choose(found.first.id, set(), actor=BRAM, today=TODAY)
    papers.request_advice(found.first.id, actor=BRAM, today=TODAY)

    assert [row.step for row in found.both] == [Step.REQUESTED, Step.DRAFT]
    assert together.rows_of(found.first.id) == [found.first]


def test_the_database_keeps_the_dossiers_of_one_request_in_one_partnership(app: Flask) -> None:
    found, elsewhere = a_deelraad(), a_drafted_school()
    joining.choose(found.first.id, {found.second.id}, actor=BRAM, today=TODAY)
    joint = db.session.scalars(sa.select(JointRequestRow)).one()

    for partnership_id in (joint.partnership_id, elsewhere.partnership_id):
        db.session.add(
            JointDossierRow(
                dossier_id=elsewhere.id, partnership_id=partnership_id, joint_id=joint.id, place=7
            )
        )
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()
