"""Every form that a page shows holds a token, at every step of the year; no post is taken without one.

Other tests run with the check switched off, so that they can post as they like: here it is on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from html.parser import HTMLParser
from itertools import product
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Map

from sopforms.actions import (
    advice,
    authoring,
    council,
    demo,
    demo_names,
    helping,
    links,
    published,
    question_sets,
)
from sopforms.core.codes import LetterKind, LinkPurpose, Role, Sector, Step
from sopforms.core.mailing import DeliveryState
from sopforms.settings import ROOT
from sopforms.store import (
    advices,
    clock,
    cycles,
    decisions,
    drafts,
    kept_forms,
    letters,
    locations,
    partnerships,
    people,
    questionnaires,
    scope,
    second_factors,
    surveys,
    talks,
)
from sopforms.store.db import Base, db, set_read_only
from sopforms.store.dossiers import DossierRow
from sopforms.store.people import MembershipRow
from sopforms.store.second_factors import SecondFactorRow
from sopforms.store.talks import TalkDraftRow
from sopforms.web.policy import POLICY, Relation
from tests import builders
from tests.conftest import create_tables, make_app
from tests.web.browsing import any_address
from tests.web.calendar import on

TODAY = date(2026, 11, 25)
BEYOND_A_DOSSIER = (
    Relation.PARTNERSHIP,
    Relation.INSTALLATION,
    Relation.LOCATION,
    Relation.BOARD,
    Relation.CYCLE,
)
# Posts of the script, which sends the form of the page elsewhere, and what no form asks any more.
BY_SCRIPT = {
    "answer.autosave",
    "advice.autosave",
    "talk.autosave",
    "talk_keeping.topic",
    "talk_keeping.agreements",
    "talk_keeping.keep_points",
    "values.keep",
    "pupils.keep",
    "pupils.keep_change",
    "draft.fragment",
    "draft.autosave",
    "instruction_editor.fragment",
    "year_paper_writing.keep",
}
# Forms that this world has no occasion for; the tests of their pages post to them.
NO_OCCASION = {
    "alignment.answer",
    "alignment.confirm",
    "alignment.end",
    "council.receipt",
    "council_questions.answer",
    "council_questions.drop_letter",
    "cycle.join",
    "documents.drop_template",
    "draft.finish",
    "draft.forget",
    "draft.refresh",
    "draft.take_over",
    "draft_comments.resolve",
    "draft_history.restore",
    "exchange.revoke_key",
    "guide_editor.chores",
    "guide_editor.enter",
    "guide_editor.part",
    "holidays.remove",
    "instruction_editor.back_to_standard",
    "instruction_editor.restore",
    "joining.choose",
    "letter_words.take_back",
    "login.enter",
    "login.enter_as",
    "long_work.go_on",
    "long_work.stop",
    "mandates.seat",
    "need_words.back_to_standard",
    "oidc.leave",
    "oidc.take",
    "oidc.unlink",
    "own_holidays.remove",
    "papers.make",
    "progress.tell",
    "question_condition.add",
    "question_editor.new",
    "read_round.judge",
    "reopening.drop",
    "request.bounced",
    "request.check",
    "request.resend",
    "sending.note",
    "slips.lost",
    "staff.remove",
    "start_year.add_point",
    "start_year.bring",
    "start_year.drop_point",
    "values.settle",
    "year_paper_writing.hand_in",
    "year_paper_writing.ready",
    "year_paper_writing.take_back",
}


class Forms(HTMLParser):
    """The forms of a page that post: where to, and the hidden fields of each.

    A form that is hidden itself is there for buttons elsewhere on the page, each with an address of its own.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self._shared: dict[str, dict[str, str]] = {}
        self._fields: dict[str, str] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, the hidden inputs inside it, and a button that sends it somewhere else."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method", "").lower() == "post":
            self._fields = {}
            if "hidden" in given:
                self._shared[given["id"]] = self._fields
            else:
                self.found.append((given.get("action", ""), self._fields))
        if tag == "input" and self._fields is not None and given.get("type") == "hidden":
            self._fields[given.get("name", "")] = given.get("value", "")
        if tag == "button" and given.get("form") in self._shared:
            self.found.append((given["formaction"], self._shared[given["form"]]))
        elif tag == "button" and self._fields is not None and "formaction" in given:
            self.found.append((given["formaction"], self._fields))

    def handle_endtag(self, tag: str) -> None:
        """Leave a form."""
        if tag == "form":
            self._fields = None


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Schools at every step, each with a small team, behind an application that asks for tokens."""
    url = f"sqlite:///{tmp_path_factory.mktemp('csrf') / 'sop.db'}"
    create_tables(url)
    app = make_app(url)
    app.config["WTF_CSRF_ENABLED"] = True
    plans = tuple(
        replace(plan, schools=tuple(replace(school, team=min(school.team, 6)) for school in plan.schools))
        for plan in demo_names.PARTNERSHIPS
    )
    with app.app_context():
        set_read_only(False)
        scope.enter_everywhere()
        demo.fill(demo.Filling(TODAY, partnerships=plans), ROOT / "questionnaires")
        _what_is_half_done()
        _who_has_a_phone_and_was_away()
        _who_writes_questions()
        yield app
        db.session.remove()
        db.engine.dispose()


def _what_is_half_done() -> None:
    """Put what the demonstration has finished everywhere: a conversation, a reaction, an adoption, a mail."""
    at = {row.step: row for row in newest()}
    kept = {"held_on": TODAY.isoformat(), "leader": "Anna", "present": 6, "team": ""}
    talk = {"outcomes": {}, "answers": {}, "agreements": "", **kept}
    db.session.add(TalkDraftRow(dossier_id=at[Step.TALK].id, data=talk))
    who = {"place": "Voorbeeldstad", "name": "Bram Smit", "function": "bestuurder"}
    save = partial(decisions.save_concept, version=0, person_id=None, today=TODAY)
    save(at[Step.NO_ADVICE].id, "adoption", who)
    request = advices.find_request(at[Step.ADVISED].id)
    assert request is not None
    given = advices.in_force(request.id)
    assert given is not None
    answers = {"text": "Dank voor uw advies.", "follows": "ja", "name": "Bram Smit"}
    for place, _point in enumerate(advices.points_of(given.id)):
        answers |= {f"points-{place}-answer": "overgenomen", f"points-{place}-reason": "Dat doen wij graag."}
    save(at[Step.ADVISED].id, "reaction", answers)
    asked = advices.find_request(at[Step.REQUESTED].id)
    assert asked is not None
    council.share(asked.id)
    written = {
        "form": "positief",
        "text": "Wij adviseren positief.",
        "secretary": "Carla",
        "role": "secretaris",
    }
    advice.start_draft(asked.id)
    advice.save_draft(asked.id, written, 1)
    mail = next(one for one in letters.of_dossier(at[Step.SURVEY].id) if one.kind is LetterKind.SURVEY_OPENED)
    mail.state, at[Step.DRAFT].read_round_until = DeliveryState.FAILED, None
    db.session.commit()


def _who_has_a_phone_and_was_away() -> None:
    """Everybody has set a phone up, and typed something when their session was over."""
    for person_id in {person.id for person, _row in people.everybody()}:
        row = SecondFactorRow(
            person_id=person_id, salt="ab" * 20, key_version="x", set_at=clock.now(), last_step=0
        )
        second_factors.put(row)
        kept_forms.add(person_id, "/inloggen", [("tekst", "Een tekst")], clock.now())
    db.session.commit()


def _who_writes_questions() -> None:
    """One partnership has changed a question; the other withdrew the set that its round works with."""
    swv = builders.an_actor(Role.SWV)
    for partnership in partnerships.all_partnerships():
        own, shipped = partnership.id, ROOT / "questionnaires" / partnership.sector.value
        if partnership.sector is Sector.PO:
            authoring.begin(own, shipped, swv, TODAY)
            text = authoring.source(own, "evaluatie").replace(b"Ik bied dagelijks", b"Ik bied elke dag")
            authoring.put(own, "evaluatie", text, 1, actor=swv, today=TODAY)
        else:
            used = cycles.of_partnership(own)[0].question_set_id
            published.publish_set(own, shipped, shipped, TODAY)
            question_sets.withdraw(own, used, "Een vraag klopte niet.", swv, TODAY)


def newest() -> list[DossierRow]:
    """The dossier of this year of every school."""
    rows = db.session.scalars(sa.select(DossierRow).order_by(DossierRow.id.desc()))
    found: dict[int, DossierRow] = {}
    for row in rows:
        found.setdefault(row.location_id, row)
    return list(found.values())


def ids_of(row: DossierRow) -> dict[str, list[Any]]:
    """What can stand in an address of a dossier: everything it has, a little of what it has much of."""
    query = sa.select(DossierRow).where(DossierRow.location_id == row.location_id, DossierRow.id < row.id)
    before = list(db.session.scalars(query))
    own = talks.points_of(row.id)[:1] + [point for old in before for point in talks.points_of(old.id)[:1]]
    return {
        "dossier_id": [row.id],
        "draft_id": [draft.id for draft in talks.drafts_of(row.id)],
        "talk_id": [talk.id for talk in talks.of_dossier(row.id)][:1],
        "voice_id": [voice.id for voice in talks.pupil_voices_of(row.id)][:1],
        "point_id": [point.id for point in own],
        "indicator": ["BO-01"],
        "key": [part.key for part in drafts.parts_of(row.id) if part.key in ("ch4", "g2", "g8")]
        + ["aanleiding"],
        "page": ["opening", "basis"],
        "mail_id": [mail.id for mail in letters.of_dossier(row.id) if mail.state is DeliveryState.FAILED],
        "name": ["section.html", "jaarplan"],
    }


def addresses(app: Flask, relation: Relation, known: dict[str, list[Any]]) -> Iterator[str]:
    """The addresses of all pages in this relation that can be made of what is known."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or POLICY[rule.endpoint].relation is not relation:
            continue
        names = sorted(rule.arguments - set(rule.defaults or ()))
        for values in product(*(known.get(name, []) for name in names)):
            try:
                built = rule.build({**(rule.defaults or {}), **dict(zip(names, values, strict=True))})
            except ValueError:  # a word that this address does not take
                continue
            assert built is not None
            yield built[1]


