"""Who may open what: every address, as nine people, at four schools, against a sum of the policy alone.

What a page does is replaced by one word, so that an answer tells exactly whether somebody came in; the pages
themselves are asked where an address names a second thing, which may be another school's.
"""

from __future__ import annotations

import hashlib
import html
import inspect
import os
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.routing import Rule

from sopforms.actions import helping
from sopforms.core.codes import LinkPurpose, Role
from sopforms.store import locations
from sopforms.store.alignments import CoverageRemarkRow
from sopforms.store.api_tokens import ApiTokenRow
from sopforms.store.councils import CouncilLocationRow
from sopforms.store.db import db
from sopforms.store.letters import OutboxRow
from sopforms.store.locations import SchoolHolidayRow
from sopforms.store.people import MembershipRow
from sopforms.store.questionnaires import QuestionSetRow
from sopforms.store.talks import PointRow, PupilVoiceRow, TalkDraftRow, TalkRow
from sopforms.web import guard
from sopforms.web.policy import POLICY, Relation
from tests.web import tenants
from tests.web.browsing import digest_of_all_tables
from tests.web.tenants import ELSEWHERE, OTHER_BOARD, OWN, SISTER, School

ALL = os.environ.get("WALLS") == "all"
IN = 204  # what a replaced page answers
PLACES = (OWN, SISTER, OTHER_BOARD, ELSEWHERE)
UNKNOWN = School("unknown", 10**6, "99ZZ99", *(10**6,) * 6)
SCHOOL, BOARD, PARTNERSHIP = (
    {Relation.DOSSIER, Relation.LOCATION},
    {Relation.BOARD},
    {Relation.PARTNERSHIP, Relation.CYCLE},
)
# At which schools somebody with a role at the first is related to an address of this kind.
REACH: dict[Role, dict[Relation, tuple[str, ...]]] = {
    Role.COORDINATOR: dict.fromkeys(SCHOOL, (OWN,)),
    Role.HEAD: dict.fromkeys(SCHOOL, (OWN,)),
    Role.BOARD: dict.fromkeys(SCHOOL | BOARD, (OWN, SISTER)),
    Role.SWV: dict.fromkeys(SCHOOL | PARTNERSHIP, (OWN, SISTER, OTHER_BOARD)),
    Role.ADMINISTRATOR: dict.fromkeys(Relation, PLACES),
}


Difference = tuple[str, "Case", int, int]


