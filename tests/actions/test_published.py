"""Question sets are published whole, checked, and read as they were stored."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from sopforms.actions import published
from sopforms.core.errors import Refused
from sopforms.core.questionnaire import QuestionnaireError
from sopforms.store import questionnaires
from sopforms.store.db import db
from sopforms.store.questionnaires import QuestionSetRow
from tests.builders import SETS, TODAY, a_partnership

OWN_SET = Path(__file__).parents[1] / "cli" / "own_set"
PO = SETS / "po"


def test_the_same_content_keeps_its_version_and_another_gets_the_next(app: Flask, tmp_path: Path) -> None:
    partnership = a_partnership()
    first = published.publish_set(partnership.id, OWN_SET, PO, TODAY)
    again = published.publish_set(partnership.id, OWN_SET, PO, TODAY)
    shutil.copytree(OWN_SET, tmp_path / "set")
    file = tmp_path / "set" / "evaluatie.json"
    file.write_text(
        file.read_text("utf-8").replace("elke dag een rustige plek", "altijd een rustige plek"), "utf-8"
    )

    changed = published.publish_set(partnership.id, tmp_path / "set", PO, TODAY)

    def version(row: QuestionSetRow) -> int:
        return published.questionnaire_of(row.id, "evaluatie")[0].version

    assert (version(first), version(again), version(changed)) == (1, 1, 2)


def test_a_published_questionnaire_cannot_be_changed_in_the_database(app_on_both: Flask) -> None:
    found = published.publish_set(a_partnership().id, OWN_SET, PO, TODAY)

    with pytest.raises(DBAPIError):
        db.session.execute(sa.text("UPDATE questionnaire_version SET version = 9"))
    db.session.rollback()

    assert published.questionnaire_of(found.id, "evaluatie")[0].version == 1


def test_bytes_that_were_tampered_with_are_refused(app: Flask) -> None:
    found = published.publish_set(a_partnership().id, OWN_SET, PO, TODAY)
    row = questionnaires.find_in_set(found.id, "evaluatie")
    assert row is not None
    other = row.source.replace(b"tevreden", b"content")
    db.session.execute(sa.text("DROP TRIGGER questionnaire_version_no_update"))
    row.source = other
    db.session.commit()

    with pytest.raises(Refused, match="questionnaire_changed"):
        published.questionnaire_of(found.id, "evaluatie")


def test_a_set_with_one_mistake_is_not_published_at_all(app: Flask, tmp_path: Path) -> None:
    partnership = a_partnership()
    shutil.copytree(OWN_SET, tmp_path / "set")
    file = tmp_path / "set" / "schoolgids.json"
    file.write_text(file.read_text("utf-8").replace('"EI-03"', '"EI-99"'), "utf-8")

    with pytest.raises(QuestionnaireError) as wrong:
        published.publish_set(partnership.id, tmp_path / "set", PO, TODAY)

    told = "\n".join(str(problem) for problem in wrong.value.problems)
    assert "EI-99" in told
    assert "EI-03" in told, "an indicator of the set that feeds no chapter any more"
    assert db.session.scalar(sa.select(sa.func.count()).select_from(QuestionSetRow)) == 0


def test_what_a_set_lacks_comes_from_the_shipped_one_and_may_stay_unused(app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    for name in ("evaluatie.json", "schoolgids.json"):
        shutil.copy(OWN_SET / name, folder / name)
    text = json.loads((folder / "schoolgids.json").read_text("utf-8"))
    for part in [*text["chapters"], *text["guide"]]:
        for piece in part["parts"]:
            if "indicators" in piece:
                kept = [name for name in piece["indicators"] if name in {"EI-01", "EI-02", "EI-04"}]
                piece["indicators"] = kept or ["GR-01"]
    (folder / "schoolgids.json").write_text(json.dumps(text), "utf-8")

    found = published.publish_set(a_partnership().id, folder, PO, TODAY)

    assert {form.id for form in published.all_of(found.id)} >= {"eigen-staf", "schoolwaarden-po"}
