"""Whose dossier a letter is about, and who of a school gets it: rows become the values of `core.mailing`."""

from __future__ import annotations

from sopforms.core.codes import Role
from sopforms.core.mailing import About, Address
from sopforms.store import cycles, locations, people
from sopforms.store.dossiers import DossierRow
from sopforms.store.locations import LocationRow


def about(row: DossierRow) -> About:
    """Return what every letter of this dossier shares; the coordinator gets the questions."""
    location = locations.get(row.location_id)
    year = cycles.get(row.cycle_id).school_year
    return About(row.partnership_id, row.id, location.name, year, contact_of(location))


def contact_of(location: LocationRow) -> Address:
    """Return who answers questions of staff: the coordinator, else the head, else the school itself."""
    return contact_at(location.id)


def contact_at(location_id: int) -> Address:
    """Return the same by the id of the location; one query when there is a coordinator or a head."""
    first = people.first_at(location_id)
    if first is not None:
        return Address(*first)
    location = locations.get(location_id)
    return Address(location.contact_name or location.name, location.email)


def school_team(location: LocationRow) -> list[Address]:
    """Return coordinator and head of a location, each address once."""
    found: dict[str, Address] = {}
    for role in (Role.COORDINATOR, Role.HEAD):
        for person in people.holders(role, location_id=location.id):
            found.setdefault(person.email, Address(person.name, person.email))
    return list(found.values())
