"""The read round: until when colleagues may send remarks, and from when anybody may see what they said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sopforms.core.errors import Invalid, Refused

MOST = 500


def is_open(until: date | None, today: date) -> bool:
    """Whether colleagues can still send remarks, and change their own; the last day is one of them."""
    return until is not None and today <= until


def may_be_seen(closed: date | None) -> bool:
    """Whether counts and texts may be shown: only once the round was closed.

    While it runs a count that goes up tells who was just reading.
    """
    return closed is not None


def are_enough(said: int, threshold: int) -> bool:
    """Whether so many colleagues spoke of a part that it may be told how many agree and how many do not.

    Of fewer nothing is counted, as in the survey; what they wrote is read all the same.
    """
    return said >= threshold


def check_sending(until: date | None, today: date, remarks: Mapping[str, str]) -> None:
    """Raise Refused when the round is over, Invalid when a text (by part) is too long."""
    if not is_open(until, today):
        raise Refused("step_passed")
    long = {
        f"w-{key}": f"Maak de opmerking korter: hoogstens {MOST} tekens."
        for key, text in remarks.items()
        if len(text) > MOST
    }
    if long:
        raise Invalid(**long)