def target(urls: Map, page: str, action: str) -> str:
    """The endpoint that a form of this page posts to."""
    path = (action or page).partition("?")[0].partition("#")[0]
    endpoint, _values = urls.bind("localhost").match(path, method="POST")
    return str(endpoint)


def look(app: Flask, client: Any, paths: Iterator[str], wanted: set[str]) -> set[str]:
    """Open the pages; every form must hold these fields. Return the endpoints that forms post to."""
    reached = set()
    for path in paths:
        answer = client.get(path)
        assert answer.status_code < 500, path
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        for action, hidden in Forms(answer.text).found:
            needed = {"csrf_token"} if action == "/uitloggen" else wanted
            lacking = {name for name in needed if not hidden.get(name)}
            assert not lacking, (path, action, lacking)
            reached.add(target(app.url_map, path, action))
    return reached


def everybody_looks(app: Flask) -> set[str]:
    """Let everybody who has an account open every page that is theirs."""
    token, reached, known = {"csrf_token"}, set(), set()
    for person, row in people.everybody():
        client = app.test_client()
        builders.sign_in(client, person)
        for dossier in newest():
            if row.role in _lookers(dossier) and _is_of(row, dossier):
                reached |= look(app, client, addresses(app, Relation.DOSSIER, ids_of(dossier)), token)
        if (row.role, row.partnership_id) in known:  # what does not depend on the school is the same for both
            continue
        known.add((row.role, row.partnership_id))
        scope = {
            "partnership_id": [row.partnership_id or 1],
            "board_id": [row.board_id] if row.board_id else [1],
            "person_id": [person.id, *(one.id for one in people.at_location(1))],
            "key": ["lezen", "ch3", *(one.key for one in helping.correspondents(locations.get(1)))][:3],
            "council_id": [1],
            "number": [1],
            "cycle_id": [one.id for one in cycles.of_partnership(row.partnership_id or 1)][:1],
            "location_id": [row.location_id or 1],
            **_what_can_be_written(row.partnership_id),
        }
        reached |= look(app, client, addresses(app, Relation.SIGNED_IN, {}), token)
        for relation in BEYOND_A_DOSSIER:
            if row.location_id is None or (relation is Relation.LOCATION and row.role is Role.COORDINATOR):
                reached |= look(app, client, addresses(app, relation, scope), token)
    return reached


