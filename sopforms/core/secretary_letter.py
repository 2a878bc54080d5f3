"""The mail that the school recorded another secretary: whoever speaks for a council is not replaced unseen.

Other letters stand in `letter.py`. The wording is in `templates/letters/secretary_replaced/`.
"""

from __future__ import annotations

from sopforms.core.codes import LetterKind, LinkPurpose
from sopforms.core.letter_making import written
from sopforms.core.mailing import About, Address, Letter, LinkTo


def secretary_replaced(
    about: About, request_id: int, old: Address, chair: Address | None, *, by: str, occasion: str
) -> tuple[Letter, ...]:
    """To the secretary until now, whose link ended, and to the chair, who goes on reading; `by` did it.

    `occasion` tells one change from the next: a secretary may come back and be replaced again.
    """
    kind, key = LetterKind.SECRETARY_REPLACED, (request_id, occasion)
    told = (written(kind, about, old, None, key, by=by),) if old.email else ()
    if chair is None or chair.email.lower() == old.email.lower():
        return told
    read = LinkTo(LinkPurpose.ADVICE_READ, request_id)
    return (*told, written(kind, about, chair, read, key, by=by, copy=True))
