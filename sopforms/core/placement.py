"""The adopted text in the guide and on the site of a school: where it stands, and whether it still is itself.

Copying through other software changes marks and blanks, never words: only words are compared.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from sopforms.core.errors import Invalid

MOST_PASTED = 100_000  # characters
_WORD = re.compile(r"\w+", re.UNICODE)
_TAG = re.compile(r"<[^<>]{1,2000}>")
_CONTEXT = 6  # words beside a difference


class Chore(StrEnum):
    """What is to be done about the SOP of before: one line of the checklist each."""

    SITE_PAGE = "site_page"
    SITE_FILE = "site_file"
    MENU = "menu"
    GUIDE_COPY = "guide_copy"
    ELSEWHERE = "elsewhere"


class Receiver(StrEnum):
    """Who is to have the guide (WPO 16 lid 3, WVO 2020 2.92 lid 4)."""

    PARENTS = "parents"
    COUNCIL = "council"
    INSPECTORATE = "inspectorate"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: `same`, `ins` (stands there, was not adopted) or `del` (was adopted, is not there)."""

    kind: str
    text: str


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared: no tags, marks, capitals or accents apart."""
    plain = unicodedata.normalize("NFKC", _TAG.sub(" ", text)).replace("\u00ad", "")
    return _WORD.findall(plain.casefold())


def is_same(adopted: str, pasted: str) -> bool:
    """Whether what was pasted back has every word of the adopted text in order, and no other."""
    return words_of(adopted) == words_of(pasted)


def difference(adopted: str, pasted: str) -> tuple[Piece, ...]:
    """Return where the pasted text is other than the adopted one, with a few words around each place.

    Empty when both say the same.
    """
    before, after = words_of(adopted), words_of(pasted)
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", _beside(before[a:b], first=a == 0, last=b == len(before))))
            continue
        pieces += [Piece("del", " ".join(before[a:b]))] if b > a else []
        pieces += [Piece("ins", " ".join(after[c:d]))] if d > c else []
    return tuple(each for each in pieces if each.text) if any(p.kind != "same" for p in pieces) else ()


def _beside(same: list[str], *, first: bool, last: bool) -> str:
    if len(same) <= 2 * _CONTEXT + 1:
        return " ".join(same)
    head = [] if first else same[:_CONTEXT]
    tail = [] if last else same[-_CONTEXT:]
    return " ".join([*head, "…", *tail])


def check_placement(place: str, pasted: str) -> None:
    """Raise Invalid when nobody could find the text again, or what was pasted is no part of a guide."""
    problems = {}
    if not place.strip():
        problems["place"] = "Schrijf op waar de tekst staat: het adres van de pagina, of de bladzijde."
    if len(pasted) > MOST_PASTED:
        problems["pasted"] = "Dit is te lang voor één onderdeel. Plak alleen dit onderdeel terug."
    if problems:
        raise Invalid(**problems)


def check_delivery(delivered_on: date | None, published: date | None, today: date) -> None:
    """Raise Invalid when the guide cannot have been delivered on this day."""
    if delivered_on is None:
        raise Invalid(delivered_on="Vul een datum in.")
    if delivered_on > today:
        raise Invalid(delivered_on="Deze dag ligt in de toekomst. Vul de dag in waarop het is gebeurd.")
    if published is not None and delivered_on < published:
        raise Invalid(delivered_on="Deze dag ligt voor de publicatie. Vul een dag daarna in.")
