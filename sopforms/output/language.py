"""Dates, numbers and the fixed words of the papers, in the language of the text.

Dutch is the language of every document; English exists for the few words around it. Nothing here
depends on the locale of the machine or on a request.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

DUTCH_TIME = ZoneInfo("Europe/Amsterdam")

_DAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "nl": (
        "januari", "februari", "maart", "april", "mei", "juni",
        "juli", "augustus", "september", "oktober", "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_NUMBERS = {
    "nl": (
        "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien",
        "elf", "twaalf",
    ),
    "en": (
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ),
}  # fmt: skip
_AND = {"nl": "en", "en": "and"}
_OR = {"nl": "of", "en": "or"}

_WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "contents": "Inhoud",
        "page": "Pagina",
        "of": "van",
        "school_year": "schooljaar",
        "statement": "Uitspraak",
        "unknown": "Weet ik niet",
        "answers": "Antwoorden",
        "answer": "antwoord",
        "answers_small": "antwoorden",
        "none": "geen antwoorden",
        "too_few": "te weinig antwoorden om te tonen",
        "discuss": "Bespreken",
        "missing": "Nog aanvullen:",
        "sources": "Rust op",
        "decided_by": "gekozen door",
        "letter": "Brief",
        "draft": "Concepttekst",
        "background": "Onderbouwing",
        "changes": "Wijzigingen",
        "outcomes": "Uitkomsten",
        "pupils": "Inbreng van leerlingen",
        "new": "Nieuw:",
        "gone": "Vervallen:",
        "moved": "(verplaatst)",
        "part_new": "Dit onderdeel is nieuw.",
        "title_was": "De titel was:",
        "annex": "Bijlage",
        "part_gone": "Dit onderdeel is vervallen.",
        "no_changes": "Er is niets veranderd.",
        "unchanged": "Ongewijzigd bleven {n} onderdelen:",
        "unchanged_one": "Ongewijzigd bleef 1 onderdeel:",
        "values_changed": "Dit antwoordt de school anders dan vorig jaar:",
        "values_changed_now": "Dit antwoordt de school anders dan in de tekst die nu geldt:",
        "went": "van ‘{was}’ naar ‘{now}’.",
        "reason": "Reden:",
        "first_time": (
            "Dit is de eerste keer in de nieuwe vorm. Er is geen tekst van vorig jaar om mee te vergelijken."
        ),
        "table": "Tabel",
    },
    "en": {
        "contents": "Contents",
        "page": "Page",
        "of": "of",
        "school_year": "school year",
        "statement": "Statement",
        "unknown": "I don’t know",
        "answers": "Answers",
        "answer": "answer",
        "answers_small": "answers",
        "none": "no answers",
        "too_few": "too few answers to show",
        "discuss": "To discuss",
        "missing": "Still to add:",
        "sources": "Rests on",
        "decided_by": "decided by",
        "letter": "Letter",
        "draft": "Draft text",
        "background": "Background",
        "changes": "Changes",
        "outcomes": "Outcomes",
        "pupils": "What pupils told us",
        "new": "New:",
        "gone": "Removed:",
        "moved": "(moved)",
        "part_new": "This part is new.",
        "title_was": "The title was:",
        "annex": "Annex",
        "part_gone": "This part was removed.",
        "no_changes": "Nothing has changed.",
        "unchanged": "These {n} parts stayed the same:",
        "unchanged_one": "One part stayed the same:",
        "values_changed": "What the school answers otherwise than last year:",
        "values_changed_now": "What the school now answers otherwise than in the text in force:",
        "went": "from ‘{was}’ to ‘{now}’.",
        "reason": "Reason:",
        "first_time": "This is the first time in the new form. There is no text of last year to compare.",
        "table": "Table",
    },
}


def words(language: str = "nl") -> Mapping[str, str]:
    """Return the fixed words of the papers by key; an unknown language gets Dutch."""
    return _WORDS.get(language, _WORDS["nl"])


def long_date(day: date, language: str = "nl", *, weekday: bool = True) -> str:
    """Return a day in words: "vrijdag 21 mei 2027", without weekday "21 mei 2027"."""
    words_of_date = f"{day.day} {_MONTHS[_known(language)][day.month - 1]} {day.year}"
    return f"{_DAYS[_known(language)][day.weekday()]} {words_of_date}" if weekday else words_of_date


def short_date(day: date) -> str:
    """Return a day in figures the Dutch way: "21-5-2027"."""
    return f"{day.day}-{day.month}-{day.year}"


def moment(at: datetime, language: str = "nl") -> str:
    """Return an aware moment in Dutch time: "vrijdag 21 mei 2027 om 16.42 uur"."""
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    local = at.astimezone(DUTCH_TIME)
    if _known(language) == "en":
        return f"{long_date(local, language)} at {local:%H:%M}"
    return f"{long_date(local, language)} om {local:%H.%M} uur"


def number(value: int | float | Decimal, decimals: int = 0, language: str = "nl") -> str:
    """Return a number as a reader expects it: "1.250", "2,5", a true minus; halves away from 0."""
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP)
    written = f"{abs(rounded):,.{decimals}f}"
    if _known(language) == "nl":
        written = written.translate({ord(","): ".", ord("."): ","})
    return f"−{written}" if rounded < 0 else written


def count(value: int, one: str, many: str, language: str = "nl") -> str:
    """Return "een school", "drie scholen", "14 scholen": words up to twelve, figures above."""
    small = _NUMBERS[_known(language)]
    amount = small[value] if 0 <= value < len(small) else number(value, language=language)
    return f"{amount} {one if value == 1 else many}"


def listing(entries: Sequence[str], language: str = "nl", *, either: bool = False) -> str:
    """Return "a", "a en b", "a, b en c"; with `either` it is "of"."""
    if len(entries) < 2:
        return "".join(entries)
    last = (_OR if either else _AND)[_known(language)]
    return f"{', '.join(entries[:-1])} {last} {entries[-1]}"


def _known(language: str) -> str:
    return language if language in _WORDS else "nl"
