"""Adopting: never before the reaction, sealed, and waiting when it deviates."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from sopforms.actions import advice as advice_deeds
from sopforms.actions import composing, council, draft, publication
from sopforms.actions import decision as deeds
from sopforms.actions import guide as guide_deeds
from sopforms.actions.council import Talk
from sopforms.actions.decision import Decider
from sopforms.core import blocks_json
from sopforms.core.actor import CALENDAR
from sopforms.core.codes import AdviceForm, Deed, LetterKind, PointAnswer, Right, Role, Step
from sopforms.core.errors import Invalid, Refused
from sopforms.core.terms import suspended_until
from sopforms.store import advices, clock, decisions, drafts, letters, logbook
from sopforms.store.db import db
from tests.asked import Asked, a_link, a_reaction, an_advice, an_asked_school
from tests.builders import an_actor, reload

TODAY = date(2027, 6, 7)
BRAM = Decider("Voorbeeldstad", "Bram Smit", "bestuurder")


def reacted(*, follows: bool = True, form: AdviceForm = AdviceForm.POSITIEF_VOORW) -> Asked:
    asked = an_asked_school(Step.REACTED)
    given = an_advice(asked, form)
    first = advices.points_of(given.id)[0]
    first.answer = PointAnswer.OVERGENOMEN if follows else PointAnswer.NIET
    first.reason = "Daar kiezen wij voor."
    a_reaction(asked, given, follows=follows)
    return asked


def deviating(asked: Asked) -> Decider:
    return Decider(BRAM.place, BRAM.name, BRAM.function, "", ("De assistent blijft niet.",))


def test_the_law_lets_nobody_adopt_before_the_reaction(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked)

    with pytest.raises(Refused) as refused:
        deeds.adopt(asked.id, BRAM, actor=asked.board_member, today=TODAY)

    assert {"step_not_reached", "reaction_missing"} <= set(refused.value.reasons)
    assert decisions.find_decision(asked.id) is None


def test_an_adoption_seals_the_text_and_tells_who_must_know(app_on_both: Flask) -> None:
    asked = reacted()

    new = deeds.adopt(asked.id, BRAM, actor=asked.board_member, today=TODAY)

    row = reload(asked.dossier)
    assert (row.step, row.adopted_on, row.suspended_until) == (Step.ADOPTED, TODAY, None)
    sealed = drafts.find_snapshot(asked.id, "adopted")
    assert sealed is not None
    assert new is not None
    assert sealed.id == new.snapshot_id
    assert sealed.sha256 == blocks_json.digest(blocks_json.load(sealed.guide))
    assert "7 juni 2027" in new.text
    assert "Het besluit volgt het advies." in new.text
    assert {mail.kind for mail in letters.of_dossier(asked.id)} == {LetterKind.ADOPTED}
    assert {mail.to_email for mail in letters.of_dossier(asked.id)} == {
        "carla@mr.example",
        "cor@mr.example",
        asked.anna.email,
    }
    assert logbook.of_dossier(asked.id)[-1].deed is Deed.ADOPT


def test_what_was_adopted_never_changes(app_on_both: Flask) -> None:
    asked = reacted()
    deeds.adopt(asked.id, BRAM, actor=asked.board_member, today=TODAY)

    for table in ("decision", "snapshot", "reaction"):
        with pytest.raises(sa.exc.DatabaseError):
            db.session.execute(sa.text(f"DELETE FROM {table}"))
        db.session.rollback()


def test_a_deviating_decision_names_its_points_and_waits_six_weeks(app: Flask) -> None:
    asked = reacted(follows=False)
    with pytest.raises(Refused) as refused:
        deeds.adopt(asked.id, deviating(asked), actor=asked.board_member, today=TODAY)
    assert refused.value.reasons == ("further_talks_not_offered",)
    council.record_further_talks(
        asked.id, Talk(held_on=date(2027, 5, 28)), actor=asked.board_member, today=date(2027, 5, 28)
    )
    with pytest.raises(Invalid) as wrong:
        deeds.adopt(asked.id, BRAM, actor=asked.board_member, today=TODAY)
    assert "deviations" in wrong.value.problems

    new = deeds.adopt(asked.id, deviating(asked), actor=asked.board_member, today=TODAY)

    assert new is not None
    assert (new.deviates, new.suspended_until) == (True, date(2027, 7, 19))
    assert "De assistent blijft niet" in new.text
    kinds = [mail.kind for mail in letters.of_dossier(asked.id)]
    assert kinds.count(LetterKind.DECISION_DEVIATES) == 2
    adopted = [mail for mail in letters.of_dossier(asked.id) if mail.kind is LetterKind.ADOPTED]
    assert adopted
    assert not any("niets te doen" in mail.text for mail in adopted)
    assert all("wacht daarom tot en met maandag 19 juli 2027" in mail.text for mail in adopted)


@pytest.mark.parametrize("day", [date(2027, 6, 20), date(2027, 7, 19)])
def test_the_law_lets_nobody_publish_a_deviating_decision_before_its_suspension_ends(
    app_on_both: Flask, day: date
) -> None:
    asked = reacted(follows=False)
    adopt_deviating(asked)
    guide_deeds.make_guide_section(asked.id, actor=asked.head, today=date(2027, 6, 8))

    with pytest.raises(Refused) as refused:
        publication.publish(asked.id, actor=asked.board_member, today=day)

    assert refused.value.reasons == ("suspension_runs",)
    row = reload(asked.dossier)
    assert row.published_on is None
    row.published_on = day
    with pytest.raises(sa.exc.IntegrityError):  # the database holds it too
        db.session.flush()
    db.session.rollback()
    publication.publish(asked.id, actor=asked.board_member, today=date(2027, 7, 20))
    assert reload(asked.dossier).step is Step.PUBLISHED


def adopt_deviating(asked: Asked) -> None:
    council.record_further_talks(
        asked.id, Talk(held_on=date(2027, 5, 28)), actor=asked.board_member, today=date(2027, 5, 28)
    )
    deeds.adopt(asked.id, deviating(asked), actor=asked.board_member, today=TODAY)


def test_a_council_without_objection_ends_the_wait(app: Flask) -> None:
    asked = reacted(follows=False)
    adopt_deviating(asked)
    guide_deeds.make_guide_section(asked.id, actor=asked.head, today=date(2027, 6, 8))

    deeds.record_waiver(asked.id, actor=an_actor(Role.SECRETARY), today=date(2027, 6, 10))
    told = [mail for mail in letters.of_dossier(asked.id) if mail.kind is LetterKind.WAIVER_RECORDED]
    publication.publish(asked.id, actor=asked.board_member, today=date(2027, 6, 11))

    assert reload(asked.dossier).step is Step.PUBLISHED
    council = {asked.council.secretary_email, asked.council.chair_email} - {""}
    assert {mail.to_email for mail in told} == council | {asked.bram.email, asked.hanna.email}


def test_a_decision_that_follows_has_nothing_to_waive(app: Flask) -> None:
    asked = reacted()
    deeds.adopt(asked.id, BRAM, actor=asked.board_member, today=TODAY)

    with pytest.raises(Refused) as refused:
        deeds.record_waiver(asked.id, actor=an_actor(Role.SECRETARY), today=TODAY)

    assert refused.value.reasons == ("not_suspended",)


def test_after_silence_the_board_adopts_and_says_so(app: Flask) -> None:
    asked = an_asked_school()
    advice_deeds.record_no_advice(asked.id, actor=CALENDAR, today=date(2027, 5, 13))

    new = deeds.adopt(asked.id, BRAM, actor=asked.board_member, today=TODAY)

    assert new is not None
    assert "geen advies uitbracht" in new.text
    assert "volgt het advies" not in new.text


def test_without_consent_there_is_no_decision(app: Flask) -> None:
    asked = reacted(form=AdviceForm.NEGATIEF)
    asked.council.right, asked.council.source = Right.INSTEMMING, "reglement"
    asked.council.valid_until = date(2027, 12, 31)
    db.session.commit()

    with pytest.raises(Refused) as refused:
        deeds.adopt(asked.id, BRAM, actor=asked.board_member, today=TODAY)

    assert refused.value.reasons == ("consent_refused",)


def test_consent_under_conditions_that_are_not_met_is_none(app: Flask) -> None:
    asked = reacted(follows=False)
    asked.council.right, asked.council.source = Right.INSTEMMING, "reglement"
    asked.council.valid_until = date(2027, 12, 31)
    council.record_further_talks(asked.id, Talk(), actor=asked.board_member, today=date(2027, 5, 28))

    with pytest.raises(Refused) as refused:
        deeds.adopt(asked.id, deviating(asked), actor=asked.board_member, today=TODAY)

    assert refused.value.reasons == ("consent_conditions_not_met",)


def test_consent_under_conditions_that_are_met_lets_the_board_adopt(app: Flask) -> None:
    asked = reacted()
    asked.council.right, asked.council.source = Right.INSTEMMING, "reglement"
    asked.council.valid_until = date(2027, 12, 31)
    db.session.commit()

    new = deeds.adopt(asked.id, BRAM, actor=asked.board_member, today=TODAY)

    assert new is not None
    assert "de instemming" in new.text


def test_a_head_adopts_on_a_mandate_only(app: Flask) -> None:
    asked = reacted()
    with pytest.raises(Refused) as refused:
        deeds.adopt(asked.id, BRAM, actor=an_actor(Role.HEAD, person=asked.hanna), today=TODAY)
    assert refused.value.reasons == ("mandate_missing",)
    who = Decider("Voorbeeldstad", "Hanna Mulder", "directeur", "managementstatuut artikel 4")

    new = deeds.adopt(asked.id, who, actor=asked.head, today=TODAY)

    assert new is not None
    assert new.mandate == "managementstatuut artikel 4"


def test_the_decision_of_a_head_names_the_mandate_that_was_recorded(app: Flask) -> None:
    asked = reacted()
    who = Decider("Voorbeeldstad", "Hanna Mulder", "directeur", "een mandaat dat ik zelf bedacht")

    new = deeds.adopt(asked.id, who, actor=asked.head, today=TODAY)

    assert new is not None
    assert new.mandate == "managementstatuut artikel 4"
    assert "managementstatuut artikel 4" in new.text
    assert "zelf bedacht" not in new.text


def test_who_does_not_decide_for_the_board_is_not_the_first_of_two(app: Flask) -> None:
    asked = reacted()
    asked.board.second_person_required = True
    db.session.commit()
    without = an_actor(Role.HEAD, person=asked.hanna)
    deeds.save_adoption(asked.id, {"place": "Stad"}, 0, actor=without, today=TODAY)

    with pytest.raises(Refused) as refused:
        deeds.adopt(asked.id, BRAM, actor=asked.board_member, today=TODAY)
    assert refused.value.reasons == ("second_person_missing",)
    deeds.save_adoption(asked.id, {"place": "Stad"}, 1, actor=asked.head, today=TODAY)

    assert deeds.adopt(asked.id, BRAM, actor=asked.board_member, today=TODAY) is not None


def test_where_two_persons_are_asked_the_first_alone_does_not_adopt(app: Flask) -> None:
    asked = reacted()
    asked.board.second_person_required = True
    db.session.commit()
    deeds.save_adoption(asked.id, {"name": "Bram Smit"}, 0, actor=asked.board_member, today=TODAY)
    with pytest.raises(Refused) as refused:
        deeds.adopt(asked.id, BRAM, actor=asked.board_member, today=TODAY)
    assert refused.value.reasons == ("second_person_missing",)

    who = Decider("Voorbeeldstad", "Hanna Mulder", "directeur", "managementstatuut artikel 4")
    deeds.adopt(asked.id, who, actor=asked.head, today=TODAY)

    assert reload(asked.dossier).step is Step.ADOPTED
    assert decisions.find_concept(asked.id, deeds.CONCEPT) is None


def test_where_a_judgement_is_asked_it_comes_first(app: Flask) -> None:
    asked = reacted()
    asked.board.judgement_required = True
    db.session.commit()
    with pytest.raises(Refused) as refused:
        deeds.adopt(asked.id, BRAM, actor=asked.board_member, today=TODAY)
    assert refused.value.reasons == ("judgement_missing",)
    with pytest.raises(Invalid):
        deeds.judge_offer(asked.id, "mooi", "", actor=asked.board_member, today=TODAY)

    deeds.judge_offer(asked.id, "toereikend", "Het past bij de vraag.", actor=asked.board_member, today=TODAY)
    deeds.adopt(asked.id, BRAM, actor=asked.board_member, today=TODAY)

    assert reload(asked.dossier).step is Step.ADOPTED


@pytest.mark.parametrize("follows", [True, False])
def test_the_link_of_the_council_works_until_two_weeks_after_it_matters(app: Flask, follows: bool) -> None:
    asked = reacted(follows=follows)
    link = a_link(asked)

    if follows:
        deeds.adopt(asked.id, BRAM, actor=asked.board_member, today=TODAY)
    else:
        adopt_deviating(asked)

    db.session.refresh(link)
    last = TODAY if follows else suspended_until(TODAY)
    ends = datetime.combine(last + timedelta(days=14), datetime.min.time(), tzinfo=clock.AMSTERDAM)
    assert timedelta(0) <= link.expires_at - ends < timedelta(days=1)


def test_a_text_that_is_not_whole_is_never_sealed(app: Flask) -> None:
    asked = reacted()
    db.session.execute(sa.text("DELETE FROM draft_part WHERE key = 'g2'"))
    db.session.commit()

    with pytest.raises(Refused) as refused:
        deeds.adopt(asked.id, BRAM, actor=asked.board_member, today=TODAY)

    assert refused.value.reasons == ("draft_missing",)
    assert drafts.find_snapshot(asked.id, "adopted") is None


def test_adopting_twice_is_refused(app: Flask) -> None:
    asked = reacted()
    deeds.adopt(asked.id, BRAM, actor=asked.board_member, today=TODAY)

    with pytest.raises(Refused):
        deeds.adopt(asked.id, BRAM, actor=asked.board_member, today=TODAY)


@pytest.mark.parametrize(
    ("form", "told"), [(AdviceForm.POSITIEF_VOORW, date(2027, 5, 10)), (AdviceForm.NEGATIEF, None)]
)
def test_the_text_never_calls_a_refusal_consent(app: Flask, form: AdviceForm, told: date | None) -> None:
    asked = reacted(form=form)
    asked.council.right, asked.council.source = Right.INSTEMMING, "reglement"
    asked.council.valid_until = date(2027, 12, 31)
    db.session.commit()

    known = composing.facts_of(asked.dossier)

    assert (known.consents, known.advised_on) == (True, told)


def test_the_text_that_is_adopted_says_when(app: Flask) -> None:
    asked = reacted()

    chapters, guide = draft.current_text(asked.id, decided_on=TODAY)

    assert guide.title
    assert chapters.title
