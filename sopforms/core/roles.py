"""Which role may do which deed, and how a role is called in a sector.

When a deed may be done stands in `workflow.py`; who may open a page stands in the policy of the web.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from sopforms.core.codes import Deed, Role, SchoolKind, Sector

_SCHOOL = frozenset({Role.COORDINATOR, Role.HEAD})
_DECIDERS = frozenset({Role.BOARD, Role.HEAD})
_BOTH = _SCHOOL | {Role.BOARD}

DOERS: Mapping[Deed, frozenset[Role]] = MappingProxyType(
    {
        Deed.OPEN_CYCLE: frozenset({Role.SWV, Role.ADMINISTRATOR}),
        # The partnership arranges the round and reminds; what a school writes is its own.
        Deed.EXCEPT_SCHOOL: frozenset({Role.SWV, Role.ADMINISTRATOR}),
        Deed.REMIND_SCHOOL: frozenset({Role.SWV, Role.ADMINISTRATOR}),
        Deed.BRING_TEXT: _SCHOOL,
        Deed.OPEN_SURVEY: _SCHOOL,
        Deed.INVITE_STAFF: _SCHOOL,
        Deed.REMIND_STAFF: _SCHOOL | {Role.CALENDAR},
        Deed.EXTEND_SURVEY: _SCHOOL,
        Deed.SEND_ANSWERS: frozenset({Role.STAFF}),
        Deed.CLOSE_SURVEY: _SCHOOL | {Role.CALENDAR},
        Deed.SKIP_SURVEY: _SCHOOL,
        Deed.RECORD_PUPIL_VOICE: _SCHOOL | {Role.PUPIL_LEADER},
        Deed.RECORD_TALK: _SCHOOL,
        Deed.SET_VALUE: _SCHOOL,
        Deed.CONSOLIDATE: _SCHOOL,
        Deed.MAKE_DRAFT: _SCHOOL,
        Deed.EDIT_CHAPTER: _SCHOOL,
        # The consultant says something of the draft; the school does with it what it thinks right.
        Deed.COMMENT_CHAPTER: frozenset({Role.HEAD, Role.CONSULTANT}),
        # What a draft means for the region may be remarked; neither a remark nor an objection holds it up.
        Deed.REMARK_COVERAGE: frozenset({Role.SWV, Role.CONSULTANT}),
        Deed.OBJECT_BURDEN: frozenset({Role.SWV}),
        Deed.ANSWER_REMARK: _BOTH,
        Deed.AGREE_WITH_SCHOOL: _SCHOOL,
        Deed.CONFIRM_AGREEMENT: _SCHOOL,
        Deed.END_AGREEMENT: _SCHOOL,
        Deed.RESOLVE_COMMENT: _SCHOOL,
        Deed.OPEN_READ_ROUND: _SCHOOL,
        Deed.CLOSE_READ_ROUND: frozenset({Role.CALENDAR}),
        Deed.FINISH_DRAFT: _SCHOOL,
        Deed.COMPLETE_PAPERS: _BOTH,
        Deed.REQUEST_ADVICE: _DECIDERS,
        Deed.CONFIRM_RECEIPT: _BOTH | {Role.SECRETARY, Role.CALENDAR},
        Deed.STOP_CLOCK: _BOTH,
        Deed.REPLACE_SECRETARY: _BOTH,
        Deed.RECORD_CONSULTATION: _DECIDERS | {Role.SECRETARY},
        Deed.REMIND_COUNCIL: _DECIDERS | {Role.CALENDAR},
        Deed.ASK_BOARD: frozenset({Role.SECRETARY}),
        Deed.ANSWER_COUNCIL: _DECIDERS,
        Deed.ATTACH_LETTER: frozenset({Role.SECRETARY}),
        Deed.GIVE_ADVICE: frozenset({Role.SECRETARY}),
        Deed.WITHDRAW_ADVICE: frozenset({Role.SECRETARY}),
        Deed.RECORD_NO_ADVICE: _DECIDERS | {Role.SECRETARY, Role.CALENDAR},
        Deed.REACT: _DECIDERS,
        Deed.RECORD_FURTHER_TALKS: _DECIDERS,
        Deed.JUDGE_OFFER: _DECIDERS,
        Deed.ADOPT: _DECIDERS,
        Deed.CORRECT_TEXT: _DECIDERS,
        Deed.REOPEN_TEXT: _DECIDERS,
        Deed.DROP_CHANGE: _DECIDERS,
        # The council's own right (Wms 34): the board cannot say for it that it has no objection.
        Deed.RECORD_WAIVER: frozenset({Role.SECRETARY}),
        Deed.MAKE_GUIDE_SECTION: _BOTH,
        Deed.NAME_GUIDE_EDITOR: _BOTH,
        Deed.PLACE_TEXT: frozenset({Role.GUIDE_EDITOR}),
        Deed.TIDY_OLD_TEXT: frozenset({Role.GUIDE_EDITOR}),
        Deed.RECORD_GUIDE_CONSENT: _DECIDERS | {Role.SECRETARY},
        Deed.PUBLISH: _DECIDERS,
        Deed.RECORD_DELIVERY: _BOTH,
        Deed.ENTER_INTO_FORCE: frozenset({Role.CALENDAR}),
        Deed.KEEP_DOCUMENT: frozenset({Role.CALENDAR}),
        Deed.HAND_IN_PLAN: _SCHOOL,
        Deed.HAND_IN_REPORT: _SCHOOL,
        Deed.TAKE_BACK_PAPER: _SCHOOL,
    }
)

# The law gives these to the board; a head acts for the board only with a recorded mandate.
NEEDS_MANDATE = frozenset(
    {
        *(Deed.REQUEST_ADVICE, Deed.REACT, Deed.JUDGE_OFFER, Deed.ADOPT),
        *(Deed.CORRECT_TEXT, Deed.REOPEN_TEXT, Deed.DROP_CHANGE),
    }
)

# The two roles of the partnership: they never decide for a school.
PARTNERSHIP = frozenset({Role.SWV, Role.CONSULTANT})

# So long the board has to say no to somebody whom it did not seat itself.
SEAT_WAITS = timedelta(days=7)

# Who sees or decides for more than one school, or runs the installation: a mail alone does not let them in.
TWO_STEPS = PARTNERSHIP | {Role.ADMINISTRATOR, Role.BOARD}

_LABELS: Mapping[Role, str] = MappingProxyType(
    {
        Role.ADMINISTRATOR: "beheerder",
        Role.SWV: "beheerder van het samenwerkingsverband",
        Role.CONSULTANT: "consulent van het samenwerkingsverband",
        Role.BOARD: "bestuurder",
        Role.HEAD: "directeur",
        Role.COORDINATOR: "intern begeleider",
        Role.STAFF: "leraar of ondersteuner",
        Role.PUPIL_LEADER: "gespreksleider leerlingen",
        Role.SECRETARY: "secretaris van de medezeggenschapsraad",
        Role.MEMBER: "lid van de medezeggenschapsraad",
        Role.GUIDE_EDITOR: "gidsredacteur",
        Role.CALENDAR: "kalender",
        Role.READER: "lezer",
    }
)


def may(role: Role, deed: Deed) -> bool:
    """Return whether this role may ever do this deed; a head may need a mandate besides."""
    return role in DOERS[deed]


def may_be_held_together(roles: Iterable[Role], *, mandate: bool = False) -> bool:
    """Return whether one person may hold these roles: the partnership's and the board's never meet.

    The partnership never adopts; with both roles in one hand that would be so in name only. A `mandate` is
    the board's power too.
    """
    held = set(roles)
    return not (held & PARTNERSHIP and (mandate or Role.BOARD in held))


def decides(role: Role, *, mandate: bool) -> bool:
    """Return whether this role decides for the board: the board itself, or a head with a recorded mandate."""
    return role is Role.BOARD or (role is Role.HEAD and mandate)


def seat_waits(until: date | None, today: date) -> bool:
    """Return whether somebody reads for the board and decides nothing yet, up to and including `until`.

    The partnership keeps the lists of people and never adopts. Whom it seats on a board, and whom it gives
    another address, cannot decide before the board could know of it, or confirmed it.
    """
    return until is not None and today <= until


def needs_second_factor(roles: Iterable[Role], *, mandate: bool) -> bool:
    """Return whether who holds these roles gives a code from their phone besides the link in their mail.

    `mandate`: somebody may decide for the board today, so that whoever reads their mail could.
    """
    return mandate or not TWO_STEPS.isdisjoint(roles)


def may_change_rights_of(actor_id: int | None, person_id: int) -> bool:
    """Return whether this person may give rights to that one: nobody does so for themselves, alone."""
    return actor_id is None or actor_id != person_id


def label(role: Role, sector: Sector, *, own: str = "") -> str:
    """Return what people call this role; `own` is the partnership's or school's word and goes before."""
    if own.strip():
        return own.strip()
    if role == Role.COORDINATOR and sector == Sector.VO:
        return "ondersteuningscoördinator"
    return _LABELS[role]


def coordinator_short(sector: Sector, *, own: str = "") -> str:
    """Return the short word for the coordinator in running text for staff: IB'er or OC."""
    return own.strip() or ("ondersteuningscoördinator" if sector == Sector.VO else "IB'er")


def coordinator_in_full(sector: Sector, *, own: str = "") -> str:
    """Return the coordinator with the short word behind it, for who may not know that word yet."""
    full, short = label(Role.COORDINATOR, sector, own=own), coordinator_short(sector, own=own)
    return full if full == short else f"{full} ({short})"


def sector_of(kind: SchoolKind) -> Sector:
    """Return whose rules a school follows: VSO like VO, SO and SO-VSO like PO."""
    secondary = {SchoolKind.VO, SchoolKind.PRO, SchoolKind.VSO}
    return Sector.VO if kind in secondary else Sector.PO
