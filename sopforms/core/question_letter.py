"""The mails about a question of the council: to the board that answers, and back to the secretary.

Other letters stand in `letter.py`. The wording of all is in `templates/letters/<kind>/`.
"""

from __future__ import annotations

from datetime import date

from sopforms.core import letter
from sopforms.core.codes import LetterKind, Right
from sopforms.core.letter_making import is_consent, to_council, written
from sopforms.core.mailing import About, Address, Letter, LinkTo


def council_asked(
    about: About, question_id: int, to: Address, *, asked: date, page: str, later: bool,
    right: Right = Right.ADVIES, council: str = letter.COUNCIL,
) -> Letter:  # fmt: skip
    """The council asks the board for information, or for a later last day (`later`): to board and head."""
    return written(
        LetterKind.COUNCIL_ASKED, about, to, LinkTo(path=page), (question_id,),
        asked=asked, later=later, council=council, consent=is_consent(right),
    )  # fmt: skip


def council_answered(
    about: About, request_id: int, question_id: int, secretary: Address, *, board: str, asked: date,
    answer_by: date | None = None, right: Right = Right.ADVIES,
) -> Letter:  # fmt: skip
    """The board answered: to the secretary. `answer_by` is the later last day, where one was agreed."""
    return to_council(
        LetterKind.COUNCIL_ANSWERED, about, request_id, (secretary, None), (question_id,),
        board=board, asked=asked, later=answer_by is not None, answer_by=answer_by, consent=is_consent(right),
    )[0]  # fmt: skip
