"""Publishing a question set: nothing goes out unchecked or unconfirmed, and trends know what happened."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from sopforms.actions import authoring, published, publishing, question_sets
from sopforms.core.actor import Actor
from sopforms.core.codes import Act, Role
from sopforms.core.confirmation import Confirmation
from sopforms.core.errors import Conflict, Invalid, NotFound, Refused
from sopforms.core.questionnaire import QuestionnaireError
from sopforms.core.questionnaire.layout import laid_out
from sopforms.store import logbook, question_drafts, questionnaires
from sopforms.store.db import db
from sopforms.store.logbook import EventRow
from sopforms.store.questionnaires import QuestionnaireVersionRow, QuestionSetRow
from tests.builders import SETS, TODAY, a_partnership

PO = SETS / "po"
SANNE = Actor((Role.SWV,))
EVERYTHING = Confirmation(True, True, True, "De vraag ging over iets anders.")
NOTHING = Confirmation()

Edit = Callable[[dict[str, Any]], None]


@pytest.fixture
def own(app: Flask) -> int:
    """A partnership with the shipped set published, and a draft begun."""
    partnership = a_partnership()
    published.publish_set(partnership.id, PO, PO, TODAY)
    authoring.begin(partnership.id, PO, SANNE, TODAY)
    return partnership.id


def change(own: int, edit: Edit, name: str = "evaluatie") -> None:
    row = question_drafts.get(own, name)
    envelope = json.loads(row.source)
    edit(envelope)
    authoring.put(own, name, laid_out(envelope).encode(), row.version, actor=SANNE, today=TODAY)


def publish(own: int, given: Confirmation = NOTHING, title: str = "Vragen 2027") -> QuestionSetRow:
    seen = publishing.propose(own).fingerprint
    row = publishing.publish(own, title, seen, given, shipped=PO, actor=SANNE, today=TODAY)
    assert row is not None
    return row


def evaluation(row: QuestionSetRow) -> QuestionnaireVersionRow:
    return published.questionnaire_of(row.id, "evaluatie")[0]


def reword(envelope: dict[str, Any]) -> None:
    envelope["survey"]["pages"][0]["elements"][0]["rows"][0]["text"]["nl"] = "Ik pas mijn uitleg aan."


def add_question(envelope: dict[str, Any]) -> None:
    question = {
        "type": "comment",
        "name": "nieuw",
        "title": {"nl": "Wat wil je kwijt?", "en": "Anything else?"},
    }
    envelope["survey"]["pages"][-1]["elements"].append(question)
    envelope["mapping"]["nieuw"] = {"aggregate": "none", "short": {"nl": "Kwijt", "en": "Else"}}


def remove_row(envelope: dict[str, Any]) -> None:
    matrix = envelope["survey"]["pages"][0]["elements"][0]
    gone = matrix["rows"].pop()
    del envelope["mapping"][matrix["name"]]["rows"][gone["value"]]


def forget_bo05(document: dict[str, Any]) -> None:
    """The row that `remove_row` takes away feeds chapters and parts of the document."""
    for room in ("chapters", "guide"):
        for chapter in document[room]:
            for part in chapter["parts"]:
                if "indicators" in part:
                    part["indicators"] = [one for one in part["indicators"] if one != "BO-05"]


def test_a_set_is_published_as_a_whole_with_its_scales_and_the_draft_is_gone(own: int) -> None:
    change(own, reword)

    row = publish(own, Confirmation(wording=True))

    files = {one.name: one for one in questionnaires.of_set(row.id)}
    assert set(files) == set(authoring.FILES)
    assert files["evaluatie"].version == 2
    assert files["teamgesprek"].version == 1
    assert "MATE4" in json.loads(files["evaluatie"].source)["scales"]
    assert question_drafts.of_partnership(own) == []


def test_the_same_content_is_not_published_again(own: int) -> None:
    row = question_drafts.get(own, "evaluatie")
    other_layout = json.dumps(json.loads(row.source)).encode()
    authoring.put(own, "evaluatie", other_layout, row.version, actor=SANNE, today=TODAY)

    with pytest.raises(Refused, match="questions_unchanged"):
        publish(own)


def test_a_set_with_an_error_is_not_published(own: int) -> None:
    authoring.put(own, "leerlingen", b"{", 1, actor=SANNE, today=TODAY)

    with pytest.raises(QuestionnaireError):
        publish(own, EVERYTHING)

    assert authoring.source(own, "leerlingen") == b"{"


@pytest.mark.parametrize(
    ("edit", "field", "enough"),
    [
        (reword, "wording", Confirmation(wording=True)),
        (add_question, "additive", Confirmation(additive=True)),
    ],
)
def test_what_changed_has_to_be_confirmed(own: int, edit: Edit, field: str, enough: Confirmation) -> None:
    change(own, edit)

    with pytest.raises(Invalid) as refused:
        publish(own, NOTHING)

    assert list(refused.value.problems) == [field]
    assert evaluation(publish(own, enough)).breaks == []


def test_a_reworded_statement_is_marked_and_its_series_goes_on(own: int) -> None:
    change(own, reword)

    row = evaluation(publish(own, Confirmation(wording=True)))

    assert (row.reworded, row.breaks, row.break_reason) == (["BO-01"], [], "")


def test_what_breaks_a_series_needs_the_choice_and_a_reason(own: int) -> None:
    change(own, remove_row)
    change(own, forget_bo05, "schoolgids")

    with pytest.raises(Invalid) as refused:
        publish(own, Confirmation(wording=True, additive=True))
    assert set(refused.value.problems) == {"breaking", "reason"}
    with pytest.raises(Invalid) as without_reason:
        publish(own, Confirmation(True, True, True, "  "))
    assert set(without_reason.value.problems) == {"reason"}
    row = publish(own, EVERYTHING)

    assert evaluation(row).breaks == ["BO-05"]
    assert evaluation(row).break_reason == "De vraag ging over iets anders."
    between = questionnaires.breaks_between(own, "evaluatie-po", 1, 2)
    assert between.breaks == {"BO-05"}
    assert between.reasons == ("De vraag ging over iets anders.",)


def test_a_name_is_for_life_whatever_is_confirmed(own: int) -> None:
    def another_type(envelope: dict[str, Any]) -> None:
        matrix = envelope["survey"]["pages"][0]["elements"][0]
        envelope["survey"]["pages"][0]["elements"][0] = {
            "type": "comment", "name": matrix["name"], "title": matrix["title"],
        }  # fmt: skip
        short = {"nl": "Uitleg", "en": "Teaching"}
        envelope["mapping"][matrix["name"]] = {"aggregate": "none", "short": short}

    def without(document: dict[str, Any]) -> None:
        for room in ("chapters", "guide"):
            for chapter in document[room]:
                for part in chapter["parts"]:
                    if "indicators" in part:
                        gone = {"BO-01", "BO-02", "BO-05"}
                        part["indicators"] = [one for one in part["indicators"] if one not in gone]
                chapter["parts"] = [part for part in chapter["parts"] if part.get("indicators", True)]

    change(own, another_type)
    change(own, without, "schoolgids")

    with pytest.raises(Refused, match="questions_refused"):
        publish(own, EVERYTHING)
    refused = [one for one in publishing.propose(own).checked.problems["evaluatie"] if one.code == "Q072"]
    text = authoring.source(own, "evaluatie").decode().splitlines()
    assert refused
    assert "comment" in text[refused[0].line - 1]


def test_what_was_done_to_a_set_stands_in_the_logbook(own: int) -> None:
    change(own, reword)
    row = publish(own, EVERYTHING)
    question_sets.close(own, row.id, SANNE, TODAY)
    question_sets.close(own, row.id, SANNE, TODAY)
    question_sets.withdraw(own, row.id, "Er stond een fout in.", SANNE, TODAY)

    lines = db.session.scalars(sa.select(EventRow).where(EventRow.partnership_id == own))
    acts = [line.act for line in lines if line.details == {"set": row.id}]

    assert acts == [Act.PUBLISH_QUESTIONS, Act.CLOSE_QUESTIONS, Act.WITHDRAW_QUESTIONS]
    assert logbook.first_broken() is None


def test_only_what_was_looked_at_is_published(own: int) -> None:
    change(own, reword)
    seen = publishing.propose(own).fingerprint
    change(own, add_question)

    with pytest.raises(Conflict):
        publishing.publish(own, "Vragen 2027", seen, EVERYTHING, shipped=PO, actor=SANNE, today=TODAY)


@pytest.mark.parametrize("title", ["", "   ", "x" * 121, "po"])
def test_a_set_needs_a_name_of_its_own(own: int, title: str) -> None:
    change(own, reword)

    with pytest.raises(Invalid) as refused:
        publish(own, EVERYTHING, title)

    assert "title" in refused.value.problems


def test_a_break_that_was_taken_back_by_withdrawing_does_not_count(own: int) -> None:
    change(own, remove_row)
    change(own, forget_bo05, "schoolgids")
    wrong = publish(own, EVERYTHING)
    question_sets.withdraw(own, wrong.id, "Een vraag was weggevallen.", SANNE, TODAY)
    authoring.begin(own, PO, SANNE, TODAY)
    change(own, reword)

    row = evaluation(publish(own, Confirmation(wording=True), "Vragen opnieuw"))

    assert row.version == 3
    assert row.breaks == []
    assert questionnaires.breaks_between(own, "evaluatie-po", 1, 3).breaks == frozenset()
    assert questionnaires.breaks_between(own, "evaluatie-po", 2, 3).breaks == {"BO-05"}


def test_the_newest_set_is_never_a_withdrawn_one(own: int) -> None:
    change(own, reword)
    wrong = publish(own, EVERYTHING)

    question_sets.withdraw(own, wrong.id, "Er stond een fout in.", SANNE, TODAY)

    newest = questionnaires.newest_set(own)
    assert newest is not None
    assert newest.id != wrong.id


def test_withdrawing_needs_words_for_who_was_busy(own: int) -> None:
    newest = questionnaires.newest_set(own)
    assert newest is not None

    with pytest.raises(Invalid):
        question_sets.withdraw(own, newest.id, " ", SANNE, TODAY)


def test_nobody_closes_the_set_of_another_partnership(own: int) -> None:
    newest = questionnaires.newest_set(own)
    assert newest is not None

    with pytest.raises(NotFound):
        question_sets.close(a_partnership().id, newest.id, SANNE, TODAY)
