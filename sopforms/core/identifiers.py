"""The codes of schools, boards and partnerships: cleaned first, then judged.

Codes are text, never numbers. Each function returns the one form that is stored, or raises ValueError with
a sentence in Dutch that says what is expected.
"""

from __future__ import annotations

import re

from sopforms.core.schoolyear import SchoolYear

_BRIN = re.compile(r"[0-9]{2}[A-Z]{2}")
_LOCATION = re.compile(r"[0-9]{2}[A-Z]{2}[0-9]{2}")
_PARTNERSHIP = re.compile(r"(PO|VO)[0-9]{4}")
_DIGITS = re.compile(r"[0-9]+")
# One mailbox, no display name; the mail server knows better, this keeps out what can never be one.
_EMAIL = re.compile(r"[^\s@<>()\[\]\\,;:\"]+@[^\s@<>()\[\]\\,;:\"]+")
LONGEST_EMAIL = 254
LONGEST_LOCAL_PART = 64


def _bare(text: str) -> str:
    """Return the code in capitals without the blanks, dots and dashes that people put in."""
    return re.sub(r"[\s.\-–/]", "", text).upper()


def brin(text: str) -> str:
    """Return a BRIN (instellingscode): two digits and two letters, `09QA`."""
    code = _bare(text)
    if not _BRIN.fullmatch(code):
        raise ValueError(f"“{text}” is geen BRIN. Een BRIN heeft twee cijfers en twee letters, zoals 09QA.")
    return code


def location_code(text: str) -> str:
    """Return a vestigingscode: a BRIN and two digits, `09QA00`; a bare BRIN is no location."""
    code = _bare(text)
    if not _LOCATION.fullmatch(code):
        raise ValueError(
            f"“{text}” is geen vestigingscode. Dat is een BRIN met twee cijfers erachter, zoals 09QA00."
        )
    return code


def board_number(text: str) -> str:
    """Return the number of a bevoegd gezag: five digits; a spreadsheet's lost zeros come back."""
    code = _bare(text)
    if not _DIGITS.fullmatch(code) or not 4 <= len(code) <= 5:
        raise ValueError(
            f"“{text}” is geen nummer van een bevoegd gezag. Dat heeft vijf cijfers, zoals 77494."
        )
    return code.zfill(5)


def kvk_number(text: str) -> str:
    """Return a KvK number: eight digits; one lost leading zero comes back."""
    code = _bare(text)
    if not _DIGITS.fullmatch(code) or not 7 <= len(code) <= 8:
        raise ValueError(f"“{text}” is geen KvK-nummer. Dat heeft acht cijfers, zoals 01234567.")
    return code.zfill(8)


def partnership_code(text: str) -> str:
    """Return the code of a samenwerkingsverband, `PO3002`; `vo-25-07` becomes `VO2507`."""
    code = _bare(text)
    if not _PARTNERSHIP.fullmatch(code):
        raise ValueError(
            f"“{text}” is geen code van een samenwerkingsverband. "
            "Die bestaat uit PO of VO met vier cijfers, zoals PO3002."
        )
    return code


def email(text: str) -> str:
    """Return an e-mail address as it is compared: without blanks around it and in small letters."""
    address = text.strip().lower()
    local, _, domain = address.partition("@")
    fits = (
        _EMAIL.fullmatch(address)
        and len(address) <= LONGEST_EMAIL
        and len(local) <= LONGEST_LOCAL_PART
        and address.isprintable()
        and not any(part.startswith(".") or part.endswith(".") or ".." in part for part in (local, domain))
        and "." in domain
    )
    if not fits:
        raise ValueError(f"“{text}” is geen e-mailadres. Schrijf het als naam@school.nl.")
    return address


def school_year(text: str) -> str:
    """Return a school year as `2026-2027`; the second year is the first plus one."""
    return str(SchoolYear.parse(text))
