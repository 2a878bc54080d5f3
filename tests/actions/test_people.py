"""Who may do more or less hears it, the logbook has it, and nobody gives rights to themselves."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from sopforms.actions import people as deeds
from sopforms.actions.people import NewRole, Scope
from sopforms.core.actor import Actor
from sopforms.core.codes import Act, LetterKind, Role
from sopforms.core.errors import Invalid, Refused
from sopforms.store import logbook, people
from sopforms.store.db import db
from sopforms.store.letters import OutboxRow
from tests import builders
from tests.web.browsing import Town, a_town

TODAY = builders.TODAY


@pytest.fixture
def town(app_on_both: Flask) -> Town:
    return a_town()


def sanne(town: Town) -> Actor:
    return Actor((Role.SWV,), town.sanne.id, town.sanne.name)


def mails(email: str) -> list[tuple[LetterKind, str]]:
    query = sa.select(OutboxRow.kind, OutboxRow.text).where(OutboxRow.to_email == email)
    return [(kind, text) for kind, text in db.session.execute(query.order_by(OutboxRow.id))]


def test_a_new_role_is_written_down_and_told(town: Town) -> None:
    role = NewRole(Role.HEAD, Scope(location_id=town.location.id), "directeur")

    person_id = deeds.add_role(
        town.partnership.id, "Kim Bos", "kim@school.example", role, actor=sanne(town), today=TODAY
    )

    assert person_id is not None
    (line,) = logbook.of_rights(town.partnership.id, person_id)
    assert (line.act, line.role, line.person_id, line.day) == (
        Act.GIVE_ROLE, Role.SWV, town.sanne.id, TODAY,
    )  # fmt: skip
    assert line.details == {"whom": person_id, "role": "head", "scope": f"location:{town.location.id}"}
    ((kind, text),) = mails("kim@school.example")
    assert kind is LetterKind.RIGHTS_CHANGED
    assert f"Sanne Kok gaf u een rol bij {town.location.name}: directeur." in text


def test_a_role_that_is_taken_away_is_written_down_and_told(town: Town) -> None:
    (row,) = people.memberships_of(town.anna.id)

    deeds.remove_role(town.partnership.id, row.id, TODAY, actor=sanne(town))

    assert [line.act for line in logbook.of_rights(town.partnership.id, town.anna.id)] == [Act.TAKE_ROLE]
    assert "haalde een rol van u weg" in mails(town.anna.email)[0][1]
    assert people.get(town.anna.id).deactivated_on == TODAY


def test_a_mandate_is_written_down_and_told_when_it_comes_and_goes(town: Town) -> None:
    (row,) = people.memberships_of(town.hanna.id)
    bram = Actor((Role.BOARD,), town.bram.id, town.bram.name)

    deeds.record_mandate(town.board.id, row.id, "statuut 4", date(2028, 7, 31), TODAY, actor=bram)
    deeds.record_mandate(town.board.id, row.id, "", None, TODAY, actor=bram)
    deeds.record_mandate(town.board.id, row.id, "", None, TODAY, actor=bram)

    acts = [(line.act, line.role) for line in logbook.of_rights(town.partnership.id, town.hanna.id)]
    assert acts == [(Act.END_MANDATE, Role.BOARD), (Act.GIVE_MANDATE, Role.BOARD)]
    given, ended = [text for _kind, text in mails(town.hanna.email)]
    assert "Bram Smit gaf u mandaat" in given
    assert "31 juli 2028" in given
    assert "directeur met mandaat" in ended


def test_another_address_is_told_to_the_old_one(town: Town) -> None:
    old = town.anna.email

    deeds.rename(
        town.partnership.id, town.anna.id, "Anna", "anna@nieuw.example", actor=sanne(town), today=TODAY
    )

    assert [line.act for line in logbook.of_rights(town.partnership.id, town.anna.id)] == [Act.CHANGE_ADDRESS]
    assert "anna@nieuw.example" in mails(old)[0][1]
    assert mails("anna@nieuw.example") == []


def test_another_name_alone_is_no_change_of_rights(town: Town) -> None:
    deeds.rename(
        town.partnership.id, town.anna.id, "Anna V.", town.anna.email, actor=sanne(town), today=TODAY
    )

    assert logbook.of_rights(town.partnership.id, town.anna.id) == []
    assert mails(town.anna.email) == []


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.HEAD])
def test_nobody_gives_a_role_to_themselves(town: Town, role: Role) -> None:
    at = town.location.id
    scope = Scope(location_id=at) if role is Role.HEAD else Scope(partnership_id=town.partnership.id)
    new = NewRole(role, scope)

    with pytest.raises(Refused, match="own_rights"):
        deeds.add_role(town.partnership.id, "Sanne", town.sanne.email, new, actor=sanne(town), today=TODAY)

    assert [row.role for row in people.memberships_of(town.sanne.id)] == [Role.SWV]


def test_who_is_on_the_board_and_head_gives_themselves_no_mandate(town: Town) -> None:
    row = builders.a_membership(town.bram, Role.HEAD, town.location)
    db.session.commit()
    bram = Actor((Role.BOARD,), town.bram.id, town.bram.name)

    with pytest.raises(Refused, match="own_rights"):
        deeds.record_mandate(town.board.id, row.id, "statuut", date(2028, 7, 31), TODAY, actor=bram)


def test_who_works_for_the_partnership_gets_no_mandate_of_a_board(town: Town) -> None:
    builders.a_membership(town.hanna, Role.CONSULTANT, town.partnership)
    db.session.commit()
    row = next(one for one in people.memberships_of(town.hanna.id) if one.role is Role.HEAD)
    bram = Actor((Role.BOARD,), town.bram.id, town.bram.name)

    with pytest.raises(Invalid) as refused:
        deeds.record_mandate(town.board.id, row.id, "statuut", date(2028, 7, 31), TODAY, actor=bram)

    assert set(refused.value.problems) == {"membership_id"}
    assert row.mandate_until is None


def test_who_holds_a_mandate_of_a_board_gets_no_role_at_the_partnership(town: Town) -> None:
    (row,) = people.memberships_of(town.hanna.id)
    bram = Actor((Role.BOARD,), town.bram.id, town.bram.name)
    deeds.record_mandate(town.board.id, row.id, "statuut", date(2028, 7, 31), TODAY, actor=bram)
    new = NewRole(Role.CONSULTANT, Scope(partnership_id=town.partnership.id))

    with pytest.raises(Invalid) as refused:
        deeds.add_role(town.partnership.id, "Hanna", town.hanna.email, new, actor=sanne(town), today=TODAY)

    assert set(refused.value.problems) == {"role"}


def test_ones_own_role_may_be_given_up(town: Town) -> None:
    (row,) = people.memberships_of(town.sanne.id)

    deeds.remove_role(town.partnership.id, row.id, TODAY, actor=sanne(town))

    assert people.memberships_of(town.sanne.id) == []


def test_rights_stay_out_of_the_year_of_a_school(town: Town) -> None:
    (row,) = people.memberships_of(town.anna.id)
    deeds.remove_role(town.partnership.id, row.id, TODAY, actor=sanne(town))

    assert logbook.of_year(town.partnership.id, town.dossier.id) == []
    assert logbook.first_broken() is None


def test_the_logbook_of_rights_cannot_be_changed_unseen(town: Town) -> None:
    (row,) = people.memberships_of(town.anna.id)
    deeds.remove_role(town.partnership.id, row.id, TODAY, actor=sanne(town))
    line = logbook.of_rights(town.partnership.id, town.anna.id)[0]
    line.act = Act.GIVE_ROLE

    with db.session.no_autoflush:
        assert logbook.digest(line) != line.hash
    db.session.expunge(line)
