"""A new link goes to the address that had one, and only while what it opens is not over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from sopforms.actions import letters, links, new_links
from sopforms.core import letter
from sopforms.core.codes import LetterKind, LinkPurpose, Step
from sopforms.core.mailing import About, Address
from sopforms.store import clock
from sopforms.store.db import db
from sopforms.store.letters import OutboxRow
from sopforms.store.links import LinkRow
from tests import builders

CARLA = Address("Carla Jansen", "carla@mr.example")


def asked(step: Step, **facts: object) -> LinkRow:
    """A council that was sent a request, and the link of its secretary."""
    dossier = builders.a_dossier(step, **facts)
    about = About(
        dossier.partnership_id, dossier.id, "De Tintelgaard", "2027-2028", Address("A", "a@b.example")
    )
    rows = letters.put(
        *letter.advice_requested(about, 7, CARLA, None, board="Bestuur", advise_by=date(2027, 5, 12))
    )
    db.session.commit()
    return db.session.get_one(LinkRow, rows[0].link_id)


def new_mails() -> list[OutboxRow]:
    return list(db.session.scalars(sa.select(OutboxRow).where(OutboxRow.kind == LetterKind.NEW_LINK)))


def test_the_secretary_gets_a_new_link_to_the_same_request(app_on_both: Flask) -> None:
    old = asked(Step.REQUESTED)

    assert new_links.send(CARLA.email, "192.0.2.1", "s1") is True

    (mail,) = new_mails()
    new = db.session.get_one(LinkRow, mail.link_id)
    assert mail.to_email == CARLA.email
    assert (new.purpose, new.object_id) == (LinkPurpose.ADVICE, old.object_id)
    assert links.is_usable(new)


def test_an_unknown_address_gets_no_mail(app: Flask) -> None:
    asked(Step.REQUESTED)

    assert new_links.send("niemand@nergens.example", "192.0.2.1", "s1") is True

    assert new_mails() == []


def test_a_link_that_was_taken_away_does_not_come_back(app: Flask) -> None:
    old = asked(Step.REQUESTED)
    links.revoke(old)
    db.session.commit()

    new_links.send(CARLA.email, "192.0.2.1", "s1")

    assert new_mails() == []


@pytest.mark.parametrize(("step", "mails"), [(Step.REQUESTED, 1), (Step.ADOPTED, 0)])
def test_an_expired_link_is_renewed_only_before_the_decision(app: Flask, step: Step, mails: int) -> None:
    old = asked(step)
    old.created_at = clock.now() - timedelta(days=20)
    old.expires_at = clock.now() - timedelta(days=1)
    db.session.commit()

    new_links.send(CARLA.email, "192.0.2.1", "s1")

    assert len(new_mails()) == mails


def test_somebody_with_an_account_gets_a_link_to_sign_in(app: Flask) -> None:
    location = builders.a_location(builders.a_partnership())
    anna = builders.anna(location)
    db.session.commit()

    new_links.send(anna.email, "192.0.2.1", "s1")

    (mail,) = db.session.scalars(sa.select(OutboxRow))
    assert (mail.kind, mail.to_email) == (LetterKind.SIGN_IN, anna.email)


def test_the_fourth_of_a_day_is_refused(app: Flask) -> None:
    answers = [new_links.send("niemand@nergens.example", "192.0.2.1", str(number)) for number in range(4)]

    assert answers == [True, True, True, False]
