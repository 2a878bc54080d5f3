"""A partnership writes a question set: every text is kept, right or wrong, and nobody overtakes another."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from sopforms.actions import authoring, published
from sopforms.core.actor import Actor
from sopforms.core.codes import Role
from sopforms.core.errors import Conflict, NotFound
from sopforms.store import question_drafts, questionnaires
from tests.builders import SETS, TODAY, a_partnership

PO = SETS / "po"
ANNA = Actor((Role.SWV,))


def _begun() -> int:
    partnership = a_partnership()
    authoring.begin(partnership.id, PO, ANNA, TODAY)
    return partnership.id


def test_a_partnership_without_a_set_begins_with_the_shipped_one(app: Flask) -> None:
    own = _begun()

    assert list(authoring.sources(own)) == list(authoring.FILES)
    assert authoring.source(own, "evaluatie") == (PO / "evaluatie.json").read_bytes()
    assert not any(authoring.problems(own).values())


def test_who_begins_again_finds_what_was_written(app_on_both: Flask) -> None:
    own = _begun()
    authoring.put(own, "evaluatie", b"half a fi", 1, actor=ANNA, today=TODAY)

    authoring.begin(own, PO, ANNA, TODAY)

    assert authoring.source(own, "evaluatie") == b"half a fi"


def test_a_text_that_cannot_be_read_is_kept_with_its_problem(app: Flask) -> None:
    own = _begun()

    authoring.put(own, "teamgesprek", b'{"sopforms": 1,\n "id": NaN}', 1, actor=ANNA, today=TODAY)

    found = authoring.checked(own)
    places = {(problem.code, problem.file, problem.line) for problem in found.problems["teamgesprek"]}
    assert ("Q002", "teamgesprek.json", 2) in places
    assert not found.is_sound
    assert "evaluatie" in found.questionnaires


def test_who_saves_an_older_text_learns_what_stands_there_now(app_on_both: Flask) -> None:
    own = _begun()
    authoring.put(own, "evaluatie", b"{}", 1, actor=ANNA, today=TODAY)

    with pytest.raises(Conflict) as refused:
        authoring.put(own, "evaluatie", b"[]", 1, actor=ANNA, today=TODAY)

    assert isinstance(refused.value.theirs, question_drafts.QuestionDraftRow)
    assert authoring.source(own, "evaluatie") == b"{}"


def test_the_same_text_again_is_no_new_version(app: Flask) -> None:
    own = _begun()
    text = authoring.source(own, "evaluatie")

    assert authoring.put(own, "evaluatie", text, 1, actor=ANNA, today=TODAY) == 1
    assert authoring.put(own, "evaluatie", text + b"\n", 1, actor=ANNA, today=TODAY) == 2


def test_one_partnership_does_not_write_in_the_set_of_another(app: Flask) -> None:
    _begun()

    with pytest.raises(NotFound):
        authoring.source(a_partnership().id, "evaluatie")


def test_files_that_do_not_fit_together_are_told_at_the_file_that_does_not_fit(app: Flask) -> None:
    own = _begun()
    text = authoring.source(own, "evaluatie").replace(b'"BO-01"', b'"BO-77"')

    authoring.put(own, "evaluatie", text, 1, actor=ANNA, today=TODAY)

    codes = {problem.code for problem in authoring.problems(own)["schoolgids"]}
    assert {"D001", "D002"} <= codes


def test_a_set_that_was_published_comes_back_as_people_edit_it(app: Flask) -> None:
    partnership = a_partnership()
    published.publish_set(partnership.id, SETS.parent / "tests" / "cli" / "own_set", PO, TODAY)

    authoring.begin(partnership.id, PO, ANNA, TODAY)

    row = question_drafts.get(partnership.id, "evaluatie")
    version = questionnaires.get_version(row.based_on_id or 0)
    assert authoring.draft_form(partnership.id, "evaluatie").content_hash == version.content_hash
    assert len(row.source.splitlines()) > 20  # not one long line
    assert "MATE4" not in json.loads(row.source)["scales"]  # the product has it; only its own stay
    assert authoring.source(partnership.id, "teamgesprek") == (PO / "teamgesprek.json").read_bytes()


def test_a_file_can_be_put_back_and_be_taken_from_the_product(app: Flask) -> None:
    own = _begun()
    authoring.put(own, "evaluatie", b"{}", 1, actor=ANNA, today=TODAY)

    authoring.put_back(own, "evaluatie", 2, PO, actor=ANNA, today=TODAY)
    assert authoring.source(own, "evaluatie") == (PO / "evaluatie.json").read_bytes()
    authoring.put(own, "evaluatie", b"{}", 3, actor=ANNA, today=TODAY)
    authoring.take_shipped(own, "evaluatie", 4, PO, actor=ANNA, today=TODAY)

    assert authoring.source(own, "evaluatie") == (PO / "evaluatie.json").read_bytes()


def test_what_is_discarded_leaves_what_was_published(app: Flask) -> None:
    partnership = a_partnership()
    published.publish_set(partnership.id, PO, PO, TODAY)
    authoring.begin(partnership.id, PO, ANNA, TODAY)

    authoring.discard(partnership.id)

    assert authoring.sources(partnership.id) == {}
    assert questionnaires.newest_set(partnership.id) is not None
