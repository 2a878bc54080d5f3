"""From what was posted or stored to the answer it stands for.

`visible`, `clean` and `problems` all look through this one window, so they never disagree. Every function
is idempotent: reading an answer that was read before gives the same answer.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sopforms.core.questionnaire.model import OTHER, Question, QuestionType, Value
from sopforms.core.questionnaire.operators import whole

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,10})?")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DUTCH_DATE = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")
_YEARS = range(1900, 2101)
_PLAIN = (str, int)  # and not bool: 1 is no true
_UNREADABLE = object()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: `answer` (None: unanswered), and whether something given could not be read.

    `bad_rows` names the rows of a matrix whose cell could not be read.
    """

    answer: Any = None
    bad: bool = False
    bad_rows: tuple[str, ...] = ()


NOTHING_GIVEN = Reading()
_BAD = Reading(bad=True)


def read(question: Question, given: Any) -> Reading:
    """Read what was given to a question; it never raises, whatever was given."""
    if type(given) in _PLAIN and given in question.stored:
        return _picked(given)  # mostly what is read was stored before
    if is_blank(given):
        return NOTHING_GIVEN
    return _READERS[question.type](question, given)


def is_blank(given: Any) -> bool:
    """Say whether nothing was given: absent, null, blank text, an empty list or object."""
    if given is None:
        return True
    if isinstance(given, str):
        return not given or given.isspace()
    return isinstance(given, list | tuple | Mapping) and not given


def keys(question: Question) -> Mapping[str, Value | bool]:
    """Return what can be picked by its value read as text: `{"2": 2, "true": True}`."""
    return question.keys


def _key(value: Value | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def pick(offered: Mapping[str, Value | bool], given: Any) -> Any:
    """Return the value that was picked, or the marker for "not one of these" (see `is_picked`)."""
    if isinstance(given, str):
        return offered.get(given, _UNREADABLE)
    if not isinstance(given, int | float):
        return _UNREADABLE
    if isinstance(given, bool):
        value = offered.get(_key(given), _UNREADABLE)
        return value if isinstance(value, bool) else _UNREADABLE
    found = offered.get(str(given) if isinstance(given, int) and abs(given) < 10**18 else _float_key(given))
    return found if isinstance(found, int) and not isinstance(found, bool) else _UNREADABLE


def _float_key(given: float) -> str:
    return str(int(given)) if abs(given) < 10**18 and given == int(given) else ""


def is_picked(value: Any) -> bool:
    """Say whether `pick` found something."""
    return value is not _UNREADABLE


def _one(question: Question, given: Any) -> Reading:
    value = pick(question.keys, given)
    return _BAD if value is _UNREADABLE else _picked(value)


@lru_cache(maxsize=1024, typed=True)
def _picked(value: Value | bool) -> Reading:
    """Return the reading of a choice; the same choices are read again and again."""
    return Reading(value)


def _many(question: Question, given: Any) -> Reading:
    offered = keys(question)
    items = given if isinstance(given, list | tuple) else (given,)
    found = [pick(offered, item) for item in items if not is_blank(item)]
    picked = list(dict.fromkeys(value for value in found if is_picked(value)))
    return Reading(picked or None, bad=not all(map(is_picked, found)))


def _matrix(question: Question, given: Any) -> Reading:
    if not isinstance(given, Mapping):
        return _BAD
    offered = keys(question)
    answer: dict[str, Any] = {}
    bad: list[str] = []
    for row in question.rows:
        cell = given.get(row.name)
        if is_blank(cell):
            continue
        value = pick(offered, cell)
        if is_picked(value):
            answer[row.name] = value
        else:
            bad.append(row.name)
    return Reading(answer or None, bad_rows=tuple(bad))


def _typed(question: Question, given: Any) -> Reading:
    if question.is_number:
        number = read_number(given)
        return _BAD if number is None else Reading(number)
    if question.is_date:
        day = read_date(given)
        return _BAD if day is None else Reading(day)
    return Reading(read_text(given))


def read_number(given: Any) -> float | None:
    """Return a JSON number, or text like `12,5` or `12.5`; None when it is neither."""
    if isinstance(given, str):
        bare = given.strip()
        return whole(float(bare.replace(",", "."))) if _NUMBER.fullmatch(bare) else None
    if isinstance(given, bool) or not isinstance(given, int | float):
        return None
    if isinstance(given, int):
        return given if abs(given) < 10**300 else None
    return whole(given) if math.isfinite(given) else None


def read_date(given: Any) -> str | None:
    """Return the day as `2027-05-21`, from that or from `21-5-2027`; None when there is no such day."""
    if not isinstance(given, str):
        return None
    bare = given.strip()
    if match := _ISO_DATE.fullmatch(bare):
        year, month, day = map(int, match.groups())
    elif match := _DUTCH_DATE.fullmatch(bare):
        day, month, year = map(int, match.groups())
    else:
        return None
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def read_text(given: Any) -> str | None:
    """Return text as it is stored: NFC, line ends as `\\n`, no control characters, no outer blanks."""
    if isinstance(given, int | float) and not isinstance(given, bool):
        number = read_number(given)
        given = None if number is None else str(number)
    if not isinstance(given, str):
        return None
    text = given.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable():
        # Half surrogates cannot be stored as UTF-8; JSON can smuggle them in.
        kept = (c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
        text = "".join(kept)
    return unicodedata.normalize("NFC", text).strip() or None


def read_comment(question: Question, answer: Any, given: Any) -> str | None:
    """Return the text beside an answer, kept with a comment area or while `other` is chosen."""
    if question.has_comment or (question.has_other and has_chosen(answer, OTHER)):
        return None if is_blank(given) else read_text(given)
    return None


def has_chosen(answer: Any, value: str) -> bool:
    """Say whether `value` is the answer or one of the answers."""
    return value in answer if isinstance(answer, list) else answer == value


_READERS: dict[QuestionType, Callable[[Question, Any], Reading]] = {
    QuestionType.RADIOGROUP: _one,
    QuestionType.DROPDOWN: _one,
    QuestionType.RATING: _one,
    QuestionType.BOOLEAN: _one,
    QuestionType.CHECKBOX: _many,
    QuestionType.MATRIX: _matrix,
    QuestionType.TEXT: _typed,
    QuestionType.COMMENT: _typed,
}
