"""What a draft is made of, besides the document and the questionnaires: plain values, handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sopforms.core.blocks import Block, Part

# How a school value stands to the median of the staff answers.
MEDIAN, OTHERWISE = "mediaan", "anders"


@dataclass(frozen=True, slots=True)
class Given:
    """The school value of one indicator and what belongs to it.

    `comment` is its comment or reason, `answers` the other answers of the same response by question name
    (when, how, how many hours). `n` counts the staff answers behind it, `decided_by` says who chose it.
    """

    value: Any
    comment: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    rule: str = ""
    n: int | None = None
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class PointGiven:
    """A development point: owner is a function, never a name; status and result matter in the report.

    `onward` is why it goes on into the next year, `carried` why it came from the year before.
    """

    goal: str
    action: str = ""
    owner: str = ""
    due: date | None = None
    means: str = ""
    status: str = ""
    result: str = ""
    in_guide: bool = True
    onward: str = ""
    carried: str = ""


@dataclass(frozen=True, slots=True)
class PupilsGiven:
    """What pupils told, about the group: themes with what the school does about each, in order."""

    groups: str
    asked_how: str
    themes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """School, people to call, and how far the procedure is at the moment of writing.

    `council` is a de-word without article. `advised_on` is the day of the advice, or of the consent where
    `consents`; `no_advice` that the term passed in silence. `needs` says what each need is called, by key.
    """

    school: str
    board: str
    swv: str
    year: str
    previous_year: str
    coordinator_role: str
    phone: str = ""
    email: str = ""
    website: str = ""
    support_point: str = ""
    support_point_contact: str = ""
    council: str = "medezeggenschapsraad"
    consents: bool = False
    advised_on: date | None = None
    no_advice: bool = False
    decided_on: date | None = None
    needs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wording:
    """The fixed connecting texts by name (`templates/text/`), and how text is read and days are written."""

    texts: Mapping[str, str]
    markdown: Callable[[str], tuple[Block, ...]]
    day: Callable[[date], str]


@dataclass(frozen=True, slots=True)
class Draft:
    """Chapters and guide parts (or the sections of a plan or report), each with its sources and gaps.

    `offers` holds last year's text of the chapters that may take it over.
    """

    chapters: tuple[Part, ...] = ()
    guide: tuple[Part, ...] = ()
    sections: tuple[Part, ...] = ()
    offers: Mapping[str, Part] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything in the order of the document."""
        return self.chapters + self.guide + self.sections
