"""What still stands open in the text for parents when the board asks and adopts."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from sopforms.actions import decision, papers, standing
from sopforms.actions import draft as drafting
from sopforms.actions.decision import Decider
from sopforms.core.codes import Step, ValueSource
from sopforms.core.errors import Refused
from sopforms.store import drafts, talks
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from tests.actions.test_papers import with_papers
from tests.asked import Asked, a_reaction, an_advice, an_asked_school
from tests.builders import TODAY, reload
from tests.draft_builders import ANNA, BRAM, a_drafted_school, part

JUNE = date(2027, 6, 7)
WHO = Decider("Voorbeeldstad", "Bram Smit", "bestuurder")


def reacted() -> Asked:
    asked = an_asked_school(Step.REACTED)
    a_reaction(asked, an_advice(asked))
    return asked


def other_value(row: DossierRow, indicator: str, value: object) -> None:
    found = talks.find_value(row.id, indicator)
    assert found is not None
    found.value, found.source = value, ValueSource.CONSOLIDATION
    db.session.commit()


def refused_to_adopt(asked: Asked) -> tuple[str, ...]:
    with pytest.raises(Refused) as refused:
        decision.adopt(asked.id, WHO, actor=asked.board_member, today=JUNE)
    assert reload(asked.dossier).step is Step.REACTED
    assert drafts.find_snapshot(asked.id, "adopted") is None
    return refused.value.reasons


def test_a_text_of_which_every_part_is_ready_stands(app: Flask) -> None:
    row = a_drafted_school()

    assert standing.of(row) == standing.Standing()
    assert not standing.is_changed(row)


def test_a_part_that_was_opened_again_keeps_the_board_from_adopting(app: Flask) -> None:
    asked = reacted()
    part(asked.dossier, "g3").ready_on = None
    db.session.commit()

    assert refused_to_adopt(asked) == ("chapters_open",)
    assert standing.of(asked.dossier).unready == ("Ons gebouw",)


def test_answers_that_changed_under_a_part_for_parents_are_looked_at_before_the_council_is_asked(
    app: Flask,
) -> None:
    row = with_papers(a_drafted_school())
    other_value(row, "GE-02", "ja")

    with pytest.raises(Refused) as refused:
        papers.request_advice(row.id, actor=BRAM, today=TODAY)

    assert refused.value.reasons == ("guide_stale",)
    assert standing.of(row).stale == ("Ons gebouw",)


def test_what_a_part_lacks_is_left_out_when_a_person_said_that_it_is_ready(app: Flask) -> None:
    row = a_drafted_school()
    for point in talks.points_of(row.id):
        db.session.delete(point)
    db.session.commit()
    drafting.make_draft(row.id, actor=ANNA, today=TODAY)
    lacking = standing.of(row)

    drafting.mark_ready(row.id, [one.key for one in drafts.parts_of(row.id)], actor=ANNA, today=TODAY)

    assert lacking.gaps == ("Dit gaan wij verbeteren",)
    assert standing.of(row).gaps == ()


def test_a_text_that_was_changed_after_it_was_sent_is_known_as_such(app: Flask) -> None:
    asked = reacted()
    assert not standing.is_changed(asked.dossier)

    part(asked.dossier, "g2").edited = "Oefenen in een groep van zes kinderen."
    db.session.commit()

    assert standing.is_changed(asked.dossier)


def test_no_board_member_adopts_while_anything_is_open_and_then_does(app: Flask) -> None:
    asked = reacted()
    open_part = part(asked.dossier, "ch2")
    open_part.ready_on = None
    db.session.commit()
    assert refused_to_adopt(asked) == ("chapters_open",)

    part(asked.dossier, "ch2").ready_on = TODAY
    db.session.commit()

    assert decision.adopt(asked.id, WHO, actor=asked.board_member, today=JUNE) is not None
