"""What a mail is: a value with facts, somebody it is for, and at most one link; and how it may be repeated.

The wording stands in `templates/letters/`, the kinds in `letter.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from sopforms.core.codes import LetterKind, LinkPurpose

Fact = str | int | date | bool


@dataclass(frozen=True, slots=True)
class Address:
    """Somebody with a mail address; the name may be empty."""

    name: str
    email: str

    def __post_init__(self) -> None:
        """Keep out what could end a header line or begin another address."""
        object.__setattr__(self, "name", one_line(self.name))
        if any(not letter.isprintable() or letter in " ,;<>" for letter in self.email):
            raise ValueError("an address has no blanks, line ends, commas or brackets")


@dataclass(frozen=True, slots=True)
class LinkTo:
    """What the one link of a letter opens.

    Either a link without account (`purpose` and `object_id`), which works until and including the day
    `until` or else as long as its purpose allows; or the path of a page, for people who sign in and for
    pages that everybody may read (`public`).
    """

    purpose: LinkPurpose | None = None
    object_id: int | None = None
    path: str = ""
    public: bool = False
    until: date | None = None

    def __post_init__(self) -> None:
        """Refuse a link that is neither or both."""
        if (self.purpose is None) == (self.path == "") or (self.purpose is None) != (self.object_id is None):
            raise ValueError("a link has either a purpose with an object, or a path")
        if self.path and not (self.path.startswith("/") and not self.path.startswith("//")):
            raise ValueError("a path begins with one slash")


@dataclass(frozen=True, slots=True)
class About:
    """What most letters share: whose dossier it is, the school, the year the text is for, whom to ask.

    `school` may name several locations ("De Regenboog en De Vlinder") when one request covers them;
    `contact` also gets the answers to the mail.
    """

    partnership_id: int
    dossier_id: int | None
    school: str
    school_year: str
    contact: Address


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to one person. `dedupe` names the occasion: a second letter with the same key is never sent.

    `copy` marks a letter that somebody gets besides the person it is meant for. Facts are school, dates and
    counts; never answers, advice or names of others.
    """

    kind: LetterKind
    to: Address
    facts: Mapping[str, Fact]
    link: LinkTo | None
    partnership_id: int | None
    dossier_id: int | None
    dedupe: str
    reply_to: Address | None = None
    copy: bool = field(default=False)

    def __post_init__(self) -> None:
        """Make the facts unchangeable and every text one line."""
        cleaned = {
            name: one_line(fact) if isinstance(fact, str) else fact for name, fact in self.facts.items()
        }
        object.__setattr__(self, "facts", MappingProxyType(cleaned))


class DeliveryState(StrEnum):
    """Where a mail is on its way out; a bundled one goes inside the mail of the day."""

    HELD = "held"
    QUEUED = "queued"
    BUNDLED = "bundled"
    SENDING = "sending"
    RETRY = "retry"
    UNCERTAIN = "uncertain"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"
    CANCELLED = "cancelled"


WAITING = frozenset(
    {
        DeliveryState.HELD,
        DeliveryState.QUEUED,
        DeliveryState.SENDING,
        DeliveryState.RETRY,
        DeliveryState.UNCERTAIN,
    }
)

# Within the school it is "je"; board, head beside the board, council and parents are "u".
INFORMAL = frozenset(
    {
        LetterKind.SURVEY_OPENED,
        LetterKind.SURVEY_REMINDER,
        LetterKind.SURVEY_CLOSED,
        LetterKind.TALK_RECORDED,
        LetterKind.READ_ROUND_OPENED,
        LetterKind.POINT_PROGRESS,
    }
)

# Sent at most once: when nobody knows whether the server took it, it is shown and not sent again.
# All others go again, with the same bytes and the same Message-ID, so that a mailbox can tell.
AT_MOST_ONCE = frozenset(
    {
        LetterKind.CYCLE_OPENED,
        LetterKind.SURVEY_CLOSED,
        LetterKind.TALK_RECORDED,
        LetterKind.DRAFT_READY,
        LetterKind.SECTION_READY,
        LetterKind.PUBLISHED,
        LetterKind.DAY_MAIL,
        LetterKind.TEST,
    }
)

# A person who helps sees how mails to somebody else fared, but not these: a reminder goes to who has not
# answered yet, and nobody is to know who that is.
HIDDEN_FROM_HELPERS = frozenset({LetterKind.SURVEY_REMINDER})

# What such a letter carries is dead after a quarter of an hour; it is then not sent any more.
SHORT_LIVED = frozenset({LetterKind.SIGN_IN, LetterKind.ADVICE_CODE})
SHORT_LIFE = timedelta(minutes=15)

LADDER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
    timedelta(hours=24),
    timedelta(hours=24),
)


def next_try(attempts: int) -> timedelta | None:
    """Return how long to wait after so many attempts that did not succeed; None when it was the last one."""
    return LADDER[attempts - 1] if 1 <= attempts <= len(LADDER) else None


def again_after(kind: LetterKind, attempts: int) -> timedelta | None:
    """Return when a mail of which the outcome is unknown goes again; None when it does not."""
    if kind in AT_MOST_ONCE or attempts > len(LADDER):
        return None
    return timedelta(minutes=1) if kind in SHORT_LIVED else timedelta(minutes=15)


def one_line(text: str) -> str:
    """Return the text without line ends, control characters and double blanks."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