def _what_can_be_written(partnership_id: int | None) -> dict[str, list[Any]]:
    """What can stand in an address of the question set that a partnership writes."""
    if partnership_id is None:
        return {}
    return {
        "name": ["evaluatie", "schoolgids", "jaarplan"],
        "thing": ["uitleg", "uitleg_matrix", "ex08"],
        "row": ["bo01"],
        "what": ["tonen"],
        "to": ["meegeleverd"],
        "kind": ["survey_opened"],
        "set_id": [row.id for row in questionnaires.sets_of(partnership_id)],
    }


def _lookers(dossier: DossierRow) -> set[Role]:
    """Who looks at a dossier: at every step one who sees most, and the others where they have pages alone."""
    found = {Role.HEAD} if dossier.requested_on is None else {Role.BOARD}
    found |= {Role.SWV} if dossier.step is Step.DRAFT else set()
    return found | ({Role.COORDINATOR} if dossier.step is Step.TALK else set())


def _is_of(row: MembershipRow, dossier: DossierRow) -> bool:
    at = locations.get(dossier.location_id)
    return (
        at.id == row.location_id
        or at.board_id == row.board_id
        or dossier.partnership_id == row.partnership_id
    )


def who_has_a_link_looks(app: Flask) -> set[str]:
    """Let who has no account open every page behind a link, at every step."""
    reached = set()
    for dossier in newest():
        survey, request = surveys.find_of_dossier(dossier.id), advices.find_request(dossier.id)
        asked = surveys.participations_of(survey.id)[:1] if survey else []
        objects = [(LinkPurpose.SURVEY, one.id) for one in asked]
        objects += [(LinkPurpose.READ_ROUND, dossier.id)] if dossier.read_round_until else []
        objects += [(LinkPurpose.ADVICE, request.id)] if request and request.sent_on else []
        objects += [(LinkPurpose.ADVICE_READ, request.id)] if request and request.sent_on else []
        for purpose, object_id in objects:
            until = clock.now() + timedelta(days=30)
            row = links.issue(purpose, object_id, dossier.partnership_id, "iemand@x.example", until)
            db.session.commit()
            client, path = app.test_client(), links.url_of(row).removeprefix(app.config["BASE_URL"])
            landing = client.get(path)
            ((action, hidden),) = Forms(landing.text).found
            reached.add(target(app.url_map, path, action))
            client.post(action, data=hidden)
            known: dict[str, list[Any]] = {"page": ["uitleg"]}
            both = {"csrf_token", "_link"}
            reached |= look(app, client, addresses(app, Relation.LINK, known), both)
    return reached


