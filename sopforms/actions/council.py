"""The council and the school about each other: whom to write to, talks, the link to read, the secretary."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sopforms.actions import addresses, links, together
from sopforms.actions.deed import deed
from sopforms.actions.recording import ask, record
from sopforms.core import council as rules
from sopforms.core import letter, link, roles, secretary_letter
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, LinkPurpose, Right, Role
from sopforms.core.council import Council
from sopforms.core.errors import Invalid, Refused
from sopforms.core.mailing import About, Address, Letter
from sopforms.store import advices, clock, councils, dossiers, facts, locations, partnerships, people
from sopforms.store import links as link_rows
from sopforms.store.advices import AdviceRequestRow, ConsultationRow
from sopforms.store.councils import CouncilRow
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.links import LinkRow
from sopforms.store.locations import LocationRow
from sopforms.store.partnerships import BoardRow

BEFORE, FURTHER = "overleg", "nader_overleg"


@dataclass(frozen=True, slots=True)
class Parties:
    """Who has to do with one request: rows of the school's side and the council that was asked.

    `right` is what the council may do in this dossier; `council` its settings as the rules read them.
    """

    request: AdviceRequestRow
    dossier: DossierRow
    location: LocationRow
    board: BoardRow
    row: CouncilRow
    council: Council
    right: Right

    @property
    def secretary(self) -> Address:
        """The formal address of the council."""
        return Address(self.row.secretary_name, self.row.secretary_email)

    @property
    def chair(self) -> Address | None:
        """The chair, when there is an address."""
        return Address(self.row.chair_name, self.row.chair_email) if self.row.chair_email else None

    @property
    def about(self) -> About:
        """What letters share; the council's questions go to the head of the school."""
        shared = addresses.about(self.dossier)
        heads = people.holders(Role.HEAD, location_id=self.location.id)
        return replace(shared, contact=Address(heads[0].name, heads[0].email)) if heads else shared

    @property
    def about_all(self) -> About:
        """The same with every school of the request, where it is about several."""
        rows = together.rows_of(self.dossier.id)
        return self.about if len(rows) == 1 else replace(self.about, school=together.names_of(rows))

    @property
    def deciders(self) -> list[Address]:
        """Board and head, each address once."""
        found = {
            person.email: Address(person.name, person.email)
            for person in (
                *people.holders(Role.BOARD, board_id=self.board.id),
                *people.holders(Role.HEAD, location_id=self.location.id),
            )
        }
        return list(found.values())


def parties(request: AdviceRequestRow) -> Parties:
    """Return who has to do with this request."""
    dossier = dossiers.get(request.dossier_id)
    location, row = locations.get(dossier.location_id), councils.get(request.council_id)
    sector = roles.sector_of(location.kind)
    return Parties(
        request=request,
        dossier=dossier,
        location=location,
        board=partnerships.get_board(location.board_id),
        row=row,
        council=facts.under_law(dossier, row, sector),
        right=facts.right_of(dossier, row, sector),
    )


