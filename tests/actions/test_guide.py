"""The section for the guide, the consent on the guide, and publishing."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from sopforms.actions import guide as deeds
from sopforms.actions import publication
from sopforms.core.codes import LetterKind, Step
from sopforms.core.errors import Invalid, Refused
from sopforms.store import letters
from sopforms.store.db import db
from tests import builders
from tests.asked import an_asked_school

TODAY = date(2027, 6, 8)


def test_who_makes_the_guide_is_told_by_when(app: Flask) -> None:
    asked = an_asked_school(Step.ADOPTED)

    deeds.make_guide_section(asked.id, actor=asked.head, today=TODAY)

    row = builders.reload(asked.dossier)
    assert (row.step, row.guide_section_on) == (Step.IN_GUIDE, TODAY)
    sent = letters.of_dossier(asked.id)
    assert {mail.to_email for mail in sent} == {asked.hanna.email, asked.location.email}
    assert all("31 juli 2027" in mail.text for mail in sent)


def test_nothing_is_made_of_what_was_not_adopted(app: Flask) -> None:
    asked = an_asked_school(Step.REACTED)

    with pytest.raises(Refused):
        deeds.make_guide_section(asked.id, actor=asked.head, today=TODAY)


def test_where_consent_on_the_guide_is_asked_it_comes_first(app: Flask) -> None:
    asked = an_asked_school(Step.IN_GUIDE, guide_section_on=TODAY)
    asked.cycle.guide_consent_required = True
    db.session.commit()
    with pytest.raises(Refused) as refused:
        publication.publish(asked.id, actor=asked.board_member, today=TODAY)
    assert refused.value.reasons == ("guide_consent_missing",)
    with pytest.raises(Invalid):
        deeds.record_guide_consent(asked.id, date(2027, 6, 9), actor=asked.head, today=TODAY)

    deeds.record_guide_consent(asked.id, date(2027, 6, 7), actor=asked.head, today=TODAY)
    publication.publish(asked.id, actor=asked.board_member, today=TODAY)

    assert builders.reload(asked.dossier).step is Step.PUBLISHED


def test_partnership_council_and_team_hear_that_it_is_public(app: Flask) -> None:
    asked = an_asked_school(Step.IN_GUIDE, guide_section_on=TODAY)
    sanne = builders.sanne(asked.partnership)

    publication.publish(asked.id, actor=asked.board_member, today=TODAY)

    sent = letters.of_dossier(asked.id)
    assert {mail.kind for mail in sent} == {LetterKind.PUBLISHED}
    assert {mail.to_email for mail in sent} == {
        sanne.email,
        "carla@mr.example",
        "cor@mr.example",
        asked.anna.email,
        asked.hanna.email,
    }
    assert {mail.path for mail in sent} == {f"/school/{asked.location.code}"}
