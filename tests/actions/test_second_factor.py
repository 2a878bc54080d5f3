"""A code works once, a few wrong ones are too many, and a lost phone is replaced in the open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from sopforms.actions import second_factor
from sopforms.core import second_factor as rules
from sopforms.core.actor import Actor
from sopforms.core.codes import Act, LetterKind, Role
from sopforms.core.errors import Invalid, NotFound, Refused
from sopforms.store import logbook, second_factors
from sopforms.store.db import Base, db
from sopforms.store.letters import OutboxRow
from sopforms.store.people import PersonRow
from sopforms.store.sessions import UserSessionRow
from tests import builders
from tests.phones import Phone, a_phone, nobody_passes
from tests.web.browsing import Town, a_town

NOW = datetime(2027, 3, 22, 9, 0, 5, tzinfo=UTC)


def letters(person: PersonRow) -> list[str]:
    kind = OutboxRow.kind == LetterKind.SECOND_FACTOR
    query = sa.select(OutboxRow.subject).where(OutboxRow.to_email == person.email, kind)
    return list(db.session.scalars(query.order_by(OutboxRow.id)))


@pytest.fixture
def bram(app: Flask) -> PersonRow:
    """Somebody who decides for a board."""
    return a_decider()


@pytest.fixture
def bram_on_both(app_on_both: Flask) -> PersonRow:
    """The same on both databases."""
    return a_decider()


def a_decider() -> PersonRow:
    person = builders.bram(builders.a_board(builders.a_partnership()))
    db.session.commit()
    return person


def test_a_phone_is_set_up_by_its_code_and_its_owner_is_told(bram: PersonRow) -> None:
    codes = Phone(bram).set_up()

    assert second_factor.is_set(bram.id)
    assert len(set(codes)) == 10
    assert letters(bram) == ["Uw telefoon is ingesteld voor het inloggen"]


def test_a_wrong_code_sets_nothing_up(bram: PersonRow) -> None:
    with pytest.raises(Invalid):
        second_factor.set_up(bram.id, "session", "000000", nobody_passes)

    assert not second_factor.is_set(bram.id)


def test_each_code_works_once(bram_on_both: PersonRow) -> None:
    bram = bram_on_both
    phone = a_phone(bram)
    code = phone.code()

    second_factor.give(bram.id, code, nobody_passes)

    with pytest.raises(Invalid):
        second_factor.give(bram.id, code, nobody_passes)


def test_the_code_that_set_the_phone_up_is_used_by_that(bram: PersonRow) -> None:
    phone = Phone(bram)
    code = phone.code()
    second_factor.set_up(bram.id, phone.session_id, code, nobody_passes)

    with pytest.raises(Invalid):
        second_factor.give(bram.id, code, nobody_passes)


@pytest.mark.parametrize(
    ("seconds", "taken"), [(-90, False), (-30, True), (0, True), (30, True), (90, False)]
)
def test_the_clock_of_a_phone_may_differ_by_one_code(bram: PersonRow, seconds: int, taken: bool) -> None:
    with time_machine.travel(NOW, tick=False) as at:
        phone = a_phone(bram)
        at.shift(timedelta(minutes=5))
        code = phone.code(NOW + timedelta(minutes=5, seconds=seconds))

        if taken:
            second_factor.give(bram.id, code, nobody_passes)
        else:
            with pytest.raises(Invalid):
                second_factor.give(bram.id, code, nobody_passes)


def test_after_five_wrong_codes_the_right_one_waits_a_quarter_of_an_hour(bram: PersonRow) -> None:
    with time_machine.travel(NOW, tick=False) as at:
        phone = a_phone(bram)
        for _ in range(5):
            with pytest.raises(Invalid):
                second_factor.give(bram.id, "000000", nobody_passes)

        with pytest.raises(Refused, match="codes_tried_too_often"):
            second_factor.give(bram.id, phone.code(), nobody_passes)
        with pytest.raises(Refused, match="codes_tried_too_often"):
            second_factor.recover(bram.id, "aaaa-aaaa-aaaa", nobody_passes)
        at.shift(timedelta(minutes=15))
        second_factor.give(bram.id, phone.code(), nobody_passes)


def test_a_right_code_clears_the_count_of_wrong_ones(bram: PersonRow) -> None:
    with time_machine.travel(NOW, tick=False) as at:
        phone = a_phone(bram)
        for _round in range(3):
            for _ in range(4):
                with pytest.raises(Invalid):
                    second_factor.give(bram.id, "000000", nobody_passes)
            second_factor.give(bram.id, phone.code(), nobody_passes)
            at.shift(timedelta(seconds=30))


def test_a_recovery_code_works_once_and_its_owner_is_told_how_many_are_left(
    bram_on_both: PersonRow,
) -> None:
    bram = bram_on_both
    first, second, *_rest = Phone(bram).set_up()

    second_factor.recover(bram.id, first.upper().replace("-", " "), nobody_passes)

    with pytest.raises(Invalid):
        second_factor.recover(bram.id, first, nobody_passes)
    second_factor.recover(bram.id, second, nobody_passes)
    assert second_factors.recovery_codes_left(bram.id) == 8
    assert letters(bram)[1:] == ["Er is ingelogd met een herstelcode"] * 2


def test_new_recovery_codes_end_the_old_ones(bram: PersonRow) -> None:
    old = Phone(bram).set_up()

    new = second_factor.renew_codes(bram.id)

    assert new is not None
    with pytest.raises(Invalid):
        second_factor.recover(bram.id, old[0], nobody_passes)
    second_factor.recover(bram.id, new[0], nobody_passes)


def test_somebody_elses_codes_are_worth_nothing(bram: PersonRow) -> None:
    a_phone(bram)
    other = builders.bram(builders.a_board(builders.a_partnership()))
    db.session.commit()
    theirs = Phone(other)
    codes = theirs.set_up()

    with pytest.raises(Invalid):
        second_factor.give(bram.id, theirs.code(), nobody_passes)
    with pytest.raises(Invalid):
        second_factor.recover(bram.id, codes[0], nobody_passes)


def test_the_database_holds_neither_a_secret_nor_a_recovery_code(bram: PersonRow) -> None:
    phone = Phone(bram)
    codes = phone.set_up()
    rows = [
        tuple(row) for table in Base.metadata.sorted_tables for row in db.session.execute(sa.select(table))
    ]
    dump = repr(rows)

    row = second_factors.find(bram.id)
    assert row is not None
    guessed = rules.secret(b"", bram.id, bytes.fromhex(row.salt))
    assert phone.secret not in dump
    assert pyotp.TOTP(guessed).at(NOW) != pyotp.TOTP(phone.secret).at(NOW)
    assert not any(code in dump or code.replace("-", "") in dump for code in codes)
    assert dump.count("$argon2id$v=19$m=19456,t=2,p=1$") == 10


def test_a_retired_key_still_checks_and_a_lost_one_leaves_the_recovery_codes(
    app: Flask, bram: PersonRow
) -> None:
    phone = Phone(bram)
    codes = phone.set_up()
    old = app.config["SECRET_KEY"]
    app.config["SECRET_KEY"] = "n" * 40
    try:
        with pytest.raises(Refused, match="second_factor_key_gone"):
            second_factor.give(bram.id, phone.code(), nobody_passes)
        second_factor.recover(bram.id, codes[0], nobody_passes)
        app.config["SECRET_KEY_FALLBACKS"] = [old]
        second_factor.give(bram.id, phone.code(), nobody_passes)
    finally:
        app.config.update(SECRET_KEY=old, SECRET_KEY_FALLBACKS=[])


@pytest.fixture
def town(app: Flask) -> Town:
    return a_town()


def the(person: PersonRow, *held: Role) -> Actor:
    return Actor(held, person.id, person.name)


def test_a_reset_is_told_written_down_and_ends_every_session(town: Town) -> None:
    phone = a_phone(town.bram)
    sanne = the(town.sanne, Role.SWV)

    second_factor.reset(town.partnership.id, town.bram.id, sanne, builders.TODAY)

    assert not second_factor.is_set(town.bram.id)
    with pytest.raises(Invalid):
        second_factor.give(town.bram.id, phone.code(), nobody_passes)
    assert letters(town.bram)[-1] == "Uw tweede stap bij het inloggen is weggehaald"
    (line,) = logbook.of_rights(town.partnership.id, town.bram.id)
    assert (line.act, line.role, line.person_id) == (Act.RESET_SECOND_FACTOR, Role.SWV, town.sanne.id)
    open_ = sa.select(sa.func.count()).where(
        UserSessionRow.person_id == town.bram.id, UserSessionRow.revoked_at.is_(None)
    )
    assert db.session.scalar(open_) == 0


def test_nobody_resets_their_own_phone(town: Town) -> None:
    a_phone(town.sanne)

    with pytest.raises(Refused, match="own_rights"):
        second_factor.reset(town.partnership.id, town.sanne.id, the(town.sanne, Role.SWV), builders.TODAY)

    assert second_factor.is_set(town.sanne.id)


def test_a_partnership_resets_no_phone_of_who_works_elsewhere_too(town: Town) -> None:
    builders.a_membership(town.bram, Role.ADMINISTRATOR)
    db.session.commit()
    a_phone(town.bram)
    sanne, ada = the(town.sanne, Role.SWV), the(town.ada, Role.ADMINISTRATOR)

    with pytest.raises(Refused, match="person_elsewhere"):
        second_factor.reset(town.partnership.id, town.bram.id, sanne, builders.TODAY)
    with pytest.raises(NotFound):
        second_factor.reset(town.partnership.id, town.eva.id, sanne, builders.TODAY)
    second_factor.reset(town.partnership.id, town.bram.id, ada, builders.TODAY, everywhere=True)

    assert not second_factor.is_set(town.bram.id)
