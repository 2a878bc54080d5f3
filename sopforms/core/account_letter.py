"""The mails about somebody's own account: what they may do changed, and so nobody finds out by chance.

Other letters stand in `letter.py`. The wording of all is in `templates/letters/<kind>/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sopforms.core.codes import LetterKind
from sopforms.core.mailing import Address, Fact, Letter, LinkTo

ACCOUNT = "/sessies"


def rights_changed(
    to: Address, occasion: str, *, given: bool, role: str, place: str, by: str, until: date | None = None,
    waits: date | None = None, confirmed: bool = False,
) -> Letter:  # fmt: skip
    """Somebody got or lost a role at `place`, or a mandate (`until` a day); `by` did it.

    `occasion` tells one change from another: the same role may be given twice in a year. `waits` is the last
    day on which a seat on a board decides nothing yet; `confirmed`: from now on it decides.
    """
    facts: dict[str, Fact] = {"given": given, "role": role, "place": place, "by": by}
    facts |= {} if until is None else {"until": until}
    facts |= {} if waits is None else {"waits": waits}
    facts |= {"confirmed": True} if confirmed else {}
    return _personal(LetterKind.RIGHTS_CHANGED, to, occasion, facts)


def address_changed(to: Address, occasion: str, *, new: str, by: str) -> Letter:
    """To the address that somebody had until now: mail goes to `new` from here on."""
    return _personal(LetterKind.ADDRESS_CHANGED, to, occasion, {"new": new, "by": by})


def board_seat(
    to: Address, occasion: str, *, who: str, email: str, place: str, by: str, waits: date, moved: bool,
    page: str = "",
) -> Letter:  # fmt: skip
    """`by` gave somebody a seat on the board `place`, or who decides for it another address (`moved`).

    `page` is where the board confirms it; without one it goes to a head, because nobody of the board can.
    """
    facts: dict[str, Fact] = {"who": who, "email": email, "place": place, "by": by, "waits": waits}
    facts |= {"moved": moved, "may_confirm": bool(page)}
    return _personal(LetterKind.BOARD_SEAT, to, occasion, facts, page or ACCOUNT)


def factor_set(to: Address, occasion: str) -> Letter:
    """A phone was set up for signing in."""
    return _personal(LetterKind.SECOND_FACTOR, to, occasion, {"event": "set"})


def factor_reset(to: Address, occasion: str, *, by: str) -> Letter:
    """Somebody took the phone away from the account, so that another one can be set up."""
    return _personal(LetterKind.SECOND_FACTOR, to, occasion, {"event": "reset", "by": by})


def identity_linked(to: Address, occasion: str, *, provider: str, label: str) -> Letter:
    """An account at `provider`, known to its owner as `label`, opens this account from now on."""
    facts: dict[str, Fact] = {"event": "linked", "provider": provider, "label": label}
    return _personal(LetterKind.SECOND_FACTOR, to, occasion, facts)


def recovery_code_used(to: Address, occasion: str, *, left: int) -> Letter:
    """Somebody signed in with a recovery code; so many are `left`."""
    return _personal(LetterKind.SECOND_FACTOR, to, occasion, {"event": "recovered", "left": left})


def _personal(
    kind: LetterKind, to: Address, occasion: str, facts: Mapping[str, Fact], page: str = ACCOUNT
) -> Letter:
    dedupe = f"{kind.value}:{occasion}:{to.email}".lower()
    return Letter(kind, to, facts, LinkTo(path=page), None, None, dedupe)