def test_every_form_of_every_page_holds_a_token(world: Flask) -> None:
    with on(TODAY):
        reached = everybody_looks(world) | who_has_a_link_looks(world)
        public = {"token": [], "number": [1]}
        reached |= look(world, world.test_client(), addresses(world, Relation.PUBLIC, public), {"csrf_token"})

    posts = {rule.endpoint for rule in world.url_map.iter_rules() if "POST" in (rule.methods or ())}
    lacking = posts - reached - BY_SCRIPT - NO_OCCASION
    assert not lacking, " ".join(sorted(lacking))
    stale = (BY_SCRIPT | NO_OCCASION) & reached
    assert not stale, " ".join(sorted(stale))


def test_no_post_is_taken_without_a_token(world: Flask) -> None:
    before = _rows()
    client = world.test_client()
    builders.sign_in(client, people.everybody()[0][0])
    for rule in world.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            assert client.post(any_address(rule)).status_code == 400, rule.endpoint

    assert _rows() == before


def _rows() -> dict[str, int]:
    db.session.rollback()
    return {
        table.name: db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
        if table.name != "user_session"
    }


def test_every_form_in_a_template_asks_for_a_token() -> None:
    bare = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        forms = re.findall(r"<form\b[^>]*method=.post[^>]*>.*?</form>", path.read_text("utf-8"), re.DOTALL)
        bare += [
            (path.name, form)
            for form in forms
            if not re.search(r"hidden\(|csrf\(\)|csrf_token|questions\(", form)
        ]

    assert bare == []
