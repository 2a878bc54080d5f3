"""A printed code opens one response: counted, spent once it was sent, and taken back when it is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from sopforms.actions import closing, slips, survey
from sopforms.core.codes import Deed, LetterKind, Role, Step
from sopforms.core.errors import Invalid, Refused
from sopforms.core.limits import SLIP_FROM
from sopforms.store import clock, letters, locations, logbook, surveys
from sopforms.store.db import Base, db
from tests import builders

COORDINATOR = builders.an_actor(Role.COORDINATOR)


@pytest.fixture
def running(app):
    """A school without addresses: six printed slips and nobody to mail."""
    row = builders.a_dossier(Step.OPEN)
    builders.anna(locations.get(row.location_id))
    _open(row, 6)
    return builders.reload(row)


def _open(row, count):
    today = clock.today()
    survey.open_survey(
        row.id, [], today + timedelta(days=21), None, slip_count=count, actor=COORDINATOR, today=today
    )


def codes(row):
    return [one.code for one in slips.to_print(row)]


def invited(row):
    db.session.expire_all()
    return surveys.get_of_dossier(row.id).invited


def answered(app, code, *, send=True):
    """Whoever has this slip answers, in a browser of their own."""
    client = app.test_client()
    opened = client.post("/briefje", data={"code": code})
    if opened.status_code != 303:
        return client, opened
    page = client.get("/vragenlijst").location
    client.post(page, data={"_shown": "st06", "q_st06": "2"})
    if send:
        client.post("/vragenlijst/alles-nakijken", data={})
    return client, opened


def test_a_school_without_addresses_opens_its_survey_with_slips_alone(running):
    assert (invited(running), len(codes(running)), running.step) == (6, 6, Step.SURVEY)
    assert len(set(codes(running))) == 6
    assert [mail for mail in letters.of_dossier(running.id) if mail.kind is LetterKind.SURVEY_OPENED] == []


def test_fewer_slips_than_the_threshold_are_too_few(app):
    row = builders.a_dossier(Step.OPEN)

    with pytest.raises(Refused, match="team_too_small"):
        _open(row, 4)


def test_the_database_holds_no_code(running):
    rows = [row for table in Base.metadata.sorted_tables for row in db.session.execute(sa.select(table))]
    stored = " ".join(repr(tuple(row)) for row in rows).lower()

    assert codes(running)
    assert not any(form in stored for code in codes(running) for form in (code, code.replace("-", "")))


def test_a_code_opens_one_response_and_goes_on_where_it_was_until_it_is_sent(app, running):
    first, other = codes(running)[:2]

    _client, opened = answered(app, f" {first.upper()} ", send=False)
    again, _ = answered(app, first.replace("-", ""))
    _mine, too_late = answered(app, first)

    assert opened.status_code == 303
    assert again.get("/vragenlijst/dank-je-wel").status_code == 200
    assert too_late.status_code == 422
    assert "Deze code werkt niet (meer)." in too_late.text
    assert surveys.done(surveys.get_of_dossier(running.id).id) == 1
    assert answered(app, other)[1].status_code == 303
    assert surveys.done(surveys.get_of_dossier(running.id).id) == 2


@pytest.mark.parametrize("typed", ["", "abcd", "abcd-efgh", "zzzz-zzzz-zzzz", "ééé"])
def test_what_is_no_code_opens_nothing(app, running, typed):
    assert app.test_client().post("/briefje", data={"code": typed}).status_code == 422


def test_looking_at_the_page_with_or_without_a_code_opens_nothing(app, running):
    for asked in ({}, {"code": codes(running)[0]}):
        assert app.test_client().get("/briefje", query_string=asked).status_code == 200

    assert all(one.response_id is None for one in _slips(running))


def _slips(row):
    return surveys.participations_of(surveys.get_of_dossier(row.id).id)


def test_a_slip_that_was_lost_opens_nothing_and_counts_no_more(app, running):
    first, sent = codes(running)[:2]
    answered(app, sent)
    client, _ = answered(app, first, send=False)

    slips.revoke_slips(running.id, [1, 2], actor=COORDINATOR, today=clock.today())

    assert invited(running) == 5  # what was sent stays and counts
    assert surveys.done(surveys.get_of_dossier(running.id).id) == 1
    assert [one.number for one in slips.to_print(running)] == [3, 4, 5, 6]
    assert answered(app, first)[1].status_code == 422
    assert client.get("/vragenlijst").status_code == 410  # the browser that was busy too


def test_more_slips_are_written_in_the_logbook_and_counted_on(running):
    slips.make_slips(running.id, 3, actor=COORDINATOR, today=clock.today())

    assert (invited(running), slips.counted(surveys.get_of_dossier(running.id).id)) == (9, (9, 0))
    assert logbook.of_dossier(running.id)[-1].deed is Deed.INVITE_STAFF
    with pytest.raises(Invalid):
        slips.make_slips(running.id, slips.MOST, actor=COORDINATOR, today=clock.today())


def test_too_many_tries_from_one_place_are_not_looked_at(app, running):
    good = codes(running)[0]
    for _ in range(SLIP_FROM.most):
        app.test_client().post("/briefje", data={"code": "0000-0000"})

    assert app.test_client().post("/briefje", data={"code": good}).status_code == 422


def test_after_closing_a_code_opens_nothing_and_reminders_go_to_nobody(app, running):
    code = codes(running)[0]
    survey.remind_staff(running.id, actor=COORDINATOR, today=clock.today())
    closing.close_survey(running.id, actor=COORDINATOR, today=clock.today())
    db.session.expire_all()

    assert answered(app, code)[1].status_code == 422
    assert {mail.kind for mail in letters.of_dossier(running.id)} == {LetterKind.SURVEY_CLOSED}


def test_slips_are_printed_on_a_page_and_as_a_pdf(app, running):
    client = app.test_client()
    builders.sign_in(client, builders.anna(locations.get(running.location_id)))
    base = f"/dossier/{running.id}/respons/briefjes"

    page = client.get(f"{base}/afdrukken")
    pdf = client.get(f"{base}.pdf")
    overview = client.get(base)
    wrong = client.post(base, data={"count": "veel"})
    lost = client.post(f"{base}/ingetrokken", data={"number": "6"})
    never_printed = client.post(f"{base}/ingetrokken", data={"number": "60"})

    assert all(code in page.text for code in codes(running)[:5])
    assert (pdf.status_code, pdf.data[:5]) == (200, b"%PDF-")
    assert "Zes briefjes" in overview.text
    assert wrong.status_code == 422
    assert 'value="veel"' in wrong.text
    assert lost.status_code == 303
    assert never_printed.status_code == 422
    assert "Er is geen briefje met dit nummer." in never_printed.text
    assert len(codes(running)) == 5


def test_the_coordinator_opens_a_survey_with_addresses_and_slips_together(app):
    row = builders.a_dossier(Step.OPEN)
    client = app.test_client()
    builders.sign_in(client, builders.anna(locations.get(row.location_id)))
    day = clock.today() + timedelta(days=21)
    when = f"{day.day}-{day.month}-{day.year}"
    address = f"/dossier/{row.id}/uitnodigen"

    nothing = client.post(address, data={"people": "", "closes_on": when})
    few = client.post(address, data={"people": "", "slips": "4", "closes_on": when})
    both = client.post(address, data={"people": "daan@school.example", "slips": "5", "closes_on": when})

    assert (nothing.status_code, few.status_code, both.status_code) == (422, 422, 302)
    assert "Plak de adressen van je collega" in nothing.text
    assert 'value="4"' in few.text
    assert (invited(row), len(codes(row))) == (6, 5)


def test_the_mail_to_colleagues_is_shown_and_sent_to_whoever_invites(app):
    row = builders.a_dossier(Step.OPEN)
    client = app.test_client()
    anna = builders.anna(locations.get(row.location_id))
    builders.sign_in(client, anna)
    address = f"/dossier/{row.id}/uitnodigen/mail"

    page = client.get(address)
    sent = client.post(address, data={"submit_id": "s1"})

    assert "hier staat voor ieder een eigen link" in page.text
    assert sent.status_code == 302
    mails = db.session.scalars(db.select(letters.OutboxRow)).all()
    assert [(mail.to_email, mail.kind, mail.path) for mail in mails] == [
        (anna.email, LetterKind.SURVEY_OPENED, f"/dossier/{row.id}/op-papier/evaluatie")
    ]
    assert letters.of_dossier(row.id) == []
