"""The mail that asks the owner of a development point how far it is. Other letters stand in `letter.py`."""

from __future__ import annotations

from datetime import date

from sopforms.core.codes import LetterKind, LinkPurpose
from sopforms.core.letter_making import written
from sopforms.core.mailing import About, Address, Letter, LinkTo


def point_progress(
    about: About, point_id: int, to: Address, *, goal: str, due: date | None, today: date, ended: int = 0
) -> Letter:
    """How far is it: to whoever has the point in hand. `due` is when it should be done.

    `ended` is how many links to it were ended before: who lost theirs on the same day gets another mail.
    """
    link = LinkTo(LinkPurpose.PROGRESS, point_id)
    return written(LetterKind.POINT_PROGRESS, about, to, link, (point_id, today, ended), goal=goal, due=due)
