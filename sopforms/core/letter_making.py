"""How every letter is made: what all share, the key of its occasion, the copy for the chair of a council."""

from __future__ import annotations

from sopforms.core.codes import LetterKind, LinkPurpose, Right
from sopforms.core.mailing import About, Address, Fact, Letter, LinkTo


def to_council(
    kind: LetterKind,
    about: About,
    request_id: int,
    to: tuple[Address, Address | None],
    key: tuple[object, ...],
    **facts: Fact | None,
) -> tuple[Letter, ...]:
    """A letter to the secretary, with a copy to the chair, whose link only reads."""
    secretary, chair = to
    key = (request_id, *key)
    own = written(kind, about, secretary, LinkTo(LinkPurpose.ADVICE, request_id), key, **facts)
    if chair is None or chair.email.lower() == secretary.email.lower():
        return (own,)
    read = LinkTo(LinkPurpose.ADVICE_READ, request_id)
    return (own, written(kind, about, chair, read, key, **facts, copy=True))


def written(
    kind: LetterKind,
    about: About,
    to: Address,
    link: LinkTo | None,
    key: tuple[object, ...],
    **facts: Fact | None,
) -> Letter:
    """Return a letter with what all share: school, year, and whom to ask."""
    shared: dict[str, Fact] = {"school": about.school, "school_year": about.school_year, "copy": False}
    return Letter(
        kind,
        to,
        shared
        | contact_facts(about.contact)
        | {name: fact for name, fact in facts.items() if fact is not None},
        link,
        about.partnership_id,
        about.dossier_id,
        occasion_key(kind, *key, to.email),
        about.contact,
        copy=facts.get("copy") is True,
    )


def occasion_key(kind: LetterKind, *parts: object) -> str:
    """Return the name of the occasion; the address is part of it, in small letters."""
    return ":".join(str(part).lower() for part in (kind.value, *parts))


def of_edition(object_id: int, edition: int) -> tuple[object, ...]:
    """Return the key of what happens once for each edition of a text."""
    return (object_id,) if edition == 1 else (object_id, edition)


def contact_facts(contact: Address | None) -> dict[str, Fact]:
    """Return whom to ask, as a letter says it."""
    return {} if contact is None else {"contact_name": contact.name, "contact_email": contact.email}


def is_consent(right: Right) -> bool:
    """Whether the council consents here, so that nothing is called advice."""
    return right is Right.INSTEMMING
