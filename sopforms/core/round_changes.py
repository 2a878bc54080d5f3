"""What a new round does otherwise than the one before: named, with both values, in the order of the form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sopforms.core.codes import PupilVoice


@dataclass(frozen=True, slots=True)
class Settings:
    """What a round is set to; dates count from 1 August of the year in which it is held."""

    question_set: str
    survey_by: date
    draft_by: date
    request_by: date
    pupil_voice: PupilVoice
    guide_consent_required: bool
    basic_support: str
    instruction: str
    shortened: bool


def a_year_later(day: date) -> date:
    """Return the same weekday a year later: 52 weeks, so that a Friday stays a Friday."""
    return date.fromordinal(day.toordinal() + 364)


def changed(before: Settings, now: Settings) -> tuple[str, ...]:
    """Return the names of what is other than last year; a date is other when it is not 52 weeks later."""
    found = []
    for name in Settings.__slots__:
        was, new = getattr(before, name), getattr(now, name)
        if isinstance(was, date):
            was = a_year_later(was)
        if was != new:
            found.append(name)
    return tuple(found)
