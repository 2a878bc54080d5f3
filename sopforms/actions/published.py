"""Question sets as they were published: the stored bytes are the truth, not the file on disk.

Publishing checks the whole set first and stores nothing when there is one error. A file that was published
before with the same content keeps its version; another content gets the next one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from sopforms.actions.deed import deed
from sopforms.core.confirmation import Difference
from sopforms.core.document import Document, check_against
from sopforms.core.document import load as load_document
from sopforms.core.errors import NotFound, Refused
from sopforms.core.questionnaire import Questionnaire, QuestionnaireError, load
from sopforms.core.questionnaire.comparison import Comparison, compare
from sopforms.core.questionnaire.layout import laid_out
from sopforms.core.questionnaire.problems import Problem, Severity
from sopforms.questionnaires_on_disk import shelf_beside
from sopforms.store import questionnaires
from sopforms.store.db import db
from sopforms.store.questionnaires import QuestionnaireVersionRow, QuestionSetRow

QUESTIONNAIRES = ("evaluatie", "teamgesprek", "leerlingen", "schoolwaarden")
DOCUMENTS = ("schoolgids", "jaarplan", "jaarverslag")


def questionnaire(version_id: int) -> Questionnaire:
    """Return a published questionnaire; parsed once per content."""
    row = questionnaires.get_version(version_id)
    return _parsed(row.content_hash, row.source)


def by_hash(content_hash: str, version_id: int) -> Questionnaire:
    """Return a published questionnaire whose hash is known; the bytes are read once per content."""
    found = _by_hash.get(content_hash)
    if found is None:
        found = questionnaire(version_id)
        if len(_by_hash) >= 256:
            _by_hash.clear()
        _by_hash[content_hash] = found
    return found


_by_hash: dict[str, Questionnaire] = {}


def questionnaire_of(set_id: int, name: str) -> tuple[QuestionnaireVersionRow, Questionnaire]:
    """Return version and questionnaire of a file of the set (`evaluatie`, …); raise NotFound without it."""
    row = questionnaires.find_in_set(set_id, name)
    if row is None:
        raise NotFound
    return row, _parsed(row.content_hash, row.source)


def all_of(set_id: int) -> list[Questionnaire]:
    """Return the questionnaires of a set in a fixed order; a set may lack some."""
    rows = {row.name: row for row in questionnaires.of_set(set_id)}
    return [_parsed(rows[name].content_hash, rows[name].source) for name in QUESTIONNAIRES if name in rows]


def document(set_id: int, name: str = "schoolgids") -> Document:
    """Return a published document file of the set; raise NotFound without it."""
    row = questionnaires.find_in_set(set_id, name)
    if row is None:
        raise NotFound
    return _document(row.content_hash, row.source)


@lru_cache(maxsize=256)
def _parsed(content_hash: str, source: bytes) -> Questionnaire:
    """Read stored bytes; raise Refused when they are no longer what was published.

    The scales that it uses stand inside, so a later release of the product cannot change what was asked.
    """
    found = load(source, scales={})
    if found.content_hash != content_hash:
        raise Refused("questionnaire_changed")
    return found


@lru_cache(maxsize=64)
def _document(content_hash: str, source: bytes) -> Document:
    if document_hash(source) != content_hash:
        raise Refused("questionnaire_changed")
    return load_document(source, "schoolgids.json")


def document_hash(source: bytes) -> str:
    """Return the content hash of a document file: of its bytes."""
    return hashlib.sha256(source).hexdigest()


@dataclass(frozen=True, slots=True)
class Trend:
    """What a new version does to the series: which begin anew, which are reworded, and why they break."""

    breaks: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was found in order, as it will be stored: scales that it uses stand inside it."""

    id: str
    kind: str
    source: bytes
    content_hash: str
    shape_hash: str


@deed
def publish_set(partnership_id: int, folder: Path, fallback: Path, today: date) -> QuestionSetRow:
    """Publish the files of `folder`, those it lacks from `fallback`.

    Raises QuestionnaireError with all problems of all files; then nothing is stored.
    """
    files, scales = set_files(folder, fallback), scales_for(folder, fallback)
    checked = check_files(files, scales)
    check_together(folder, files, scales)
    latest = questionnaires.newest_set(partnership_id)
    hashes = shipped_hashes(fallback)
    row = QuestionSetRow(partnership_id=partnership_id, name=folder.name, published_on=today, shipped=hashes)
    db.session.add(row)
    db.session.flush()
    for name, found in checked.items():
        before = questionnaires.find_in_set(latest.id, name) if latest is not None else None
        add_version(row.id, partnership_id, name, found, _trend(name, found, before))
    return row


def _trend(name: str, found: Checked, before: QuestionnaireVersionRow | None) -> Trend | None:
    """Return what a file that comes with the product does to the series of the set before."""
    if before is None or name in DOCUMENTS or before.content_hash == found.content_hash:
        return None
    difference = Difference(name, compared(before, _parsed(found.content_hash, found.source)))
    return Trend(difference.breaks, difference.reworded)


def compared(before: QuestionnaireVersionRow | None, form: Questionnaire) -> Comparison:
    """Compare a questionnaire with a published version and with all that were published before it."""
    if before is None:
        return Comparison()
    partnership_id = questionnaires.get_set(before.question_set_id).partnership_id
    earlier = [
        questionnaire(row.id)
        for row in questionnaires.versions_of(partnership_id, before.questionnaire_id)
        if row.content_hash != before.content_hash
    ]
    return compare(questionnaire(before.id), form, earlier)


