"""What a council may ask before it advises: more information, or a later last day (Wms 8).

The board answers on record. A later day is agreed in writing and never shortens the term; a letter that
comes with the advice is kept as it is, and looked at only as far as needed to know that it is a PDF.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sopforms.core.errors import Invalid

FEWEST_WORDS = 3
MOST_LETTER = 10 * 1000 * 1000  # bytes
_PDF = b"%PDF-"


class Wish(StrEnum):
    """What the council asks for."""

    INFORMATION = "information"
    LATER_DAY = "later_day"


def check_question(wish: Wish, text: str, wanted: date | None, due: date | None, today: date) -> None:
    """Raise Invalid when this is no question the board can answer; `due` is the last day of the term."""
    problems = {}
    if len(text.split()) < FEWEST_WORDS:
        problems["text"] = "Schrijf in ten minste één zin wat uw raad vraagt en waarom."
    if wish is Wish.LATER_DAY:
        if wanted is None:
            problems["wanted"] = "Vul in tot welke dag uw raad de tijd vraagt."
        elif wanted <= max(due or today, today):
            problems["wanted"] = "Kies een dag na de laatste dag die nu geldt."
    if problems:
        raise Invalid(**problems)


def check_answer(
    wish: Wish,
    answer: str,
    agreed: date | None,
    *,
    agrees: bool,
    may_move: bool,
    due: date | None,
    today: date,
) -> None:
    """Raise Invalid when the board's answer lacks words, or what it says of a later day cannot be meant.

    The day would shorten the term, stands without agreement, or comes when the term is over (`may_move`):
    an agreement is never taken for a refusal.
    """
    problems = {}
    if len(answer.split()) < FEWEST_WORDS:
        problems["answer"] = "Schrijf het antwoord op, in ten minste één zin."
    if wish is Wish.LATER_DAY and agreed is not None and not agrees:
        problems["agrees"] = "Kruis aan dat u deze dag afspreekt, of maak de dag leeg."
    if wish is Wish.LATER_DAY and agrees:
        if not may_move:
            problems["agrees"] = "De laatste dag verandert niet meer. Vraag de raad hoe u dit oplost."
        elif agreed is None:
            problems["agreed"] = "Vul de dag in die u met de raad afspreekt."
        elif agreed <= max(due or today, today):
            problems["agreed"] = "Kies een dag na de laatste dag die nu geldt."
    if problems:
        raise Invalid(**problems)


def check_letter(content: bytes) -> None:
    """Raise Invalid for a file that is no PDF, is empty or larger than 10 MB."""
    if not content:
        raise Invalid(file="Dit bestand is leeg. Kies de getekende brief als PDF.")
    if len(content) > MOST_LETTER:
        raise Invalid(file="Dit bestand is groter dan 10 MB. Scan de brief met een lagere kwaliteit.")
    if not content.startswith(_PDF):
        raise Invalid(file="Dit is geen PDF. Bewaar of scan de brief als PDF en kies dat bestand.")
