"""The team reads the draft: five school days, a link each, remarks that belong to nobody."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa
from flask import Flask

from sopforms.actions import papers, read_round
from sopforms.core.codes import LinkPurpose
from sopforms.core.errors import Invalid, NotFound, Refused
from sopforms.core.mailing import Address
from sopforms.core.schoolcalendar import Holiday, SchoolCalendar
from sopforms.store import letters
from sopforms.store.db import db
from sopforms.store.drafts import ReadRemarkRow
from sopforms.store.links import LinkRow
from tests.builders import TODAY, reload
from tests.draft_builders import ANNA, BRAM, a_drafted_school

DAAN, DORA = Address("", "daan@school.example"), Address("", "dora@school.example")


def test_the_round_lasts_five_school_days() -> None:
    holiday = SchoolCalendar((Holiday("Vakantie", date(2027, 3, 25), date(2027, 3, 31)),))

    assert read_round.last_day(date(2027, 3, 8), SchoolCalendar()) == date(2027, 3, 15)
    assert read_round.last_day(date(2027, 3, 22), holiday) == date(2027, 4, 5)


def test_everybody_gets_a_link_of_their_own_and_the_draft_waits(app_on_both: Flask) -> None:
    row = a_drafted_school()

    read_round.open_read_round(row.id, [DAAN, DORA, DAAN], actor=ANNA, today=TODAY)

    assert len(letters.of_dossier(row.id)) == 2
    purposes = db.session.scalars(sa.select(LinkRow.purpose)).all()
    assert set(purposes) == {LinkPurpose.READ_ROUND}
    assert reload(row).read_round_until == date(2027, 3, 30)
    with pytest.raises(Refused) as refused:
        papers.request_advice(row.id, actor=BRAM, today=TODAY)
    assert "read_round_runs" in refused.value.reasons


def test_without_readers_there_is_no_round(app: Flask) -> None:
    row = a_drafted_school()

    with pytest.raises(Invalid):
        read_round.open_read_round(row.id, [], actor=ANNA, today=TODAY)


def test_remarks_are_counted_and_hold_nothing_of_who_made_them(app: Flask) -> None:
    row = a_drafted_school()
    read_round.open_read_round(row.id, [DAAN, DORA], actor=ANNA, today=TODAY)

    read_round.send_remarks(row.id, {"ch3": (False, "Zo werkt het niet."), "ch4": (True, "")}, today=TODAY)
    read_round.send_remarks(row.id, {"ch3": (True, "wordt niet bewaard")}, today=TODAY)

    found = read_round.remarks_of(row.id)
    assert (found["ch3"].agree, found["ch3"].disagree) == (1, 1)
    assert [remark.text for remark in found["ch3"].texts] == ["Zo werkt het niet."]
    assert set(ReadRemarkRow.__table__.columns.keys()) == {
        "id",
        "dossier_id",
        "key",
        "agrees",
        "text",
        "state",
    }


def test_after_the_last_day_nothing_comes_in(app: Flask) -> None:
    row = a_drafted_school()
    read_round.open_read_round(row.id, [DAAN], actor=ANNA, today=TODAY)

    with pytest.raises(Refused):
        read_round.send_remarks(row.id, {"ch3": (True, "")}, today=TODAY + timedelta(days=30))
    with pytest.raises(NotFound):
        read_round.send_remarks(row.id, {"ch99": (True, "")}, today=TODAY)


def test_the_coordinator_lets_a_text_pass_or_not_and_only_of_the_own_school(app: Flask) -> None:
    row, other = a_drafted_school(), a_drafted_school()
    read_round.open_read_round(row.id, [DAAN], actor=ANNA, today=TODAY)
    read_round.send_remarks(row.id, {"ch3": (False, "Zo werkt het niet.")}, today=TODAY)
    remark = read_round.remarks_of(row.id)["ch3"].texts[0]

    read_round.judge_remarks(row.id, {remark.id: "approved"})

    assert read_round.remarks_of(row.id)["ch3"].texts[0].state == "approved"
    with pytest.raises(NotFound):
        read_round.judge_remarks(other.id, {remark.id: "left_out"})


def test_the_numbers_of_remarks_tell_neither_order_nor_who(app_on_both: Flask) -> None:
    row = a_drafted_school()
    read_round.open_read_round(row.id, [DAAN, DORA], actor=ANNA, today=TODAY)
    said = {f"ch{number}": (False, f"Opmerking {number}.") for number in range(1, 10)}

    read_round.send_remarks(row.id, said, today=TODAY)

    query = sa.select(ReadRemarkRow.key, ReadRemarkRow.id).order_by(ReadRemarkRow.key)
    numbers = [number for _key, number in db.session.execute(query)]
    assert numbers != sorted(numbers)
    assert all(abs(one - other) > 1000 for one, other in pairwise(numbers))


def test_a_remark_that_is_too_long_is_refused_and_never_cut(app: Flask) -> None:
    row = a_drafted_school()
    read_round.open_read_round(row.id, [DAAN], actor=ANNA, today=TODAY)

    with pytest.raises(Invalid):
        read_round.send_remarks(row.id, {"ch3": (False, "x" * 501)}, today=TODAY)

    assert read_round.remarks_of(row.id) == {}
