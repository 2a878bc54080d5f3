"""Talks with the council, the link for members, and a new secretary."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from sopforms.actions import council, links
from sopforms.actions.council import Talk
from sopforms.core.codes import Deed, LetterKind, LinkPurpose, Step
from sopforms.core.errors import Invalid, Refused
from sopforms.store import advices, letters, logbook
from tests.asked import SECRETARY, a_link, an_asked_school

TODAY = date(2027, 4, 20)


def test_both_sides_may_record_the_talk_and_it_is_one_talk(app: Flask) -> None:
    asked = an_asked_school()

    council.record_consultation(asked.id, Talk(planned_for=date(2027, 4, 15)), actor=asked.head, today=TODAY)
    council.record_consultation(asked.id, Talk(held_on=date(2027, 4, 15)), actor=SECRETARY, today=TODAY)

    talk = advices.find_consultation(asked.id, council.BEFORE)
    assert talk is not None
    assert (talk.planned_for, talk.held_on, talk.declined) == (date(2027, 4, 15), date(2027, 4, 15), False)
    assert [line.deed for line in logbook.of_dossier(asked.id)] == [Deed.RECORD_CONSULTATION] * 2


def test_a_talk_that_was_held_is_not_declined_afterwards(app: Flask) -> None:
    asked = an_asked_school()
    council.record_consultation(asked.id, Talk(held_on=date(2027, 4, 15)), actor=SECRETARY, today=TODAY)

    council.record_consultation(asked.id, Talk(declined=True), actor=SECRETARY, today=TODAY)

    talk = advices.find_consultation(asked.id, council.BEFORE)
    assert talk is not None
    assert not talk.declined


@pytest.mark.parametrize(
    ("talk", "field"),
    [
        (Talk(held_on=date(2027, 4, 21)), "held_on"),
        (Talk(held_on=date(2027, 3, 1)), "held_on"),
        (Talk(held_on=date(2027, 4, 15), declined=True), "declined"),
    ],
)
def test_a_talk_that_cannot_be_is_refused(app: Flask, talk: Talk, field: str) -> None:
    asked = an_asked_school()

    with pytest.raises(Invalid) as wrong:
        council.record_consultation(asked.id, talk, actor=SECRETARY, today=TODAY)

    assert field in wrong.value.problems


def test_further_talks_belong_to_a_reaction_that_deviates(app: Flask) -> None:
    asked = an_asked_school(Step.REACTED)

    with pytest.raises(Refused) as refused:
        council.record_further_talks(asked.id, Talk(), actor=asked.head, today=date(2027, 5, 21))

    assert refused.value.reasons == ("not_deviating",)


def test_a_new_secretary_ends_the_link_of_the_old_one(app: Flask) -> None:
    asked = an_asked_school()
    old = a_link(asked)

    council.replace_secretary(asked.id, "Dirk Post", "dirk@mr.example", actor=asked.head, today=TODAY)

    assert not links.is_usable(old)
    sent = {mail.kind: mail for mail in letters.of_dossier(asked.id)}
    assert sent[LetterKind.ADVICE_REQUESTED].to_email == "dirk@mr.example"
    assert links.is_usable(letters.link_of(sent[LetterKind.ADVICE_REQUESTED]))
    assert asked.council.secretary_name == "Dirk Post"


def test_nobody_takes_the_place_of_the_council_without_notice_to_secretary_and_chair(app: Flask) -> None:
    asked = an_asked_school(Step.ADOPTED)
    asked.council.chair_name, asked.council.chair_email = "Ella Vos", "ella@mr.example"
    first = asked.council.secretary_email

    council.replace_secretary(asked.id, "Anders", "anders@school.example", actor=asked.head, today=TODAY)

    told = [mail for mail in letters.of_dossier(asked.id) if mail.kind is LetterKind.SECRETARY_REPLACED]
    assert {mail.to_email for mail in told} == {first, "ella@mr.example"}
    own, copy = sorted(told, key=lambda mail: mail.to_email != first)
    assert own.link_id is None
    assert letters.link_of(copy).purpose is LinkPurpose.ADVICE_READ
    assert all(asked.head.name in mail.text for mail in told)


def test_a_secretary_who_comes_back_gets_a_link_again(app: Flask) -> None:
    asked = an_asked_school()
    first = asked.council.secretary_email
    council.replace_secretary(asked.id, "Dirk Post", "dirk@mr.example", actor=asked.head, today=TODAY)

    council.replace_secretary(asked.id, "Carla Jansen", first, actor=asked.head, today=TODAY)

    sent = letters.of_dossier(asked.id)
    newest = next(mail for mail in sent if mail.kind is LetterKind.ADVICE_REQUESTED)
    assert newest.to_email == first
    assert links.is_usable(letters.link_of(newest))


def test_the_same_address_is_no_new_secretary(app: Flask) -> None:
    asked = an_asked_school()

    with pytest.raises(Invalid):
        council.replace_secretary(asked.id, "Carla", "CARLA@mr.example", actor=asked.head, today=TODAY)


def test_members_share_one_link_until_it_is_ended(app: Flask) -> None:
    asked = an_asked_school()
    council.share(asked.request.id)
    council.share(asked.request.id)
    shared = council.shared_link(asked.request)
    assert shared is not None
    assert shared.purpose is LinkPurpose.ADVICE_READ

    council.stop_sharing(asked.request.id)

    assert council.shared_link(asked.request) is None
    assert not links.is_usable(shared)
