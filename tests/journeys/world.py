"""Schools at every step of the year behind a web server of their own, and browsers of the people in them."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe
from flask import Flask, url_for
from playwright.sync_api import Browser, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from sopforms.actions import demo_names, links
from sopforms.actions.demo_names import Partnership, School
from sopforms.core import link
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, LinkPurpose, Role, Step
from sopforms.store import clock, dossiers, locations, partnerships, people, scope
from sopforms.store.db import db, set_read_only
from sopforms.store.dossiers import DossierRow
from sopforms.store.locations import LocationRow
from sopforms.store.people import MembershipRow
from tests.conftest import make_app
from tests.demonstration import fill
from tests.made_once import made_once

if TYPE_CHECKING:
    from tests.journeys.pages import Visit

AXE_SCRIPT = Axe().axe_script
TEAM = 9  # of every school that is large enough for figures: fewer answers are made sooner
PURPOSE = {
    "respondent": LinkPurpose.SURVEY,
    "reader": LinkPurpose.READ_ROUND,
    "secretary": LinkPurpose.ADVICE,
    "member": LinkPurpose.ADVICE_READ,
    "guide_editor": LinkPurpose.GUIDE,
}


def schools(*names: str, team: int = TEAM) -> tuple[Partnership, ...]:
    """The partnerships of the demonstration with these schools only, the large ones made smaller.

    Two are of the tests alone: at "De Leesplank" the papers wait to be sent, and "De Stapsteen" has figures
    and has not talked about them yet.
    """
    draft = next(one for one in demo_names.PARTNERSHIPS[0].schools if one.until is Step.DRAFT)
    more = (
        replace(draft, name="De Leesplank", last=Deed.COMPLETE_PAPERS),
        replace(draft, name="De Stapsteen", until=Step.TALK, last=Deed.CLOSE_SURVEY),
    )
    found = []
    for plan in demo_names.PARTNERSHIPS:
        known = plan.schools + (more if draft in plan.schools else ())
        kept = tuple(_smaller(one, team) for one in known if one.name in names)
        if kept:
            found.append(replace(plan, schools=kept))
    return tuple(found)


def _smaller(school: School, team: int) -> School:
    return replace(school, team=min(school.team, team))


@dataclass
class World:
    """A filled database behind `base`; `made` keeps what pages need and the demonstration does not have."""

    app: Flask
    base: str
    made: dict[str, Any] = field(default_factory=dict)

    def school(self, name: str) -> LocationRow:
        """The school of this name."""
        every = partnerships.all_partnerships()
        return next(one for plan in every for one in locations.of_partnership(plan.id) if one.name == name)

    def dossier(self, name: str) -> DossierRow:
        """The dossier of this year of a school."""
        return dossiers.of_location(self.school(name).id)[0]

    def membership(self, role: Role, school: str) -> MembershipRow:
        """The membership by which somebody has this role at a school, its board or its partnership."""
        at = self.school(school)
        own = {(at.id, None, None), (None, at.board_id, None), (None, None, at.partnership_id)}
        for _person, row in people.everybody():
            everywhere = row.role is Role.ADMINISTRATOR
            if row.role is role and (
                everywhere or (row.location_id, row.board_id, row.partnership_id) in own
            ):
                return row
        raise LookupError(f"nobody is {role} at {school}")

    def actor(self, role: Role, school: str) -> Actor:
        """Whoever has this role at a school, as deeds want it."""
        row = self.membership(role, school)
        person = people.get(row.person_id)
        return Actor((role,), person.id, person.name, row.function, row.mandate_source or "")

    def token(self, purpose: LinkPurpose, object_id: int, school: str) -> str:
        """A new link for somebody without an account, to something of this school."""
        until = clock.now() + timedelta(days=30)
        tenant = self.school(school).partnership_id
        row = links.issue(purpose, object_id, tenant, "iemand@voorbeeld.example", until)
        db.session.commit()
        return links.token_of(row)

    def address(self, visit: Visit) -> str:
        """The address of a page: what the school gives, and what the visit finds."""
        school = self.school(visit.school)
        given = {
            "dossier_id": lambda: self.dossier(visit.school).id,
            "location_id": lambda: school.id,
            "partnership_id": lambda: school.partnership_id,
            "board_id": lambda: school.board_id,
            "code": lambda: school.code,
        }
        found = dict(visit.find(self, visit.school)) if visit.find else {}
        rules = [rule for rule in self.app.url_map.iter_rules(visit.endpoint) if "GET" in rule.methods]
        needed = min((rule.arguments - set(rule.defaults or ()) for rule in rules), key=len)
        values = {name: given[name]() for name in needed if name in given} | found
        with self.app.test_request_context():
            return url_for(visit.endpoint, **values, **visit.query)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """The context in which rows can be read and deeds be done."""
        with self.app.app_context():
            set_read_only(False)
            scope.enter_everywhere()
            yield
            db.session.remove()


def filled(shared: Path, own: Path, plans: tuple[Partnership, ...]) -> str:
    """The URL of a database of one's own with these schools, a copy of what one process made in `shared`."""
    shared.mkdir(exist_ok=True)
    shutil.copy(made_once(shared / "filled.db", partial(fill, plans=plans)), own / "sop.db")
    return f"sqlite:///{own / 'sop.db'}"


@contextmanager
def world(url: str) -> Iterator[World]:
    """Serve the pages of a filled database on a free port."""
    app = make_app(url, demo=True, exports_an_hour=0)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    app.config["BASE_URL"] = base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield World(app, base)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        with app.app_context():
            db.engine.dispose()


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Keep quiet."""


class Visitors:
    """Browsers at one chromium, one for each person, which stay signed in from page to page."""

    def __init__(self, browser: Browser, world: World) -> None:
        self.browser = browser
        self.world = world
        self.pages: dict[tuple[str, str, int | None, bool], Page] = {}

    def at(self, visit: Visit, *, script: bool = True) -> tuple[Page, str]:
        """The tab in which this page is opened, and its address; who comes by a link has opened it."""
        with self.world.inside():
            address = self.world.address(visit)
            object_id = visit.enter(self.world, visit.school) if visit.enter else None
            key = (visit.who, "" if visit.who == "public" else visit.school, object_id, script)
            enter = "" if key in self.pages else self._way_in(visit, object_id)
        if key not in self.pages:
            own = self.browser.new_context(
                java_script_enabled=script, locale="nl-NL", reduced_motion="reduce"
            )
            own.add_init_script(AXE_SCRIPT)  # the browser compiles it once, not for each page
            if enter:
                answer = own.request.post(self.world.base + enter, max_redirects=0)
                assert answer.status in {302, 303}, f"{visit.who} cannot get in: {answer.status}"
            self.pages[key] = own.new_page()
        return self.pages[key], self.world.base + address

    def _way_in(self, visit: Visit, object_id: int | None) -> str:
        if visit.who == "public":
            return ""
        if purpose := PURPOSE.get(visit.who):
            assert object_id is not None
            return f"{link.PATHS[purpose]}{self.world.token(purpose, object_id, visit.school)}/openen"
        return f"/inloggen/als/{self.world.membership(Role(visit.who), visit.school).person_id}"
