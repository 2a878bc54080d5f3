"""The five instructions of a partnership: ours until it writes its own, each save a version, and the guide.

Ours are the files of `templates/instructions/`; a partnership's text takes the place of one of them until it
asks for ours again. The guide is all five together as a PDF: made by the worker, kept until a text changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from sopforms.actions.deed import deed, repeatable
from sopforms.core import instruction as rules
from sopforms.core.codes import Sector
from sopforms.core.errors import Conflict, Invalid, NotFound
from sopforms.core.instruction import Instruction
from sopforms.core.schoolyear import SchoolYear
from sopforms.output import to_pdf, to_print
from sopforms.output.markdown import to_blocks
from sopforms.output.to_html import Head
from sopforms.output.to_print import Lesson
from sopforms.settings import ROOT
from sopforms.store import clock, cycles, instructions, partnerships
from sopforms.store.db import db
from sopforms.store.instructions import GuideRow, InstructionRow
from sopforms.store.partnerships import PartnershipRow

TEXTS = ROOT / "templates" / "instructions"
GUIDE_TITLE = "Handreiking ondersteuningsaanbod"


def standard(number: int) -> str:
    """Return our text of an instruction; raise NotFound for another number than 1 to 5."""
    if number not in rules.NUMBERS:
        raise NotFound
    return _files()[number - 1]


def words_of(partnership: PartnershipRow | None, sector: Sector | None = None) -> dict[str, str]:
    """Return what is filled in for the readers of a partnership, or of nobody's."""
    if partnership is None:
        return rules.words(sector)
    return rules.words(sector or partnership.sector, partnership.name, partnership.coordinator_label)


def everything(partnership: PartnershipRow | None, sector: Sector | None = None) -> dict[int, Instruction]:
    """Return the five as this partnership's schools read them, by number."""
    own = instructions.newest(partnership.id if partnership else None)
    filled = words_of(partnership, sector)
    return {number: rules.read(_source(number, own), filled) for number in rules.NUMBERS}


def one(number: int, partnership: PartnershipRow | None, sector: Sector | None = None) -> Instruction:
    """Return one instruction as this partnership's schools read it; raise NotFound."""
    own = instructions.newest(partnership.id if partnership else None)
    standard(number)
    return rules.read(_source(number, own), words_of(partnership, sector))


def source_of(partnership_id: int, number: int) -> tuple[str, int]:
    """Return the text as it is written now, and its version: 0 where nobody saved one yet."""
    standard(number)
    own = instructions.newest(partnership_id)
    return _source(number, own), own[number].version if number in own else 0


def of_version(partnership_id: int, number: int, version: int) -> InstructionRow:
    """Return one version of an instruction; raise NotFound."""
    found = [row for row in instructions.history(partnership_id, number) if row.version == version]
    if not found:
        raise NotFound
    return found[0]


def check(text: str) -> None:
    """Raise Invalid for `text` when it cannot be read, filled in or printed."""
    rules.check(text)
    to_blocks(text)


@deed
def save(partnership_id: int, number: int, text: str, *, version: int, by: str) -> None:
    """Keep a text as a new version. Raises Invalid, and Conflict when somebody else saved meanwhile."""
    standard(number)
    check(text)
    if text.replace("\r\n", "\n").strip() == source_of(partnership_id, number)[0].strip():
        raise Invalid(text="Er is niets veranderd.")
    _add(partnership_id, number, text.replace("\r\n", "\n").strip() + "\n", version, by)


@deed
def restore(partnership_id: int, number: int, old: int, *, version: int, by: str) -> None:
    """Let the text of an earlier version count again, as a new version."""
    row = of_version(partnership_id, number, old)
    _add(partnership_id, number, row.text, version, by)


@deed
def back_to_standard(partnership_id: int, number: int, *, version: int, by: str) -> None:
    """Let our text count again; what the partnership wrote stays among the earlier versions."""
    standard(number)
    _add(partnership_id, number, "", version, by)


def guide_html(partnership: PartnershipRow) -> str:
    """Return the guide as it is printed: a cover, the contents, and each instruction from a new page."""
    rounds = cycles.of_partnership(partnership.id)
    year = rounds[0].school_year if rounds else str(SchoolYear.of(clock.today()).next)
    lessons = [_lesson(number, found) for number, found in everything(partnership).items()]
    return to_print.lessons(GUIDE_TITLE, lessons, Head(partnership.name, year))


def _lesson(number: int, found: Instruction) -> Lesson:
    title = f"{number}. {found.title}"
    return Lesson(f"uitleg-{number}", title, to_blocks(found.begin), found.bars, to_blocks(found.rest))


def current_guide(partnership: PartnershipRow) -> GuideRow | None:
    """Return the PDF of the texts as they are now; None while there is none."""
    row = instructions.guide(partnership.id)
    return row if row is not None and row.source_sha256 == _digest(guide_html(partnership)) else None


def make_guide(partnership_id: int) -> str:
    """Make the PDF and keep it; return why it failed, or an empty text. Call it outside a deed."""
    html = guide_html(partnerships.get(partnership_id))
    db.session.rollback()  # no transaction is open while a PDF is made
    try:
        content = to_pdf.render(html, title=GUIDE_TITLE)
    except to_pdf.PdfFailed as failed:
        return f"Bij ‘{failed.part}’: {failed.cause}." if failed.part else f"{failed.cause.capitalize()}."
    _keep(partnership_id, _digest(html), content)
    return ""


@repeatable
def _keep(partnership_id: int, source: str, content: bytes) -> None:
    row = instructions.guide(partnership_id)
    if row is None:
        row = GuideRow(partnership_id=partnership_id)
        db.session.add(row)
    row.source_sha256, row.content, row.made_at = source, content, clock.now()


def _add(partnership_id: int, number: int, text: str, version: int, by: str) -> None:
    known = instructions.history(partnership_id, number)
    newest = known[0].version if known else 0
    if newest != version:
        raise Conflict
    db.session.add(
        InstructionRow(
            partnership_id=partnership_id,
            number=number,
            version=newest + 1,
            text=text,
            saved_at=clock.now(),
            saved_by=by[:120],
        )
    )


def _source(number: int, own: Mapping[int, InstructionRow]) -> str:
    return own[number].text if number in own and own[number].text else standard(number)


def _digest(html: str) -> str:
    return hashlib.sha256(html.encode()).hexdigest()


@lru_cache(maxsize=1)
def _files() -> tuple[str, ...]:
    return tuple(path.read_text("utf-8") for path in sorted(TEXTS.glob("[0-9]-*.md")))
