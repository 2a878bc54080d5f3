"""Dossiers that went to their council in one request: what is done with the request is done for all of them.

A dossier that went alone is a request of one, so that every deed has one way of working.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sopforms.actions.recording import ask
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed
from sopforms.core.errors import NotFound, Refused
from sopforms.output.language import listing
from sopforms.store import advices, dossiers, joint_requests, locations
from sopforms.store.advices import AdviceRequestRow
from sopforms.store.dossiers import DossierRow


def rows_of(dossier_id: int) -> list[DossierRow]:
    """Return the dossiers that were sent with this one, the first leads; alone: itself."""
    return [dossiers.get(each) for each in joint_requests.sent(dossier_id)]


def requests_of(request: AdviceRequestRow) -> list[AdviceRequestRow]:
    """Return the requests that were sent with this one, the first leads; alone: itself."""
    ids = joint_requests.sent(request.dossier_id)
    return [request if each == request.dossier_id else request_of(each) for each in ids]


def lead_of(request: AdviceRequestRow) -> AdviceRequestRow:
    """Return the request whose link the council has, and on which it writes."""
    first = joint_requests.sent(request.dossier_id)[0]
    return request if first == request.dossier_id else request_of(first)


def request_of(dossier_id: int) -> AdviceRequestRow:
    """Return the request of a dossier; raise `NotFound` when there is none."""
    found = advices.find_request(dossier_id)
    if found is None:
        raise NotFound
    return found


def names_of(rows: Iterable[DossierRow]) -> str:
    """Return the names of the schools as a sentence has them."""
    return listing([locations.get(row.location_id).name for row in rows])


def able(deed: Deed, rows: list[DossierRow], actor: Actor, today: date) -> list[DossierRow]:
    """Return the dossiers for which this may be done now; raise Refused when there is none."""
    found, refused = [], None
    for row in rows:
        try:
            ask(deed, row, actor, today)
            found.append(row)
        except Refused as why:
            refused = refused or why
    if not found and refused is not None:
        raise refused
    return found
