"""The team reads the draft: five school days, a link each, remarks that belong to nobody."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa
from flask import Flask

from sopforms.actions import morning, papers, read_round
from sopforms.core.actor import CALENDAR
from sopforms.core.codes import Deed, LinkPurpose
from sopforms.core.errors import Invalid, NotFound, Refused
from sopforms.core.mailing import Address
from sopforms.core.schoolcalendar import Holiday, SchoolCalendar
from sopforms.store import drafts, letters, logbook
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import ReadRemarkRow
from sopforms.store.links import LinkRow
from tests.builders import TODAY, reload
from tests.draft_builders import ANNA, BRAM, a_drafted_school

OVER = date(2027, 3, 31)
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


def opened(*readers: Address) -> DossierRow:
    row = a_drafted_school()
    read_round.open_read_round(row.id, readers or (DAAN, DORA), actor=ANNA, today=TODAY)
    return row


def says(row: DossierRow, who: Address, key: str, text: str = "") -> None:
    read_round.send_remarks(row.id, who.email, {key: (not text, text)}, today=TODAY)


def closed(row: DossierRow) -> DossierRow:
    morning.run(OVER)
    return reload(row)


def test_while_the_round_runs_nobody_sees_what_was_said(app: Flask) -> None:
    row = opened()

    says(row, DAAN, "ch3", "Zo werkt het niet.")

    assert read_round.remarks_of(row) == read_round.remarks_of(row, judges=True) == {}
    assert drafts.count_readers(row) == 1


def test_a_colleague_speaks_once_of_a_chapter_and_may_change_it_until_the_last_day(
    app_on_both: Flask,
) -> None:
    row = opened()
    says(row, DAAN, "ch3", "Zo werkt het niet.")
    says(row, DAAN, "ch3", "Zo werkt het bijna nooit.")
    says(row, DORA, "ch3")
    assert read_round.own_remarks(row, "Daan@school.example") == {"ch3": (False, "Zo werkt het bijna nooit.")}

    row = closed(row)
    found = read_round.remarks_of(row, judges=True)

    assert sorted(remark.agrees for remark in drafts.remarks_of(row)) == [False, True]
    assert [remark.text for remark in found["ch3"].texts] == ["Zo werkt het bijna nooit."]


def test_closing_cuts_who_said_what_and_gives_new_numbers(app_on_both: Flask) -> None:
    row = opened()
    for key in ("ch3", "ch4", "ch5"):
        says(row, DAAN, key, f"Niet bij {key}.")
    before = {remark.id for remark in drafts.remarks_of(row)}
    assert all(remark.reader for remark in drafts.remarks_of(row))

    now = closed(row)

    after = drafts.remarks_of(row)
    assert now.read_round_closed_on == OVER
    assert [remark.reader for remark in after] == [None] * 3
    assert before.isdisjoint(remark.id for remark in after)
    assert read_round.own_remarks(now, DAAN.email) == {}
    assert logbook.of_dossier(row.id)[-1].deed is Deed.CLOSE_READ_ROUND


def test_closing_twice_or_too_early_changes_nothing(app: Flask) -> None:
    row = opened()
    says(row, DAAN, "ch3", "Niet.")
    with pytest.raises(Refused):
        read_round.close_read_round(row.id, actor=CALENDAR, today=TODAY)
    closed(row)
    before = [remark.id for remark in drafts.remarks_of(row)]

    morning.run(OVER + timedelta(days=1))

    assert [remark.id for remark in drafts.remarks_of(row)] == before


def test_others_read_only_the_texts_that_the_coordinator_let_pass(app: Flask) -> None:
    row = opened()
    says(row, DAAN, "ch3", "Zo werkt het niet.")
    says(row, DORA, "ch3", "Dit zegt iets over een collega.")
    row = closed(row)
    first, second = read_round.remarks_of(row, judges=True)["ch3"].texts
    assert read_round.remarks_of(row)["ch3"].texts == ()

    read_round.judge_remarks(row.id, {first.id: "left_out", second.id: "approved"})

    assert [remark.text for remark in read_round.remarks_of(row)["ch3"].texts] == [second.text]
    assert len(drafts.remarks_of(row)) == 2


def test_how_many_agree_is_counted_only_of_a_chapter_of_which_five_spoke(app: Flask) -> None:
    team = [Address("", f"collega{number}@school.example") for number in range(5)]
    row = opened(*team)
    for one in team:
        says(row, one, "ch3", "" if one is not team[0] else "Zo werkt het niet.")
    for one in team[1:]:
        says(row, one, "ch4", "" if one is not team[1] else "Dit ook niet.")

    found = read_round.remarks_of(closed(row), judges=True)

    assert [(found[key].agree, found[key].disagree, found[key].counted) for key in ("ch3", "ch4")] == [
        (4, 1, True),
        (0, 0, False),
    ]
    assert [remark.text for remark in found["ch4"].texts] == ["Dit ook niet."]


def test_a_remark_holds_no_address_and_no_moment(app: Flask) -> None:
    row = opened()
    says(row, DAAN, "ch3", "Niet.")

    (remark,) = drafts.remarks_of(row)

    columns = set(ReadRemarkRow.__table__.columns.keys())
    assert columns == {"id", "dossier_id", "edition", "key", "agrees", "text", "state", "reader"}
    assert "daan" not in str(remark.reader)


def test_after_the_last_day_nothing_comes_in(app: Flask) -> None:
    row = a_drafted_school()
    read_round.open_read_round(row.id, [DAAN], actor=ANNA, today=TODAY)

    with pytest.raises(Refused):
        read_round.send_remarks(row.id, DAAN.email, {"ch3": (True, "")}, today=TODAY + timedelta(days=30))
    with pytest.raises(NotFound):
        read_round.send_remarks(row.id, DAAN.email, {"ch99": (True, "")}, today=TODAY)


def test_remarks_of_another_school_are_not_judged(app: Flask) -> None:
    row, other = opened(), a_drafted_school()
    says(row, DAAN, "ch3", "Zo werkt het niet.")
    remark = read_round.remarks_of(closed(row), judges=True)["ch3"].texts[0]

    with pytest.raises(NotFound):
        read_round.judge_remarks(other.id, {remark.id: "left_out"})


def test_the_numbers_of_remarks_tell_neither_order_nor_who(app_on_both: Flask) -> None:
    row = a_drafted_school()
    read_round.open_read_round(row.id, [DAAN, DORA], actor=ANNA, today=TODAY)
    said = {f"ch{number}": (False, f"Opmerking {number}.") for number in range(1, 10)}

    read_round.send_remarks(row.id, DAAN.email, said, today=TODAY)

    query = sa.select(ReadRemarkRow.key, ReadRemarkRow.id).order_by(ReadRemarkRow.key)
    numbers = [number for _key, number in db.session.execute(query)]
    assert numbers != sorted(numbers)
    assert all(abs(one - other) > 1000 for one, other in pairwise(numbers))


def test_a_remark_that_is_too_long_is_refused_and_never_cut(app: Flask) -> None:
    row = a_drafted_school()
    read_round.open_read_round(row.id, [DAAN], actor=ANNA, today=TODAY)

    with pytest.raises(Invalid):
        read_round.send_remarks(row.id, DAAN.email, {"ch3": (False, "x" * 501)}, today=TODAY)

    assert drafts.remarks_of(row) == []