def parties_of(dossier_id: int) -> Parties | None:
    """Return who has to do with the request of this dossier; None before there is one."""
    request = advices.find_request(dossier_id)
    return parties(request) if request else None


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody of board or school who is told about a request: what it is about for them, and their page."""

    to: Address
    about: About
    dossier_id: int


def told_inside(found: Parties) -> list[Told]:
    """Return the board and the heads of every school of the request, each address once."""
    concerned: dict[str, tuple[Address, list[Parties]]] = {}
    for row in together.rows_of(found.dossier.id):
        one = found if row.id == found.dossier.id else parties(together.request_of(row.id))
        for to in one.deciders:
            concerned.setdefault(to.email, (to, []))[1].append(one)
    return [_told(to, theirs) for to, theirs in concerned.values()]


def _told(to: Address, theirs: list[Parties]) -> Told:
    about, rows = theirs[0].about, [one.dossier for one in theirs]
    return Told(to, replace(about, school=together.names_of(rows)) if len(rows) > 1 else about, rows[0].id)


@dataclass(frozen=True, slots=True)
class Talk:
    """What is recorded of a talk: the day it was held, or that the council saw no need; a planned day."""

    held_on: date | None = None
    declined: bool = False
    planned_for: date | None = None
    report: str = ""


@deed
def record_consultation(dossier_id: int, talk: Talk, *, actor: Actor, today: date) -> None:
    """Record the talk before the advice (Wms 17 b): offered, planned, held on a day, or declined.

    It is one talk about all schools of the request.
    """
    rows = together.rows_of(dossier_id)
    _check_talk(talk, rows[0].requested_on, today)
    for row in together.able(Deed.RECORD_CONSULTATION, rows, actor, today):
        record(Deed.RECORD_CONSULTATION, row, actor, today)
        _put_talk(row.id, BEFORE, talk, today)


@deed
def record_further_talks(dossier_id: int, talk: Talk, *, actor: Actor, today: date) -> None:
    """Record the talks after a reaction that deviates (Wms 17 d): offered, held on a day, or declined."""
    row = dossiers.get(dossier_id)
    _check_talk(talk, row.reacted_on, today)
    record(Deed.RECORD_FURTHER_TALKS, row, actor, today)
    _put_talk(dossier_id, FURTHER, talk, today)


def _check_talk(talk: Talk, after: date | None, today: date) -> None:
    problems = {}
    if talk.held_on is not None and talk.held_on > today:
        problems["held_on"] = "Het gesprek ligt in de toekomst. Vul de dag in waarop het was."
    if talk.held_on is not None and after is not None and talk.held_on < after:
        problems["held_on"] = "Het gesprek kan niet eerder zijn dan de dag waarop het werd aangeboden."
    if talk.held_on is not None and talk.declined:
        problems["declined"] = "Kies één van beide: het gesprek was er, of de raad zag ervan af."
    if problems:
        raise Invalid(**problems)


def _put_talk(dossier_id: int, kind: str, talk: Talk, today: date) -> None:
    row = advices.find_consultation(dossier_id, kind)
    if row is None:
        row = ConsultationRow(
            dossier_id=dossier_id, edition=dossiers.get(dossier_id).edition, kind=kind, offered_on=today,
            declined=False, report="",
        )  # fmt: skip
        db.session.add(row)
    row.held_on = talk.held_on or row.held_on
    row.planned_for = talk.planned_for or row.planned_for
    row.declined = talk.declined and row.held_on is None
    row.report = talk.report.strip() or row.report
    db.session.flush()


@deed
def replace_secretary(dossier_id: int, name: str, email: str, *, actor: Actor, today: date) -> None:
    """Record a new secretary: the link of the old one ends at once, the new one gets a link of their own.

    The old one and the chair are told, so that nobody puts themselves in the council's place unseen.
    """
    rows = together.rows_of(dossier_id)
    found = parties_of(rows[0].id)
    if found is None or found.request.sent_on is None:
        raise Refused("step_not_reached")
    able = together.able(Deed.REPLACE_SECRETARY, rows, actor, today)
    old, chair = found.secretary, found.chair
    if not name.strip() or email.lower() == old.email.lower():
        raise Invalid(email="Vul de naam en het adres van de nieuwe secretaris in.")
    found.row.secretary_name, found.row.secretary_email = name.strip(), email
    for request in together.requests_of(found.request) if old.email else ():
        links.revoke_for(old.email, LinkPurpose.ADVICE, request.id)
    told = secretary_letter.secretary_replaced(
        found.about_all, found.request.id, old, chair, by=actor.name, occasion=f"{email}:{clock.now()}"
    )
    for row in able:
        written = [_request_again(found, today), *told] if row is able[0] else []
        record(Deed.REPLACE_SECRETARY, row, actor, today, letters=written)


def _request_again(found: Parties, today: date) -> Letter:
    advise_by = found.dossier.due_on or found.request.answer_by
    assert advise_by is not None  # a request is not sent without a last day
    asked = letter.advice_requested(
        found.about_all,
        found.request.id,
        found.secretary,
        None,
        board=found.board.name,
        advise_by=advise_by,
        right=found.right,
        council=rules.NAMES[found.row.kind],
    )[0]
    return replace(asked, dedupe=f"{asked.dedupe}:{today}")  # who comes back gets a link again


# The link that members of the council read by


def shared_link(request: AdviceRequestRow) -> LinkRow | None:
    """Return the link to read that the secretary made for the members, when it still works."""
    request = together.lead_of(request)
    found = parties(request)
    marked = _members(found)
    rows = link_rows.newest_of(marked, (LinkPurpose.ADVICE_READ,))
    return next((row for row in rows if row.object_id == request.id and links.is_usable(row)), None)


@deed
def share(request_id: int) -> None:
    """Make a link to read for the members; there is one at a time."""
    request = together.lead_of(advices.get_request(request_id))
    if shared_link(request) is None:
        ends = clock.now() + link.LIFETIME[LinkPurpose.ADVICE_READ]
        found = parties(request)
        links.issue(LinkPurpose.ADVICE_READ, request.id, found.dossier.partnership_id, _members(found), ends)


@deed
def stop_sharing(request_id: int) -> None:
    """End the link to read that the members have."""
    row = shared_link(advices.get_request(request_id))
    if row is not None:
        links.revoke(row)


def _members(found: Parties) -> str:
    """Return the mark of the members' link: no address, so that nobody can ask for a new one by mail."""
    return f"leden-{found.row.id}"


def may(deed_: Deed, row: DossierRow, actor: Actor, today: date) -> bool:
    """Return whether this person may do the deed now; for a page that offers it or does not."""
    if not any(roles.may(role, deed_) for role in actor.roles):
        return False  # without asking how far the dossier is
    try:
        ask(deed_, row, actor, today)
    except Refused:
        return False
    return True
