"""Cutting a school's former text over the eleven chapters by its headings: a guess that people correct.

A heading that names a chapter by its words begins that chapter; its number says nothing, for support profiles
count their chapters in many ways. What stands below a heading that names none goes on with the chapter around
it, or else the one before. What stands above the first chapter is the rest; a list of contents begins none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
            "gegevens van de school",
            "leerlingen op",
        ),
        "ch2": ("visie", "missie", "uitgangspunten", "waar wij voor staan"),
        "ch3": ("basisondersteuning",),
        "ch4": (
            "ondersteuningsstructuur",
            "zorgstructuur",
            "handelingsgericht",
            "hgw",
            "ondersteuningsroute",
            "ondersteuningsteam",
            "organisatie van de",
        ),
        "ch5": ("deskundigheid", "expertise", "specialisme", "specialist", "scholing"),
        "ch6": ("extra ondersteuning", "extra hulp", "voorzieningen", "arrangement", "ondersteuningsaanbod"),
        "ch7": ("gebouw", "toegankelijkheid", "fysieke omgeving", "huisvesting"),
        "ch8": ("grenzen", "grens", "wat kunnen wij niet"),
        "ch9": ("samenwerking", "werken samen", "ketenpartners", "ouders", "partners"),
        "ch10": ("ontwikkelpunt", "ambitie", "terugblik", "verbeterpunt", "evaluatie", "plannen voor"),
        "ch11": ("procedure", "contact", "vaststelling", "medezeggenschap", "ondertekening", "klachten"),
    }
)
# With the words above, what a heading of a chapter is made of: one that says more stays with its text.
_NO_MORE = frozenset(
    re.findall(
        r"\w+", "aan de en het in met onderwijs ondersteuning ons onze op passend school van voor wij zorg"
    )
)
_HEADING = re.compile(r"(#{1,6})[ \t]+(.+)")
_NUMBERED = re.compile(r"(?:hoofdstuk\s+)?(\d{1,2})(?:\.(?!\d)|[):\s])\s*(\S.*)", re.IGNORECASE)
_NUMBER = re.compile(r"(?:hoofdstuk\s+)?\d{1,2}((?:\.\d{1,2})*)[.):]?\s+(?=\S)", re.IGNORECASE)
_PAGE = re.compile(r"(?:\.{2,}|…|\t|\s{2,})\s*\d{1,3}$")  # "3. Visie ...... 7", of a list of contents
_SHORT = 80  # a line without a full stop that is longer than this is no heading
_UNMARKED = 10


@dataclass(frozen=True, slots=True)
class _Heading:
    """What a line is called; the deeper, the higher `depth`. `marked`: not by its number only."""

    title: str
    depth: int
    marked: bool

    @property
    def chapter(self) -> str | None:
        """The chapter that it names."""
        said = self.title.lower()
        named = [(len(word), key) for key, known in _WORDS.items() for word in known if word in said]
        return max(named)[1] if named else None

    @property
    def says_more(self) -> bool:
        """Whether it has other words than those by which its chapter is called."""
        said = self.title.lower()
        for word in sorted(_WORDS[self.chapter or "ch1"], key=len, reverse=True):
            said = said.replace(word, " ")
        return not _NO_MORE.issuperset(re.findall(r"\w+", said))


def split(text: str) -> dict[str, str]:
    """Return the text by chapter key, and `rest` for what comes before the first chapter."""
    lines = text.replace("\r\n", "\n").split("\n")
    found: dict[str, list[str]] = {}
    around: list[tuple[int, str]] = []
    here = REST
    for line, heading in zip(lines, _headings(lines), strict=True):
        if heading is None:
            found.setdefault(here, []).append(line)
            continue
        while around and around[-1][0] >= heading.depth:
            around.pop()
        chapter, before = heading.chapter, here
        here = chapter or (around[-1][1] if around else here)
        if chapter is not None:
            around.append((heading.depth, chapter))
        if here != before and found.get(here):
            found[here].append("")
        if chapter is None or here == before or heading.says_more:
            found.setdefault(here, []).append(line)
    return {key: body for key, lines in found.items() if (body := "\n".join(lines).strip())}


def joined(texts: Mapping[str, str], keys: Iterable[str] = (*CHAPTERS, REST)) -> dict[str, str]:
    """Return only what has words, in the order of the chapters."""
    return {key: texts[key].strip() for key in keys if texts.get(key, "").strip()}


def _headings(lines: Sequence[str]) -> list[_Heading | None]:
    """Return the heading that each line is, None for any other; a line in a list of contents is none."""
    found = [_heading(line) for line in lines]
    said = [(at, heading) for at, line in enumerate(lines) if (heading := found[at]) or line.strip()]
    later: set[str] = set()
    for place in reversed(range(len(said))):
        at, heading = said[place]
        if heading is None:
            continue
        after = said[place + 1][1] if place + 1 < len(said) else None
        before = said[place - 1][1] if place else None
        title = heading.title.lower()
        if not heading.marked and (_by_number(after) or (_by_number(before) and title in later)):
            found[at] = None
        later.add(title)
    return found


def _by_number(heading: _Heading | None) -> bool:
    return heading is not None and not heading.marked


def _heading(line: str) -> _Heading | None:
    said = line.strip().replace("\\", "")  # "1\. Visie": a number that begins no list
    if marked := _HEADING.fullmatch(said):
        title = marked[2].strip()
        number = _NUMBER.match(title)
        dots = number[1].count(".") if number else 0
        return _Heading(title[number.end() :] if number else title, 10 * len(marked[1]) + dots, marked=True)
    numbered = _NUMBERED.fullmatch(said)
    if numbered is None or len(said) > _SHORT or said.endswith((".", ";", ",")) or _PAGE.search(said):
        return None
    return _Heading(numbered[2], _UNMARKED, marked=False)
