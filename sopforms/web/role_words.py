"""What roles are called on a page: the partnership's own word for the coordinator, or that of the sector."""

from __future__ import annotations

from sopforms.core import roles
from sopforms.core.codes import Role, Sector
from sopforms.store import partnerships
from sopforms.web.told import told


def label(role: Role, sector: Sector, partnership_id: int, *, own: str = "") -> str:
    """Return the whole word, in the language of the page; `own` is that of the person and goes before."""
    word = own.strip() or (_coordinator(partnership_id) if role is Role.COORDINATOR else "")
    return told(roles.label(role, sector, own=word))


def coordinator(sector: Sector, partnership_id: int) -> str:
    """Return the word for the coordinator in running text."""
    return told(roles.coordinator_in_full(sector, own=_coordinator(partnership_id)))


def _coordinator(partnership_id: int) -> str:
    return partnerships.get(partnership_id).coordinator_label
