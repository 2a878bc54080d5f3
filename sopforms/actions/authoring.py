"""Writing a question set: begin from what is there, keep every text as it is typed, see all that is wrong.

A partnership writes one set at a time. `begin` takes over the set it published last, or the shipped one;
`put` keeps a text whatever is wrong with it; `problems` says so; `actions/publishing.py` publishes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sopforms.actions import published
from sopforms.actions.deed import deed
from sopforms.actions.published import DOCUMENTS, QUESTIONNAIRES
from sopforms.core import document
from sopforms.core.actor import Actor
from sopforms.core.document_model import Document
from sopforms.core.errors import Conflict, NotFound
from sopforms.core.questionnaire import Questionnaire, QuestionnaireError
from sopforms.core.questionnaire.layout import laid_out
from sopforms.core.questionnaire.load import Loaded, Shelf, examine
from sopforms.core.questionnaire.load_set import compare, compare_cycle
from sopforms.core.questionnaire.problems import Problem, Severity
from sopforms.questionnaires_on_disk import shelf_beside
from sopforms.store import question_drafts, questionnaires
from sopforms.store.db import db
from sopforms.store.question_drafts import QuestionDraftRow
from sopforms.store.questionnaires import QuestionnaireVersionRow

FILES = (*QUESTIONNAIRES, *DOCUMENTS)
"""The files of a set, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """What came of checking the files of a draft together.

    `problems` has an entry per file, errors and warnings; `questionnaires` and `documents` hold the files
    without errors of their own. `read` are the questionnaires with the places of everything in them.
    """

    problems: Mapping[str, tuple[Problem, ...]]
    questionnaires: Mapping[str, Questionnaire]
    documents: Mapping[str, Document]
    read: Mapping[str, Loaded] = field(default_factory=dict)

    def errors(self, name: str) -> int:
        """Return how many errors a file has."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems.get(name, ()))

    @property
    def is_sound(self) -> bool:
        """Whether the set may be published: no file has an error."""
        return not any(self.errors(name) for name in self.problems)


@deed
def begin(partnership_id: int, shipped: Path, actor: Actor, today: date) -> None:
    """Begin to write: every file of the set that was published last, or of the folder `shipped`.

    What is being written already stays as it is; a file that is missing there is added.
    """
    latest = questionnaires.newest_set(partnership_id)
    for name in FILES:
        if question_drafts.find(partnership_id, name) is not None:
            continue
        version = questionnaires.find_in_set(latest.id, name) if latest is not None else None
        source = _as_text(version, shipped) if version is not None else shipped_source(shipped, name)
        if source is not None:
            row = QuestionDraftRow(
                partnership_id=partnership_id,
                name=name,
                source=source,
                based_on_id=version.id if version is not None else None,
                changed_on=today,
                changed_by=actor.person_id,
            )
            db.session.add(row)
    db.session.flush()


@deed
def put(
    partnership_id: int, name: str, source: bytes, version: int, *, actor: Actor, today: date
) -> int | None:
    """Keep this text of a file, also when it has problems; return its new version.

    Raises NotFound when nothing is being written, Conflict (`theirs`: the row) when somebody else changed
    the file after `version`. The same text again changes nothing.
    """
    row = question_drafts.get(partnership_id, name)
    if row.version != version:
        raise Conflict(row)
    if row.source != source:
        row.source, row.changed_on, row.changed_by = source, today, actor.person_id
        db.session.flush()
    return row.version


@deed
def put_back(
    partnership_id: int, name: str, version: int, shipped: Path, *, actor: Actor, today: date
) -> None:
    """Give a file the text that it began with; raises Conflict as `put` does."""
    row = question_drafts.get(partnership_id, name)
    put(partnership_id, name, base_source(row, shipped), version, actor=actor, today=today)


@deed
def take_shipped(
    partnership_id: int, name: str, version: int, shipped: Path, *, actor: Actor, today: date
) -> None:
    """Give a file the text of the shipped set; raises Conflict as `put` does."""
    source = shipped_source(shipped, name)
    if source is None:
        raise NotFound
    put(partnership_id, name, source, version, actor=actor, today=today)


@deed
def discard(partnership_id: int) -> None:
    """Stop writing: all texts that were not published go. What was published stays as it is."""
    question_drafts.remove(partnership_id)


def source(partnership_id: int, name: str) -> bytes:
    """Return the text of a file as it stands; raise NotFound when it is not being written."""
    return question_drafts.get(partnership_id, name).source


def sources(partnership_id: int) -> dict[str, bytes]:
    """Return the texts of all files that are being written, in the order of `FILES`."""
    rows = {row.name: row.source for row in question_drafts.of_partnership(partnership_id)}
    return {name: rows[name] for name in FILES if name in rows}


def base_source(row: QuestionDraftRow, shipped: Path) -> bytes:
    """Return the text that a draft began with."""
    if row.based_on_id is not None:
        return _as_text(questionnaires.get_version(row.based_on_id), shipped)
    return shipped_source(shipped, row.name) or b""


def problems(partnership_id: int) -> Mapping[str, tuple[Problem, ...]]:
    """Return all that is wrong with the set that is being written, per file; errors and warnings."""
    return checked(partnership_id).problems


def checked(partnership_id: int) -> CheckedDraft:
    """Check all files that are being written, each by itself and together."""
    return check(sources(partnership_id))


def check(texts: Mapping[str, bytes]) -> CheckedDraft:
    """Check the files of a set together: stem → text."""
    shelf = shelf_beside("<text>")
    loaded = {
        name: examine(text, f"{name}.json", shelf) for name, text in texts.items() if name in QUESTIONNAIRES
    }
    compare_cycle(loaded.values())
    compare(loaded.values())
    found = {
        name: one.problems if one.report is None else one.report.problems() for name, one in loaded.items()
    }
    forms = {name: one.questionnaire for name, one in loaded.items() if one.questionnaire is not None}
    documents: dict[str, Document] = {}
    for name in DOCUMENTS:
        if name in texts:
            found[name] = _check_document(name, texts[name], loaded, forms, documents)
    return CheckedDraft({name: found[name] for name in texts if name in found}, forms, documents, loaded)


def _check_document(
    name: str,
    text: bytes,
    loaded: Mapping[str, Loaded],
    forms: Mapping[str, Questionnaire],
    documents: dict[str, Document],
) -> tuple[Problem, ...]:
    """Return what is wrong with a document; whether it fits is asked when all questionnaires can be read."""
    file = f"{name}.json"
    try:
        documents[name] = document.load(text, file)
    except QuestionnaireError as error:
        return error.problems
    if len(forms) < len(loaded):
        return document.problems_of(text, file)
    return document.problems_of(text, file, forms.values())


def draft_form(partnership_id: int, name: str) -> Questionnaire:
    """Return a questionnaire that is being written; raise QuestionnaireError when it has errors."""
    return read_draft(source(partnership_id, name), name)


def read_draft(text: bytes, name: str, shelf: Shelf | None = None) -> Questionnaire:
    """Return the questionnaire in a text with the product's scales; raise QuestionnaireError."""
    one = examine(text, f"{name}.json", shelf or shelf_beside("<text>"))
    if one.questionnaire is None:
        raise QuestionnaireError(one.problems)
    return one.questionnaire


