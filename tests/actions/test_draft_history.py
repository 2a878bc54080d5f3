"""Nothing that was typed is lost: versions, what is being typed, two editors at once."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime

import pytest
from flask import Flask

from sopforms.actions import draft as drafting
from sopforms.actions import draft_history as history
from sopforms.core.codes import Role
from sopforms.core.errors import Conflict, NotFound
from sopforms.store import drafts, locations, scope
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from tests.builders import TODAY, an_actor, anna, hanna, reload
from tests.draft_builders import ANNA, a_drafted_school, part

NOW = datetime(2027, 3, 22, 9, 14, tzinfo=UTC)
ROUNDS = int(os.environ.get("EDITORS", "2"))  # how often two to four editors meet


def edit(row: DossierRow, text: str, key: str = "ch7", version: int | None = None) -> None:
    newest = part(row, key).version if version is None else version
    drafting.edit_chapter(row.id, key, text, version=newest, actor=ANNA, today=TODAY)


def texts(row: DossierRow, key: str = "ch7") -> list[str]:
    return [one.text for one in drafts.versions_of(part(row, key).id)]


def test_every_saved_text_stays_and_the_same_text_is_kept_once(app: Flask) -> None:
    row = a_drafted_school()

    for text in ("De eerste tekst.", "De tweede tekst.", "De tweede tekst."):
        edit(row, text)

    assert texts(row) == ["De tweede tekst.", "De eerste tekst."]


def test_a_text_that_was_given_up_for_the_new_one_can_be_found_again(app: Flask) -> None:
    row = a_drafted_school()
    edit(row, "De eerste tekst.")

    version = part(row, "ch7").version
    drafting.refresh_part(row.id, "ch7", keep=False, version=version, actor=ANNA, today=TODAY)

    assert part(row, "ch7").edited is None
    assert texts(row)[1] == "De eerste tekst."


def test_a_saved_text_of_another_part_is_none_of_this_one(app: Flask) -> None:
    row = a_drafted_school()
    edit(row, "De eerste tekst.", "ch2")
    (other,) = drafts.versions_of(part(row, "ch2").id)

    with pytest.raises(NotFound):
        history.get(part(row, "ch7"), other.id)


def test_what_is_being_typed_is_kept_beside_the_draft_until_it_is_saved(app: Flask) -> None:
    row = a_drafted_school()
    person, other = anna(locations.get(row.location_id)), hanna(locations.get(row.location_id))
    actor, id = an_actor(Role.COORDINATOR, person=person), part(row, "ch7").id
    before = drafting.whole(row).get("ch7").markdown

    for text in ("Half", "Half af"):
        history.keep_typing(id, person.id, text, version=3, now=NOW)
    history.keep_typing(id, other.id, "Iets anders", version=3, now=NOW)

    assert drafts.find_typed(id, person.id).text == "Half af"  # type: ignore[union-attr]
    assert drafting.whole(reload(row)).get("ch7").markdown == before
    version = part(row, "ch7").version
    drafting.edit_chapter(row.id, "ch7", "Helemaal af.", version=version, actor=actor, today=TODAY)
    assert drafts.find_typed(id, person.id) is None
    assert drafts.find_typed(id, other.id) is not None
    history.forget_typing(id, other.id)
    assert drafts.find_typed(id, other.id) is None


def all_at_once(app: Flask, row_id: int, typed: list[str], version: int) -> list[str]:
    """How it went for each of some editors who save the same part at the same moment."""
    start, found = threading.Barrier(len(typed)), [""] * len(typed)

    def save(place: int) -> None:
        with app.app_context():
            scope.enter_everywhere()
            start.wait()
            try:
                drafting.edit_chapter(row_id, "ch7", typed[place], version=version, actor=ANNA, today=TODAY)
                found[place] = "won"
            except Conflict:
                found[place] = "conflict"
            finally:
                db.session.remove()

    threads = [threading.Thread(target=save, args=(place,)) for place in range(len(typed))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_P04_of_editors_at_the_same_moment_exactly_one_wins_and_the_others_see_it(app_on_both: Flask) -> None:
    row = a_drafted_school()
    dossier_id = row.id

    for turn in range(ROUNDS):
        typed, version = [f"Tekst {turn}-{one}." for one in range(2 + turn % 3)], part(row, "ch7").version
        db.session.commit()  # and no query after it: the test itself would hold the lock

        found = all_at_once(app_on_both, dossier_id, typed, version)

        assert sorted(found) == ["conflict"] * (len(typed) - 1) + ["won"]
        winner = typed[found.index("won")]
        assert (part(row, "ch7").edited, part(row, "ch7").version) == (winner, version + 1)
        assert texts(row)[0] == winner
