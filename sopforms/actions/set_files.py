"""The files of published question sets by their content: a process reads the bytes of each content once."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sopforms.actions import for_school, published, remembering
from sopforms.core.codes import SchoolKind
from sopforms.core.document import Document
from sopforms.core.errors import NotFound
from sopforms.core.questionnaire import Questionnaire
from sopforms.store import questionnaires

MOST_KNOWN = 64


class File(NamedTuple):
    """One file of a set: its content, and the row whose bytes hold it."""

    content_hash: str
    version_id: int


def of_sets(set_ids: Collection[int]) -> dict[int, dict[str, File]]:
    """Return the files of each of these sets by name, in one question and without their bytes."""
    files: dict[int, dict[str, File]] = {set_id: {} for set_id in set_ids}
    for set_id, name, version_id, content_hash in questionnaires.hashes_of(set_ids):
        files[set_id][name] = File(content_hash, version_id)
    return files


def of_set(set_id: int) -> dict[str, File]:
    """Return the files of a set by name: what was published never changes."""
    return remembering.once(("files", set_id), lambda: of_sets([set_id])[set_id])


def document(set_id: int, name: str) -> Document:
    """Return a document file of a set; raise NotFound without it."""
    file = of_set(set_id).get(name)
    if file is None:
        raise NotFound
    return document_in(set_id, name, file)


def document_in(set_id: int, name: str, file: File) -> Document:
    """Return what a document file says."""
    if file.content_hash not in _documents:
        found = published.document(set_id, name)
        if len(_documents) >= MOST_KNOWN:
            _documents.clear()
        _documents[file.content_hash] = found
    return _documents[file.content_hash]


def questionnaires_for(set_id: int, kind: SchoolKind) -> list[Questionnaire]:
    """Return the questionnaires of a set in a fixed order, for one kind of school; a set may lack some."""
    files = of_set(set_id)
    return [
        for_school.questionnaire(*files[name], kind) for name in published.QUESTIONNAIRES if name in files
    ]


_documents: dict[str, Document] = {}