def shipped_hashes(folder: Path) -> dict[str, str]:
    """Return the content hash of each file of the shipped set in `folder`."""
    found: dict[str, str] = {}
    for name, path in set_files(folder, folder).items():
        source = path.read_bytes()
        scales = scales_for(folder, folder)
        found[name] = document_hash(source) if name in DOCUMENTS else _read(path, scales).content_hash
    return found


def set_files(folder: Path, fallback: Path) -> dict[str, Path]:
    """Return the file of each name: from `folder`, or from `fallback` when the folder lacks it."""
    names = (*QUESTIONNAIRES, *DOCUMENTS)
    chosen = {name: folder / f"{name}.json" for name in names}
    return {
        name: path if path.exists() else fallback / f"{name}.json"
        for name, path in chosen.items()
        if path.exists() or (fallback / f"{name}.json").exists()
    }


def scales_for(folder: Path, fallback: Path) -> Path:
    """Return the scales that a set is read with: its own, else those beside the fallback set."""
    for candidate in (folder / "scales.json", folder.parent / "scales.json"):
        if candidate.exists():
            return candidate
    return fallback.parent / "scales.json"


def check_files(files: dict[str, Path], scales: Path) -> dict[str, Checked]:
    """Return each file as it would be stored; raise QuestionnaireError with the problems of all."""
    problems: list[Problem] = []
    checked: dict[str, Checked] = {}
    for name, path in files.items():
        try:
            checked[name] = _checked(name, path, scales)
        except QuestionnaireError as error:
            problems += error.problems
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise QuestionnaireError(tuple(problems))
    return checked


def check_together(folder: Path, files: dict[str, Path], scales: Path) -> None:
    """Check the documents of `folder` against the questionnaires; raise QuestionnaireError.

    A document must know every indicator it names. Indicators that feed no chapter are a mistake only in the
    set's own questionnaires: what comes from the shipped set may stay unused.
    """
    own = {name: _read(path, scales) for name, path in files.items() if name in QUESTIONNAIRES}
    ids = {form.id for name, form in own.items() if files[name].parent == folder}
    problems: list[Problem] = []
    for name in DOCUMENTS:
        path = files.get(name)
        if path is None or path.parent != folder:
            continue
        found = load_document(path.read_bytes(), path.name)
        problems += check_against(found, [form for form in own.values() if form.id in ids])
        known = {problem for problem in check_against(found, own.values()) if problem.code == "D001"}
        problems = [problem for problem in problems if problem.code != "D001" or problem in known]
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise QuestionnaireError(tuple(problems))


def _read(path: Path, scales: Path) -> Questionnaire:
    """Load a file; once for the same bytes in the same place with the same scales."""
    return _loaded(path, path.read_bytes(), scales, scales.read_bytes())


@lru_cache(maxsize=64)
def _loaded(path: Path, _source: bytes, scales: Path, _scales: bytes) -> Questionnaire:
    return load(path, scales=scales)


def _checked(name: str, path: Path, scales: Path) -> Checked:
    source = path.read_bytes()
    if name in DOCUMENTS:
        return as_stored(source, load_document(source, path.name))
    return as_stored(source, _read(path, scales), json.loads(scales.read_text("utf-8"))["scales"])


def as_stored(
    source: bytes, found: Questionnaire | Document, scales: Mapping[str, Any] | None = None
) -> Checked:
    """Return a file as it is stored: a questionnaire with the scales that it uses.

    `scales` are those it was read with beside its own; those of the product unless given.
    """
    if isinstance(found, Document):
        digest = document_hash(source)
        return Checked(found.id, found.kind, source, digest, digest)
    envelope = json.loads(source.decode("utf-8-sig"))
    known = dict(product_scales() if scales is None else scales) | envelope.get("scales", {})
    envelope.pop("scales", None)
    envelope["scales"] = {used: known[used] for used in found.scales}
    stored = laid_out(envelope).encode()
    return Checked(found.id, found.kind, stored, found.content_hash, found.shape_hash)


def product_scales() -> Mapping[str, Any]:
    """Return the scales that the product ships."""
    content = shelf_beside("<text>").content
    return dict(json.loads(content)["scales"]) if content else {}


def add_version(
    set_id: int, partnership_id: int, name: str, found: Checked, trend: Trend | None = None
) -> QuestionnaireVersionRow:
    """Store a file of a set: the version it had when its content is known, the next one otherwise.

    `trend` is what a new version does to the series; a file with known content repeats what its version did.
    """
    before = questionnaires.latest(partnership_id, found.id)
    version, trend = 1, trend or Trend()
    if before is not None:
        version = before.version + 1
        if before.content_hash == found.content_hash:
            version = before.version
            trend = Trend(tuple(before.breaks), tuple(before.reworded), before.break_reason)
    row = QuestionnaireVersionRow(
        question_set_id=set_id,
        name=name,
        questionnaire_id=found.id,
        kind=found.kind,
        version=version,
        source=found.source,
        content_hash=found.content_hash,
        shape_hash=found.shape_hash,
        breaks=list(trend.breaks),
        reworded=list(trend.reworded),
        break_reason=trend.reason,
    )
    db.session.add(row)
    db.session.flush()
    return row
