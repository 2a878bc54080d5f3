"""A school of the shipped set with all its values, for tests of what is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from sopforms.core.document import Document
from sopforms.core.document import load as load_document
from sopforms.core.draft import Draft, Facts, Given, PointGiven, PupilsGiven, Wording, compose
from sopforms.core.questionnaire import Questionnaire
from sopforms.core.questionnaire import load as load_questionnaire
from sopforms.output.language import long_date
from sopforms.output.markdown import to_blocks

ROOT = Path(__file__).resolve().parents[2]
SETS = ROOT / "questionnaires"
FACTS = Facts(
    school="De Klimroos",
    board="Stichting Ypsilon",
    swv="SWV Rijn en Gouwe",
    year="2027-2028",
    previous_year="2026-2027",
    coordinator_role="intern begeleider",
    phone="0172 123 456",
    email="info@deklimroos.nl",
    website="https://deklimroos.nl",
    support_point="Steunpunt Rijn en Gouwe",
)
POINTS = (
    PointGiven(
        "Iedereen kent de stappen bij leesproblemen",
        "Scholing in oktober",
        "intern begeleider",
        date(2027, 11, 1),
    ),
    PointGiven(
        "Een vaste plek voor rust", "De bibliotheek inrichten", "directeur", None, "€ 2.000", in_guide=False
    ),
)
PUPILS = PupilsGiven(
    "groep 6, 7 en 8",
    "Zij kozen zelf voor een gesprek in de kring.",
    (
        ("Rust om te werken", "Wij maken een stilteplek."),
        ("Eerder hulp vragen", "Wij spreken een vast moment af."),
    ),
)


@cache
def document(sector: str = "po", name: str = "schoolgids") -> Document:
    return load_document((SETS / sector / f"{name}.json").read_bytes(), f"{name}.json")


@cache
def questionnaires(sector: str = "po") -> tuple[Questionnaire, ...]:
    names = ("evaluatie", "teamgesprek", "leerlingen", "schoolwaarden")
    return tuple(load_questionnaire(SETS / sector / f"{name}.json") for name in names)


@cache
def read(text: str) -> tuple[Any, ...]:
    return to_blocks(text)


def wording() -> Wording:
    texts = {path.stem: path.read_text("utf-8") for path in (ROOT / "templates" / "text").glob("*.md")}
    return Wording(texts, read, lambda day: long_date(day, weekday=False))


def values(sector: str = "po", **changed: Given) -> dict[str, Given]:
    """Return a value for every indicator: the third of a scale, a text; reasons and dates where asked."""
    found: dict[str, Given] = {}
    for form in questionnaires(sector):
        for question in form.questions:
            entry = form.mapping[question.name]
            for one in (entry, *entry.rows.values()):
                if one.indicator is None:
                    continue
                counted = one.measure.counted if one.measure else ()
                value: Any = counted[min(2, len(counted) - 1)].value if counted else "Wij schreven dit op."
                answers = {f"{question.name}_datum": "2027-10-01"} if value == "gepland" else {}
                comment = "Daarvoor is een tweede volwassene nodig." if one.scale == "GRENS3" else ""
                found[one.indicator] = Given(value, comment, answers, "talk", 12, "team")
    return found | {name.replace("_", "-"): given for name, given in changed.items()}


def drafted(given: Mapping[str, Given] | None = None, sector: str = "po", **more: Any) -> Draft:
    """Return the draft of the school; `more` goes to `compose`."""
    settings: dict[str, Any] = {
        "points": POINTS,
        "pupils": PUPILS,
        "basic_support": to_blocks("Wij bieden **veiligheid**."),
        "facts": FACTS,
        "wording": wording(),
    }
    chosen = values(sector) if given is None else given
    return compose(document(sector), questionnaires(sector), chosen, **(settings | more))
