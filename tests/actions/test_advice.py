"""Giving advice: once, by a code; silence stays silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from sopforms.actions import advice as deeds
from sopforms.core.actor import CALENDAR, Actor
from sopforms.core.advice import Advice, AdvicePointValue
from sopforms.core.codes import AdviceForm, Deed, LetterKind, PointKind, Right, Role, Step
from sopforms.core.errors import Invalid, Refused
from sopforms.store import advice_drafts, advices, clock, drafts, facts, letters, logbook
from sopforms.store.advices import AdviceRow
from sopforms.store.db import db
from tests.asked import SECRETARY, Asked, a_reaction, a_snapshot, an_advice, an_asked_school
from tests.builders import reload

TODAY = date(2027, 5, 10)
AFTER = date(2027, 5, 13)
CODE = "042042"
POSITIVE = Advice(
    AdviceForm.POSITIEF_OPM,
    "De MR adviseert positief.",
    (AdvicePointValue("Let op de tijd.", PointKind.AANDACHTSPUNT, part_of_advice=True),),
    secretary="Carla Jansen",
    chair="Cor Bakker",
)


def with_code(asked: Asked, said: Advice = POSITIVE, code: str = CODE) -> None:
    """The code that was mailed for this advice; for taking it back when it was given."""
    deeds.start_draft(asked.request.id)
    until, given = clock.now() + deeds.SHORT_LIFE, advices.in_force(asked.request.id)
    seen = deeds.seen_before_sending(asked.request, said)
    if given is not None and reload(asked.dossier).step is Step.ADVISED:
        seen = deeds.seen_before_withdrawing(given)
    advice_drafts.set_code(asked.request.id, deeds.code_hash(asked.request.id, code), until, seen)
    db.session.commit()


def give(asked: Asked, said: Advice = POSITIVE, code: str = CODE, today: date = TODAY) -> Any:
    with_code(asked, said)
    return deeds.give_advice(asked.request.id, said, code, actor=SECRETARY, today=today)


def test_an_advice_is_stored_with_its_points_and_told_to_both_sides(app_on_both: Flask) -> None:
    asked = an_asked_school()

    given = give(asked)

    assert reload(asked.dossier).step is Step.ADVISED
    points = advices.points_of(given.id)
    assert [(point.text, point.part_of_advice, point.answer) for point in points] == [
        ("Let op de tijd.", True, None)
    ]
    assert given.sha256 == deeds.fingerprint(POSITIVE)
    sent = sorted((mail.kind.value, mail.to_email) for mail in letters.of_dossier(asked.id))
    assert sent == sorted(
        [
            ("advice_received", asked.bram.email),
            ("advice_received", asked.hanna.email),
            ("advice_receipt", "carla@mr.example"),
            ("advice_receipt", "cor@mr.example"),
        ]
    )
    line = logbook.of_dossier(asked.id)[-1]
    assert (line.deed, line.role, line.step) == (Deed.GIVE_ADVICE, Role.SECRETARY, Step.ADVISED)
    assert line.details["letters"] == ["advice_received", "advice_receipt"]


def test_no_letter_holds_the_text_of_the_advice(app: Flask) -> None:
    asked = an_asked_school()

    give(asked, Advice(AdviceForm.NEGATIEF, "Zeldzaamwoord", secretary="Carla"))

    assert not any(
        "Zeldzaamwoord" in mail.text + mail.html + mail.subject for mail in letters.of_dossier(asked.id)
    )


def test_the_right_code_works_once(app: Flask) -> None:
    asked = an_asked_school()
    give(asked)
    with pytest.raises(Refused):
        deeds.withdraw_advice(asked.request.id, CODE, {}, actor=SECRETARY, today=TODAY)


@pytest.mark.parametrize(
    "other",
    [
        replace(POSITIVE, text="De MR adviseert positief. Of toch niet."),
        replace(POSITIVE, points=()),
        replace(POSITIVE, secretary="Iemand anders"),
    ],
)
def test_a_code_sends_only_the_advice_that_was_checked(app: Flask, other: Advice) -> None:
    asked = an_asked_school()
    with_code(asked, POSITIVE)

    with pytest.raises(Refused) as refused:
        deeds.give_advice(asked.request.id, other, CODE, actor=SECRETARY, today=TODAY)

    assert refused.value.reasons == ("code_wrong",)
    assert advices.in_force(asked.request.id) is None
    assert deeds.give_advice(asked.request.id, POSITIVE, CODE, actor=SECRETARY, today=TODAY) is not None


def test_a_code_is_about_the_text_that_the_council_was_sent(app: Flask) -> None:
    asked = an_asked_school()
    with_code(asked)
    a_snapshot(asked.dossier, "papers", (("g1", "Hulp", ("Een andere tekst.",)),))
    db.session.commit()

    with pytest.raises(Refused):
        deeds.give_advice(asked.request.id, POSITIVE, CODE, actor=SECRETARY, today=TODAY)


def test_a_code_to_take_an_advice_back_sends_none(app: Flask) -> None:
    asked = an_asked_school()
    give(asked)
    with_code(asked)
    deeds.withdraw_advice(asked.request.id, CODE, {}, actor=SECRETARY, today=TODAY)

    with pytest.raises(Refused):
        deeds.give_advice(asked.request.id, POSITIVE, CODE, actor=SECRETARY, today=TODAY)


def test_where_consent_is_open_the_council_answers_only_about_the_text_it_was_sent(app: Flask) -> None:
    asked = an_asked_school(Step.REACTED)
    asked.council.right, asked.council.valid_until = Right.INSTEMMING, date(2028, 7, 31)
    a_reaction(asked, an_advice(asked, AdviceForm.NEGATIEF, ()), follows=False)
    changed = drafts.find_part(asked.id, "g3")
    assert changed is not None
    changed.edited = "Onze school heeft nu wel een lift."
    db.session.commit()

    with pytest.raises(Refused) as refused:
        give(asked)
    changed.edited = None
    db.session.commit()

    assert refused.value.reasons == ("text_changed",)
    assert give(asked) is not None


def test_a_wrong_code_gives_no_advice_and_five_end_the_code(app_on_both: Flask) -> None:
    asked = an_asked_school()
    with_code(asked)

    wrong = [deeds.try_code(asked.request.id, "999999") for _ in range(5)]

    assert wrong == [False] * 5
    assert not deeds.try_code(asked.request.id, CODE)
    with pytest.raises(Refused) as refused:
        deeds.give_advice(asked.request.id, POSITIVE, "999999", actor=SECRETARY, today=TODAY)
    assert refused.value.reasons == ("code_wrong",)
    assert advices.in_force(asked.request.id) is None


def test_a_right_code_may_be_tried_again_as_long_as_nothing_was_sent(app: Flask) -> None:
    asked = an_asked_school()
    with_code(asked)

    assert [deeds.try_code(asked.request.id, "042 042") for _ in range(7)] == [True] * 7


def test_a_code_is_mailed_and_a_newer_one_ends_it(app: Flask) -> None:
    asked = an_asked_school()

    deeds.send_code(asked.request.id, "carla@mr.example", "seen")
    deeds.send_code(asked.request.id, "carla@mr.example", "seen")

    sent = [mail for mail in letters.of_dossier(asked.id) if mail.kind is LetterKind.ADVICE_CODE]
    codes = [next(word for word in mail.text.split() if word.strip(".").isdigit()) for mail in sent]
    newest, older = (code.strip(".") for code in codes)
    assert older == newest or not deeds.try_code(asked.request.id, older)
    assert deeds.try_code(asked.request.id, newest)


def test_codes_are_not_asked_without_end(app: Flask) -> None:
    asked = an_asked_school()
    for _ in range(deeds.CODES_PER_HOUR):
        deeds.send_code(asked.request.id, "carla@mr.example", "seen")

    with pytest.raises(Refused) as refused:
        deeds.send_code(asked.request.id, "carla@mr.example", "seen")

    assert refused.value.reasons == ("codes_asked_too_often",)


def test_advice_is_refused_while_no_talk_was_offered(app: Flask) -> None:
    asked = an_asked_school(offered=False)

    with pytest.raises(Refused) as refused:
        give(asked)

    assert refused.value.reasons == ("consultation_not_offered",)


def test_taking_note_counts_as_no_advice(app: Flask) -> None:
    asked = an_asked_school()
    note = Advice(AdviceForm.KENNISGEVING, secretary="Carla", confirmed=True)

    with pytest.raises(Refused) as refused:
        give(asked, note)

    assert refused.value.reasons == ("counts_as_no_advice",)
    assert reload(asked.dossier).step is Step.REQUESTED


def test_an_advice_without_text_is_sent_back(app: Flask) -> None:
    asked = an_asked_school()

    with pytest.raises(Invalid) as wrong:
        give(asked, Advice(AdviceForm.POSITIEF, secretary="Carla"))

    assert "text" in wrong.value.problems


def test_a_second_advice_is_refused(app: Flask) -> None:
    asked = an_asked_school()
    give(asked)

    with pytest.raises(Refused):
        give(asked)

    assert db.session.scalar(sa.select(sa.func.count(AdviceRow.id))) == 1


def test_a_withdrawn_advice_stays_on_file_and_comes_back_as_concept(app_on_both: Flask) -> None:
    asked = an_asked_school()
    give(asked)
    with_code(asked)

    deeds.withdraw_advice(asked.request.id, CODE, {"text": "De MR"}, actor=SECRETARY, today=TODAY)

    assert reload(asked.dossier).step is Step.REQUESTED
    assert advices.in_force(asked.request.id) is None
    assert len(advices.all_of(asked.request.id)) == 1
    draft = advice_drafts.find(asked.request.id)
    assert draft is not None
    assert draft.fields == {"text": "De MR"}
    give(asked)
    assert len(advices.all_of(asked.request.id)) == 2


def test_after_the_reaction_an_advice_stands(app: Flask) -> None:
    asked = an_asked_school(Step.REACTED)
    a_reaction(asked, an_advice(asked))
    with_code(asked)

    with pytest.raises(Refused):
        deeds.withdraw_advice(asked.request.id, CODE, {}, actor=SECRETARY, today=TODAY)
    with pytest.raises(Refused):
        give(asked)


def test_a_council_with_consent_may_answer_again_after_the_reaction(app: Flask) -> None:
    asked = an_asked_school(Step.REACTED)
    asked.council.right, asked.council.source = Right.INSTEMMING, "reglement"
    asked.council.valid_until = date(2027, 12, 31)
    first = an_advice(asked, AdviceForm.NEGATIEF)
    a_reaction(asked, first, follows=False)

    give(asked, Advice(AdviceForm.POSITIEF, "Akkoord.", secretary="Carla"), today=date(2027, 5, 28))

    row = reload(asked.dossier)
    assert (row.step, row.reacted_on, row.followed) == (Step.ADVISED, None, None)
    assert advices.all_of(asked.request.id)[0].withdrawn_at is not None


def test_silence_is_recorded_after_the_term_and_a_late_advice_is_welcome(app: Flask) -> None:
    asked = an_asked_school()
    with pytest.raises(Refused):
        deeds.record_no_advice(asked.id, actor=CALENDAR, today=date(2027, 5, 12))

    deeds.record_no_advice(asked.id, actor=CALENDAR, today=AFTER)

    row = reload(asked.dossier)
    assert (row.step, row.no_advice_on) == (Step.NO_ADVICE, AFTER)
    kinds = {mail.kind for mail in letters.of_dossier(asked.id)}
    assert kinds == {LetterKind.ADVICE_EXPIRED}
    give(asked, today=date(2027, 5, 14))
    assert reload(asked.dossier).step is Step.ADVISED


def test_who_only_reads_may_not_advise(app: Flask) -> None:
    asked = an_asked_school()
    with_code(asked)
    member = Actor((Role.MEMBER,))

    with pytest.raises(Refused) as refused:
        deeds.give_advice(asked.request.id, POSITIVE, CODE, actor=member, today=TODAY)

    assert refused.value.reasons == ("role_may_not",)


def test_the_dutch_day_of_an_advice_is_the_day_that_counts(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked).received_at = clock.datetime(2027, 5, 10, 22, 30, tzinfo=clock.UTC)

    assert facts.of(asked.dossier).advised == date(2027, 5, 11)


def test_a_right_of_consent_that_ended_before_the_request_is_advice(app: Flask) -> None:
    asked = an_asked_school()
    asked.council.right, asked.council.source = Right.INSTEMMING, "reglement"
    asked.council.valid_until = date(2027, 3, 1)

    assert facts.of(asked.dossier, today=TODAY).right is Right.ADVIES


def test_a_right_of_consent_that_ends_while_the_council_reads_still_counts(app: Flask) -> None:
    asked = an_asked_school()
    asked.council.right, asked.council.source = Right.INSTEMMING, "reglement"
    asked.council.valid_until = date(2027, 4, 1)

    assert facts.of(asked.dossier, today=TODAY).right is Right.INSTEMMING


def test_consent_under_conditions_is_none_before_the_reaction(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    asked.council.right, asked.council.source = Right.INSTEMMING, "reglement"
    asked.council.valid_until = date(2027, 12, 31)
    an_advice(asked)

    known = facts.of(asked.dossier, today=TODAY)

    assert (known.consent_given, known.consent_refused) == (None, None)
