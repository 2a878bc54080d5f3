"""Reading the address lists that DUO publishes, in the two shapes in which they are around.

Older lists have `;` and Windows-1252 and call the code of a location VESTIGINGSNUMMER; newer ones have `,`
and UTF-8. Which schools are in a partnership is in neither: who imports names the municipalities.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sopforms.core import identifiers
from sopforms.core.table_files import NoTable, WrongCell, columns, decoded, rows

COLUMNS = {
    "board_number": ("BEVOEGD GEZAG NUMMER",),
    "board_name": ("BEVOEGD GEZAG NAAM", "NAAM BEVOEGD GEZAG"),
    "brin": ("INSTELLINGSCODE", "BRIN NUMMER"),
    "code": ("VESTIGINGSCODE", "VESTIGINGSNUMMER"),
    "name": ("VESTIGINGSNAAM",),
    "place": ("PLAATSNAAM",),
    "municipality": ("GEMEENTENAAM",),
    "phone": ("TELEFOONNUMMER",),
    "website": ("INTERNETADRES",),
    "structure": ("ONDERWIJSSTRUCTUUR",),
}
NEEDED = ("board_number", "code", "name")
LONGEST = {"name": 120, "place": 80, "municipality": 80, "phone": 30, "website": 200, "board_name": 120}


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """A location as the list has it, codes checked; `structure`: `HAVO/VWO`, `PRO`, or empty."""

    line: int
    board_number: str
    board_name: str
    code: str
    name: str
    place: str
    municipality: str
    phone: str
    website: str
    structure: str


@dataclass(frozen=True, slots=True)
class SchoolList:
    """What a list holds: its rows judged one by one, and whether it is a list of secondary schools."""

    schools: tuple[SchoolLine, ...]
    wrong: tuple[WrongCell, ...]
    secondary: bool


def read(data: bytes, municipalities: Collection[str] = ()) -> SchoolList:
    """Judge each row by itself; with `municipalities` only the rows there count, wrong ones too.

    A location that stands in the list twice is taken once. A list without municipalities is taken whole, and
    then nothing is known of where a school is. Raises NoTable for a file that is no such list, and names the
    columns that it lacks; also for one in which the municipalities asked for cannot be found.
    """
    table = rows(decoded(data))
    header = next(table, (0, []))[1]
    where = columns(header, COLUMNS)
    missing = [COLUMNS[key][0] for key in NEEDED if key not in where]
    if len(missing) == 1:
        raise NoTable(f"In dit bestand ontbreekt de kolom {missing[0]}.")
    if missing:
        names = f"{', '.join(missing[:-1])} en {missing[-1]}"
        raise NoTable(f"In dit bestand ontbreken de kolommen {names}.")
    wanted = {_name(text) for text in municipalities}
    if wanted and "municipality" not in where:
        raise NoTable(
            "Deze lijst noemt geen gemeenten. Maak een lijst van alleen uw scholen en laat ‘Gemeenten’ leeg."
        )
    good: dict[str, SchoolLine] = {}
    wrong: list[WrongCell] = []
    for line, cells in table:
        values = {key: cells[at] if at < len(cells) else "" for key, at in where.items()}
        if wanted and _name(values.get("municipality", "")) not in wanted:
            continue
        found = _judged(line, values, header, where)
        if isinstance(found, WrongCell):
            wrong.append(found)
        else:
            good.setdefault(found.code, found)
    return SchoolList(tuple(good.values()), tuple(wrong), "structure" in where)


def _judged(
    line: int, values: dict[str, str], header: Sequence[str], where: dict[str, int]
) -> SchoolLine | WrongCell:
    def refused(key: str, why: object) -> WrongCell:
        return WrongCell(line, header[where[key]], values[key][:80], str(why))

    brin = values.get("brin", "")
    if brin:
        try:
            identifiers.brin(brin)
        except ValueError as why:
            return refused("brin", why)
    try:
        code = identifiers.location_code(_whole(brin, values["code"]))
    except ValueError as why:
        return refused("code", why)
    try:
        board = identifiers.board_number(values["board_number"])
    except ValueError as why:
        return refused("board_number", why)
    if not values["name"]:
        return refused("name", "Hier staat geen naam.")
    texts = {key: values.get(key, "")[:longest] for key, longest in LONGEST.items()}
    return SchoolLine(line, board, code=code, structure=values.get("structure", "").upper(), **texts)


def _whole(brin: str, code: str) -> str:
    """Return the whole code: some lists have only its last digits, without their zero, beside the BRIN."""
    return f"{brin}{code.zfill(2)}" if brin and code.isdecimal() and len(code) <= 2 else code


def _name(text: str) -> str:
    return " ".join(text.casefold().split())
