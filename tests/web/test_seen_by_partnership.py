"""Who works for a partnership, and its programs, see nothing that comes from an answer of somebody.

Every address that the policy opens to them is asked; the answers of people are changed, marked and taken away
until small groups are left; and every address says the same again, to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from sopforms.core.codes import Role
from sopforms.store.cycles import CycleRow
from sopforms.store.db import Base, db
from sopforms.store.dossiers import DossierRow
from sopforms.store.surveys import ResponseRow
from sopforms.store.year_papers import HandedInRow, YearPaperRow
from sopforms.web.policy import EXPORTS, POLICY, WRITES_QUESTIONS, Relation, may_open
from tests.web import canaries, tenants
from tests.web.calendar import on
from tests.web.tenants import OWN, SISTER, School
from tests.web.test_walls import values_at

PERSONAL = "qvraagbeantwoorder"
OF_PEOPLE = (
    "response", "participation", "approved_text", "talk", "talk_draft", "talk_outcome", "pupil_voice",
    "read_remark",
)  # fmt: skip
LEFT = 4  # of every survey: fewer than are ever shown
RELATED = {Relation.SIGNED_IN, Relation.DOSSIER, Relation.LOCATION, Relation.PARTNERSHIP, Relation.CYCLE}
# Where an address names a second thing by a word or number of its own.
WORDS: dict[str, dict[str, object]] = {
    "coverage.topic": {"key": "autisme"},
    "coverage_report.file": {"kind": "docx"},
    "draft.part": {"key": "ch6"},
    "letter_words.edit": {"kind": "reaction_sent"},
    "need_words.edit": {"key": "lezen"},
    "people.edit": {"person_id": 2},
    "helping.person": {"person_id": 2},
    "year_papers.handed_in_file": {"kind": "xlsx"},
}
# They lead on, or need what nobody asked for or got here: work, another version, a mail that came back.
NOTHING_YET = {
    "home.mine", "oidc.offer", "rescue.show", "school.waiting", "second_factor.ask", "long_work.show",
    "long_work.parcel", "instruction_editor.version", "no_mail.address",
}  # fmt: skip
# Keys of forms, seconds of a session, when a calendar was fetched and a key used.
OF_THE_MOMENT = re.compile(
    r'value="[^"]{24,}"|data-ends="\d+"|DTSTAMP:\S+|Nog niet gebruikt|Laatst gebruikt[^<]+uur'
)
Seen = dict[tuple[str, str, str], tuple[int, str]]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tenants.filled(tenants.shared(tmp_path_factory))


def places() -> list[School]:
    """A school whose council is asked, one that talks about its answers, and one that handed in its plan."""
    found = tenants.schools()
    own = found[OWN]
    planned = db.session.scalars(
        sa.select(DossierRow)
        .join(YearPaperRow, YearPaperRow.dossier_id == DossierRow.id)
        .join(HandedInRow, HandedInRow.paper_id == YearPaperRow.id)
        .where(DossierRow.partnership_id == own.partnership_id)
    ).first()
    assert planned is not None
    last = replace(own, dossier_id=planned.id, cycle_id=planned.cycle_id, location_id=planned.location_id)
    return [own, found[SISTER], last]


def opened_to(app: Flask, role: Role | None, school: School) -> Iterator[tuple[str, str]]:
    """Every page and file that the policy opens to a role, at this school; without a role: to a program."""
    year = db.session.get_one(CycleRow, school.cycle_id).school_year
    for rule in app.url_map.iter_rules():
        relation = POLICY[rule.endpoint].relation
        may = relation in RELATED and role is not None and may_open(rule.endpoint, {role})
        if "GET" not in (rule.methods or ()) or not (may or (role is None and relation is Relation.PROGRAM)):
            continue
        names = set(rule.arguments) - set(rule.defaults or ())
        given = values_at(school, names, rule.rule) | {"school_year": year} | WORDS.get(rule.endpoint, {})
        built = rule.build({**(rule.defaults or {}), **{name: given[name] for name in names}})
        assert built is not None
        yield rule.endpoint, built[1]


def seen(app: Flask, people: dict[Role | None, FlaskClient]) -> Seen:
    """What each of them sees: who, endpoint and address → status and every word of the answer."""
    found: Seen = {}
    for role, client in people.items():
        asked = {address: name for school in places() for name, address in opened_to(app, role, school)}
        for address, endpoint in asked.items():
            answer = client.get(address)
            text = canaries.texts_of(answer.data, answer.mimetype)
            found[role or "program", endpoint, address] = (answer.status_code, OF_THE_MOMENT.sub("", text))
    return found


def answer_otherwise() -> None:
    """Mark every text of people, turn every answer round, and leave so few that no group may be shown."""
    for name in OF_PEOPLE:
        assert canaries.mark(Base.metadata.tables[name], PERSONAL) > 0
    kept: dict[int, int] = {}
    for row in db.session.scalars(sa.select(ResponseRow)):
        kept[row.survey_id] = kept.get(row.survey_id, 0) + 1
        if kept[row.survey_id] > LEFT:
            db.session.delete(row)
        else:
            row.answers = {key: _turned(value) for key, value in row.answers.items()}
    assert max(kept.values()) > LEFT
    db.session.commit()


def _turned(value: object) -> object:
    return 5 - value if isinstance(value, int) and not isinstance(value, bool) else value


def test_P09_nothing_of_an_answer_reaches_who_works_for_a_partnership_or_its_programs(
    app: Flask, filled: Path
) -> None:
    tenants.take_over(filled, app)
    with on(tenants.TODAY):
        own = tenants.schools()[OWN]
        people: dict[Role | None, FlaskClient] = {
            Role.SWV: tenants.signed_in(app, Role.SWV, own),
            Role.CONSULTANT: tenants.signed_in(app, Role.CONSULTANT, own),
            None: tenants.with_key(app, own),
        }
        before = seen(app, people)
        answer_otherwise()
        after = seen(app, people)

    assert [place for place, (_status, text) in after.items() if PERSONAL in text.lower()] == []
    own_account = {name for name, rule in POLICY.items() if rule.relation is Relation.SIGNED_IN}
    assert [place for place in before if place[1] not in own_account and before[place] != after[place]] == []
    # And nothing was passed over: of each page and file there was one to see.
    opened = {(who, endpoint) for who, endpoint, _address in before}
    shown = {(who, endpoint) for (who, endpoint, _address), (status, _) in before.items() if status == 200}
    missed = {endpoint for _who, endpoint in opened - shown} - NOTHING_YET
    assert {endpoint for endpoint in missed if POLICY[endpoint] is not WRITES_QUESTIONS} == set()
    files = {endpoint for _who, endpoint in opened if endpoint in EXPORTS or endpoint.startswith("api.")}
    assert files - {endpoint for _who, endpoint in shown} <= NOTHING_YET
