"""What the operators of conditions say about answers.

Every function takes values as `read` gives them: `None` is unanswered, a list is several answers, the
rest is a single one. None of them raises, whatever was posted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_NUMBER_ANSWER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?")
_NUMBER_TEXT = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_WHOLE_UP_TO = 10**21  # above it, JavaScript writes numbers with an exponent


def is_unanswered(value: object) -> bool:
    """Say whether a stored value counts as no answer; `0` and `false` are answers."""
    if value is None:
        return True
    if isinstance(value, str | list | tuple):
        return not value
    if isinstance(value, Mapping):
        return all(cell is None or cell == "" for cell in value.values())
    return False


def read(value: Any) -> Any:
    """Return an answer as conditions see it: text that is a boolean or a number becomes one."""
    if isinstance(value, str):
        return _read_text(value)
    return None if is_unanswered(value) else value


def _read_text(text: str) -> str | float | bool | None:
    if not text:
        return None
    if len(text) < 6 and text.lower() in ("true", "false"):
        return text.lower() == "true"
    bare = text.strip()
    if not _NUMBER_ANSWER.fullmatch(bare):
        return text
    if (bare[0] == "0" and bare[1:2].isdigit()) or (len(bare) >= 16 and bare.isdigit()):
        return text  # a postcode, a phone number, an account number: names, not amounts
    return whole(float(bare.replace(",", ".")))


def whole(number: float) -> float:
    """Return a number without decimals as an integer, so that it reads and prints as `7`."""
    return int(number) if abs(number) < _WHOLE_UP_TO and number == int(number) else number


def _as_number(value: Any) -> float | None:
    if isinstance(value, int | float):
        return value
    if isinstance(value, str) and _NUMBER_TEXT.fullmatch(value.strip()):
        return float(value)
    return None


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(whole(value))
    if isinstance(value, int):
        return str(value) if abs(value) < _WHOLE_UP_TO else ""
    if isinstance(value, list | tuple):
        return ",".join(_as_text(item) for item in value if isinstance(item, str | int | float))
    return value if isinstance(value, str) else ""


def _alike(a: Any, b: Any) -> bool:
    """Compare two single values; anything else is not alike."""
    if isinstance(a, str) and isinstance(b, str):
        return a == b or a.strip().lower() == b.strip().lower()
    if isinstance(a, bool) and isinstance(b, str):
        return b.lower() == ("true" if a else "false")
    if isinstance(b, bool) and isinstance(a, str):
        return a.lower() == ("true" if b else "false")
    first, second = _as_number(a), _as_number(b)
    return first is not None and first == second


def _is_among(value: Any, items: Any) -> bool:
    return any(_alike(item, value) for item in items)


def _items(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else (value,)


def equal(a: Any, b: Any) -> bool:
    """Both unanswered are equal; lists are equal in any order; a list never equals a single value."""
    if a is None or b is None:
        return a is b
    a_list, b_list = isinstance(a, list | tuple), isinstance(b, list | tuple)
    if a_list and b_list:
        return len(a) == len(b) and all(_is_among(x, b) for x in a) and all(_is_among(x, a) for x in b)
    return not a_list and not b_list and _alike(a, b)


def not_equal(a: Any, b: Any) -> bool:
    """The opposite of `equal`: true when only one is answered."""
    return not equal(a, b)


def less(a: Any, b: Any) -> bool:
    """Texts by code point (right for ISO dates), the rest as numbers; what is neither is never less."""
    if isinstance(a, str) and isinstance(b, str):
        return a < b
    first, second = _as_number(a), _as_number(b)
    return first is not None and second is not None and first < second


def greater(a: Any, b: Any) -> bool:
    """The mirror of `less`."""
    return less(b, a)


def at_most(a: Any, b: Any) -> bool:
    """Equal or less; so two unanswered hold."""
    return equal(a, b) or less(a, b)


def at_least(a: Any, b: Any) -> bool:
    """Equal or greater; so two unanswered hold."""
    return equal(a, b) or less(b, a)


def contains(a: Any, b: Any) -> bool:
    """A list holds b, or every item of the list b; a single value holds b as a part of its text."""
    if a is None or b is None:
        return False
    if isinstance(a, list | tuple):
        return all(_is_among(item, a) for item in _items(b))
    if isinstance(a, Mapping):
        return False
    return _as_text(b).lower() in _as_text(a).lower()


def not_contains(a: Any, b: Any) -> bool:
    """The opposite of `contains`: true when unanswered."""
    return not contains(a, b)


def any_of(a: Any, b: Any) -> bool:
    """One of the answers is one of those listed."""
    return a is not None and b is not None and any(_is_among(item, _items(b)) for item in _items(a))


def none_of(a: Any, b: Any) -> bool:
    """The opposite of `any_of`: true when unanswered."""
    return not any_of(a, b)


def all_of(a: Any, b: Any) -> bool:
    """Every value listed is among the answers."""
    return a is not None and b is not None and all(_is_among(item, _items(a)) for item in _items(b))


BINARY: dict[str, Callable[[Any, Any], bool]] = {
    "=": equal,
    "!=": not_equal,
    "<": less,
    "<=": at_most,
    ">": greater,
    ">=": at_least,
    "contains": contains,
    "notcontains": not_contains,
    "anyof": any_of,
    "noneof": none_of,
    "allof": all_of,
}
