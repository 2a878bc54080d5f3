"""The mail that asks a school for its jaarplan or jaarverslag. Other letters stand in `letter.py`."""

from __future__ import annotations

from datetime import date

from sopforms.core.codes import LetterKind
from sopforms.core.letter_making import written
from sopforms.core.mailing import About, Address, Letter, LinkTo
from sopforms.core.year_paper import YearPaper


def year_paper_due(
    about: About, paper: YearPaper, to: Address, *, swv: str, last_day: date, today: date, page: str
) -> Letter:
    """The partnership waits for a paper, before its last day or after it: to coordinator and head."""
    return written(
        LetterKind.YEAR_PAPER_DUE, about, to, LinkTo(path=page), (about.dossier_id, paper, today),
        paper=paper.value, swv=swv, last_day=last_day, late=today > last_day,
    )  # fmt: skip