@dataclass(frozen=True, slots=True)
class Somebody:
    """One of the nine: in a role with an account, by a link for a purpose, or neither."""

    name: str
    client: FlaskClient
    role: Role | None = None
    purpose: LinkPurpose | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One request: which page (None: there is none for this method), how, where, at which school."""

    endpoint: str | None
    method: str
    path: str
    school: str
    form: tuple[tuple[str, str], ...] = ()


# Who is no longer there is told so on the page before; what is not there counts as dropped already.
ANSWERED_ALIKE = {"survey.elsewhere": 302, "points.drop": 409}


def everybody(app: Flask, own: School) -> list[Somebody]:
    """The nine, all at the first school."""
    roles = (Role.COORDINATOR, Role.HEAD, Role.BOARD, Role.SWV, Role.ADMINISTRATOR)
    links = {
        "staff": LinkPurpose.SURVEY,
        "secretary": LinkPurpose.ADVICE,
        "member": LinkPurpose.ADVICE_READ,
    }
    return [
        Somebody("public", app.test_client()),
        *(Somebody(role.value, tenants.signed_in(app, role, own), role=role) for role in roles),
        *(
            Somebody(name, tenants.by_link(app, purpose, own), purpose=purpose)
            for name, purpose in links.items()
        ),
    ]


def values_at(school: School, names: set[str], pattern: str) -> dict[str, Any]:
    """What stands in an address of this pattern at this school; what it does not give is 1 or a word."""
    given = {
        "dossier_id": school.dossier_id,
        "location_id": school.location_id,
        "board_id": school.board_id,
        "partnership_id": school.partnership_id,
        "cycle_id": school.cycle_id,
        "code": school.code,
    }
    for name in names - set(given):
        words = re.search(rf"<any\(([^,)]+)[^)]*\):{name}>", pattern)
        given[name] = words[1].strip() if words else 1 if f"int:{name}" in pattern else "x"
    return {name: given[name] for name in names}


def cases(app: Flask, school: School) -> Iterator[Case]:
    """Every address with both methods."""
    urls, seen = app.url_map.bind("localhost"), set()
    for rule in app.url_map.iter_rules():
        relation = POLICY[rule.endpoint].relation
        names = set(rule.arguments) - set(rule.defaults or ())
        built = rule.build({**(rule.defaults or {}), **values_at(school, names, rule.rule)})
        assert built is not None
        for method in ("GET", "POST"):
            if (built[1], method) in seen:
                continue
            seen.add((built[1], method))
            try:
                endpoint = urls.match(built[1], method=method)[0]
            except MethodNotAllowed:
                endpoint = None
            # A link says itself for what it is: only a form can name another.
            form: tuple[tuple[str, str], ...] = ()
            if relation is Relation.LINK and method == "POST":
                form = (("_link", f"{LinkPurpose.ADVICE}:{school.request_id}"),)
            yield Case(endpoint, method, built[1], school.name, form)


def expected(who: Somebody, case: Case) -> int:
    """What the policy says of this request, worked out without anything of the guard."""
    if case.endpoint is None:
        return 405
    rule, reading = POLICY[case.endpoint], case.method == "GET"
    if rule.relation is Relation.PUBLIC:
        return IN
    if rule.relation is Relation.LINK:
        if who.purpose not in rule.purposes:
            return 410
        mine = who.purpose is LinkPurpose.ADVICE and case.school == OWN
        return IN if reading or mine else 409
    if rule.relation is Relation.PROGRAM:
        return 401  # none of the nine has a key: `test_P10_a_key_opens_its_own_partnership_and_nothing_else`
    if who.role is None:
        return 302 if reading else 401
    if rule.relation is Relation.SIGNED_IN:
        return IN
    if rule.relation is Relation.INSTALLATION:
        return IN if who.role is Role.ADMINISTRATOR else 404
    if case.school not in REACH[who.role].get(rule.relation, ()):
        return 404  # what is not there at all is in nobody's reach
    return IN if not rule.roles or who.role in rule.roles else 403


def ask(who: Somebody, case: Case) -> tuple[int, str]:
    """The status, and the page without what belongs to this one address."""
    answer = who.client.open(case.path, method=case.method, data=dict(case.form) or None)
    text = answer.text if answer.status_code == 404 else ""
    if answer.status_code == 302:
        assert answer.headers["Location"].startswith("/inloggen?next="), case
    return answer.status_code, hashlib.sha256(text.replace(html.escape(case.path), "").encode()).hexdigest()


def differences(who: Somebody, asked: list[Case]) -> list[Difference]:
    """Where an answer is not what the policy says: who, what, expected and found.

    What does not exist for somebody is in every byte like what does not exist at all, besides.
    """
    found: list[Difference] = []
    strangers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for case in asked:
        status, page = ask(who, case)
        wanted = expected(who, case)
        if status != wanted:
            found.append((who.name, case, wanted, status))
        if status == 404:
            strangers[str(case.endpoint), case.method].add(page)
    unlike = [where for where, pages in strangers.items() if len(pages) > 1]
    assert unlike == [], who.name
    return found


def names_a_school(case: Case) -> bool:
    """Whether something in the address or the form differs from school to school."""
    scoped = case.endpoint is not None and POLICY[case.endpoint].relation in SCHOOL | BOARD | PARTNERSHIP
    return scoped or bool(case.form)


def frozen() -> Any:
    """One moment of the day of the tenants: how long somebody stays signed in is on every page."""
    return time_machine.travel(datetime.combine(tenants.TODAY, time(10), tzinfo=UTC), tick=False)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tenants.filled(tenants.shared(tmp_path_factory))


@pytest.fixture
def closed_pages(monkeypatch: pytest.MonkeyPatch) -> Callable[[Flask], None]:
    """Every page of an application answers one word."""

    def close(app: Flask) -> None:
        for endpoint in app.view_functions:
            monkeypatch.setitem(app.view_functions, endpoint, lambda **_values: ("", IN))

    return close


def matrix(app: Flask) -> list[tuple[Somebody, list[Case]]]:
    """The nine with everything that each is asked.

    `make reliability` asks everything, on both databases. Otherwise everybody tries a half of the addresses
    that name a school, and who has no account a fifth: they are let in or sent away before anybody looks what
    an address names.
    """
    known = tenants.schools()
    chance = random.Random(2026)
    anywhere = [case for case in cases(app, known[OWN]) if not names_a_school(case)]
    of_schools = [case for name in PLACES for case in cases(app, known[name]) if names_a_school(case)]
    unknown = [case for case in cases(app, UNKNOWN) if names_a_school(case)]
    found = []
    for who in everybody(app, known[OWN]):
        part = 1 if ALL else 5 if who.role is None else 2
        asked = [chance.sample(some, len(some) // part) for some in (of_schools, unknown)]
        found.append((who, anywhere + asked[0] + asked[1][:: 1 if ALL else 2]))
    return found


def test_P10_only_what_the_policy_says_opens_and_nothing_is_written(
    app_on_both: Flask, filled: Path, closed_pages: Callable[[Flask], None]
) -> None:
    tenants.take_over(filled, app_on_both)
    with frozen():
        everything = matrix(app_on_both)
        count = sum(len(asked) for _who, asked in everything)
        if db.engine.dialect.name == "postgresql" and not ALL:
            chance = random.Random(2026)
            everything = [(who, chance.sample(asked, len(asked) // 10)) for who, asked in everything]
        closed_pages(app_on_both)
        before = digest_of_all_tables()

        found = [one for who, asked in everything for one in differences(who, asked)]

        assert found == []
        assert digest_of_all_tables() == before
    assert count > 5000


def test_P10_a_key_opens_its_own_partnership_and_nothing_else(
    app: Flask, filled: Path, closed_pages: Callable[[Flask], None]
) -> None:
    tenants.take_over(filled, app)
    with frozen():
        known = tenants.schools()
        program = tenants.with_key(app, known[OWN])
        places = [(name, known[name]) for name in PLACES] + [("unknown", UNKNOWN)]
        asked = [case for _name, school in places for case in cases(app, school)]
        closed_pages(app)
        wrong = []
        for case in asked:
            if case.endpoint is None or POLICY[case.endpoint].relation is Relation.PUBLIC:
                continue
            if POLICY[case.endpoint].relation is Relation.PROGRAM:
                wanted = IN if case.school in REACH[Role.SWV][Relation.PARTNERSHIP] else 404
            else:
                wanted = expected(Somebody("program", program), case)
            if (found := ask(Somebody("program", program), case)[0]) != wanted:
                wrong.append((case, wanted, found))

        assert wrong == []


MUTATIONS = {
    "the role": ("_enter_by_role", "if may_open(endpoint, [row.role], elsewhere=g.elsewhere)", ""),
    "the relation": (
        "_enter_by_role",
        "related = rows if rule.relation is Relation.SIGNED_IN else",
        "related = rows or",
    ),
    "the school": ("_touches", "row.location_id == location_id", "True"),
    "the board": ("_touches", "row.board_id == board_id", "True"),
    "the tenant": ("_touches", "row.partnership_id == partnership_id", "True"),
    "the purpose of a link": (
        "_enter_by_link",
        "sessions.opened_link(rule.purposes)",
        "sessions.opened_link(tuple(type(rule.purposes[0])))",
    ),
    "whose link it is": ("_enter_by_link", 'request.form.get("_link", mine) != mine', "False"),
    "signing in": ("check", "abort(401)", "return None"),
}


def test_P10_a_wall_that_is_taken_away_is_missed(
    app: Flask, filled: Path, closed_pages: Callable[[Flask], None]
) -> None:
    tenants.take_over(filled, app)
    with frozen():
        asked = _one_of_each_kind(matrix(app))
        closed_pages(app)
        standing = [one for who, tried in asked for one in differences(who, tried)]
        unseen = [name for name, wall in MUTATIONS.items() if not _is_missed(wall, asked)]

    assert standing == []
    assert unseen == []


def _one_of_each_kind(
    everything: list[tuple[Somebody, list[Case]]],
) -> list[tuple[Somebody, list[Case]]]:
    """Of all addresses with the same rule and method, one at each school."""
    found = []
    for who, asked in everything:
        kinds = {
            (POLICY[case.endpoint], case.method, case.school): case
            for case in asked
            if case.endpoint is not None and POLICY[case.endpoint].relation is not Relation.PUBLIC
        }
        if who.name in ("coordinator", "board", "swv", "member", "secretary", "public"):
            found.append((who, list(kinds.values())))
    return found


def _is_missed(wall: tuple[str, str, str], asked: list[tuple[Somebody, list[Case]]]) -> bool:
    """Whether an answer is not what the policy says when a function of the guard reads otherwise."""
    name, text, instead = wall
    function = getattr(guard, name)
    source, standing = inspect.getsource(function), function.__code__
    assert source.count(text) == 1, (name, text)
    scope = dict(vars(guard))
    exec(source.replace(text, instead), scope)
    function.__code__ = scope[name].__code__
    try:
        return any(ask(who, case)[0] != expected(who, case) for who, tried in asked for case in tried)
    finally:
        function.__code__ = standing


# What an address names besides what the policy relates to: the row of it that another school has.
SECOND: dict[str, Callable[[School], Any]] = {
    "voice_id": lambda school: _first(PupilVoiceRow, dossier_id=school.dossier_id),
    "talk_id": lambda school: _first(TalkRow, dossier_id=school.dossier_id),
    "draft_id": lambda school: _first(TalkDraftRow, dossier_id=school.dossier_id),
    "point_id": lambda school: _first(PointRow, dossier_id=school.dossier_id),
    "mail_id": lambda school: _first(OutboxRow, dossier_id=school.dossier_id),
    "holiday_id": lambda school: _first(SchoolHolidayRow, location_id=school.location_id),
    "membership_id": lambda school: _first(MembershipRow, location_id=school.location_id),
    "person_id": lambda school: tenants.person(Role.HEAD, school).id,
    "remark_id": lambda school: _first(CoverageRemarkRow, dossier_id=school.dossier_id),
    "token_id": lambda school: _first(ApiTokenRow, partnership_id=school.partnership_id),
    "council_id": lambda school: _first(CouncilLocationRow, "council_id", location_id=school.location_id),
    "set_id": lambda school: _first(QuestionSetRow, partnership_id=school.partnership_id),
    "key": lambda school: helping.correspondents(locations.get(school.location_id))[0].key,
    "location_id": lambda school: school.location_id,
}


def _first(table: Any, name: str = "id", **where: int) -> Any:
    found = db.session.scalars(sa.select(getattr(table, name)).filter_by(**where)).first()
    assert found is not None, (table, where)
    return found


def test_P09_what_is_of_another_school_is_not_found_under_an_address_of_ones_own(
    app: Flask, filled: Path
) -> None:
    tenants.take_over(filled, app)
    with frozen():
        known = tenants.schools()
        own, other = known[OWN], known[ELSEWHERE]
        people = {who.role: who for who in everybody(app, own) if who.role}
        before, tried, wrong = digest_of_all_tables(), set(), []
        for rule in app.url_map.iter_rules():
            second = _second_of(rule)
            if not second:
                continue
            tried.add(second)
            roles = POLICY[rule.endpoint].roles
            client = next(people[role].client for role in reversed(roles) if role in people)
            values = values_at(own, set(rule.arguments), rule.rule)
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                theirs, nobodys = (
                    _answer(client, rule, {**values, second: thing}, method)
                    for thing in (SECOND[second](other), "x" if second == "key" else 10**6)
                )
                status = ANSWERED_ALIKE.get(rule.endpoint, 404)
                if theirs != nobodys or theirs[0] != status:
                    wrong.append((rule.endpoint, method, theirs[0], nobodys[0]))
        assert wrong == [], wrong
        assert digest_of_all_tables() == before
    assert tried == set(SECOND)


def _answer(client: FlaskClient, rule: Rule, values: dict[str, Any], method: str) -> tuple[int, str, str]:
    """Status, where to and page, without what belongs to the address itself."""
    built = rule.build(values)
    assert built is not None
    answer = client.open(built[1], method=method)
    return answer.status_code, answer.headers.get("Location", ""), answer.text.replace(built[1], "")


def _second_of(rule: Rule) -> str | None:
    """Which name in an address is of a row besides the one that the policy relates to."""
    relation, names = POLICY[rule.endpoint].relation, rule.arguments - set(rule.defaults or ())
    if relation is Relation.CYCLE:
        return "location_id" if "location_id" in names else None
    if relation not in SCHOOL | PARTNERSHIP:
        return None
    if "key" in names:
        return "key" if relation is Relation.LOCATION else None
    return next((name for name in sorted(names) if name in SECOND and name != "location_id"), None)
