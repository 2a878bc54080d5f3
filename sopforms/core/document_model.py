"""What a document file is, once it has been read: values that never change. Read these from `document`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from sopforms.core.questionnaire.meaning import NOTHING, Texts
from sopforms.core.questionnaire.problems import Problem

CHAPTERS = tuple(f"ch{number}" for number in range(1, 12))
GUIDE = tuple(f"g{number}" for number in range(1, 10))
PLACEHOLDERS = ("school", "board", "swv", "year", "previous_year", "coordinator_role")


class DocumentKind(StrEnum):
    """What a document file describes."""

    DOCUMENT = "document"
    PLAN = "plan"
    REPORT = "report"


class PartForm(StrEnum):
    """How a piece of a chapter comes about."""

    TEXT = "text"
    SENTENCES = "sentences"
    LIST = "list"
    PROVISIONS = "provisions"
    LIMITS = "limits"
    CHART = "chart"
    QUOTE = "quote"
    PREVIOUS = "previous"
    POINTS = "points"
    PUPILS = "pupils"
    RESULTS = "results"
    MONEY = "money"
    CONTACT = "contact"
    ADVICE = "advice"
    DECISION = "decision"


# These rest on facts of the school, so that a chapter of them is not left without answers.
FACTUAL = frozenset(PartForm) - {PartForm.TEXT, PartForm.PREVIOUS}


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry of `parts`: its form and what that form needs; the rest is empty.

    `text` is Markdown per language with placeholders, `most` the largest number of points, `hides_absent`
    says that a provision that is not there is left out, `lines` are the purposes that money is asked for.
    """

    form: PartForm
    indicators: tuple[str, ...] = ()
    text: Texts = field(default_factory=lambda: NOTHING)
    title: Texts = field(default_factory=lambda: NOTHING)
    most: int | None = None
    hides_absent: bool = False
    of: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter, guide part or section: key, title per language, and what it is made of; may be empty."""

    key: str
    title: Texts
    parts: tuple[Piece, ...]

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators that feed it, in order, each once."""
        return tuple(dict.fromkeys(name for piece in self.parts for name in piece.indicators))


@dataclass(frozen=True, slots=True)
class Mark:
    """Where in the file something stands, so that a later check can point at it."""

    name: str
    line: int
    column: int
    path: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document file without errors; `chapters` and `guide` of kind document, `sections` of the others."""

    id: str
    kind: DocumentKind
    title: str
    languages: tuple[str, ...] = ("nl",)
    chapters: tuple[Chapter, ...] = ()
    guide: tuple[Chapter, ...] = ()
    sections: tuple[Chapter, ...] = ()
    file: str = "<text>"
    warnings: tuple[Problem, ...] = ()
    named: tuple[Mark, ...] = field(default=(), compare=False, repr=False)
    opened: tuple[Mark, ...] = field(default=(), compare=False, repr=False)

    @property
    def all(self) -> tuple[Chapter, ...]:
        """Every chapter, guide part and section, in order."""
        return self.chapters + self.guide + self.sections

    def chapter_of(self, indicator: str) -> str | None:
        """Return the key of the first chapter or section that this indicator feeds."""
        for chapter in self.chapters + self.sections:
            if indicator in chapter.indicators:
                return chapter.key
        return None
