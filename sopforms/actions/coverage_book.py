"""What schools share, as sheets: the matrix, every shared value, and a codebook that explains all of it.

Dutch, as the file stays with the partnership: it is read beside the questions, which are Dutch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sopforms.actions.coverage import Region, View
from sopforms.core.coverage import Network
from sopforms.core.sheet import Cell, Sheet

MATRICES = {
    View.NEEDS: "Per behoefte",
    View.TOPICS: "Per onderwerp",
    View.CHAPTERS: "Per hoofdstuk",
}
SCHOOL_COLUMNS = ("vestigingscode", "school", "gemeente", "bestuursnummer", "bestuur", "soort", "deelt")
VALUE_COLUMNS = ("schooljaar", "vestigingscode", "indicator", "onderwerp", "waarde", "waarde_tekst", "cijfer")
GAP_COLUMNS = ("kolommen", "onderwerp", "biedt", "ontbreekt", "onbekend", "gemeenten_zonder")
CODE_COLUMNS = ("blad", "kolom", "waarde", "betekenis")


def sheets(region: Region) -> list[Sheet]:
    """Return the sheets of the workbook, the matrix first and the codebook last."""
    matrices = [_matrix(name, region.network(view)) for view, name in MATRICES.items()]
    gaps = Sheet("Gaten", GAP_COLUMNS, tuple(_gaps(region)))
    return [*matrices, gaps, schools(region), values(region), codebook(region)]


def schools(region: Region) -> Sheet:
    """Return the schools of the partnership, and whether each shares its values now."""
    rows = tuple(
        (
            row.code, row.name, row.municipality,
            region.boards[row.board_id].number, region.boards[row.board_id].name,
            row.kind.value, "ja" if region.rounds and region.rounds[0].shares(row.id) else "nog niet",
        )
        for row in region.locations
    )  # fmt: skip
    return Sheet("scholen", SCHOOL_COLUMNS, rows)


def values(region: Region) -> Sheet:
    """Return every shared value of every year, one a row."""
    return Sheet("waarden", VALUE_COLUMNS, tuple(_values(region)))


def _values(region: Region) -> Iterator[tuple[Cell, ...]]:
    codes = {row.id: row.code for row in region.locations}
    for each in region.rounds:
        found = sorted((codes[place], name, value) for (place, name), value in each.values.items())
        for code, name, value in found:
            words = each.terms.words(name, value, "nl")
            rank = each.terms.rank(name, value)
            yield (each.school_year, code, name, each.terms.short(name, "nl"), str(value), words, rank)


def _matrix(name: str, network: Network) -> Sheet:
    columns = ("school", "gemeente", *(topic.name for topic in network.topics))
    rows = tuple(
        (school.name, school.municipality, *(network.rank(school, topic) for topic in network.topics))
        for school in network.worst_first()
    )
    return Sheet(name, columns, rows)


def _gaps(region: Region) -> Iterator[tuple[Cell, ...]]:
    for view, name in MATRICES.items():
        if view is View.CHAPTERS:
            continue
        for column in region.network(view).columns():
            counts = (column.present, column.lacking, column.unknown)
            yield (name, column.topic.name, *counts, ", ".join(column.without))


def codebook(region: Region) -> Sheet:
    """Return what every column and every value means."""
    return Sheet("codeboek", CODE_COLUMNS, (*_about_sheets(), *_about_values(region)))


def _about_sheets() -> Iterable[tuple[Cell, ...]]:
    matrix = "Per behoefte, Per onderwerp, Per hoofdstuk"
    yield matrix, "cijfer", "1", "ontbreekt"
    yield matrix, "cijfer", "2", "gepland, basis of gedeeltelijk"
    yield matrix, "cijfer", "3", "via bestuur of regio, van buiten, of met extra hulp"
    yield matrix, "cijfer", "4", "op school"
    yield matrix, "cijfer", "leeg", "nog niet bekend: de school heeft nog geen concept, of geen waarde"
    yield "Per behoefte", "cijfer", "", "het beste van de onderwerpen bij deze behoefte, zonder de grenzen"
    yield (
        "Per hoofdstuk",
        "cijfer",
        "",
        "het midden van de onderwerpen van dit hoofdstuk; bij twee het laagste",
    )
    yield (
        "Gaten",
        "gemeenten_zonder",
        "",
        "gemeenten waarvan alle scholen bekend zijn en geen school het biedt",
    )
    yield "scholen", "vestigingscode", "", "vier tekens van de instelling en twee van de vestiging"
    yield "scholen", "bestuursnummer", "", "nummer van het bevoegd gezag, vijf cijfers"
    yield "scholen", "deelt", "ja / nog niet", "een school deelt vanaf haar concept"
    yield "waarden", "schooljaar", "", "het schooljaar waarvoor de tekst is"
    yield "waarden", "waarde", "", "de sleutel uit de vragenlijst, hieronder verklaard"
    yield "waarden", "cijfer", "", "de plaats in het overzicht; leeg: dit onderwerp heeft geen cijfer"


def _about_values(region: Region) -> Iterator[tuple[Cell, ...]]:
    terms = region.rounds[0].terms
    for name, entry in terms.entries.items():
        needs = ", ".join(region.needs.get(need, need) for need in entry.need)
        about = f"{terms.short(name, 'nl')}{f' (behoefte: {needs})' if needs else ''}"
        yield ("waarden", name, "", about)
        for value in entry.measure.values if entry.measure is not None else ():
            rank = f" (cijfer {value.coverage})" if value.coverage is not None else ""
            yield ("waarden", name, str(value.value), f"{terms.words(name, value.value, 'nl')}{rank}")
