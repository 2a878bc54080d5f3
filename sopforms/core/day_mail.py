"""The mail of the day: what is not urgent waits, and goes to each person in one mail a day.

At once goes what lets somebody in, what tells of a change of rights, what a colleague is asked to do before a
day, and every letter of the law's clocks: whatever a council gets, and whatever the board has to answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sopforms.core.codes import LetterKind, LinkPurpose
from sopforms.core.mailing import Letter
from sopforms.core.schoolyear import SchoolYear

HOUR = 16  # Dutch time: what was decided in the working day arrives before it ends

CAN_WAIT = frozenset(
    {
        LetterKind.CYCLE_OPENED,
        LetterKind.SURVEY_CLOSED,
        LetterKind.TALK_RECORDED,
        LetterKind.POINT_PROGRESS,
        LetterKind.DRAFT_READY,
        LetterKind.ADOPTED,
        LetterKind.SECTION_READY,
        LetterKind.PUBLISHED,
    }
)
"""Letters that tell something and ask nothing for today."""

# The text is to be with parents, council and inspectorate before its year begins (WPO 16 lid 3).
_BEFORE_THE_YEAR = frozenset({LetterKind.ADOPTED, LetterKind.SECTION_READY, LetterKind.PUBLISHED})
_COUNCIL = frozenset({LinkPurpose.ADVICE, LinkPurpose.ADVICE_READ})
_PRESSING = ("publish_by", "talk_on")


def may_wait(letter: Letter, leaves_on: date) -> bool:
    """Whether a letter may go with the mail of `leaves_on`: nothing that it tells is due by then."""
    if letter.kind not in CAN_WAIT or (letter.link is not None and letter.link.purpose in _COUNCIL):
        return False
    due = [fact for name in _PRESSING if isinstance(fact := letter.facts.get(name), date)]
    if letter.kind in _BEFORE_THE_YEAR:
        due.append(SchoolYear.parse(str(letter.facts["school_year"])).first_day)
    return all(day > leaves_on for day in due)


def leaves_at(now: datetime) -> datetime:
    """Return when the next mail of the day leaves; `now` is Dutch time."""
    day = now.date() if now.hour < HOUR else now.date() + timedelta(days=1)
    return datetime.combine(day, time(HOUR), now.tzinfo)


def subject(of_each: Sequence[str]) -> str:
    """Return the subject of a mail with these matters, two or more: what it is about and how many."""
    first, more = of_each[0], len(of_each) - 1
    if len(set(of_each)) == 1:
        return f"{first} ({len(of_each)} berichten)"
    return f"{first} en nog {more} {'bericht' if more == 1 else 'berichten'}"
