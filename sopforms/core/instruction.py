"""The five instructions as text: what may stand in one, what is filled in, and the picture of the year.

A text is Markdown: a title, then sections. The section `Tijdlijn` holds one line for each bar of the picture,
such as `- nov–jan: vragenlijst voor het team`, so that who changes the text changes the picture.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sopforms.core.codes import Sector
from sopforms.core.errors import Invalid

NUMBERS = (1, 2, 3, 4, 5)
LONGEST = 12_000
TIMELINE, CHECKLIST = "Tijdlijn", "Checklist"
MOST_BARS = 12
LONGEST_BAR = 60

MONTHS = ("aug", "sep", "okt", "nov", "dec", "jan", "feb", "mrt", "apr", "mei", "jun", "jul")
"""The school year in the order in which it is drawn."""
_NAMES = (
    "augustus", "september", "oktober", "november", "december", "januari",
    "februari", "maart", "april", "mei", "juni", "juli",
)  # fmt: skip
_PLACES = {name: place for names in (MONTHS, _NAMES) for place, name in enumerate(names)}
_BAR = re.compile(
    r"[-*+]\s+([a-z]+)\.?(?:\s*(?:-|–|t/m|tot en met)\s*([a-z]+)\.?)?\s*:\s*(\S.*)", re.IGNORECASE
)
_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
_SECTION = re.compile(r"^##[ \t]+(.+?)[ \t]*$", re.MULTILINE)

_WMS = "Wet medezeggenschap op scholen, Wms"
_BY_SECTOR: Mapping[Sector | None, Mapping[str, str]] = MappingProxyType(
    {
        Sector.PO: {
            "coordinator": "intern begeleider",
            "geledingen": "ouders",
            "artikel_instemming": f"{_WMS}, artikel 13, eerste lid, onder g",
            "artikel_publicatie": "WPO artikel 16, derde lid",
        },
        Sector.VO: {
            "coordinator": "ondersteuningscoördinator",
            "geledingen": "ouders en leerlingen",
            "artikel_instemming": f"{_WMS}, artikel 14, eerste lid, onder a",
            "artikel_publicatie": "WVO 2020 artikel 2.92, vierde lid",
        },
        None: {
            "coordinator": "intern begeleider of ondersteuningscoördinator",
            "geledingen": "ouders (in het voortgezet onderwijs: ouders en leerlingen)",
            "artikel_instemming": (
                f"{_WMS}, artikel 13, eerste lid, onder g, voor basisonderwijs en speciaal onderwijs;"
                " artikel 14, eerste lid, onder a, voor voortgezet onderwijs en voortgezet speciaal onderwijs"
            ),
            "artikel_publicatie": "WPO artikel 16, derde lid; WVO 2020 artikel 2.92, vierde lid",
        },
    }
)
SWV = "samenwerkingsverband"
PLACEHOLDERS = (SWV, *_BY_SECTOR[None])
"""What may stand between braces."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the picture: `first` and `last` are places in `MONTHS`, both counted in."""

    label: str
    first: int
    last: int

    @property
    def when(self) -> str:
        """The months in words."""
        if self.first == self.last:
            return _NAMES[self.first]
        return f"{_NAMES[self.first]} tot en met {_NAMES[self.last]}"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the Markdown below it."""

    title: str
    body: str

    @property
    def source(self) -> str:
        """The section as Markdown again."""
        return f"## {self.title}\n\n{self.body}\n"


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction, filled in; `sections` are all but the timeline, of which the bars are made."""

    title: str
    sections: tuple[Section, ...]
    bars: tuple[Bar, ...]

    @property
    def begin(self) -> str:
        """What stands before the picture: the first section."""
        return self.sections[0].source if self.sections else ""

    @property
    def rest(self) -> str:
        """What stands after it."""
        return "\n".join(section.source for section in self.sections[1:])

    @property
    def short(self) -> str:
        """What is shown at the step itself: the first section and the checklist."""
        wanted = [s for place, s in enumerate(self.sections) if place == 0 or s.title == CHECKLIST]
        return "\n".join(section.source for section in wanted)


