"""A partnership itself: making one, and what it sets for all its schools."""

from __future__ import annotations

from dataclasses import dataclass

from sopforms.actions.deed import deed
from sopforms.core import identifiers
from sopforms.core.codes import Sector
from sopforms.core.errors import Conflict, Invalid
from sopforms.store import partnerships
from sopforms.store.db import db
from sopforms.store.partnerships import PartnershipRow


@dataclass(frozen=True, slots=True)
class Settings:
    """What a partnership sets: names, the text on basic support (Markdown), from how many answers on."""

    name: str
    threshold: int
    basic_support: str = ""
    website: str = ""
    support_point: str = ""
    support_point_contact: str = ""
    coordinator_label: str = ""


@deed
def add(code: str, name: str) -> int:
    """Make a partnership; its code says the sector. Raises Invalid for a code that is wrong or taken."""
    try:
        known = identifiers.partnership_code(code)
    except ValueError as wrong:
        raise Invalid(code=str(wrong)) from wrong
    if partnerships.find_by_code(known) is not None:
        raise Invalid(code="Dit samenwerkingsverband staat er al in.")
    row = PartnershipRow(code=known, name=name, sector=Sector(known[:2].lower()))
    db.session.add(row)
    db.session.flush()
    return row.id


@deed
def save_settings(partnership_id: int, version: int, settings: Settings) -> None:
    """Change the settings; raises Conflict when somebody changed them after `version`.

    A round that is open keeps the basic-support text with which it was opened.
    """
    row = partnerships.get(partnership_id)
    if row.version != version:
        raise Conflict
    row.name, row.threshold = settings.name, settings.threshold
    row.basic_support, row.website = settings.basic_support, settings.website
    row.support_point, row.support_point_contact = settings.support_point, settings.support_point_contact
    row.coordinator_label = settings.coordinator_label
