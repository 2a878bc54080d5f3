"""What a draft is composed of, asked at once: what each table says by itself, of one school alone."""

from __future__ import annotations

from datetime import date

from flask import Flask

from sopforms.core.codes import Role, Step
from sopforms.store import cycles, drafts, gathered, locations, partnerships, previous_texts, talks
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import DraftCommentRow
from sopforms.store.talks import PointRow
from tests import asked, builders
from tests.draft_builders import a_drafted_school


def test_what_a_school_recorded_and_wrote_is_the_same_in_one_question_on_both_databases(
    app_on_both: Flask,
) -> None:
    row = a_drafted_school()
    location, cycle = locations.get(row.location_id), cycles.get(row.cycle_id)
    partnership = partnerships.get(row.partnership_id)
    other = builders.a_dossier(Step.DRAFT, location=builders.a_location(partnership), cycle=cycle)
    year = builders.a_cycle(partnership, school_year="2026-2027", question_set_id=cycle.question_set_id)
    last = asked.a_snapshot(builders.a_dossier(Step.ACTIVE, location=location, cycle=year), "adopted")
    asked.drafted(other)
    for dossier in (other, row):
        _talked_about(dossier)

    said, texts = gathered.recorded(row.id), gathered.texts(row)

    assert said.values == talks.values_of(row.id)
    assert said.points == talks.points_of(row.id)
    assert len(said.points) == 3
    assert said.voices == talks.pupil_voices_of(row.id)
    assert len(said.voices) == 1
    assert texts.parts == drafts.parts_of(row.id)
    assert texts.comments == drafts.comments_of(row.id)
    assert [one.text for one in texts.comments["g2"]] == ["Eerst.", "Daarna."]
    assert (texts.before, texts.replaced) == (last, None)
    assert texts.former == previous_texts.of_dossier(row.id) == {"ch2": "Elk kind leert anders.", "rest": "-"}
    assert gathered.texts(other).before is None


def _talked_about(row: DossierRow) -> None:
    """Two points of this year and one of before, two comments on a part, and texts of before."""
    for goal in ("Rust", "Lezen", "Van vorig jaar"):
        db.session.add(PointRow(dossier_id=row.id, goal=goal, earlier=goal == "Van vorig jaar"))
    (part,) = [one for one in drafts.parts_of(row.id) if one.key == "g2"]
    for text in ("Eerst.", "Daarna."):
        comment = DraftCommentRow(part_id=part.id, name="Cor", role=Role.CONSULTANT, text=text)
        comment.made_on = date(2027, 9, 9)
        db.session.add(comment)
        db.session.flush()
    previous_texts.replace(row.id, {"ch2": "Elk kind leert anders.", "rest": "-"})
