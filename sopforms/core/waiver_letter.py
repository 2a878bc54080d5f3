"""The mail that the council has no objection (Wms 34): to secretary and chair as a receipt, and to deciders.

Other letters stand in `letter.py`. The wording is in `templates/letters/waiver_recorded/`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sopforms.core.codes import LetterKind
from sopforms.core.letter_making import to_council, written
from sopforms.core.mailing import About, Address, Letter, LinkTo


def waiver_recorded(
    about: About, request_id: int, secretary: Address, chair: Address | None, deciders: Sequence[Address], *,
    recorded: date, page: str,
) -> tuple[Letter, ...]:  # fmt: skip
    """The wait is over by the council's own word; `page` is where board and head read the decision."""
    kind, key = LetterKind.WAIVER_RECORDED, (request_id, recorded)
    inside = (written(kind, about, to, LinkTo(path=page), key, recorded=recorded) for to in deciders)
    council = to_council(kind, about, request_id, (secretary, chair), (recorded,), recorded=recorded)
    return (*council, *inside)
