"""The files of a jaarplan or jaarverslag: as it stands now for the school, as it was handed in for all."""

from __future__ import annotations

from sopforms.actions import sources, year_papers
from sopforms.actions.sources import Source
from sopforms.core import blocks_json
from sopforms.core.blocks import Text
from sopforms.core.draft_tables import STATUS_WORDS
from sopforms.core.errors import NotFound
from sopforms.core.sheet import Cell, Sheet
from sopforms.core.year_paper import Money, YearPaper
from sopforms.output import to_docx, to_print, to_text, to_xlsx
from sopforms.output.language import long_date
from sopforms.store import clock
from sopforms.store import year_papers as stored
from sopforms.store.dossiers import DossierRow
from sopforms.store.talks import PointRow
from sopforms.store.year_papers import HandedInRow

_ONWARD = "Gaat door omdat"
_COLUMNS = (
    "Doel", "Actie", "Wie", "Wanneer", "Middelen", "Soort", "Stand", "Resultaat", "Meegenomen omdat", _ONWARD,
)  # fmt: skip
_HANDED_IN_COLUMNS = ("Doel", "Soort", "Stand", "Resultaat", _ONWARD)


def print_source(row: DossierRow, paper: YearPaper) -> Source:
    """Return what the PDF of a paper as it stands now is made of."""
    text = year_papers.whole(row, paper).text
    return Source(to_print.section(text, sources.head_of(row, "")), text.title)


def handed_in_source(row: DossierRow, paper: YearPaper) -> Source:
    """Return what the PDF of a paper as it was handed in is made of; raise NotFound when it is not."""
    found = stored.find_handed_in(row.id, paper)
    if found is None:
        raise NotFound
    text = blocks_json.load(found.text)
    head = sources.head_of(row, "Ingeleverd", day=found.handed_in_on)
    return Source(to_print.section(text, head), text.title)


def as_docx(row: DossierRow, text: Text) -> bytes:
    """Return the Word file of a text, in the school's own template where it has one."""
    source = sources.in_word(row, text, sources.head_of(row, ""))
    assert source.written is not None
    return to_docx.render(*source.written)


def as_xlsx(row: DossierRow, paper: YearPaper) -> bytes:
    """Return the workbook: the points one by one, the money, and the text beside them."""
    now = year_papers.whole(row, paper)
    points = Sheet("Ontwikkelpunten", _COLUMNS, tuple(_line(point) for point in now.points))
    return _book(now.text, points, now.money, now.lines, paper)


def handed_in_xlsx(found: HandedInRow, paper: YearPaper) -> bytes:
    """Return the workbook of a paper as it was handed in."""
    money = stored.read_money(found)
    told = tuple(
        (one["goal"], one["kind"], STATUS_WORDS.get(one["status"], ""), one["result"], one["onward"])
        for one in found.points
    )
    names = tuple(dict.fromkeys((*money.planned, *money.spent)))
    points = Sheet("Ontwikkelpunten", _HANDED_IN_COLUMNS, told)
    return _book(blocks_json.load(found.text), points, money, names, paper)


def _book(text: Text, points: Sheet, money: Money, names: tuple[str, ...], paper: YearPaper) -> bytes:
    told = tuple((part.title, to_text.blocks(part.blocks).strip()) for part in text.parts)
    sheets = (points, *_money(money, names, paper), Sheet("Tekst", ("Onderdeel", "Tekst"), told))
    return to_xlsx.workbook(sheets, title=text.title, made_on=clock.today())


def _money(money: Money, names: tuple[str, ...], paper: YearPaper) -> tuple[Sheet, ...]:
    """Return the sheet of the money, nothing while no amount was given."""
    if money.received is None:
        return ()
    rows: list[tuple[Cell, ...]] = [("Ontvangen", None, money.received, None)]
    rows += [("Uitgave", name, money.planned.get(name), money.spent.get(name)) for name in names]
    spent = money.total_spent if paper is YearPaper.REPORT else None
    rows += [("Samen", None, money.total_planned, spent), ("Toelichting", money.note, None, None)]
    return (Sheet("Middelen", ("Regel", "Waarvoor", "Ontvangen of gepland", "Besteed"), tuple(rows)),)


def _line(point: PointRow) -> tuple[str, ...]:
    due = long_date(point.due, weekday=False) if point.due else ""
    status = STATUS_WORDS.get(point.status, point.status)
    return (
        point.goal, point.action, point.owner, due, point.means, point.kind, status, point.result,
        point.carried_reason, point.onward_reason,
    )  # fmt: skip
