"""Schools with a draft, for tests of drafting, papers and request."""

from __future__ import annotations

from typing import Any

from sopforms.actions import draft as drafting
from sopforms.core.actor import Actor
from sopforms.core.codes import Role, Step, ValueSource
from sopforms.core.papers import Asked
from sopforms.store.cycles import CycleRow
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import DraftPartRow, parts_of
from sopforms.store.questionnaires import find_in_set
from sopforms.store.talks import PointRow, PupilVoiceRow, SchoolValueRow
from tests.builders import TODAY, a_council, a_dossier, a_location, a_partnership
from tests.core.drafting import values

ANNA = Actor((Role.COORDINATOR,), None, "Anna", "intern begeleider")
BRAM = Actor((Role.BOARD,), None, "Bram Smit", "bestuurder")


def a_school_with_values(step: Step = Step.CONSOLIDATED, **facts: Any) -> DossierRow:
    """A dossier whose indicators all have a value, with a point and what pupils told."""
    location = facts.pop("location", None) or a_location(a_partnership(), name="De Tintelgaard")
    if "council" not in facts:
        a_council(location)
    else:
        facts.pop("council")
    row = a_dossier(step, location=location, **facts)
    for indicator, given in values().items():
        answers = dict(given.answers)
        db.session.add(
            SchoolValueRow(
                dossier_id=row.id, indicator=indicator, value=given.value, comment=given.comment,
                answers=answers, source=ValueSource.TALK, decided_on=TODAY,
            )
        )  # fmt: skip
    db.session.add(PointRow(dossier_id=row.id, goal="Eerder helpen bij lezen", action="Scholing in oktober."))
    _add_voice(row)
    db.session.commit()
    return row


def _add_voice(row: DossierRow) -> None:
    cycle = db.session.get_one(CycleRow, row.cycle_id)
    version = find_in_set(cycle.question_set_id, "leerlingen")
    assert version is not None
    answers = {
        "groepen": "groep 6, 7 en 8",
        "manier": "Zij praatten in een kring.",
        "thema1": "Rust om te werken",
        "gedaan1": "Wij maken een stilteplek.",
    }
    db.session.add(
        PupilVoiceRow(dossier_id=row.id, version_id=version.id, held_on=TODAY, leader="Lot", answers=answers)
    )


def a_drafted_school(*, ready: bool = True, **facts: Any) -> DossierRow:
    """A dossier with a draft, every part marked ready."""
    row = a_school_with_values(**facts)
    drafting.make_draft(row.id, actor=ANNA, today=TODAY)
    if ready:
        drafting.mark_ready(row.id, [part.key for part in parts_of(row.id)], actor=ANNA, today=TODAY)
    return row


def part(row: DossierRow, key: str) -> DraftPartRow:
    """One part of the draft as the database has it now."""
    db.session.expire_all()
    return next(one for one in parts_of(row.id) if one.key == key)


def what_is_asked(**changes: Any) -> Asked:
    """Complete papers: reasons, consequences, measures, talk, day, who decides."""
    facts: dict[str, Any] = {
        "reasons": "De tekst is herzien.",
        "consequences": "Ouders lezen nu wat er is.",
        "measures": "Het team krijgt scholing.",
        "decision_maker": "Bram Smit",
        "function": "bestuurder",
    }
    return Asked(**(facts | changes))
