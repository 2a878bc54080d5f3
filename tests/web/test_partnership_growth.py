"""What a page of a partnership asks the database does not grow with its schools."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Flask

from sopforms.store import scope
from sopforms.store.db import db
from tests import builders
from tests.benchmarks import partnership as region
from tests.web.browsing import as_person


def test_no_page_of_a_partnership_asks_more_with_nine_schools_than_with_three(app: Flask) -> None:
    partnership = builders.a_partnership()
    cycles, board = region.two_rounds(partnership), builders.a_board(partnership)
    home, person = f"/samenwerkingsverband/{partnership.id}", builders.sanne(partnership)
    region.add_schools(board, cycles, range(3))
    client = as_person(app, person)
    asked: list[str] = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))

    def counted(page: str) -> int:
        db.session.commit()
        db.session.remove()
        asked.clear()
        answer = client.get(f"{home}{page}")
        assert answer.status_code == 200, page
        return sum(one.startswith("SELECT") for one in asked)

    counted("/dekking")  # the questions themselves are read once, and then at hand
    few = {page: counted(page) for page in region.PAGES}
    scope.forget()
    scope.enter_everywhere()
    region.add_schools(db.session.merge(board), tuple(map(db.session.merge, cycles)), range(3, 9))
    many = {page: counted(page) for page in region.PAGES}

    assert many == few
    assert {page: count for page, count in few.items() if count > region.MOST} == {}
