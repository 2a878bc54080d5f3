"""Three tenants that know nothing of each other, made once for all tests of the walls between them.

The first partnership has two boards: one with two schools (asked its council; talks), one with one (survey).
The second is for secondary education and has a school with a text in the guide. The third has one school.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions import api_tokens, demo_names, links
from sopforms.core import link
from sopforms.core.actor import Actor
from sopforms.core.alignment import Remark
from sopforms.core.codes import LinkPurpose, Role
from sopforms.store import advices, clock, surveys
from sopforms.store.alignments import CoverageRemarkRow
from sopforms.store.api_tokens import ApiTokenRow
from sopforms.store.db import Base, db
from sopforms.store.dossiers import DossierRow
from sopforms.store.locations import LocationRow, SchoolHolidayRow
from sopforms.store.people import MembershipRow, PersonRow
from sopforms.store.talks import TalkDraftRow
from tests import builders
from tests.asked import an_advice, an_asked_school
from tests.demonstration import fill
from tests.made_once import made_once
from tests.web.browsing import as_person
from tests.web.calendar import on

TODAY = date(2026, 11, 25)
OWN, SISTER, OTHER_BOARD, ELSEWHERE = "De Rietvink", "De Letterboot", "De Bosvonk", "Lyceum De Stroomlijn"
TEAM = 6  # the smallest team that is shown figures


@dataclass(frozen=True, slots=True)
class School:
    """A school with everything above it, and what somebody without an account is asked there."""

    name: str
    location_id: int
    code: str
    board_id: int
    partnership_id: int
    cycle_id: int
    dossier_id: int
    participation_id: int | None
    request_id: int | None

    def object_of(self, purpose: LinkPurpose) -> int | None:
        """What a link for this purpose is about here; None where there is nothing to ask."""
        if purpose in (LinkPurpose.READ_ROUND, LinkPurpose.GUIDE):
            return self.dossier_id
        return self.participation_id if purpose is LinkPurpose.SURVEY else self.request_id


def plans() -> tuple[demo_names.Partnership, ...]:
    """The two partnerships of the demonstration with the schools named above."""
    primary, secondary = demo_names.PARTNERSHIPS
    at = {OWN: 0, SISTER: 0, OTHER_BOARD: 1, ELSEWHERE: 0}
    found = []
    for plan, boards in ((primary, 2), (secondary, 1)):
        kept = tuple(
            replace(one, board=at[one.name], team=TEAM)
            for name in at
            for one in plan.schools
            if one.name == name
        )
        found.append(
            replace(
                plan,
                boards=plan.boards[:boards],
                places=plan.places[:boards],
                judging_board=None,
                schools=kept,
            )
        )
    return tuple(found)


def shared(factory: pytest.TempPathFactory) -> Path:
    """The folder that all processes of this run know."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def filled(shared: Path) -> Path:
    """An SQLite file with the three tenants; of all processes that test together, one makes it."""

    def make(file: Path) -> None:
        with on(TODAY):
            fill(file, plans(), _and_more)

    return made_once(shared / "tenants.db", make)


def _and_more() -> None:
    _half_done()
    _third()


def _half_done() -> None:
    """Every school holds a conversation, which the demonstration has finished, and has its own day off."""
    for row in newest():
        day = date(2027, 3, 5)
        db.session.add(
            SchoolHolidayRow(
                school_year="2026-2027", name="Studiedag", first_day=day, last_day=day,
                location_id=row.location_id, partnership_id=row.partnership_id, source="eigen",
            )
        )  # fmt: skip
        data = {"held_on": "2026-11-20", "leader": "Iemand", "present": TEAM, "team": "", "outcomes": {}}
        db.session.add(
            TalkDraftRow(dossier_id=row.id, data={**data, "answers": {}, "agreements": "Iets moois."})
        )
        db.session.add(
            CoverageRemarkRow(
                dossier_id=row.id, kind=Remark.REMARK, text="Denk aan de buurt.", name="Iemand",
                role=Role.CONSULTANT, made_on=TODAY,
            )
        )  # fmt: skip
    for partnership in (1, 2):
        db.session.add(
            ApiTokenRow(
                partnership_id=partnership, name="Website van de streek", made_by="Iemand", made_on=TODAY,
                token_hash=str(partnership) * 64,
            )
        )  # fmt: skip
    db.session.commit()