def shipped_source(folder: Path, name: str) -> bytes | None:
    """Return the product's own text of a file, None when its set has no such file."""
    path = folder / f"{name}.json"
    return path.read_bytes() if path.exists() else None


def _as_text(version: QuestionnaireVersionRow, shipped: Path) -> bytes:
    """Return a published file as people edit it: laid out, without the scales of the product.

    A file that is still as shipped comes with the layout of the shipped one.
    """
    original = shipped_source(shipped, version.name)
    if original is not None and _is_same(original, version):
        return original
    envelope: dict[str, Any] = json.loads(version.source.decode("utf-8-sig"))
    own = _own_scales(envelope.get("scales", {}))
    if version.name in QUESTIONNAIRES:
        envelope.pop("scales", None)
        envelope |= {"scales": own} if own else {}
    return laid_out(envelope).encode()


def _is_same(original: bytes, version: QuestionnaireVersionRow) -> bool:
    if version.name in DOCUMENTS:
        return published.document_hash(original) == version.content_hash
    try:
        return read_draft(original, version.name).content_hash == version.content_hash
    except QuestionnaireError:
        return False


def _own_scales(scales: Mapping[str, Any]) -> dict[str, Any]:
    """Return the scales that the product does not have: those of the product come from there again."""
    known = published.product_scales()
    return {name: scale for name, scale in scales.items() if name not in known}
