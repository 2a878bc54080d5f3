"""What each file of a dossier is made of: the texts of now, or those that were sent or adopted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sopforms.actions import draft as drafting
from sopforms.actions import paperwork
from sopforms.core import blocks_json, correction, filing
from sopforms.core.blocks import Paragraph, Part, Text
from sopforms.core.errors import NotFound
from sopforms.output import to_html, to_print, to_text
from sopforms.output.markdown import to_blocks
from sopforms.output.to_html import Head
from sopforms.store import advices, cycles, decisions, drafts, locations, partnerships, word_templates
from sopforms.store.dossiers import DossierRow

PAPERS = "papers.pdf"


@dataclass(frozen=True, slots=True)
class Source:
    """What a file is made of: its text as HTML or plain text; `title` goes into a PDF.

    A Word file is written from the text itself; `content` is then its canonical form, to tell changes by.
    """

    content: str
    title: str
    written: tuple[Text, Head, bytes | None] | None = None


def papers_name(row: DossierRow) -> str:
    """Return the name of the file with the papers of the edition that a dossier is at."""
    return filing.versioned(PAPERS, row.edition)


def head_of(row: DossierRow, status: str, **more: object) -> Head:
    """Return what stands above a file of this dossier."""
    location = locations.get(row.location_id)
    return Head(
        location.name,
        cycles.get(row.cycle_id).school_year,
        partnerships.get_board(location.board_id).name,
        partnerships.get(row.partnership_id).name,
        status,
        **more,  # type: ignore[arg-type]
    )


def section_text(row: DossierRow, version: int = 1) -> Text:
    """Return the text for the guide: as adopted or corrected later, before that as it stands now."""
    snapshot = drafts.find_snapshot(row.id, correction.kind_of(version))
    return blocks_json.load(snapshot.guide) if snapshot else drafting.current_text(row.id)[1]


def papers_html(row: DossierRow, edition: int | None = None) -> str:
    """Return the papers of the council as they are printed; raise NotFound without a request.

    Of this edition of the text, or of the one that the dossier is at.
    """
    request = advices.find_request(row.id, edition)
    if request is None:
        raise NotFound
    found = paperwork.papers_of(request)
    remark = Part("swv", "Opmerking van het samenwerkingsverband", to_blocks(found.remark))
    background = found.chapters
    if found.remark.strip():
        background = Text(background.title, (*background.parts, remark), background.language)
    printed = to_print.Papers(
        letter=found.letter,
        draft=found.guide,
        changes=found.changes,
        since=found.since,
        values=found.values,
        background=background,
        outcomes=found.outcomes,
        pupils=found.pupils if any(isinstance(block, Paragraph) for block in found.pupils.blocks) else None,
    )
    return to_print.papers(printed, head_of(row, "Voorgenomen besluit", day=request.sent_on))


def _papers(row: DossierRow, edition: int = 1) -> Source:
    return Source(
        papers_html(row, edition),
        f"Stukken voor de medezeggenschapsraad, {locations.get(row.location_id).name}",
    )


def _head(row: DossierRow, version: int) -> Head:
    """Return what stands above this version of the text: whether and when it was adopted."""
    sealed = drafts.find_snapshot(row.id, correction.kind_of(version))
    decision = decisions.of_text(sealed) if sealed else None
    if decision is None:
        return head_of(row, "Concept", day=None)
    status = f"Vastgesteld, versie {version}" if version > 1 else "Vastgesteld"
    return head_of(row, status, day=decision.decided_on)


def _section_html(row: DossierRow, version: int = 1) -> Source:
    text = section_text(row, version)
    return Source(str(to_html.page(text, _head(row, version))), text.title)


def _section_pdf(row: DossierRow, version: int = 1) -> Source:
    text = section_text(row, version)
    return Source(to_print.section(text, _head(row, version)), text.title)


def _section_txt(row: DossierRow, version: int = 1) -> Source:
    text = section_text(row, version)
    return Source(to_text.text(text), text.title)


def _section_docx(row: DossierRow, version: int = 1) -> Source:
    return in_word(row, section_text(row, version), _head(row, version))


def in_word(row: DossierRow, text: Text, head: Head) -> Source:
    """Return what a Word file is made of: the text, and the school's own template where it has one."""
    own = word_templates.find(row.location_id)
    template = own.sha256 if own else ""
    content = own.content if own else None
    return Source(f"{head}\n{template}\n{blocks_json.dump(text)}", text.title, (text, head, content))


VERSIONED: dict[str, Callable[[DossierRow, int], Source]] = {
    PAPERS: _papers,
    "section.html": _section_html,
    "section.pdf": _section_pdf,
    "section.txt": _section_txt,
    "section.docx": _section_docx,
}
"""The papers, which each edition has of its own, and the files of the section, which each version has."""
SOURCES: dict[str, Callable[[DossierRow], Source]] = {
    PAPERS: _papers,
    "section.html": _section_html,
    "section.pdf": _section_pdf,
    "section.txt": _section_txt,
    "section.docx": _section_docx,
}


def of_later_version(name: str) -> Callable[[DossierRow], Source] | None:
    """Return what a file of a later edition or version is made by; None for every other name."""
    version, make = filing.version_in(name), VERSIONED.get(filing.plain_name(name))
    if version == 1 or make is None:
        return None
    return lambda row: make(row, version)
