"""Correcting an adopted text: a typing error may be mended as a new version, with a note; nothing else.

What the school offers was asked about and adopted in these words. Any other change is another text: the
dossier is opened again for a next edition, about which the council is asked anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby, zip_longest

from sopforms.core.blocks import Block, Heading, ListBlock, Paragraph, Part, Sentence, Table, Text
from sopforms.core.errors import Invalid

FEWEST_WORDS = 3  # of a reason
LOCKED = frozenset({"g8", "g9"})
"""Parts that fill themselves: whom to call, what the council advised, when it was adopted."""
_WORD = re.compile(r"[^\W_]+")
# One letter makes another promise of these: never an error of typing.
_MEANING = frozenset(
    {
        *("niet", "geen", "een", "één", "nooit", "ooit", "wel", "alle", "elke", "zonder", "meer", "weer"),
        *("mag", "mogen", "moeten", "moesten", "kunnen", "konden", "kennen"),
        *("twee", "vier", "acht", "juni", "juli", "zondag"),
    }
)
_ARTICLES = frozenset({"de", "het"})


def kind_of(version: int) -> str:
    """Return what the sealed text of this version is called; the first is the one that was adopted first."""
    return "adopted" if version == 1 else f"version.{version}"


def version_in(kind: str) -> int:
    """Return which version of the text a sealed text of this kind is."""
    return 1 if kind == "adopted" else int(kind.removeprefix("version."))


def papers_kind(edition: int) -> str:
    """Return what the text that the council was sent is called; a later edition has papers of its own."""
    return "papers" if edition == 1 else f"papers.{edition}"


def check_change(reason: str) -> None:
    """Raise Invalid when nobody could tell from it why an adopted text is changed, or a change given up."""
    if len(reason.split()) < FEWEST_WORDS:
        raise Invalid(reason="Leg in een of twee zinnen uit waarom.")


def is_typing_error(was: str, now: str) -> bool:
    """Whether only the spelling differs: blanks, signs, capitals, a word said twice, one letter of a word.

    Strict, in doubt it is no typing error: no number, no day and no word may come, go or become another.
    """
    old, new = _words(was), _words(now)
    if "".join(old) == "".join(new):
        return True
    return len(old) == len(new) and all(_alike(one, other) for one, other in zip(old, new, strict=True))


def _words(text: str) -> list[str]:
    """Return the words in small letters, each once where it was typed twice in a row."""
    return [word for word, _twice in groupby(_WORD.findall(text.casefold()))]


def _alike(one: str, other: str) -> bool:
    if one == other or {one, other} == _ARTICLES:
        return True
    if one in _MEANING or other in _MEANING or not (one.isalpha() and other.isalpha()):
        return False
    if sorted(one) == sorted(other):
        return _swapped(one, other)
    return min(len(one), len(other)) > 3 and _one_letter(one, other)


def _swapped(one: str, other: str) -> bool:
    """Whether two letters beside each other changed places."""
    places = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(places) == 2 and places[1] == places[0] + 1


def _one_letter(one: str, other: str) -> bool:
    """Whether one letter came, went or is another."""
    short, long = sorted((one, other), key=len)
    start = next(place for place, (a, b) in enumerate(zip_longest(short, long)) if a != b)
    rest = long[start + 1 :]
    return rest == (short[start + 1 :] if len(short) == len(long) else short[start:])


def check(was: str, now: str, reason: str) -> None:
    """Raise Invalid with a Dutch sentence for each thing that cannot be."""
    problems = {}
    if not was.strip():
        problems["was"] = "Neem over wat er nu staat."
    if not now.strip() or now == was:
        problems["now"] = "Schrijf op wat er moet staan."
    if len(reason.split()) < FEWEST_WORDS:
        problems["reason"] = "Leg in een zin uit wat er mis was."
    if not problems and not is_typing_error(was, now):
        problems["now"] = (
            "Dit is meer dan een tikfout: er verandert een woord, een getal of een dag. Dat kan alleen met "
            "een nieuwe tekst, nieuw advies van de raad en een nieuw besluit."
        )
    if problems:
        raise Invalid(**problems)


def corrected(text: Text, key: str, was: str, now: str) -> Text:
    """Return the text with these words of one part replaced; raise Invalid unless they stand there once.

    Quoted texts of the partnership are not the school's to change.
    """
    part = next((one for one in text.parts if one.key == key and key not in LOCKED), None)
    if part is None:
        raise Invalid(part="Kies een onderdeel van de tekst.")
    found = sum(span.text.count(was) for sentence in _sentences(part.blocks) for span in sentence.spans)
    found += sum(block.text.count(was) for block in part.blocks if isinstance(block, Heading))
    if found != 1:
        raise Invalid(
            was="Dit staat niet in dit onderdeel. Neem de woorden precies over, binnen één zin."
            if not found
            else "Dit staat vaker in dit onderdeel. Neem een langer stuk over, zodat duidelijk is welke plek."
        )
    mended = replace(part, blocks=tuple(mend(block, was, now) for block in part.blocks))
    return replace(text, parts=tuple(mended if one is part else one for one in text.parts))


def parts_of(text: Text) -> list[Part]:
    """Return the parts in which something can be corrected."""
    return [part for part in text.parts if part.key not in LOCKED]


def _sentences(blocks: Iterable[Block]) -> Iterable[Sentence]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.sentences
        elif isinstance(block, ListBlock):
            yield from (sentence for item in block.items for sentence in item)
        elif isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row)


def mend(block: Block, was: str, now: str) -> Block:
    """Return a block with these words replaced wherever they stand in it."""

    def run(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
        return tuple(
            replace(one, spans=tuple(replace(s, text=s.text.replace(was, now)) for s in one.spans))
            for one in sentences
        )

    match block:
        case Heading():
            return replace(block, text=block.text.replace(was, now))
        case Paragraph():
            return replace(block, sentences=run(block.sentences))
        case ListBlock():
            return replace(block, items=tuple(run(item) for item in block.items))
        case Table():
            return replace(block, rows=tuple(run(row) for row in block.rows))
    return block
