"""The section of the school guide: made from the adopted text, and the consent to the rest of the guide."""

from __future__ import annotations

from datetime import date

from sopforms.actions import addresses, documents, placement
from sopforms.actions.deed import deed
from sopforms.actions.recording import record
from sopforms.core import filing, letter
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, Role
from sopforms.core.errors import Invalid
from sopforms.core.mailing import Address, LinkTo
from sopforms.store import corrections, dossiers, locations, people, placements
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow

SECTION = ("section.html", "section.pdf", "section.docx", "section.txt")


@deed
def make_guide_section(dossier_id: int, *, actor: Actor, today: date) -> None:
    """Take the adopted text into the guide and tell who makes the guide.

    The files are asked for here and made after this deed (`documents.make`, or the worker).
    """
    row = dossiers.get(dossier_id)
    about, page = addresses.about(row), f"/dossier/{row.id}/schoolgids"
    day, again, version = placement.publish_by(row), placement.replaces(row), corrections.version_of(row.id)
    occasion, files = f"versie {version}" if version > 1 else "", files_of(version)
    waits, again = placement.waits_until(row, today), again or version > 1
    letters = [
        letter.section_ready(
            about, row.id, to, LinkTo(path=page), day, occasion=occasion, replaces=again, waits=waits
        )
        for to in editors(row)
    ]
    if (editor := placements.editor_of(row.location_id)) is not None:
        letters.append(placement.letter_to(editor, row, occasion, today))
    record(Deed.MAKE_GUIDE_SECTION, row, actor, today, letters=letters, documents=files)
    row.guide_section_on = today
    documents.order(row.id, *files)
    db.session.flush()


def files_of(version: int) -> tuple[str, ...]:
    """Return the names of the files of one version of the section."""
    return tuple(filing.versioned(name, version) for name in SECTION)


def editors(row: DossierRow) -> list[Address]:
    """Return the head and, where no editor was named, the school's own address.

    The editor gets a link without account besides.
    """
    location = locations.get(row.location_id)
    found = {
        person.email: Address(person.name, person.email)
        for person in people.holders(Role.HEAD, location_id=location.id)
    }
    editor = placements.editor_of(location.id)
    if location.email and editor is None:
        found.setdefault(location.email, Address(location.name, location.email))
    return list(found.values())


@deed
def record_guide_consent(dossier_id: int, consented_on: date, *, actor: Actor, today: date) -> None:
    """Record on which day parents (and pupils) of the council consented to the rest of the guide."""
    if consented_on > today:
        raise Invalid(consented_on="De instemming ligt in de toekomst. Vul de dag in waarop die er was.")
    row = dossiers.get(dossier_id)
    record(Deed.RECORD_GUIDE_CONSENT, row, actor, today)
    row.guide_consent_on = consented_on
    db.session.flush()
