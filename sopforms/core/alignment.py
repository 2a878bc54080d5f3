"""Schools that look at each other's offer before they ask for advice, and what the partnership may say of it.

The partnership never approves an offer. It may remark what a draft means for the region, and it may object
that a school asks for a disproportionate burden (`BURDEN`), with its reason; the board weighs that
and decides. Nothing here holds a dossier up.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from sopforms.core.codes import Sector
from sopforms.core.coverage import School
from sopforms.core.errors import Invalid

MOST = 2000
LEAST_REASON = 30  # letters: a reason, not a word


BURDEN = {
    Sector.PO: "WPO artikel 18a",
    Sector.VO: "WVO 2020 artikel 2.47, achtste lid",
}
"""On which article a partnership objects that what a school asks is a disproportionate burden."""


class Remark(StrEnum):
    """What the partnership says of a draft."""

    REMARK = "remark"
    BURDEN = "burden"


def check_text(field: str, text: str) -> str:
    """Return a text as it is kept. Raises Invalid for `field` when it is empty or too long."""
    text = text.strip()
    if not text:
        raise Invalid(**{field: "Schrijf in een of twee zinnen wat u wilt zeggen."})
    if len(text) > MOST:
        raise Invalid(**{field: f"Maak de tekst korter: hoogstens {MOST} tekens."})
    return text


def check_reason(text: str) -> str:
    """Return the reason of an objection as it is kept. Raises Invalid when it is no reason."""
    text = check_text("text", text)
    if len(text) < LEAST_REASON:
        raise Invalid(text="Leg in een of twee zinnen uit waarom de belasting onevenredig is.")
    return text


def neighbours(schools: Sequence[School], school_id: int) -> tuple[School, ...]:
    """Return the schools near this one: in its municipality, or of its board when that is not known.

    In the order of the given schools, without the school itself.
    """
    own = next((school for school in schools if school.id == school_id), None)
    if own is None:
        return ()
    return tuple(each for each in schools if each.id != own.id and _near(own, each))


def _near(one: School, other: School) -> bool:
    if one.municipality:
        return one.municipality == other.municipality
    return one.board_id == other.board_id
