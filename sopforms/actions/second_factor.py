"""The second step of signing in: setting a phone, giving its code, recovery codes, and taking it all away.

Tries are counted in transactions of their own: a wrong code stays counted. A right one clears the count.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask import current_app

from sopforms.actions import letters, rights
from sopforms.actions.deed import deed, repeatable
from sopforms.core import account_letter
from sopforms.core import second_factor as rules
from sopforms.core.actor import Actor
from sopforms.core.codes import Act, Role
from sopforms.core.errors import Invalid, Refused
from sopforms.core.mailing import Address
from sopforms.store import clock, identities, people, second_factors, sessions
from sopforms.store.people import PersonRow
from sopforms.store.second_factors import SecondFactorRow

ISSUER = "Ondersteuningsaanbod"
WRONG = "Deze code klopt niet of is al gebruikt. Wacht tot er een nieuwe code staat en vul die in."
WRONG_RECOVERY = "Deze herstelcode klopt niet of is al gebruikt."

Pass = Callable[[PersonRow], None]

_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_NOBODYS = _hasher.hash("no code is this")  # what an unknown selector is compared with, as much work


@dataclass(frozen=True, slots=True)
class Offer:
    """What a phone is set up with: the secret, to type, and the address that the picture holds."""

    secret: str
    uri: str


def offer(person_id: int, session_id: str) -> Offer:
    """Return what this session would set a phone up with. Writes nothing: the salt is made of the session."""
    secret = rules.secret(_keys()[0], person_id, bytes.fromhex(_salt(session_id)))
    name = people.get(person_id).email
    return Offer(secret, pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER))


def set_up(person_id: int, session_id: str, typed: str, pass_: Pass) -> list[str] | None:
    """Set the phone that shows this code; return new recovery codes, which nobody sees again.

    `pass_` lets the session through. Raises Invalid for a wrong code, Refused after too many.
    """
    _take_try(person_id)
    return _set_up(person_id, session_id, typed, pass_)


@deed
def _set_up(person_id: int, session_id: str, typed: str, pass_: Pass) -> list[str]:
    salt, now = _salt(session_id), clock.now()
    step = _matching(rules.secret(_keys()[0], person_id, bytes.fromhex(salt)), typed, now)
    if step is None:
        raise Invalid(code=WRONG)
    person = people.get(person_id)
    second_factors.put(
        SecondFactorRow(
            person_id=person_id,
            salt=salt,
            key_version=rules.key_version(_keys()[0]),
            set_at=now,
            last_step=step,
        )
    )
    letters.put(account_letter.factor_set(_address(person), f"{person_id}:{now.isoformat()}"))
    return _let_through(person, pass_, _new_codes(person_id))


def give(person_id: int, typed: str, pass_: Pass) -> None:
    """Let somebody through who types the code of their phone; each code once.

    Raises Invalid for a wrong or used code, Refused after too many.
    """
    _take_try(person_id)
    _give(person_id, typed, pass_)


@deed
def _give(person_id: int, typed: str, pass_: Pass) -> None:
    row = second_factors.find(person_id)
    step = _matching(_secret_of(row), typed, clock.now()) if row else None
    if step is None or not second_factors.take_step(person_id, step):
        raise Invalid(code=WRONG)
    _let_through(people.get(person_id), pass_, [])


def recover(person_id: int, typed: str, pass_: Pass) -> None:
    """Let somebody through who types a recovery code, once, and tell them so by mail.

    Raises Invalid for a wrong or used code, Refused after too many.
    """
    _take_try(person_id)
    _recover(person_id, typed, pass_)


@deed
def _recover(person_id: int, typed: str, pass_: Pass) -> None:
    now, parts = clock.now(), rules.split_recovery_code(typed)
    row = second_factors.find_recovery_code(person_id, parts[0]) if parts else None
    genuine = _is_hash_of(row.hash if row else _NOBODYS, parts[1] if parts else "")
    if row is None or not genuine or not second_factors.use_recovery_code(row.id, now):
        raise Invalid(code=WRONG_RECOVERY)
    person, left = people.get(person_id), second_factors.recovery_codes_left(person_id)
    letters.put(
        account_letter.recovery_code_used(_address(person), f"{person_id}:{now.isoformat()}", left=left)
    )
    _let_through(person, pass_, [])


@deed
def renew_codes(person_id: int) -> list[str]:
    """Return new recovery codes in the place of all before; raises Refused when no phone is set."""
    if second_factors.find(person_id) is None:
        raise Refused("no_second_factor")
    return _new_codes(person_id)


@deed
def reset(
    partnership_id: int, person_id: int, actor: Actor, today: date, *, everywhere: bool = False
) -> None:
    """Take phone and recovery codes away, end every session, write it down, and tell the person.

    Raises Refused for one's own, and for who works elsewhere too unless the actor runs the installation.
    """
    rights.check(actor, person_id)
    rights.check_inside(partnership_id, person_id, everywhere=everywhere)
    _take_away(partnership_id, person_id, actor, today)


@deed
def reset_by_operator(person_id: int) -> bool:
    """Do the same from the machine itself, for who has nobody above them; whether there was a phone."""
    return _take_away(None, person_id, Actor((Role.ADMINISTRATOR,)), clock.today())


def _take_away(partnership_id: int | None, person_id: int, actor: Actor, today: date) -> bool:
    person, occasion = people.get(person_id), f"{person_id}:{clock.now().isoformat()}"
    sessions.revoke_all(person_id, clock.now())
    sessions.forget_attempts_of(_counter(person_id))
    was_set = second_factors.remove(person_id)
    identities.remove_all(person_id)
    rights.write(Act.RESET_SECOND_FACTOR, partnership_id, person_id, actor, today)
    letters.put(account_letter.factor_reset(_address(person), occasion, by=rights.name_of(actor)))
    return was_set


def is_set(person_id: int) -> bool:
    """Whether this person has a phone, also one whose key is gone: a mail alone never sets another one up."""
    return second_factors.find(person_id) is not None


def _take_try(person_id: int) -> None:
    if not _counted(person_id):
        raise Refused("codes_tried_too_often")


@repeatable
def _counted(person_id: int) -> bool:
    window = rules.tries_window(clock.now())
    return sessions.take_attempt(_counter(person_id), window, rules.TRIES)


def _let_through(person: PersonRow, pass_: Pass, codes: list[str]) -> list[str]:
    sessions.forget_attempts_of(_counter(person.id))
    pass_(person)
    return codes


def _new_codes(person_id: int) -> list[str]:
    codes: dict[str, str] = {}
    while len(codes) < rules.RECOVERY_CODES:
        code = rules.recovery_code(clock.token_bytes(rules.RECOVERY_BYTES))
        codes[code[:4]] = code
    hashed = {selector: _hasher.hash(code.replace("-", "")) for selector, code in codes.items()}
    second_factors.put_recovery_codes(person_id, hashed)
    return list(codes.values())


def _is_hash_of(hashed: str, code: str) -> bool:
    try:
        return _hasher.verify(hashed, code)
    except VerifyMismatchError:
        return False


def _matching(secret: str, typed: str, now: datetime) -> int | None:
    """Return the number of the code that was typed, or None; takes the same time for every code."""
    phone, given = pyotp.TOTP(secret), rules.digits(typed).encode()
    same = [
        step
        for step in rules.steps_around(now)
        if hmac.compare_digest(phone.at(step * rules.SECONDS).encode(), given)
    ]
    return same[-1] if same else None


def _salt(session_id: str) -> str:
    return hashlib.sha256(b"second factor salt\0" + session_id.encode()).hexdigest()[:40]


def _secret_of(row: SecondFactorRow) -> str:
    key = _key_of(row.key_version)
    if key is None:
        raise Refused("second_factor_key_gone")
    return rules.secret(key, row.person_id, bytes.fromhex(row.salt))


def _keys() -> list[bytes]:
    """Return the key in use, then retired ones whose phones still work."""
    first, rest = current_app.config["SECRET_KEY"], current_app.config["SECRET_KEY_FALLBACKS"] or []
    return [str(key).encode() for key in (first, *rest)]


def _key_of(version: str) -> bytes | None:
    return next((key for key in _keys() if rules.key_version(key) == version), None)


def _counter(person_id: int) -> str:
    return f"second_factor:{person_id}"


def _address(person: PersonRow) -> Address:
    return Address(person.name, person.email)
