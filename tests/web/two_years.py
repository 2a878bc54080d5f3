"""A school whose team answered in two years, as closing leaves it; the questions may differ in between."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sopforms.actions import published
from sopforms.core.codes import Step
from sopforms.store import questionnaires
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.locations import LocationRow
from sopforms.store.partnerships import PartnershipRow
from sopforms.store.surveys import ApprovedTextRow, ResponseRow, SurveyRow
from tests import builders

Answers = Sequence[dict[str, Any]]
Change = Callable[[dict[str, Any]], None]
SHIPPED = builders.SETS / "po"


@dataclass(frozen=True)
class Years:
    """The dossiers of two years of one school."""

    before: DossierRow
    now: DossierRow
    location: LocationRow


def two_years(
    last: Answers, this: Answers, *, change: Change | None = None, folder: Path | None = None
) -> Years:
    """Two closed surveys; `change` edits the envelope of this year's questions, which lie in `folder`."""
    partnership = builders.a_partnership()
    location = builders.a_location(partnership, builders.a_board(partnership))
    builders.a_council(location)
    one = builders.a_question_set(partnership, date(2026, 9, 1)).id
    other = one
    if change is not None and folder is not None:
        other = _another_set(partnership, change, folder)
    rows = [
        builders.a_dossier(
            step,
            location=location,
            cycle=builders.a_cycle(partnership, school_year=year, question_set_id=questions),
        )
        for year, questions, step in (("2026-2027", one, Step.ACTIVE), ("2027-2028", other, Step.TALK))
    ]
    for row, questions, answers in zip(rows, (one, other), (last, this), strict=True):
        a_closed_survey(row, questions, answers)
    db.session.commit()
    return Years(rows[0], rows[1], location)


def a_closed_survey(
    row: DossierRow, question_set_id: int, answers: Answers, *, invited: int | None = None, threshold: int = 5
) -> SurveyRow:
    """A survey that was closed, with these answers."""
    version = questionnaires.find_in_set(question_set_id, "evaluatie")
    survey = SurveyRow(
        dossier_id=row.id, version_id=version.id, opens_on=date(2027, 1, 4), closes_on=date(2027, 1, 25),
        closed_on=date(2027, 1, 26), invited=invited or len(answers) + 2, threshold=threshold,
    )  # fmt: skip
    db.session.add(survey)
    db.session.flush()
    db.session.add_all(ResponseRow(survey_id=survey.id, answers=one, submitted=True) for one in answers)
    db.session.flush()
    return survey


def a_text(survey: SurveyRow, question: str, text: str, state: str = "approved") -> ApprovedTextRow:
    """An open answer that the coordinator read."""
    row = ApprovedTextRow(survey_id=survey.id, question=question, text=text, state=state)
    db.session.add(row)
    db.session.flush()
    return row


def _another_set(partnership: PartnershipRow, change: Change, folder: Path) -> int:
    envelope = json.loads((SHIPPED / "evaluatie.json").read_text("utf-8"))
    change(envelope)
    (folder / "evaluatie.json").write_text(json.dumps(envelope, ensure_ascii=False), "utf-8")
    published.publish_set.__wrapped__(partnership.id, folder, SHIPPED, date(2027, 9, 1))
    return questionnaires.newest_set(partnership.id).id


def question(envelope: dict[str, Any], name: str) -> dict[str, Any]:
    """A question of an envelope."""
    return next(
        element
        for page in envelope["survey"]["pages"]
        for element in page["elements"]
        if element["name"] == name
    )
