"""The survey as the school sees it: who may, what goes through, and that nobody learns who answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from sopforms.actions import survey
from sopforms.core.codes import Deed, LetterKind, Step
from sopforms.core.mailing import Address, DeliveryState
from sopforms.store import clock, dossiers, letters, locations, logbook, surveys
from sopforms.store.db import db
from sopforms.store.links import LinkRow
from tests import builders
from tests.web.respondents import COORDINATOR, a_survey, answer_and_send, participations
from tests.web.test_answer import everything

LIST = "\n".join(f"collega{n}@school.example" for n in range(6))


def typed(day):
    return f"{day.day}-{day.month}-{day.year}"


def at_school(app, row=None):
    row = row or builders.a_dossier(Step.OPEN)
    client = app.test_client()
    builders.sign_in(client, builders.anna(locations.get(row.location_id)))
    return row, client, f"/dossier/{row.id}"


def invitation(**changes):
    return {"people": LIST, "closes_on": typed(clock.today() + timedelta(days=21))} | changes


def test_the_page_shows_a_closing_day_in_three_weeks(app):
    _row, client, base = at_school(app)

    page = client.get(f"{base}/uitnodigen")

    assert page.status_code == 200
    assert typed(clock.today() + timedelta(days=21)) in page.text


def test_inviting_opens_the_survey_and_mails_each_colleague_a_link_of_their_own(app):
    row, client, base = at_school(app)

    answer = client.post(f"{base}/uitnodigen", data=invitation())

    row = builders.reload(row)
    mails = [mail for mail in letters.of_dossier(row.id) if mail.kind is LetterKind.SURVEY_OPENED]
    assert answer.location == f"{base}/respons"
    assert row.step is Step.SURVEY
    assert len(mails) == 6
    assert len({mail.link_id for mail in mails}) == 6


def test_wrong_lines_are_named_and_the_others_go_through_when_asked(app):
    row, client, base = at_school(app)
    pasted = LIST + "\nDaan Bos <d.bos@school.example>\njuf ans\nCOLLEGA1@school.example"

    refused = client.post(f"{base}/uitnodigen", data=invitation(people=pasted))
    taken = client.post(f"{base}/uitnodigen", data=invitation(people=pasted, skip_wrong="y"))

    assert refused.status_code == 422
    assert "Regel 8:" in refused.text
    assert "juf ans" in refused.text
    assert "Regel 9:" not in refused.text
    assert "d.bos@school.example" in refused.text
    assert taken.status_code == 302
    assert surveys.get_of_dossier(row.id).invited == 7


def test_who_is_named_twice_gets_one_mail_and_it_is_said(app):
    row, client, base = at_school(app)
    pasted = LIST + "\nAns Bos\tCOLLEGA1@school.example"

    page = client.post(f"{base}/uitnodigen", data=invitation(people=pasted), follow_redirects=True)

    assert "1 adres stond er dubbel in" in page.text
    assert surveys.get_of_dossier(row.id).invited == 6


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"people": ""}, "Plak de adressen"),
        ({"closes_on": "21 mei"}, "Schrijf de datum als 21-5-2027."),
        ({"closes_on": "31-2-2027"}, "Deze dag bestaat niet"),
        ({"closes_on": "1-1-2020"}, "Kies een datum vanaf"),
        ({"talk_on": "1-1-2020"}, "eerst komen de uitkomsten"),
    ],
)
def test_wrong_input_comes_back_with_words_that_help(app, changes, words):
    row, client, base = at_school(app)

    page = client.post(f"{base}/uitnodigen", data=invitation(**changes))

    assert page.status_code == 422
    assert words in page.text
    assert builders.reload(row).step is Step.OPEN


def test_a_small_team_is_offered_the_conversation_only(app):
    row, client, base = at_school(app)

    page = client.post(f"{base}/uitnodigen", data=invitation(people="a@b.nl\nc@d.nl"))
    skipped = client.post(
        f"{base}/zonder-vragenlijst", data={"klein": "1", "reason": "Wij zijn met z'n vieren."}
    )

    row = builders.reload(row)
    assert page.status_code == 422
    assert "zonder-vragenlijst?klein=1" in page.text
    assert skipped.location == f"{base}/teamgesprek"
    assert (row.step, row.small_team) == (Step.TALK, True)


def test_who_skipped_the_survey_is_not_told_that_it_will_open(app):
    _row, waiting, base = at_school(app)
    not_yet = waiting.get(f"{base}/uitkomsten").text
    assert "nog niet geopend" in not_yet
    assert "Dit jaar geen vragenlijst" not in not_yet

    for facts in ({"small_team": True}, {"survey_skipped_reason": "Dit jaar fuseert de school."}):
        row = builders.a_dossier(Step.TALK, **facts)
        client = app.test_client()
        builders.sign_in(client, builders.hanna(locations.get(row.location_id)))

        page = client.get(f"/dossier/{row.id}/uitkomsten").text

        assert "nog niet geopend" not in page
        assert facts.get("survey_skipped_reason", "te klein voor een vragenlijst") in page


def test_skipping_needs_a_reason(app):
    row, client, base = at_school(app)

    assert client.post(f"{base}/zonder-vragenlijst", data={"reason": " "}).status_code == 422
    assert builders.reload(row).step is Step.OPEN


def test_the_response_page_has_numbers_and_no_names(app):
    row = a_survey()
    row, client, base = at_school(app, row)
    answer_and_send(row, participations(row)[0], {"st06": 3})

    page = client.get(f"{base}/respons")

    assert "1 van de 6" in page.text
    assert "collega0@school.example" not in page.text
    assert "(17%)" not in page.text


def test_a_reminder_goes_to_who_is_not_done_and_twice_is_harmless(app):
    row, client, base = at_school(app, a_survey())
    answer_and_send(row, participations(row)[0], {"st06": 3})
    submit = {"submit_id": "8c1f4a34-9d1f-4d0f-a0a1-0123456789ab"}

    for _ in range(2):
        assert client.post(f"{base}/respons/herinneren", data=submit).status_code == 302

    mails = [mail.to_email for mail in letters.of_dossier(row.id) if mail.kind is LetterKind.SURVEY_REMINDER]
    assert sorted(mails) == [f"collega{n}@school.example" for n in range(1, 6)]


def test_extending_moves_the_last_day_only_forward(app):
    row, client, base = at_school(app, a_survey())
    later = clock.today() + timedelta(days=30)

    refused = client.post(f"{base}/respons/verlengen", data={"closes_on": typed(clock.today())})
    client.post(f"{base}/respons/verlengen", data={"closes_on": typed(later)})

    db.session.expire_all()
    assert refused.status_code == 422
    assert surveys.get_of_dossier(row.id).closes_on == later
    assert [line.deed for line in logbook.of_dossier(row.id)][-1] is Deed.EXTEND_SURVEY


def test_who_was_invited_before_gets_no_second_link(app):
    row, client, base = at_school(app, a_survey())

    page = client.post(
        f"{base}/respons/uitnodigen", data={"people": "collega1@school.example\nnieuw@school.example"}
    )
    client.post(
        f"{base}/respons/uitnodigen",
        data={"people": "collega1@school.example\nnieuw@school.example", "skip_wrong": "y"},
    )

    assert "is al uitgenodigd" in page.text
    assert len(participations(row)) == 7


def test_an_invitation_that_came_back_goes_to_another_address(app):
    row, client, base = at_school(app, a_survey())
    mail = next(one for one in letters.of_dossier(row.id) if one.to_email == "collega2@school.example")
    mail.state = DeliveryState.FAILED
    mail.next_at = None
    db.session.commit()

    shown = client.get(f"{base}/respons")
    sent = client.post(f"{base}/respons/adres/{mail.id}", data={"email": "goed@school.example"})

    assert "collega2@school.example" in shown.text
    assert sent.status_code == 302
    emails = {one.email for one in surveys.participations_of(surveys.get_of_dossier(row.id).id)}
    assert "goed@school.example" in emails
    assert "collega2@school.example" not in emails


def test_closing_early_asks_first_and_leads_to_the_outcomes(app):
    row, client, base = at_school(app, a_survey(8))
    for one in participations(row)[:6]:
        answer_and_send(row, one, {"st06": 3, "uitleg_matrix": {"bo01": 1}})

    asked = client.get(f"{base}/respons/sluiten")
    closed = client.post(f"{base}/respons/sluiten")
    shown = client.get(closed.location)

    assert "6 van de 8" in asked.text
    assert dossiers.get(row.id).step is Step.TALK
    assert "Uitkomsten voor het teamgesprek" in shown.text
    assert "onderwerpen zonder cijfers" in shown.text


def test_what_the_school_sees_is_not_for_others(app):
    row = a_survey()
    other = builders.a_location(db.session.get(builders.PartnershipRow, row.partnership_id))
    eva, sanne = app.test_client(), app.test_client()
    builders.sign_in(eva, builders.anna(other))
    builders.sign_in(sanne, builders.sanne(db.session.get(builders.PartnershipRow, row.partnership_id)))

    for page in ("uitnodigen", "respons", "uitkomsten", "teamgesprek", "schoolwaarden", "leerlingen"):
        assert eva.get(f"/dossier/{row.id}/{page}").status_code == 404
        assert sanne.get(f"/dossier/{row.id}/{page}").status_code == 403


def test_looking_changes_nothing(app):
    _row, client, base = at_school(app, a_survey())
    before = everything()

    for page in (
        "uitnodigen",
        "respons",
        "respons/uitnodigen",
        "respons/sluiten",
        "uitkomsten",
        "ontwikkelpunten",
    ):
        client.get(f"{base}/{page}")

    assert everything() == before


def test_links_of_reminders_to_the_wrong_address_end_with_the_invitation(app):
    row = a_survey()
    first = surveys.participations_of(surveys.get_of_dossier(row.id).id)[0]
    survey.remind_staff(row.id, actor=COORDINATOR, today=clock.today())
    mail = next(
        one
        for one in letters.of_dossier(row.id)
        if one.to_email == first.email and one.kind is LetterKind.SURVEY_OPENED
    )
    wrong, mail.state, mail.sent_at = first.email, DeliveryState.FAILED, None
    mail.next_at = None

    survey.send_elsewhere(row.id, mail.id, Address("", "goed@school.example"))

    links = db.session.scalars(sa.select(LinkRow).where(LinkRow.object_id == first.id)).all()
    assert {link.email for link in links if link.revoked_at is None} == {"goed@school.example"}
    assert len([link for link in links if link.email == wrong]) == 2
