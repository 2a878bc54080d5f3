"""A survey that runs, and the links of the people who were asked, for tests of pages."""

from __future__ import annotations

from datetime import date, timedelta

from flask.testing import FlaskClient

from sopforms.actions import answering, links, survey
from sopforms.core.codes import LinkPurpose, Role, Step
from sopforms.core.mailing import Address
from sopforms.store import clock, locations, surveys
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.links import LinkRow
from tests import builders

COORDINATOR = builders.an_actor(Role.COORDINATOR)


def a_survey(people: int = 6, *, today: date | None = None, **dossier: object) -> DossierRow:
    """A dossier whose survey was just opened for so many colleagues."""
    day = today or clock.today()
    row = builders.a_dossier(Step.OPEN, **dossier)
    builders.anna(locations.get(row.location_id))
    staff = [Address("", f"collega{number}@school.example") for number in range(people)]
    survey.open_survey(
        row.id, staff, day + timedelta(days=21), day + timedelta(days=30), actor=COORDINATOR, today=day
    )
    return row


def participations(row: DossierRow) -> list[int]:
    """The participations of a survey, by address."""
    return [one.id for one in surveys.participations_of(surveys.get_of_dossier(row.id).id)]


def token(participation_id: int) -> str:
    """The token of the personal link that was mailed."""
    query = db.select(LinkRow).where(
        LinkRow.purpose == LinkPurpose.SURVEY, LinkRow.object_id == participation_id
    )
    return links.token_of(db.session.scalars(query.order_by(LinkRow.id.desc())).first())


def enter(client: FlaskClient, participation_id: int) -> None:
    """Open the link in this browser."""
    response = client.post(f"/v/{token(participation_id)}/openen")
    assert response.status_code == 303


def answer_and_send(row: DossierRow, participation_id: int, answers: dict, today: date | None = None) -> None:
    """Answer and send by the deeds themselves."""
    day = today or clock.today()
    answering.begin(participation_id, day)
    answering.save(participation_id, answers, list(answers), day)
    answering.send_answers(participation_id, today=day)
