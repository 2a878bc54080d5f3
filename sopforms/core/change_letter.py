"""The mails about an adopted text that is mended or changed: who must know, and who must do something.

Other letters stand in `letter.py`. The wording is in `templates/letters/`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sopforms.core.codes import LetterKind, Right
from sopforms.core.letter_making import is_consent, to_council, written
from sopforms.core.mailing import About, Address, Fact, Letter, LinkTo


@dataclass(frozen=True, slots=True)
class CouncilTo:
    """The council and the request that its link opens."""

    request_id: int
    secretary: Address
    chair: Address | None


def text_corrected(
    about: About, dossier_id: int, to: Sequence[Address], *, corrected: date, version: int, page: str = ""
) -> tuple[Letter, ...]:
    """A typing error was mended: to secretary and chair, for their file.

    `page` is the public one; none while this text was not published.
    """
    link, key = LinkTo(path=page, public=True) if page else None, (dossier_id, version)
    facts: dict[str, Fact] = {"corrected": corrected, "version": version, "public": bool(page)}
    return tuple(written(LetterKind.TEXT_CORRECTED, about, one, link, key, **facts) for one in to)


def text_reopened(
    about: About, edition: int, inside: Sequence[Address], council: Sequence[Address], *,
    board: str, reopened: date, page: str, right: Right,
) -> tuple[Letter, ...]:  # fmt: skip
    """An adopted text is going to be changed: to who writes the draft, and to the council that it will ask.

    The council gets no link: there is nothing to read before it is asked.
    """
    facts: dict[str, Fact] = {"board": board, "reopened": reopened, "consent": is_consent(right)}
    kind, key, link = LetterKind.TEXT_REOPENED, (about.dossier_id, edition), LinkTo(path=page)
    return (
        *(written(kind, about, to, link, key, **facts, to_council=False) for to in inside),
        *(written(kind, about, to, None, key, **facts, to_council=True) for to in council),
    )


def change_dropped(
    about: About, edition: int, inside: Sequence[Address], council: CouncilTo, *,
    board: str, dropped: date, page: str, right: Right, asked: bool,
) -> tuple[Letter, ...]:  # fmt: skip
    """The board gives the change up: to who wrote the draft, and to the council with a link to what holds.

    `asked` tells whether the council had been asked about the change.
    """
    facts: dict[str, Fact] = {
        "board": board,
        "dropped": dropped,
        "consent": is_consent(right),
        "asked": asked,
    }
    kind, key, link = LetterKind.CHANGE_DROPPED, (about.dossier_id, edition), LinkTo(path=page)
    own = (written(kind, about, to, link, key, **facts, to_council=False) for to in inside)
    both = (council.secretary, council.chair)
    return (
        *own,
        *to_council(kind, about, council.request_id, both, ("raad", edition), **facts, to_council=True),
    )
