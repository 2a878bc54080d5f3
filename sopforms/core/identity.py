"""Who an OpenID provider says somebody is: the pair of provider and its number for them, never an address.

An address can be given to somebody else, and a provider may not have checked it; the pair is for life (OpenID
Connect Core 1.0, 5.7). A new pair opens nothing: it is tied to an account after a link in a mail was opened.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST = 255  # characters of a subject (OpenID Connect Core 1.0, 2)
LONGEST_LABEL = 120

# So long somebody may take to open the link in their mail: as long as that link works, and a bit.
WAITS = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Identity:
    """An account at a provider. `label` is what its owner knows it by; it decides nothing.

    `strong`: the provider says that a second factor was asked, in a way that this installation accepts.
    """

    issuer: str
    subject: str
    label: str = ""
    strong: bool = False


def of_claims(claims: Mapping[str, object], issuer: str, accepted: Collection[str] = ()) -> Identity | None:
    """Return who these verified claims are about, or None when they name nobody or come from elsewhere.

    `accepted`: the values of `amr` or `acr` that count as a second factor; without any none does.
    """
    subject = claims.get("sub")
    if claims.get("iss") != issuer or not isinstance(subject, str) or not 1 <= len(subject) <= LONGEST:
        return None
    return Identity(issuer, subject, _label(claims), not set(accepted).isdisjoint(_methods(claims)))


def still_waits(since: datetime, now: datetime) -> bool:
    """Return whether an account that nobody here has may still be tied to whoever proves who they are."""
    return timedelta(0) <= now - since <= WAITS


def _methods(claims: Mapping[str, object]) -> list[str]:
    amr, acr = claims.get("amr"), claims.get("acr")
    return [one for one in [*(amr if isinstance(amr, list) else []), acr] if isinstance(one, str)]


def _label(claims: Mapping[str, object]) -> str:
    """Return the name by which its owner knows the account, in one line."""
    for name in ("preferred_username", "email", "name"):
        said = claims.get(name)
        if isinstance(said, str) and said.strip():
            return " ".join(said.split())[:LONGEST_LABEL]
    return ""
