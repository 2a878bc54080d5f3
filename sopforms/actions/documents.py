"""Finished files: the papers of the council and the section of the guide, made once and kept by their hash.

A file is made after the deed it belongs to was committed, never inside its transaction: making a PDF takes
long, and one that fails must not take the deed with it. What failed is kept with its cause and can be tried
again; the HTML is always there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from sopforms.actions import draft as drafting
from sopforms.actions import paperwork
from sopforms.actions.deed import repeatable
from sopforms.core import blocks_json
from sopforms.core.blocks import Paragraph, Part, Text
from sopforms.core.errors import NotFound
from sopforms.output import to_html, to_pdf, to_print, to_text
from sopforms.output.markdown import to_blocks
from sopforms.output.to_html import Head
from sopforms.store import advices, cycles, decisions, dossiers, drafts, locations, partnerships
from sopforms.store.db import db
from sopforms.store.decisions import ArtifactRow
from sopforms.store.dossiers import DossierRow

PDF, HTML, TEXT = "application/pdf", "text/html; charset=utf-8", "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class _Source:
    """What a file is made of: its text as HTML or plain text; `title` goes into a PDF."""

    content: str
    title: str


def make(dossier_id: int, name: str) -> ArtifactRow:
    """Make a file, keep it and return its row; the same source is not made twice.

    `name` is papers.pdf, section.html, section.pdf or section.txt. When a PDF cannot be made the row has no
    content and `failure` says in Dutch which part is at fault and why. Raises NotFound for another name, and
    for papers before there is a request. Call it outside a deed.
    """
    make_source = _SOURCES.get(name)
    if make_source is None:
        raise NotFound
    source = make_source(dossiers.get(dossier_id))
    digest = hashlib.sha256(source.content.encode()).hexdigest()
    before = decisions.find_artifact(dossier_id, name)
    if before is not None and before.source_sha256 == digest and before.content:
        return before
    db.session.rollback()  # no transaction is open while a PDF is made
    content, failure = _rendered(name, source)
    _keep(dossier_id, name, digest, content, failure)
    found = decisions.find_artifact(dossier_id, name)
    if found is None:
        raise NotFound
    return found


def find(dossier_id: int, name: str) -> ArtifactRow | None:
    """Return a file that was made before; None when it never was."""
    return decisions.find_artifact(dossier_id, name)


def _rendered(name: str, source: _Source) -> tuple[bytes, str]:
    if not name.endswith(".pdf"):
        return source.content.encode(), ""
    try:
        return to_pdf.render(source.content, title=source.title), ""
    except to_pdf.PdfFailed as failed:
        where = f"Bij ‘{failed.part}’: {failed.cause}." if failed.part else f"{failed.cause.capitalize()}."
        return b"", where


@repeatable
def _keep(dossier_id: int, name: str, digest: str, content: bytes, failure: str) -> None:
    row = decisions.find_artifact(dossier_id, name)
    if row is None:
        row = ArtifactRow(dossier_id=dossier_id, name=name)
        db.session.add(row)
    row.source_sha256, row.failure = digest, failure
    row.content, row.sha256 = content, hashlib.sha256(content).hexdigest()
    row.media_type = {"pdf": PDF, "html": HTML}.get(name.rpartition(".")[2], TEXT)


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


def section_text(row: DossierRow) -> Text:
    """Return the text for the guide: as adopted, before that as it stands now."""
    snapshot = drafts.find_snapshot(row.id, "adopted")
    return blocks_json.load(snapshot.guide) if snapshot else drafting.current_text(row.id)[1]


def papers_html(row: DossierRow) -> str:
    """Return the papers of the council as they are printed; raise NotFound without a request."""
    request = advices.find_request(row.id)
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
        background=background,
        outcomes=found.outcomes,
        pupils=found.pupils if any(isinstance(block, Paragraph) for block in found.pupils.blocks) else None,
    )
    return to_print.papers(printed, head_of(row, "Voorgenomen besluit", day=request.sent_on))


def _papers(row: DossierRow) -> _Source:
    return _Source(
        papers_html(row), f"Stukken voor de medezeggenschapsraad, {locations.get(row.location_id).name}"
    )


def _status(row: DossierRow) -> str:
    return "Vastgesteld" if row.adopted_on else "Concept"


def _section_html(row: DossierRow) -> _Source:
    text = section_text(row)
    return _Source(str(to_html.page(text, head_of(row, _status(row), day=row.adopted_on))), text.title)


def _section_pdf(row: DossierRow) -> _Source:
    text = section_text(row)
    return _Source(to_print.section(text, head_of(row, _status(row), day=row.adopted_on)), text.title)


def _section_txt(row: DossierRow) -> _Source:
    text = section_text(row)
    return _Source(to_text.text(text), text.title)


_SOURCES: dict[str, Callable[[DossierRow], _Source]] = {
    "papers.pdf": _papers,
    "section.html": _section_html,
    "section.pdf": _section_pdf,
    "section.txt": _section_txt,
}
