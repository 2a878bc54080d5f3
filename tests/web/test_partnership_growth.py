"""What a page of a partnership asks the database is little, and does not grow with its schools."""

from __future__ import annotations

import re

import sqlalchemy as sa
from flask import Flask
from werkzeug.exceptions import NotFound

from sopforms.core.codes import Role
from sopforms.store.db import db
from sopforms.web.policy import POLICY, Relation
from tests import builders
from tests.benchmarks import partnership as region
from tests.benchmarks import partnership_pages as pages
from tests.web.browsing import as_person

SCHOOLS = 12  # more than a page may ask: one question for each school is above what it may
OF_A_REGION = set(Relation) - {Relation.PUBLIC, Relation.LINK, Relation.PROGRAM}


def test_no_page_of_a_partnership_asks_more_than_a_few_questions_or_one_for_each_school(app: Flask) -> None:
    partnership = builders.a_partnership()
    cycles, person = region.two_rounds(partnership), builders.sanne(partnership)
    region.add_schools(builders.a_board(partnership), cycles, range(SCHOOLS))
    made = pages.furnish(partnership, cycles[0])
    consultant = builders.a_person("Cor Bos")
    builders.a_membership(consultant, Role.CONSULTANT, partnership)
    clients = {Role.SWV: as_person(app, person), Role.CONSULTANT: as_person(app, consultant)}
    asked: list[str] = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))

    def counted(role: Role, page: str) -> int:
        asked.clear()
        answer = clients[role].get(made.address(page))
        assert answer.status_code in {200, 302} or (role, answer.status_code) == (Role.CONSULTANT, 403), page
        return sum(one.startswith("SELECT") for one in asked)

    db.session.commit()
    db.session.remove()
    opened = [(Role.SWV, page) for page in (*pages.PAGES, *pages.FILES)]
    opened += [(Role.CONSULTANT, page) for page in pages.OF_SCHOOLS]
    above = [each for each in opened if counted(*each) > pages.MOST]

    # published questions are read once by a process, and then at hand
    assert {each: count for each in above if (count := counted(*each)) > pages.MOST} == {}


def test_every_page_that_a_partnership_may_open_is_counted(app: Flask) -> None:
    names = dict.fromkeys(re.findall(r"{(\w+)}", " ".join((*pages.PAGES, *pages.FILES))), 1)
    router = app.url_map.bind("localhost")

    def endpoint(page: str) -> str:
        try:
            return str(router.match(page.format_map(names).partition("?")[0])[0])
        except NotFound:
            return page

    own = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and POLICY[rule.endpoint].relation in OF_A_REGION
        and {Role.SWV, Role.CONSULTANT} & set(POLICY[rule.endpoint].roles or Role)
    }
    assert own - {endpoint(page) for page in (*pages.PAGES, *pages.FILES)} == set(pages.UNCOUNTED)
