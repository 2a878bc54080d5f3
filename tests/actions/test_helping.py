"""Who helps somebody that got no mail sees how mails fared, and never what tells who has answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from sopforms.actions import addresses, helping, letters
from sopforms.actions.helping import Group
from sopforms.core import letter
from sopforms.core.codes import LetterKind, LinkPurpose, Step
from sopforms.core.errors import Refused
from sopforms.core.mailing import Address, DeliveryState
from sopforms.store import clock
from sopforms.store.db import db
from sopforms.store.letters import OutboxRow
from sopforms.store.links import LinkRow
from sopforms.store.questionnaires import QuestionnaireVersionRow
from sopforms.store.surveys import ParticipationRow, SurveyRow
from tests.web.browsing import Town, a_town

DAAN = "daan@school.example"


@pytest.fixture
def town(app: Flask) -> Town:
    return a_town(Step.SURVEY)


def asked(town: Town) -> OutboxRow:
    """The invitation of Daan; a reminder went after it."""
    version = db.session.scalars(sa.select(QuestionnaireVersionRow)).first()
    assert version is not None
    today = clock.today()
    survey = SurveyRow(
        dossier_id=town.dossier.id,
        version_id=version.id,
        opens_on=today,
        closes_on=today + timedelta(days=14),
        threshold=5,
    )
    db.session.add(survey)
    db.session.flush()
    row = ParticipationRow(survey_id=survey.id, email=DAAN, invited_on=today)
    db.session.add(row)
    db.session.flush()
    about, to = addresses.about(town.dossier), Address("", DAAN)
    (mail,) = letters.put(letter.survey_opened(about, row.id, to, survey.closes_on, 8))
    letters.put(letter.survey_reminder(about, row.id, to, closes=survey.closes_on, today=today))
    db.session.commit()
    return mail


def kinds_to(email: str) -> list[LetterKind]:
    query = sa.select(OutboxRow.kind).where(OutboxRow.to_email == email).order_by(OutboxRow.id)
    return list(db.session.scalars(query))


def test_a_school_writes_to_accounts_council_and_colleagues(town: Town) -> None:
    asked(town)

    found = [(one.email, one.group) for one in helping.correspondents(town.location)]

    assert found == [
        (town.anna.email, Group.ACCOUNT),
        (town.hanna.email, Group.ACCOUNT),
        ("carla@mr.example", Group.COUNCIL),
        ("cor@mr.example", Group.COUNCIL),
        (DAAN, Group.STAFF),
    ]


def test_a_reminder_is_never_shown_because_it_tells_who_has_not_answered(town: Town) -> None:
    asked(town)

    shown = helping.mails_to(DAAN, town.partnership.id)

    assert [mail.kind for mail in shown] == [LetterKind.SURVEY_OPENED]


def test_a_mail_that_is_stuck_goes_again_and_one_that_arrived_is_followed_by_a_new_link(town: Town) -> None:
    mail = asked(town)
    mail.state = DeliveryState.FAILED
    db.session.commit()

    helping.send_again(DAAN, town.partnership.id, town.anna.id, "s1")
    assert (mail.state, len(kinds_to(DAAN))) == (DeliveryState.QUEUED, 2)
    mail.state, mail.sent_at = DeliveryState.SENT, clock.now()
    db.session.commit()
    helping.send_again(DAAN, town.partnership.id, town.anna.id, "s2")

    assert kinds_to(DAAN)[-1] is LetterKind.NEW_LINK


def test_who_has_an_account_gets_a_new_link_to_sign_in(town: Town) -> None:
    helping.send_again(town.hanna.email, town.partnership.id, town.anna.id, "s1")

    assert kinds_to(town.hanna.email) == [LetterKind.SIGN_IN]
    purposes = set(db.session.scalars(sa.select(LinkRow.purpose).where(LinkRow.email == town.hanna.email)))
    assert purposes == {LinkPurpose.SIGN_IN}


def test_an_address_is_written_to_three_times_a_day_at_most(town: Town) -> None:
    for number in range(3):
        helping.send_again(town.hanna.email, town.partnership.id, town.anna.id, f"s{number}")

    with pytest.raises(Refused, match="mails_asked_too_often"):
        helping.send_again(town.hanna.email, town.partnership.id, town.anna.id, "s4")


def test_mails_of_another_partnership_are_nobodys_business_here(town: Town) -> None:
    asked(town)

    assert helping.mails_to(DAAN, town.partnership.id + 1) == []
