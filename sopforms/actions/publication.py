"""The section becomes public, and comes into force on the first day of its school year."""

from __future__ import annotations

from datetime import date

from sopforms.actions import addresses
from sopforms.actions.council import parties_of
from sopforms.actions.deed import deed
from sopforms.actions.recording import ask, record
from sopforms.core import letter
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, Role
from sopforms.core.mailing import Address
from sopforms.store import dossiers, facts, locations, people, surveys
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow


@deed
def publish(dossier_id: int, *, actor: Actor, today: date) -> None:
    """Make the adopted text public and tell partnership, council and team; never while it is suspended."""
    row = dossiers.get(dossier_id)
    page = f"/school/{locations.get(row.location_id).code}"
    about = addresses.about(row)
    letters = [letter.published(about, row.id, to, today, page, edition=row.edition) for to in readers(row)]
    known = facts.of(row, mandate=bool(actor.mandate), today=today)
    row.step, row.published_on = ask(Deed.PUBLISH, row, actor, today, facts=known), today
    db.session.flush()
    record(Deed.PUBLISH, row, actor, today, facts=known, letters=letters, documents=("section",))


@deed
def enter_into_force(dossier_id: int, *, actor: Actor, today: date) -> None:
    """Let the published text be the one of the school year that begins."""
    row = dossiers.get(dossier_id)
    record(Deed.ENTER_INTO_FORCE, row, actor, today)
    row.in_force_on = today
    db.session.flush()


def readers(row: DossierRow) -> list[Address]:
    """Return partnership, council and team, each address once."""
    location = locations.get(row.location_id)
    found: dict[str, Address] = {}
    for person in people.holders(Role.SWV, partnership_id=row.partnership_id):
        found.setdefault(person.email, Address(person.name, person.email))
    council = parties_of(row.id)
    if council is not None:
        for to in (council.secretary, council.chair):
            if to is not None and to.email:
                found.setdefault(to.email, to)
    for to in addresses.school_team(location):
        found.setdefault(to.email, to)
    survey = surveys.find_of_dossier(row.id)
    for one in surveys.participations_of(survey.id, by_mail=True) if survey else ():
        found.setdefault(one.email, Address("", one.email))
    return list(found.values())
