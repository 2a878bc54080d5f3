"""The files of a question set in words, and what the pages about them have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import abort, current_app, g
from flask_babel import lazy_gettext as _

from sopforms.actions import authoring
from sopforms.actions.published import QUESTIONNAIRES
from sopforms.core.codes import Sector
from sopforms.core.questionnaire.problems import Problem, Severity
from sopforms.store import question_drafts
from sopforms.store.question_drafts import QuestionDraftRow
from sopforms.store.questionnaires import QuestionSetRow
from sopforms.web.language import chosen

URL = "/samenwerkingsverband/<int:partnership_id>/vragenlijsten"
NAME = f"<any({', '.join(authoring.FILES)}):name>"
ASKED = f"<any({', '.join(QUESTIONNAIRES)}):name>"
"""What stands in an address for one file of the set; the second for one that people answer."""

TITLES = {
    "evaluatie": _("Vragenlijst voor het team"),
    "teamgesprek": _("Teamgesprek"),
    "leerlingen": _("Gesprek met leerlingen"),
    "schoolwaarden": _("Schoolwaarden"),
    "schoolgids": _("Hoofdstukken en schoolgids"),
    "jaarplan": _("Jaarplan"),
    "jaarverslag": _("Jaarverslag"),
}
SHOWN_PROBLEMS = 50


def shipped() -> Path:
    """Return the folder of the product's own set for the sector of this partnership."""
    return Path(current_app.config["QUESTIONNAIRES"]) / g.partnership.sector.value


def draft_or_404(partnership_id: int, name: str) -> QuestionDraftRow:
    """Return the draft of a file; 404 when the partnership writes nothing."""
    row = question_drafts.find(partnership_id, name)
    if row is None:
        abort(404)
    return row


def set_title(row: QuestionSetRow) -> str:
    """Return what people call a set; one of the product has no name of its own."""
    return str(_("Meegeleverde vragen")) if row.name in set(Sector) else row.name


def told_problem(problem: Problem) -> dict[str, Any]:
    """Return a problem as a page shows it, in the language of the page."""
    message, hint = problem.in_language(chosen())
    return {
        "line": problem.line,
        "column": problem.column,
        "path": problem.path,
        "question": problem.question,
        "message": f"{message[:1].upper()}{message[1:]}",
        "hint": hint or "",
        "code": problem.code,
        "is_error": problem.severity is Severity.ERROR,
    }
