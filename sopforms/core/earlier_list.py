"""Reading shared values of earlier years from a list: each row judged by itself, wrong cells named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sopforms.core import identifiers
from sopforms.core.questionnaire.meaning import MappingEntry, Value
from sopforms.core.table_files import NoTable, WrongCell, columns, decoded, rows

COLUMNS = {
    "year": ("SCHOOLJAAR",),
    "code": ("VESTIGINGSCODE", "VESTIGINGSNUMMER"),
    "indicator": ("INDICATOR",),
    "value": ("WAARDE",),
}
_YEAR = re.compile(r"([0-9]{4})-([0-9]{4})", re.ASCII)
MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class EarlierValue:
    """One value of one school in one school year, as the questions store it."""

    school_year: str
    code: str
    indicator: str
    value: Value


@dataclass(frozen=True, slots=True)
class EarlierList:
    """The good rows (of two for the same school, year and indicator the last counts) and the wrong cells."""

    good: tuple[EarlierValue, ...]
    wrong: tuple[WrongCell, ...]


def read(data: bytes, entries: Mapping[str, MappingEntry], codes: frozenset[str], before: str) -> EarlierList:
    """Judge each row: a school of `codes`, a shared indicator of `entries`, a year before `before`.

    A value may be the key of the questions or the words that people read. Raises NoTable for another file,
    naming the columns it lacks.
    """
    table = rows(decoded(data))
    where = columns(next(table, (0, []))[1], COLUMNS)
    missing = [names[0] for key, names in COLUMNS.items() if key not in where]
    if len(missing) == 1:
        raise NoTable(f"In dit bestand ontbreekt de kolom {missing[0]}.")
    if missing:
        raise NoTable(f"In dit bestand ontbreken de kolommen {', '.join(missing[:-1])} en {missing[-1]}.")
    good: dict[tuple[str, str, str], EarlierValue] = {}
    wrong: list[WrongCell] = []
    for line, cells in table:
        if len(good) + len(wrong) >= MOST_ROWS:
            raise NoTable(f"Dit bestand heeft meer dan {MOST_ROWS} regels. Deel het op.")
        found = _judged(
            line, {key: _at(cells, place) for key, place in where.items()}, entries, codes, before
        )
        if isinstance(found, WrongCell):
            wrong.append(found)
        else:
            good[found.school_year, found.code, found.indicator] = found
    return EarlierList(tuple(good.values()), tuple(wrong))


def _at(cells: list[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _judged(
    line: int,
    cells: Mapping[str, str],
    entries: Mapping[str, MappingEntry],
    codes: frozenset[str],
    before: str,
) -> EarlierValue | WrongCell:
    def refused(key: str, why: str) -> WrongCell:
        return WrongCell(line, COLUMNS[key][0], cells[key][:80], why)

    year = _YEAR.fullmatch(cells["year"])
    if year is None or int(year[2]) != int(year[1]) + 1:
        return refused("year", "Schrijf het schooljaar als 2025-2026.")
    if cells["year"] >= before:
        return refused("year", f"Vanaf {before} komen de waarden uit de rondes zelf.")
    try:
        code = identifiers.location_code(cells["code"])
    except ValueError as why:
        return refused("code", str(why))
    if code not in codes:
        return refused("code", "Deze vestiging is geen school van dit samenwerkingsverband.")
    indicator = cells["indicator"].upper()
    if indicator not in entries:
        return refused("indicator", "Dit is geen onderwerp dat scholen delen.")
    value = _value(entries[indicator], cells["value"])
    if value is None:
        return refused("value", "Deze waarde kent de vraag niet. Het codeboek noemt de waarden die kunnen.")
    return EarlierValue(cells["year"], code, indicator, value)


def _value(entry: MappingEntry, said: str) -> Value | None:
    """Return the value that was meant, by its key or its words; an open question takes any text."""
    if entry.measure is None or not entry.measure.values:
        return said or None
    wanted = said.casefold()
    for each in entry.measure.values:
        if wanted in {str(each.value).casefold(), *(text.casefold() for text in each.text.values())}:
            return each.value
    return None
