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
    to: Address, occasion: str, *, given: bool, role: str, place: str, by: str, until: date | None = None
) -> Letter:
    """Somebody got or lost a role at `place`, or a mandate (`until` a day); `by` did it.

    `occasion` tells one change from another: the same role may be given twice in a year.
    """
    facts: dict[str, Fact] = {"given": given, "role": role, "place": place, "by": by}
    facts |= {} if until is None else {"until": until}
    return _personal(LetterKind.RIGHTS_CHANGED, to, occasion, facts)


def address_changed(to: Address, occasion: str, *, new: str, by: str) -> Letter:
    """To the address that somebody had until now: mail goes to `new` from here on."""
    return _personal(LetterKind.ADDRESS_CHANGED, to, occasion, {"new": new, "by": by})


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


def _personal(kind: LetterKind, to: Address, occasion: str, facts: Mapping[str, Fact]) -> Letter:
    dedupe = f"{kind.value}:{occasion}:{to.email}".lower()
    return Letter(kind, to, facts, LinkTo(path=ACCOUNT), None, None, dedupe)