def words(sector: Sector | None, swv: str = "", coordinator: str = "") -> dict[str, str]:
    """Return what is filled in for a reader; a partnership may have a word of its own for the coordinator."""
    found = {SWV: swv or "het samenwerkingsverband", **_BY_SECTOR[sector]}
    return found | ({"coordinator": coordinator} if coordinator else {})


def read(source: str, filled: Mapping[str, str]) -> Instruction:
    """Return the instruction of a text; a line of the picture that cannot be read is left out."""
    text = _PLACEHOLDER.sub(lambda found: filled.get(found[1], found[0]), source.replace("\r\n", "\n"))
    title, sections = _cut(text)
    lines = [line for section in sections if section.title == TIMELINE for line in _lines(section)]
    bars = [bar for bar in map(_bar, lines) if bar is not None]
    return Instruction(title, tuple(s for s in sections if s.title != TIMELINE), tuple(bars))


def check(source: str) -> None:
    """Raise Invalid for `text`, with what is wrong by name: the first thing that has to be mended."""
    text = source.replace("\r\n", "\n").strip()
    if not text:
        raise Invalid(text="Schrijf een tekst, of zet de standaardtekst terug.")
    if len(text) > LONGEST:
        raise Invalid(text=f"Dit is te lang: schrijf hoogstens {LONGEST} tekens.")
    unknown = [name for name in _PLACEHOLDER.findall(text) if name not in PLACEHOLDERS]
    if unknown:
        listed = ", ".join(f"{{{name}}}" for name in dict.fromkeys(unknown))
        raise Invalid(text=f"Dit kennen wij hier niet: {listed}. Kies uit de lijst.")
    if any(mark in _PLACEHOLDER.sub("", text) for mark in "{}"):
        raise Invalid(text="Een haakje staat los. Schrijf een invulplek als {coordinator}.")
    title, sections = _cut(text)
    if not title or not sections:
        raise Invalid(text="Begin met een titel (# Titel) en daaronder minstens één kop (## Kop).")
    _check_timeline(sections)


def _check_timeline(sections: tuple[Section, ...]) -> None:
    lines = [line for section in sections if section.title == TIMELINE for line in _lines(section)]
    for line in lines:
        bar = _bar(line)
        if bar is None:
            said = line[:80]
            raise Invalid(
                text=f"Schrijf deze regel van de tijdlijn als - nov–jan: vragenlijst. Er staat: ‘{said}’."
            )
        if len(bar.label) > LONGEST_BAR:
            raise Invalid(text=f"Maak deze regel van de tijdlijn korter: ‘{bar.label[:80]}’.")
    if len(lines) > MOST_BARS:
        raise Invalid(text=f"De tijdlijn heeft {len(lines)} regels. Kies er hoogstens {MOST_BARS}.")


def _cut(text: str) -> tuple[str, tuple[Section, ...]]:
    first, _, body = text.strip().partition("\n")
    if not re.match(r"#[ \t]+\S", first):
        return "", ()
    pieces = _SECTION.split(body)
    sections = [Section(pieces[at], pieces[at + 1].strip()) for at in range(1, len(pieces) - 1, 2)]
    if sections and pieces[0].strip():  # what stands above the first heading belongs to it
        sections[0] = Section(sections[0].title, f"{pieces[0].strip()}\n\n{sections[0].body}".strip())
    return first.lstrip("# \t").strip(), tuple(sections)


def _lines(section: Section) -> list[str]:
    return [line.strip() for line in section.body.split("\n") if line.strip()]


def _bar(line: str) -> Bar | None:
    found = _BAR.fullmatch(line)
    if found is None:
        return None
    first = _PLACES.get(found[1].lower())
    last = _PLACES.get((found[2] or found[1]).lower())
    if first is None or last is None or last < first:
        return None
    return Bar(found[3].strip(), first, last)
