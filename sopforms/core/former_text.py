"""Cutting a school's former text over the eleven chapters by its headings: a guess that people correct.

A heading that names a chapter (its number or its words) begins that chapter; what stands below a heading that
names none goes on with the chapter before. What stands above the first chapter is the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

CHAPTERS = tuple(f"ch{number}" for number in range(1, 12))
REST = "rest"
LONGEST = 60_000

# Words of headings as they stand in support profiles, the most telling first; longer words win.
_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ch1": (
            "populatie",
            "school en",
            "onze school",
            "schoolgegevens",
            "algemene gegevens",
            "leerlingen op",
        ),
        "ch2": ("visie", "missie", "uitgangspunten"),
        "ch3": ("basisondersteuning",),
        "ch4": (
            "ondersteuningsstructuur",
            "zorgstructuur",
            "handelingsgericht",
            "hgw",
            "ondersteuningsroute",
        ),
        "ch5": ("deskundigheid", "expertise", "specialisme", "scholing"),
        "ch6": ("extra ondersteuning", "voorzieningen", "arrangement", "ondersteuningsaanbod"),
        "ch7": ("gebouw", "toegankelijkheid", "fysieke omgeving", "huisvesting"),
        "ch8": ("grenzen", "grens", "wat kunnen wij niet"),
        "ch9": ("samenwerking", "ketenpartners", "ouders", "partners"),
        "ch10": ("ontwikkelpunt", "ambitie", "terugblik", "verbeterpunt", "evaluatie"),
        "ch11": ("procedure", "contact", "vaststelling", "medezeggenschap", "ondertekening"),
    }
)
_HEADING = re.compile(r"#{1,6}[ \t]+(.+)")
_NUMBERED = re.compile(r"(?:hoofdstuk\s+)?(\d{1,2})(?:\.(?!\d)|[):\s])\s*(\S.*)", re.IGNORECASE)
_SHORT = 80  # a line without a full stop that is longer than this is no heading


def split(text: str) -> dict[str, str]:
    """Return the text by chapter key, and `rest` for what comes before the first chapter."""
    found: dict[str, list[str]] = {}
    here = REST
    for line in text.replace("\r\n", "\n").split("\n"):
        chapter = _chapter(line)
        if chapter is not None and chapter != here:
            here = chapter
            if found.get(here):
                found[here].append("")
            continue  # the heading itself is the chapter's own
        found.setdefault(here, []).append(line)
    return {key: body for key, lines in found.items() if (body := "\n".join(lines).strip())}


def joined(texts: Mapping[str, str], keys: Iterable[str] = (*CHAPTERS, REST)) -> dict[str, str]:
    """Return only what has words, in the order of the chapters."""
    return {key: texts[key].strip() for key in keys if texts.get(key, "").strip()}


def _chapter(line: str) -> str | None:
    """Return the chapter that a line begins, None for any other line."""
    said = line.strip().replace("\\", "")  # "1\. Visie": a number that begins no list
    marked = _HEADING.fullmatch(said)
    title = marked[1].strip() if marked else said
    numbered = _NUMBERED.fullmatch(title)
    if marked is None and (numbered is None or len(said) > _SHORT or said.endswith((".", ";", ","))):
        return None
    words = (numbered[2] if numbered else title).lower()
    named = [(len(word), key) for key, known in _WORDS.items() for word in known if word in words]
    return max(named)[1] if named else None
