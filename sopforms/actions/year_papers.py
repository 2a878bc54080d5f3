"""The jaarplan and the jaarverslag of a school: made of the points, values and results of its dossier.

Both are read from the set of the partnership (`jaarplan.json`, `jaarverslag.json`), so that each partnership
has its own headings.
"""

from __future__ import annotations

from enum import StrEnum

from sopforms.actions import composing, sources
from sopforms.actions.sources import Source
from sopforms.core import draft
from sopforms.core.blocks import Text
from sopforms.core.draft_tables import STATUS_WORDS
from sopforms.core.sheet import Sheet
from sopforms.output import to_docx, to_print, to_text, to_xlsx
from sopforms.output.language import long_date
from sopforms.store import clock, cycles, locations, talks
from sopforms.store.dossiers import DossierRow
from sopforms.store.talks import PointRow


class YearPaper(StrEnum):
    """Which of the two: what the school will do, or what came of it."""

    PLAN = "jaarplan"
    REPORT = "jaarverslag"


_COLUMNS = ("Doel", "Actie", "Wie", "Wanneer", "Middelen", "Soort", "Stand", "Resultaat", "Meegenomen omdat")


def text_of(row: DossierRow, paper: YearPaper) -> Text:
    """Return the plan or report as it stands now; sections without anything to say are left out.

    Raises NotFound when the set has no such file.
    """
    title = composing.document_of(row, paper.value).title
    found = composing.compose(row, name=paper.value)
    parts = (draft.finished(part) for part in found.sections)
    location, year = locations.get(row.location_id), cycles.get(row.cycle_id).school_year
    return Text(f"{title} {year}, {location.name}", tuple(part for part in parts if part.blocks))


def gaps_of(row: DossierRow, paper: YearPaper) -> list[str]:
    """Return what is still missing, in sentences."""
    found = composing.compose(row, name=paper.value)
    return list(dict.fromkeys(gap.text for part in found.sections for gap in part.gaps))


def print_source(row: DossierRow, paper: YearPaper) -> Source:
    """Return what the PDF is made of."""
    text = text_of(row, paper)
    return Source(to_print.section(text, sources.head_of(row, "")), text.title)


def as_docx(row: DossierRow, paper: YearPaper) -> bytes:
    """Return the Word file, in the school's own template where it has one."""
    source = sources.in_word(row, text_of(row, paper), sources.head_of(row, ""))
    assert source.written is not None
    return to_docx.render(*source.written)


def as_xlsx(row: DossierRow, paper: YearPaper) -> bytes:
    """Return the workbook: the points one by one, and the text beside them."""
    text = text_of(row, paper)
    points = tuple(_line(point) for point in talks.points_of(row.id))
    told = tuple((part.title, to_text.blocks(part.blocks).strip()) for part in text.parts)
    sheets = (Sheet("Ontwikkelpunten", _COLUMNS, points), Sheet("Tekst", ("Onderdeel", "Tekst"), told))
    return to_xlsx.workbook(sheets, title=text.title, made_on=clock.today())


def _line(point: PointRow) -> tuple[str, ...]:
    due = long_date(point.due, weekday=False) if point.due else ""
    status = STATUS_WORDS.get(point.status, point.status)
    return (
        point.goal, point.action, point.owner, due, point.means, point.kind, status, point.result,
        point.carried_reason,
    )  # fmt: skip
