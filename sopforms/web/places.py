"""Where somebody may work: one place for each role, with the page to begin on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from sopforms.core import roles
from sopforms.core.codes import Role, Sector
from sopforms.store import dossiers, locations, partnerships
from sopforms.store.people import MembershipRow
from sopforms.web import role_words
from sopforms.web.told import told


@dataclass(frozen=True, slots=True)
class Place:
    """A school, board, partnership or the installation, and in which role."""

    name: str
    role: str
    url: str


def places_of(rows: Iterable[MembershipRow]) -> list[Place]:
    """Return the places of these roles, each once, in the order of the roles."""
    return list(dict.fromkeys(_place(row) for row in rows))


def school_url(location_id: int) -> str:
    """Return the home page of a school: its newest dossier, or the page that says there is none yet."""
    found = dossiers.of_location(location_id)
    if not found:
        return url_for("school.waiting", location_id=location_id)
    return url_for("school.home", dossier_id=found[0].id)


def _place(row: MembershipRow) -> Place:
    if row.location_id is not None:
        location = locations.get(row.location_id)
        label = role_words.label(
            row.role, roles.sector_of(location.kind), location.partnership_id, own=row.function
        )
        return Place(location.name, label, school_url(location.id))
    if row.board_id is not None:
        board = partnerships.get_board(row.board_id)
        return Place(board.name, _label(row), url_for("home.board", board_id=board.id))
    if row.partnership_id is not None:
        partnership = partnerships.get(row.partnership_id)
        return Place(
            partnership.name, _label(row), url_for("partnership.home", partnership_id=partnership.id)
        )
    if row.role is Role.ADMINISTRATOR:
        return Place(_("Deze installatie"), _label(row), url_for("installation.partnerships"))
    return Place(_("Geen school"), _label(row), url_for("home.mine"))


def _label(row: MembershipRow) -> str:
    return told(roles.label(row.role, Sector.PO, own=row.function))
