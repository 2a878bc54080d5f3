"""Finished files: the papers of the council and the section of the guide, made once and kept by their hash.

The deed that sends the papers or makes the section asks for the files in its own transaction (`order`); they
are made after it, because making a PDF takes long and one that fails must not take the deed with it. The page
tries at once (`make`), the worker makes what is left (`make_due`). What the council got and what was adopted
is fixed: such a file is made once, its hash goes into the logbook, and it never changes again. Before that a
file is a preview, which a newer one replaces; an attempt that fails removes nothing.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import structlog
from flask import current_app

from sopforms.actions import sources, year_paper_files
from sopforms.actions.deed import repeatable
from sopforms.actions.recording import record
from sopforms.actions.sources import Source
from sopforms.core import filing
from sopforms.core.actor import CALENDAR
from sopforms.core.codes import Deed
from sopforms.core.errors import NotFound
from sopforms.core.filing import Making
from sopforms.core.year_paper import YearPaper
from sopforms.output import seal, to_docx, to_pdf
from sopforms.store import advices, clock, corrections, decisions, dossiers, jobs, scope
from sopforms.store.db import db
from sopforms.store.decisions import ArtifactRow
from sopforms.store.dossiers import DossierRow

PDF, HTML, TEXT = "application/pdf", "text/html; charset=utf-8", "text/plain; charset=utf-8"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAPERS, SECTION_PDF, papers_name = sources.PAPERS, "section.pdf", sources.papers_name
SOURCES: Mapping[str, Callable[[DossierRow], Source]] = {
    **sources.SOURCES,
    **{f"{paper}.pdf": partial(year_paper_files.print_source, paper=paper) for paper in YearPaper},
    **{
        f"{paper}-ingeleverd.pdf": partial(year_paper_files.handed_in_source, paper=paper)
        for paper in YearPaper
    },
}
"""Every file that can be made, by name."""
LEASE = timedelta(minutes=3)  # longer than both tries of a PDF and the search for the part at fault
_log = structlog.get_logger()
UNSEALED = "Het zegel kon niet worden gezet. Vraag de beheerder om de sleutel na te kijken."
WAY_OUT = "Maak dit deel korter of eenvoudiger en maak het bestand opnieuw."
STOPPED = "Het maken stopte een paar keer voordat het klaar was."


@dataclass(frozen=True, slots=True)
class File:
    """A file as a page shows it: what there is, how far a newer one is, why that one failed (in Dutch).

    `content` is empty while there is none; `fixed`: it is there and never changes again; `source` is the
    fingerprint of what it was made of.
    """

    name: str
    content: bytes = b""
    sha256: str = ""
    source: str = ""
    fixed: bool = False
    state: Making | None = None
    failure: str = ""
    notes: tuple[str, ...] = ()
    """What its editor should hear of it, in Dutch."""

    @property
    def media_type(self) -> str:
        """What kind of file it is."""
        return _media_type(self.name)

    @property
    def is_sealed(self) -> bool:
        """Whether a reader of PDFs can tell that it was not changed since it was adopted."""
        return seal.is_sealed(self.content)

    @property
    def waits(self) -> bool:
        """Whether it was asked for and is on its way."""
        return self.state in (Making.WAITING, Making.RUNNING)


def order(dossier_id: int, *names: str) -> None:
    """Ask for files that are final, inside the deed that makes their text final; previews of them go."""
    for name in names:
        decisions.drop_preview(dossier_id, name)
        jobs.put(dossier_id, name, clock.now(), fixed=True)


def find(dossier_id: int, name: str) -> File:
    """Return the file as it stands now; it may not be there, or wait."""
    job, row = jobs.find(dossier_id, name), decisions.find_artifact(dossier_id, name)
    file = File(name, row.content, row.sha256, row.source_sha256, row.fixed) if row else File(name)
    if job is None:
        return file
    return replace(file, state=job.state, failure=job.failure, notes=tuple(job.notes.splitlines()))


def ask(dossier_id: int, name: str) -> File:
    """Ask for a file, which the worker makes; one that is fixed, waits or is of this text is not asked again.

    Raises NotFound as `make`. Call it outside a deed.
    """
    if _maker(name) is None:
        raise NotFound
    found = find(dossier_id, name)
    if not (found.fixed or found.waits or is_current(dossier_id, found)):
        _ask(dossier_id, name)
    return find(dossier_id, name)


def make(dossier_id: int, name: str) -> File:
    """Make a file now and keep it; one that is fixed, or whose text is the same, is not made twice.

    `name` is one of `SOURCES`, such as papers.pdf. When it cannot be made, `failure` says in
    Dutch which part is at fault and why; what was there stays. Raises NotFound for another name, and for
    papers before there is a request. Call it outside a deed.
    """
    found = ask(dossier_id, name)
    job = None if found.fixed else jobs.find(dossier_id, name)
    db.session.rollback()  # no transaction is open while a PDF is made
    if job is not None:
        _run(job.id, f"page:{os.getpid()}:{secrets.token_hex(6)}")
    return find(dossier_id, name)


def make_again(dossier_id: int, name: str) -> File:
    """Make a file anew: a preview at any time, a final one when it was never made.

    Raises Refused when the file is fixed and there, so that nobody replaces what the council read.
    """
    found = find(dossier_id, name)
    filing.check_again(fixed=found.fixed, made=bool(found.content))
    return make(dossier_id, name)


def make_due(owner: str) -> str:
    """Make the file that waits longest and return its name; empty when none waits. For the worker."""
    _give_up()
    job = jobs.first_due(clock.now())
    if job is None:
        db.session.rollback()
        return ""
    job_id, name, partnership_id = job.id, job.name, dossiers.get(job.dossier_id).partnership_id
    db.session.rollback()
    with scope.only(partnership_id):
        _run(job_id, owner)
    return name


def is_current(dossier_id: int, found: File) -> bool:
    """Whether a file is there and of the text as it stands now."""
    if found.fixed:
        return True
    if not found.content or found.state is not Making.DONE:
        return False
    return found.source == _digest(_source(dossier_id, found.name))


def _source(dossier_id: int, name: str) -> Source:
    if (maker := _maker(name)) is None:
        raise NotFound
    return maker(dossiers.get(dossier_id))


def _maker(name: str) -> Callable[[DossierRow], Source] | None:
    return sources.of_later_version(name) or SOURCES.get(name)


def _digest(source: Source) -> str:
    return hashlib.sha256(source.content.encode()).hexdigest()


def _is_final(dossier_id: int, name: str) -> bool:
    """Whether the text of this file cannot change any more: it was sent to the council, or adopted."""
    row = dossiers.get(dossier_id)
    if filing.plain_name(name) == PAPERS:
        return row.requested_on is not None or filing.version_in(name) < row.edition
    before = row.edition > 1 and filing.version_in(name) <= corrections.version_of(row.id)
    return filing.plain_name(name) in sources.SOURCES and (before or row.guide_section_on is not None)


@repeatable
def _ask(dossier_id: int, name: str) -> None:
    _source(dossier_id, name)  # what cannot be written down yet is not asked for
    jobs.put(dossier_id, name, clock.now(), fixed=_is_final(dossier_id, name))


@repeatable
def _give_up() -> None:
    jobs.give_up(clock.now(), STOPPED)


def _run(job_id: int, owner: str) -> None:
    """Take the job, make its file and keep it; does nothing when somebody else has it.

    What goes wrong is noted, and the file is begun anew when the lease is over: neither the deed that asked
    for it nor the mail of the worker waits for a file.
    """
    if not _claim(job_id, owner):
        return
    try:
        _make(job_id, owner)
    except Exception as error:  # the deed was done; a file that is broken must not look as if it was not
        db.session.rollback()
        _log.error("file_failed", job=job_id, error=type(error).__name__)


def _make(job_id: int, owner: str) -> None:
    job = db.session.get_one(jobs.JobRow, job_id)
    dossier_id, name, fixed = job.dossier_id, job.name, job.fixed
    source = _source(dossier_id, name)
    db.session.rollback()
    content, failure, notes = _rendered(name, source)
    if fixed and filing.plain_name(name) == SECTION_PDF and content:
        content, failure = _sealed(content)
    _keep(job_id, owner, _made(dossier_id, name, source, content, fixed=fixed), failure, notes)


@repeatable
def _claim(job_id: int, owner: str) -> bool:
    return jobs.claim(job_id, owner, clock.now(), LEASE)


def rendered(source: Source) -> bytes:
    """Return a Word file that is handed out at once and kept nowhere, in the template of the school."""
    return to_docx.render(*source.written) if source.written is not None else b""


def _rendered(name: str, source: Source) -> tuple[bytes, str, str]:
    """Return the file, why there is none, and what its editor should hear, a line each."""
    if source.written is not None:
        return rendered(source), "", ""
    if not name.endswith(".pdf"):
        return source.content.encode(), "", ""
    try:
        made = to_pdf.render_with_notes(source.content, title=source.title)
    except to_pdf.PdfFailed as failed:
        where = f"Bij ‘{failed.part}’: {failed.cause}." if failed.part else f"{failed.cause.capitalize()}."
        return b"", f"{where} {WAY_OUT}" if failed.part else where, ""
    return made.pdf, "", "\n".join(made.notes)


def _sealed(pdf: bytes) -> tuple[bytes, str]:
    """Return the adopted PDF with the seal of this installation, or why it has none; as it is without key."""
    key: seal.Seal | None = current_app.config["SEAL"]
    if key is None:
        return pdf, ""
    try:
        return seal.put(pdf, key), ""
    except seal.SealFailed as failed:
        _log.error("seal_failed", reason=str(failed))
        return b"", UNSEALED


def _made(dossier_id: int, name: str, source: Source, content: bytes, *, fixed: bool) -> ArtifactRow:
    return ArtifactRow(
        dossier_id=dossier_id,
        name=name,
        source_sha256=_digest(source),
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=_media_type(name),
        content=content,
        fixed=fixed,
    )


@repeatable
def _keep(job_id: int, owner: str, made: ArtifactRow, failure: str, notes: str) -> None:
    """Keep what was made with its hash, or why it failed; nothing when the job was taken over meanwhile."""
    if not jobs.settle(job_id, owner, Making.FAILED if failure else Making.DONE, failure, notes) or failure:
        return
    decisions.drop_preview(made.dossier_id, made.name)
    db.session.add(made)
    db.session.flush()
    if not made.fixed:
        return
    row = dossiers.get(made.dossier_id)
    hashes = {made.name: made.sha256}
    record(Deed.KEEP_DOCUMENT, row, CALENDAR, clock.today(), documents=(made.name,), hashes=hashes)
    request = advices.find_request(made.dossier_id, filing.version_in(made.name))
    if filing.plain_name(made.name) == PAPERS and request is not None:
        request.papers_sha256 = made.sha256
    db.session.flush()


def _media_type(name: str) -> str:
    return {"pdf": PDF, "html": HTML, "docx": DOCX}.get(name.rpartition(".")[2], TEXT)
