"""A survey that comes from elsewhere: what would become of a bare SurveyJS file in this set.

Nothing is stored here; what is brought is kept by `authoring.put` after somebody has looked.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from sopforms.core.questionnaire.importing import ImportChange, ImportedInto, import_survey, into
from sopforms.core.questionnaire.layout import laid_out
from sopforms.core.questionnaire.load import examine
from sopforms.core.questionnaire.problems import Problem
from sopforms.questionnaires_on_disk import shelf_beside
from sopforms.store.question_drafts import QuestionDraftRow

KINDS = {
    "evaluatie": "staff",
    "teamgesprek": "team",
    "leerlingen": "pupils",
    "schoolwaarden": "consolidation",
}
"""Which kind of questionnaire each file of a set is."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A bare survey as it would be taken over: `source` is the file it becomes.

    `into_file` says that it replaces the survey of the file that is there: then there are the three lists,
    and in `left` what is still wrong in the rest of that file.
    """

    source: bytes
    changes: tuple[ImportChange, ...]
    problems: tuple[Problem, ...]
    is_refused: bool
    into_file: bool = False
    still_mapped: tuple[str, ...] = ()
    no_longer_mapped: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    left: tuple[Problem, ...] = ()

    def tidied(self) -> bytes:
        """Return the file without what belongs to questions and rows that are no longer in it."""
        envelope = json.loads(self.source)
        for name in self.no_longer_mapped:
            question, _dot, row = name.partition(".")
            if row:
                envelope["mapping"].get(question, {}).get("rows", {}).pop(row, None)
            else:
                envelope["mapping"].pop(question, None)
        return laid_out(envelope).encode()


def look_at(row: QuestionDraftRow, source: bytes) -> Brought | None:
    """Return what would become of a bare SurveyJS file; None for anything else: that is kept as it is.

    It goes into the file that is being written; when that cannot be read it becomes a new one.
    """
    file, shelf = f"{row.name}.json", shelf_beside("<text>")
    if not any(problem.key == "bare_survey" for problem in examine(source, file, shelf).problems):
        return None
    if examine(row.source, file, shelf).questionnaire is not None:
        found = into(row.source, source, file=file, envelope_file=file, shelf=shelf)
        if found.envelope or found.problems:
            return _brought_into(found, source)
    made = import_survey(source, id=row.name, kind=KINDS[row.name], file=file, shelf=shelf)
    text = laid_out(made.envelope).encode() if made.envelope else source
    return Brought(text, made.changes, made.problems, made.is_refused)


def _brought_into(found: ImportedInto, source: bytes) -> Brought:
    return Brought(
        laid_out(found.envelope).encode() if found.envelope else source,
        found.changes,
        found.problems,
        found.is_refused,
        into_file=True,
        still_mapped=found.still_mapped,
        no_longer_mapped=found.no_longer_mapped,
        new=found.new,
        left=found.left,
    )