def _third() -> None:
    asked = an_asked_school()
    builders.sanne(asked.partnership)
    an_advice(asked)
    db.session.commit()


def take_over(file: Path, app: Flask) -> None:
    """Fill the empty database of this application with everything in the file.

    Who asks for every page asks for more files than a person may; no such count is kept then.
    """
    app.config["EXPORTS_AN_HOUR"] = 0
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        own = Path(sa.make_url(app.config["SQLALCHEMY_DATABASE_URI"]).database or "")
        db.session.remove()
        db.engine.dispose()
        for left in own.parent.glob(f"{own.name}*"):
            left.unlink()
        shutil.copy(file, own)
        return
    source = sa.create_engine(f"sqlite:///{file}")
    with source.connect() as reading, db.engine.begin() as writing:
        for table in Base.metadata.sorted_tables:
            order = table.c.id if "id" in table.c else sa.literal(1)
            if rows := [dict(row._mapping) for row in reading.execute(sa.select(table).order_by(order))]:
                writing.execute(sa.insert(table), rows)
            if "id" in table.c and isinstance(table.c.id.type, sa.Integer):
                following = sa.func.coalesce(sa.func.max(table.c.id), 0) + 1
                of = sa.func.pg_get_serial_sequence(table.name, "id")
                writing.execute(sa.select(sa.func.setval(of, following, sa.false())).select_from(table))
    source.dispose()


def newest() -> list[DossierRow]:
    """The dossier of this year of every school."""
    found: dict[int, DossierRow] = {}
    for row in db.session.scalars(sa.select(DossierRow).order_by(DossierRow.id)):
        found[row.location_id] = row
    return list(found.values())


def schools() -> dict[str, School]:
    """The schools by name; of the third tenant under "third"."""
    found = {}
    for row in newest():
        location = db.session.get_one(LocationRow, row.location_id)
        survey, asked = surveys.find_of_dossier(row.id), advices.find_request(row.id)
        name = location.name if location.name in (OWN, SISTER, OTHER_BOARD, ELSEWHERE) else "third"
        found[name] = School(
            name=name,
            location_id=location.id,
            code=location.code,
            board_id=location.board_id,
            partnership_id=location.partnership_id,
            cycle_id=row.cycle_id,
            dossier_id=row.id,
            participation_id=surveys.participations_of(survey.id)[-1].id if survey else None,
            request_id=asked.id if asked else None,
        )
    return found


def person(role: Role, school: School) -> PersonRow:
    """Whoever has this role at the school, its board or its partnership, or everywhere."""
    scope = {
        Role.SWV: MembershipRow.partnership_id == school.partnership_id,
        Role.CONSULTANT: MembershipRow.partnership_id == school.partnership_id,
        Role.BOARD: MembershipRow.board_id == school.board_id,
        Role.ADMINISTRATOR: sa.true(),
    }.get(role, MembershipRow.location_id == school.location_id)
    query = sa.select(PersonRow).join(MembershipRow, MembershipRow.person_id == PersonRow.id)
    return db.session.scalars(query.where(MembershipRow.role == role, scope)).first() or _nobody(role)


def _nobody(role: Role) -> PersonRow:
    raise LookupError(f"nobody is {role} there")


def signed_in(app: Flask, role: Role, school: School) -> FlaskClient:
    """A browser in which whoever has this role is signed in."""
    return as_person(app, person(role, school))


def token(purpose: LinkPurpose, school: School, object_id: int | None = None, **changes: datetime) -> str:
    """A new link to what is asked of somebody at this school."""
    thing = object_id or school.object_of(purpose)
    assert thing is not None
    until = changes.get("until", clock.now() + timedelta(days=30))
    row = links.issue(purpose, thing, school.partnership_id, "iemand@voorbeeld.example", until)
    db.session.commit()
    return links.token_of(row)


def with_key(app: Flask, school: School) -> FlaskClient:
    """A program with a new key of the partnership of this school."""
    actor = Actor((Role.SWV,), name="Iemand")
    key = api_tokens.make(school.partnership_id, "Programma", actor=actor, today=TODAY)
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    return client


def by_link(app: Flask, purpose: LinkPurpose, school: School) -> FlaskClient:
    """A browser in which a link of this school was opened."""
    client = app.test_client()
    answer = client.post(f"{link.PATHS[purpose]}{token(purpose, school)}/openen")
    assert answer.status_code == 303, answer.status_code
    return client
