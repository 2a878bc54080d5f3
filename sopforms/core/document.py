"""The document files of a question set: which chapters and parts there are, and what fills them.

`schoolgids.json` (kind document) orders the eleven chapters of the draft and the nine parts of the guide;
`jaarplan.json` (kind plan) and `jaarverslag.json` (kind report) hold free sections in the same form. Read
as strictly as a questionnaire: all problems at once, each with file, line and column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sopforms.core.document_model import (
    CHAPTERS,
    FACTUAL,
    GUIDE,
    PLACEHOLDERS,
    Chapter,
    Document,
    DocumentKind,
    Mark,
    PartForm,
    Piece,
)
from sopforms.core.document_reading import examine
from sopforms.core.questionnaire.messages import say
from sopforms.core.questionnaire.model import Form as Questions
from sopforms.core.questionnaire.problems import Problem, QuestionnaireError, Severity

__all__ = [
    "CHAPTERS",
    "FACTUAL",
    "GUIDE",
    "PLACEHOLDERS",
    "Chapter",
    "Document",
    "DocumentKind",
    "Mark",
    "PartForm",
    "Piece",
    "check_against",
    "load",
    "problems_of",
]


def load(source: bytes | str, file: str = "<text>") -> Document:
    """Return the document in a file's content; QuestionnaireError with all its problems otherwise."""
    document, problems = examine(source, file)
    if document is None:
        raise QuestionnaireError(problems)
    return document


def problems_of(
    source: bytes | str, file: str, questionnaires: Iterable[Questions] = ()
) -> tuple[Problem, ...]:
    """Return all that is wrong with a file; what does not fit is looked for when there are questionnaires."""
    document, problems = examine(source, file)
    asked = tuple(questionnaires)
    if document is not None and asked:
        problems += check_against(document, asked)
    return problems


def check_against(document: Document, questionnaires: Iterable[Questions]) -> tuple[Problem, ...]:
    """Return what does not fit between a document and the questionnaires of its set.

    An unknown indicator and an indicator that feeds no chapter are errors. A chapter that has parts, none of
    which rests on an answer or fact, is a warning. A plan or report may leave indicators out.
    """
    known = _known(questionnaires)
    problems = [
        _problem(document, mark, "D001", "indicator_unknown", name=mark.name)
        for mark in document.named
        if mark.name not in known
    ]
    if document.kind is DocumentKind.DOCUMENT:
        problems += _unused(document, known)
        problems += _unfed(document)
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column, problem.code)))


def _known(questionnaires: Iterable[Questions]) -> dict[str, str]:
    """Return indicator → id of the questionnaire that asks it first."""
    known: dict[str, str] = {}
    for questions in questionnaires:
        for entry in questions.mapping.values():
            for one in (entry, *entry.rows.values()):
                if one.indicator is not None:
                    known.setdefault(one.indicator, questions.id)
    return known


def _unused(document: Document, known: Mapping[str, str]) -> Iterator[Problem]:
    """Yield an error for each indicator that no chapter shows: what is asked must be used."""
    used = {name for chapter in document.chapters for name in chapter.indicators}
    start = Mark("", 1, 1, "")
    for name, asked_in in known.items():
        if name not in used:
            yield _problem(document, start, "D002", "indicator_unused", name=name, file=asked_in)


def _unfed(document: Document) -> Iterator[Problem]:
    """Yield a warning for each chapter with parts that all say the same for every school."""
    marks = {mark.name: mark for mark in document.opened}
    for chapter in document.chapters:
        if chapter.parts and not any(piece.form in FACTUAL for piece in chapter.parts):
            yield _problem(
                document, marks[chapter.key], "D003", "chapter_unfed", Severity.WARNING, name=chapter.key
            )


def _problem(
    document: Document,
    mark: Mark,
    code: str,
    key: str,
    severity: Severity = Severity.ERROR,
    **params: str,
) -> Problem:
    message = say(key, params, "en") or ""
    return Problem(
        document.file, mark.line, mark.column, mark.path, None, message, None, code, severity, key, "", params
    )
