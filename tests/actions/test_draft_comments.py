"""Comments on the draft: by head and consultant, on record, and never in the way."""

from __future__ import annotations

import pytest
from flask import Flask

from sopforms.actions import draft as drafting
from sopforms.actions import draft_comments as comments
from sopforms.core.codes import Deed, Role, Step
from sopforms.core.errors import Invalid, NotFound, Refused
from sopforms.store import drafts, logbook
from sopforms.store.db import db
from tests.builders import TODAY, an_actor, reload
from tests.draft_builders import ANNA, a_drafted_school

CONSULTANT = an_actor(Role.CONSULTANT)


def test_a_comment_stands_at_its_part_and_in_the_logbook(app: Flask) -> None:
    row = a_drafted_school()

    for role in (Role.HEAD, Role.CONSULTANT):
        comments.comment(row.id, "g2", " Noem ook de logopedist. ", actor=an_actor(role), today=TODAY)

    first, second = drafts.comments_of(row.id)["g2"]
    assert (first.text, first.role, first.resolved_on) == ("Noem ook de logopedist.", Role.HEAD, None)
    assert second.role is Role.CONSULTANT
    assert logbook.of_dossier(row.id)[-1].deed is Deed.COMMENT_CHAPTER


def test_a_comment_holds_nothing_up(app: Flask) -> None:
    row = a_drafted_school()
    comments.comment(row.id, "g2", "Dit klopt niet.", actor=CONSULTANT, today=TODAY)

    drafting.finish_draft(row.id, actor=ANNA, today=TODAY)

    assert reload(row).draft_ready_on == TODAY


def test_the_school_deals_with_a_comment_once_and_it_stays_to_be_read(app: Flask) -> None:
    row = a_drafted_school()
    comments.comment(row.id, "g2", "Dit klopt niet.", actor=CONSULTANT, today=TODAY)
    number = drafts.comments_of(row.id)["g2"][0].id

    for _ in range(2):
        comments.resolve(row.id, number, actor=ANNA, today=TODAY)

    (found,) = drafts.comments_of(row.id)["g2"]
    assert (found.text, found.resolved_on, found.resolved_by) == ("Dit klopt niet.", TODAY, "Anna")
    deeds = [line.deed for line in logbook.of_dossier(row.id)]
    assert deeds.count(Deed.RESOLVE_COMMENT) == 1


def test_nobody_else_comments(app: Flask) -> None:
    row = a_drafted_school()

    for role in (Role.COORDINATOR, Role.BOARD, Role.SWV):
        with pytest.raises(Refused):
            comments.comment(row.id, "g2", "Iets.", actor=an_actor(role), today=TODAY)


def test_the_consultant_does_not_deal_with_comments(app: Flask) -> None:
    row = a_drafted_school()
    comments.comment(row.id, "g2", "Dit klopt niet.", actor=CONSULTANT, today=TODAY)

    with pytest.raises(Refused):
        comments.resolve(row.id, drafts.comments_of(row.id)["g2"][0].id, actor=CONSULTANT, today=TODAY)


def test_a_text_that_is_asked_about_gets_no_comments(app: Flask) -> None:
    row = a_drafted_school()
    row.step, row.requested_on = Step.REQUESTED, TODAY
    db.session.commit()

    with pytest.raises(Refused):
        comments.comment(row.id, "g2", "Te laat.", actor=CONSULTANT, today=TODAY)


def test_a_comment_says_something_and_not_too_much(app: Flask) -> None:
    row = a_drafted_school()

    for text in ("", "  ", "x" * (comments.MOST + 1)):
        with pytest.raises(Invalid):
            comments.comment(row.id, "g2", text, actor=CONSULTANT, today=TODAY)


def test_a_comment_of_another_school_is_not_found(app: Flask) -> None:
    row = a_drafted_school()
    comments.comment(row.id, "g2", "Dit klopt niet.", actor=CONSULTANT, today=TODAY)
    other, number = a_drafted_school(), drafts.comments_of(row.id)["g2"][0].id

    with pytest.raises(NotFound):
        comments.resolve(other.id, number, actor=ANNA, today=TODAY)
    with pytest.raises(NotFound):
        comments.comment(row.id, "g99", "Waar?", actor=CONSULTANT, today=TODAY)
