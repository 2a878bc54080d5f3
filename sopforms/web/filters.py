"""Dates, numbers and lists in the words of the page: `{{ dossier.due|long_date }}`.

The words come from `output.language`; the language is that of the request. Nothing (None) stays empty.

    long_date   vrijdag 21 mei 2027      date_without_weekday   21 mei 2027      short_date   21-5-2027
    moment      vrijdag 21 mei 2027 om 16.42 uur                 clock          16:42
    number      1.250 · |number(1) 2,5   size   240 kB           listing        a, b en c
    count       {{ n|count("school", "scholen") }}: drie scholen
    keep_years  2027-2028 stays on one line
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from flask import Flask
from flask_babel import get_locale
from markupsafe import Markup, escape

from sopforms.output import language

KILO, MEGA = 1000, 1000 * 1000
_SIGNS = re.compile(r"[@._-]")
_YEARS = re.compile(r"\b\d{4}-\d{4}\b")


def _spoken() -> str:
    locale = get_locale()
    return str(locale.language) if locale else "nl"


def _day(value: date | datetime) -> date:
    """Return the calendar day in the Netherlands."""
    if isinstance(value, datetime):
        return value.astimezone(language.DUTCH_TIME).date()
    return value


def long_date(value: date | datetime | None) -> str:
    """Return "vrijdag 21 mei 2027"."""
    return language.long_date(_day(value), _spoken()) if value else ""


def date_without_weekday(value: date | datetime | None) -> str:
    """Return "21 mei 2027"."""
    return language.long_date(_day(value), _spoken(), weekday=False) if value else ""


def short_date(value: date | datetime | None) -> str:
    """Return "21-5-2027"."""
    return language.short_date(_day(value)) if value else ""


def moment(value: datetime | None) -> str:
    """Return "vrijdag 21 mei 2027 om 16.42 uur", Dutch time; the value knows its time zone."""
    return language.moment(value, _spoken()) if value else ""


def clock(value: datetime | None) -> str:
    """Return "16:42", Dutch time; the value knows its time zone."""
    return f"{value.astimezone(language.DUTCH_TIME):%H:%M}" if value else ""


def number(value: int | float | Decimal | None, decimals: int = 0) -> str:
    """Return "1.250", or with decimals "2,5"."""
    return "" if value is None else language.number(value, decimals, _spoken())


def size(value: int | None) -> str:
    """Return the size of a file in bytes as "240 kB" or "1,2 MB"."""
    if value is None:
        return ""
    if value >= MEGA:
        return f"{language.number(value / MEGA, 1, _spoken())} MB"
    return f"{language.number(max(1, value / KILO), 0, _spoken())} kB"


def count(value: int, one: str, many: str) -> str:
    """Return "een school", "drie scholen", "14 scholen"."""
    return language.count(value, one, many, _spoken())


def listing(values: Iterable[object]) -> str:
    """Return "a", "a en b", "a, b en c"."""
    return language.listing([str(value) for value in values], _spoken())


def keep_years(text: str) -> Markup:
    """Return the text in which no school year breaks at the end of a line."""
    return Markup(_YEARS.sub(r'<span class="nowrap">\g<0></span>', str(escape(text))))  # noqa: S704 - escaped


def breakable(email: str) -> Markup:
    """Return an address that breaks at its signs where it is too long for a line, never in a word."""
    return Markup(_SIGNS.sub(r"<wbr>\g<0>", str(escape(email))))  # noqa: S704 - escaped


def init_app(app: Flask) -> None:
    """Give every template these filters."""
    every = (
        long_date,
        date_without_weekday,
        short_date,
        moment,
        clock,
        number,
        size,
        count,
        listing,
        keep_years,
        breakable,
    )
    app.jinja_env.filters.update({function.__name__: function for function in every})
