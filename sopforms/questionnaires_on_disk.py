"""The one place that reads questionnaire files from disk; the core gets their content."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sopforms.core.questionnaire.load import Loaded, Shelf, examine
from sopforms.core.questionnaire.load_set import compare, compare_cycle
from sopforms.core.questionnaire.problems import Problem
from sopforms.core.questionnaire.questionnaire import Questionnaire
from sopforms.core.questionnaire.reading import MOST_BYTES, Reading
from sopforms.core.questionnaire.reading_quickly import read_quickly
from sopforms.core.questionnaire.scales import library

SHIPPED = Path(__file__).resolve().parent.parent / "questionnaires"
SCALES = "scales.json"
OTHER_KINDS = frozenset(("document", "plan", "report"))


def read(path: str | os.PathLike[str]) -> bytes:
    """Return the content of a file; of one that is too large just enough to tell. OSError if unreadable."""
    with open(path, "rb") as file:
        return file.read(MOST_BYTES + 1)


def shelf(path: str | os.PathLike[str]) -> Shelf:
    """Return the scales in the file `path`."""
    return Shelf(read(path), os.fspath(path))


def shelf_beside(file: str | os.PathLike[str]) -> Shelf:
    """Return the `scales.json` beside `file`, else the product's, else no scales."""
    beside = [] if os.fspath(file) == "<text>" else [Path(file).parent / SCALES]
    for path in (*beside, SHIPPED / SCALES):
        if path.is_file():
            return shelf(path)
    return Shelf()


@dataclass(slots=True)
class CheckedSet:
    """What came of checking files together.

    `problems` has an entry per file, in the order of the files; `questionnaires` are those without errors.
    `others` are the files of a question set that are no questionnaires (the document, the plan, the report),
    as read: whoever checks these reports into `problems` of their file.
    """

    problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    questionnaires: dict[str, Questionnaire] = field(default_factory=dict)
    others: dict[str, Reading] = field(default_factory=dict)


def check_set(paths: Iterable[str | os.PathLike[str]]) -> CheckedSet:
    """Check files together; a directory is a question set, used in one cycle. OSError when unreadable.

    A `scales.json` may be among the files: it is checked, and holds for those that have none beside them.
    """
    checked = CheckedSet()
    given = [Path(path) for path in paths]
    sets = {path: sorted(path.glob("*.json")) for path in given if path.is_dir()}
    files = list(dict.fromkeys(file for path in given for file in sets.get(path, [path])))
    contents = {file: read(file) for file in files}
    shelves = [Shelf(contents[file], str(file)) for file in files if file.name == SCALES]
    loaded: dict[Path, Loaded] = {}
    for file, content in contents.items():
        if file.name == SCALES:
            checked.problems[str(file)] = library(content, str(file), ("nl",))[1]
        elif (other := _other(file, content)) is not None:
            checked.others[str(file)] = other
            checked.problems[str(file)] = ()
        else:
            shelf = shelf_beside(file) if (file.parent / SCALES).is_file() or not shelves else shelves[0]
            loaded[file] = examine(content, str(file), shelf)
    for folder in sets.values():
        compare_cycle([loaded[file] for file in folder if file in loaded])
    compare(loaded.values())
    for file, one in loaded.items():
        checked.problems[str(file)] = one.problems if one.report is None else one.report.problems()
        if one.questionnaire is not None and one.report is not None and not one.report.has_errors:
            checked.questionnaires[str(file)] = one.questionnaire
    checked.problems = {str(file): checked.problems[str(file)] for file in files}
    return checked


def _other(file: Path, content: bytes) -> Reading | None:
    """Return a file of a question set that says it is no questionnaire; None for all others."""
    reading = read_quickly(content, str(file))
    kind = reading.root.get("kind") if reading.root is not None else None
    return reading if kind in OTHER_KINDS else None
