"""The words a partnership gives its letters: placeholders by their Dutch names, checked before they are kept.

A letter that the law asks for keeps its own sentences; what a partnership writes is added below them. Of all
others its text takes the place of ours. Address, link and whom to ask are always ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sopforms.core.codes import LetterKind
from sopforms.core.errors import Invalid

LONGEST = 4000
LONGEST_SUBJECT = 120
_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "school": "school",
        "school_year": "schooljaar",
        "swv": "samenwerkingsverband",
        "publish_by": "publiceren_voor",
        "closes": "sluitdatum",
        "minutes": "minuten",
        "held": "gespreksdatum",
        "until": "leesdatum",
        "board": "bestuur",
        "council": "raad",
        "advise_by": "adviesdatum",
        "due": "laatste_dag",
        "received": "ontvangen_op",
        "received_at": "tijd",
        "decided": "besluitdatum",
        "suspended_until": "opgeschort_tot",
        "published_on": "gepubliceerd_op",
        "matters": "aantal",
    }
)
"""What a fact of a letter is called in a text that people write."""

_SHARED = ("school", "school_year")
_OWN: Mapping[LetterKind, tuple[str, ...]] = MappingProxyType(
    {
        LetterKind.CYCLE_OPENED: ("swv", "publish_by"),
        LetterKind.SURVEY_OPENED: ("closes", "minutes"),
        LetterKind.SURVEY_REMINDER: ("closes",),
        LetterKind.SURVEY_CLOSED: (),
        LetterKind.TALK_RECORDED: ("held",),
        LetterKind.READ_ROUND_OPENED: ("until",),
        LetterKind.DRAFT_READY: (),
        LetterKind.ADVICE_REQUESTED: ("board", "council", "advise_by"),
        LetterKind.ADVICE_REMINDER: ("board", "council", "advise_by"),
        LetterKind.ADVICE_EXPIRED: ("council", "due"),
        LetterKind.ADVICE_RECEIVED: ("council", "received"),
        LetterKind.ADVICE_RECEIPT: ("received", "received_at"),
        LetterKind.REACTION_SENT: ("board",),
        LetterKind.DECISION_DEVIATES: ("board", "decided", "suspended_until"),
        LetterKind.ADOPTED: ("board", "decided"),
        LetterKind.SECTION_READY: ("publish_by",),
        LetterKind.PUBLISHED: ("published_on",),
        LetterKind.DAY_MAIL: ("matters",),
    }
)
KINDS = tuple(_OWN)
"""The letters that a partnership may give words of its own."""

BOUND = frozenset(
    {
        LetterKind.ADVICE_REQUESTED,
        LetterKind.ADVICE_REMINDER,
        LetterKind.ADVICE_EXPIRED,
        LetterKind.ADVICE_RECEIVED,
        LetterKind.ADVICE_RECEIPT,
        LetterKind.REACTION_SENT,
        LetterKind.DECISION_DEVIATES,
        LetterKind.ADOPTED,
    }
)
"""Letters of Wms 11, 17 and 34: their sentences, dates and subject stay as they are."""

# Without these a letter does not say what it is for, or by when.
_NEEDED = frozenset({"publish_by", "closes", "held", "until", "published_on"})


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a partnership wrote; an empty `subject` keeps ours. Blank lines part the paragraphs."""

    subject: str = ""
    text: str = ""


def facts_of(kind: LetterKind) -> tuple[str, ...]:
    """Return the facts that every letter of this kind has; the mail of the day is about several schools."""
    return _OWN[kind] if kind is LetterKind.DAY_MAIL else _SHARED + _OWN[kind]


def placeholders(kind: LetterKind) -> tuple[str, ...]:
    """Return what may stand between braces in this letter."""
    return tuple(NAMES[fact] for fact in facts_of(kind))


def needed(kind: LetterKind) -> tuple[str, ...]:
    """Return what has to stand in the text that takes the place of ours."""
    if kind in BOUND or kind is LetterKind.DAY_MAIL:
        return ()
    return ("school", *(NAMES[fact] for fact in _OWN[kind] if fact in _NEEDED))


def check(kind: LetterKind, words: OwnWords) -> None:
    """Raise Invalid with the placeholders by name that are unknown or missing, and what is too long."""
    problems = {}
    if not words.text.strip():
        problems["text"] = "Schrijf een tekst, of zet de gewone tekst terug."
    for field, said, most in (("subject", words.subject, LONGEST_SUBJECT), ("text", words.text, LONGEST)):
        unknown = [name for name in _PLACEHOLDER.findall(said) if name not in placeholders(kind)]
        if len(said) > most:
            problems[field] = f"Dit is te lang: schrijf hoogstens {most} tekens."
        elif unknown:
            problems[field] = f"Dit kennen wij hier niet: {_listed(unknown)}. Kies uit de lijst."
        elif any(mark in _PLACEHOLDER.sub("", said) for mark in "{}"):
            problems[field] = "Een haakje staat los. Schrijf een invulplek als {school}."
    lacking = [name for name in needed(kind) if f"{{{name}}}" not in words.text]
    if lacking and "text" not in problems:
        problems["text"] = f"Dit ontbreekt nog: {_listed(lacking)}."
    if problems:
        raise Invalid(**problems)


def filled(said: str, values: Mapping[str, str]) -> str:
    """Return a text with each placeholder filled; `values` are by the names of the facts."""
    by_name = {NAMES[fact]: value for fact, value in values.items() if fact in NAMES}
    return _PLACEHOLDER.sub(lambda found: by_name.get(found[1], found[0]), said)


def paragraphs(said: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, each on one line."""
    return tuple(" ".join(one.split()) for one in re.split(r"\n\s*\n", said) if one.strip())


def _listed(names: list[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in dict.fromkeys(names))
