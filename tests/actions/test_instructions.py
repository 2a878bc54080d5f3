"""A partnership words its instructions; each save is a version, and the guide is one PDF of them all."""

from __future__ import annotations

import pytest
from flask import Flask

from sopforms.actions import instructions, long_work
from sopforms.core.codes import Role
from sopforms.core.errors import Conflict, Invalid, NotFound
from sopforms.core.filing import Making
from sopforms.store import instructions as rows
from sopforms.store.db import db
from tests import builders
from tests.web.browsing import a_town, as_person

OWN = "# Onze route\n\n## In het kort\n\nWij bellen eerst.\n"


def test_each_save_is_a_version_and_an_earlier_one_comes_back(app: Flask) -> None:
    partnership = builders.a_partnership()
    db.session.commit()
    ours = instructions.one(1, partnership).title

    instructions.save(partnership.id, 1, OWN, version=0, by="Sanne")
    instructions.save(partnership.id, 1, OWN.replace("bellen", "mailen"), version=1, by="Sanne")
    with pytest.raises(Conflict):
        instructions.save(partnership.id, 1, OWN, version=1, by="Sanne")
    instructions.restore(partnership.id, 1, 1, version=2, by="Sanne")
    assert "bellen" in instructions.source_of(partnership.id, 1)[0]
    instructions.back_to_standard(partnership.id, 1, version=3, by="Sanne")

    assert instructions.one(1, partnership).title == ours
    assert [row.version for row in rows.history(partnership.id, 1)] == [4, 3, 2, 1]


def test_what_cannot_be_filled_in_or_is_not_there_is_refused(app: Flask) -> None:
    partnership = builders.a_partnership()
    db.session.commit()

    with pytest.raises(Invalid):
        instructions.save(partnership.id, 1, OWN + "{school}", version=0, by="Sanne")
    with pytest.raises(NotFound):
        instructions.save(partnership.id, 6, OWN, version=0, by="Sanne")

    assert rows.history(partnership.id, 1) == []


def test_the_worker_makes_the_guide_and_a_new_text_makes_it_old(app: Flask) -> None:
    partnership = builders.a_partnership()
    db.session.commit()
    for number in (1, 2, 3, 4, 5):  # short ones: a whole guide takes seconds to print
        instructions.save(partnership.id, number, OWN, version=0, by="Sanne")
    work_id = long_work.print_guide(partnership.id, builders.an_actor(Role.SWV))

    assert long_work.do_due("test")
    assert not long_work.do_due("test")

    _row, progress, _items = long_work.progress(partnership.id, work_id)
    made = instructions.current_guide(partnership)
    assert (progress.done, progress.goes_on) == (1, False)
    assert made is not None
    assert made.content.startswith(b"%PDF")
    instructions.back_to_standard(partnership.id, 1, version=1, by="Sanne")
    assert instructions.current_guide(partnership) is None


def test_schools_read_the_text_of_their_own_partnership(app: Flask) -> None:
    town = a_town()
    instructions.save(town.partnership.id, 3, OWN, version=0, by="Sanne")

    anna, eva = as_person(app, town.anna), as_person(app, town.eva)

    assert "Wij bellen eerst." in anna.get(f"/dossier/{town.dossier.id}").text
    assert "Onze route" in anna.get("/uitleg/3").text
    assert "Onze route" not in eva.get("/uitleg/3").text
    assert eva.get(f"/samenwerkingsverband/{town.partnership.id}/uitleg").status_code == 404


def test_work_that_is_stopped_waits_until_somebody_goes_on(app: Flask) -> None:
    partnership = builders.a_partnership()
    db.session.commit()
    actor = builders.an_actor(Role.SWV)
    broken = [long_work.Piece(f"stuk {number}", {"schools": [], "wanted": {}}) for number in range(3)]
    work_id = long_work.begin(partnership.id, long_work.Work.SCHOOL_IMPORT, broken, actor)

    long_work.do_due("test")  # what it was given is broken: this piece fails, the others go on
    long_work.stop(partnership.id, work_id)

    _row, progress, items = long_work.progress(partnership.id, work_id)
    assert [item.state for item in items] == [Making.FAILED, Making.WAITING, Making.WAITING]
    assert items[0].failure == long_work.BROKEN
    assert (progress.left, progress.goes_on) == (2, False)
    assert not long_work.do_due("test")
    long_work.go_on(partnership.id, work_id)
    assert long_work.progress(partnership.id, work_id)[1].left == 3
    with pytest.raises(NotFound):
        long_work.stop(builders.a_partnership().id, work_id)
