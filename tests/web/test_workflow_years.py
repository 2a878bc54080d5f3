"""From the request to the new year through the pages, by everybody at once: the law holds there too.

The machine notes who sent which page on which day and what it changed, and judges by that. STEPS says how
many steps it takes (`make reliability`); the same on the rules alone is `tests/core/test_workflow_years.py`.
"""

from __future__ import annotations

import os
import re
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from sopforms.actions import morning, papers, proof
from sopforms.core.codes import LetterKind, LinkPurpose, Right, Role, Step
from sopforms.core.papers import Asked as Filled
from sopforms.output import to_pdf
from sopforms.store import advice_drafts, advices, decisions, drafts, letters, logbook, reopenings
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.letters import OutboxRow
from sopforms.store.people import MembershipRow, PersonRow
from sopforms.store.sessions import UserSessionRow
from tests import builders
from tests.asked import (
    Asked,
    a_decision,
    a_link,
    a_reaction,
    a_snapshot,
    an_advice,
    an_asked_school,
    going_along,
    token_of,
)
from tests.conftest import as_new, lay_down
from tests.web.browsing import as_person

STEPS = int(os.environ.get("STEPS", "75"))
LONG = 25
BEGIN = date(2027, 3, 22)
ADVICES = ("positief", "positief_opm", "positief_voorw", "negatief", "verdeeld")
REOPENED, DROPPED = "/besluit/wijzigen", "/besluit/wijziging-stoppen"
_ADOPTED = (Step.ADOPTED, Step.IN_GUIDE, Step.PUBLISHED, Step.ACTIVE)
REASON = "Dat doen wij om deze reden."


@dataclass(frozen=True)
class Seen:
    """What the machine remembers of one step that changed something about one school."""

    about: int
    day: date
    who: str
    page: str
    before: Step
    after: Step


class Year(RuleBasedStateMachine):
    """One school whose council was asked, and everybody who may send a page."""

    app: Flask
    empty: Path

    def __init__(self) -> None:
        super().__init__()
        self._open = ExitStack()
        lay_down(self.empty, self.app)
        self._open.enter_context(as_new(self.app))
        self.time = self._open.enter_context(time_machine.travel(_ten(BEGIN), tick=False))
        self.day, self.history, self.lines = BEGIN, [], {}

    def teardown(self) -> None:
        """Give the application back."""
        self._open.close()

    @initialize(
        right=st.sampled_from(Right), settings_=st.tuples(*[st.booleans()] * 3), weeks=st.sampled_from([3, 6])
    )
    def begin(self, right: Right, settings_: tuple[bool, bool, bool], weeks: int) -> None:
        asked = an_asked_school(Step.REQUESTED, last_year=False, received_on=None, due_on=None)
        council, self.right, self.weeks = asked.council, right, weeks
        council.weeks = weeks
        if right is Right.INSTEMMING:
            council.right, council.source, council.valid_until = right, "reglement", date(2028, 7, 31)
        asked.board.judgement_required, asked.board.second_person_required = settings_[:2]
        asked.cycle.guide_consent_required = settings_[2]
        self.lead = self.asked = asked
        self.judged, self.two, self.consented = settings_
        second = builders.a_person("Bea Tweede")
        builders.a_membership(second, Role.BOARD, asked.board)
        self.people = {
            "board": asked.bram,
            "second": second,
            "head": asked.hanna,
            "coordinator": asked.anna,
            "swv": builders.sanne(asked.partnership),
        }
        self.tokens = {
            "secretary": token_of(a_link(asked)),
            "member": token_of(a_link(asked, LinkPurpose.ADVICE_READ)),
        }
        self.mandate, self.prepared = True, set()
        self.schools = self.with_whom(asked)
        db.session.commit()

    def with_whom(self, asked: Asked) -> list[Asked]:
        """The schools of the request, the first leads."""
        return [asked]

    # --- what people do

    @rule(days=st.sampled_from([1, 3, 8, 22, 43]))
    def days_pass(self, days: int) -> None:
        for _ in range(days):
            self.day += timedelta(days=1)
        self.time.move_to(_ten(self.day))
        self._seeing("calendar", "morning", lambda: morning.run(self.day))

    @rule(mandate=st.booleans())
    def the_board_gives_or_ends_the_mandate(self, mandate: bool) -> None:
        self.mandate = mandate
        change = sa.update(MembershipRow).where(MembershipRow.person_id == self.people["head"].id)
        db.session.execute(change.values(mandate_until=None if mandate else self.day - timedelta(days=1)))
        db.session.commit()

    @rule(who=st.sampled_from(["secretary", "member"]), form=st.sampled_from(ADVICES))
    def the_council_advises(self, who: str, form: str) -> None:
        draft = advice_drafts.find(self.lead.request.id)
        typed = {"form": form, "text": "De raad zegt dit.", "secretary": "Carla", "role": "secretaris"}
        if form == "positief_voorw":
            typed |= {"points-0-text": "De assistent blijft.", "points-0-kind": "voorwaarde"}
        elif form == "positief_opm":
            typed |= {"points-0-text": "Let op de tijd.", "points-0-kind": "aandachtspunt"}
        self._advise(who, {**typed, "version": draft.version if draft else 1})

    def _advise(self, who: str, typed: dict[str, object]) -> None:
        self._send(who, "/advies/geven", {**typed, "actie": "verder"})
        self._send(who, "/advies/code", {})
        self._send(
            who, "/advies/versturen", {"code": self._code(), "submit_id": f"a{len(self.history)}{self.day}"}
        )

    @rule(who=st.sampled_from(["secretary", "member"]))
    def the_council_takes_its_advice_back(self, who: str) -> None:
        self._send(who, "/advies/code", {"voor": "intrekken"})
        self._send(who, "/advies/intrekken", {"code": self._code()})

    @rule(
        who=st.sampled_from(["secretary", "member"]),
        page=st.sampled_from(["ontvangst", "overleg", "geen-bedenkingen", "ter-kennisgeving"]),
    )
    def the_council_records(self, who: str, page: str) -> None:
        day = _typed(self.day)
        self._send(who, f"/advies/{page}", {"received_on": day, "went": "held", "day": day})

    @rule(
        who=st.sampled_from(["board", "second", "head", "coordinator", "swv"]),
        answer=st.sampled_from(["overgenomen", "deels", "niet"]),
        follows=st.sampled_from(["ja", "nee"]),
    )
    def somebody_reacts(self, who: str, answer: str, follows: str) -> None:
        concept = decisions.find_concept(self.asked.id, "reaction")
        fields = {
            "points-0-answer": answer,
            "points-0-reason": REASON,
            "text": REASON,
            "follows": follows,
            "talks_on": _typed(self.day + timedelta(days=7)),
            "name": "Bram Smit",
            "function": "bestuurder",
            "actie": "verder",
            "version": concept.version if concept else 0,
        }
        self._send(who, self._path("reactie"), fields)
        self._send(who, self._path("reactie/controleren"), {})

    @rule(who=st.sampled_from(["board", "second", "head", "swv", "secretary"]))
    def somebody_adopts(self, who: str) -> None:
        concept = decisions.find_concept(self.asked.id, "adoption")
        if who in ("board", "second") or (who == "head" and self.mandate):
            self.prepared.add((self.asked.id, who))
        fields = {"place": "Stad", "name": "Bram Smit", "function": "bestuurder", "deviations": "een punt"}
        self._send(who, self._path("vaststellen"), {**fields, "version": concept.version if concept else 0})
        self._send(who, self._path("vaststellen/controleren"), {})

    @rule(
        who=st.sampled_from(["board", "head", "coordinator", "swv", "member"]),
        page=st.sampled_from(
            [
                "adviesaanvraag/overhandigd",
                "overleg",
                "nader-overleg",
                "geen-advies",
                "oordeel",
                "schoolgids",
                "schoolgids/instemming",
                "schoolgids/publiceren",
            ]
        ),
    )
    def somebody_records(self, who: str, page: str) -> None:
        day = _typed(self.day)
        fields = {"received_on": day, "how": "per post", "went": "held", "day": day, "consented_on": day}
        self._send(who, self._path(page), {**fields, "verdict": "toereikend", "reason": REASON})

    @rule()
    def the_year_goes_on(self) -> None:
        """What comes next, by somebody who may: or the machine would hardly ever come to the end."""
        match self._row().step:
            case Step.REQUESTED if self._row().received_on is None:
                self.the_council_records("secretary", "ontvangst")
            case Step.REQUESTED:
                self.the_council_advises("secretary", "positief_voorw" if self.day.day % 2 else "positief")
            case Step.ADVISED:
                self.somebody_reacts(
                    "board", "overgenomen" if self.right is Right.INSTEMMING else "deels", "nee"
                )
            case Step.REACTED | Step.NO_ADVICE:
                self.somebody_records("board", "nader-overleg")
                self.somebody_records("board", "oordeel")
                self.somebody_adopts("second" if self.two and self.day.day % 2 else "board")
            case Step.ADOPTED:
                self.somebody_records("board", "schoolgids")
            case Step.IN_GUIDE:
                self.somebody_records("board", "schoolgids/instemming")
                self.somebody_records("board", "schoolgids/publiceren")
        self.days_pass(8)

    # --- how it is sent, and what came of it

    def _path(self, page: str) -> str:
        return f"/dossier/{self.asked.id}/{page}"

    def _row(self, about: Asked | None = None) -> DossierRow:
        db.session.rollback()
        return db.session.get_one(DossierRow, (about or self.asked).id, populate_existing=True)

    def _browser(self, who: str) -> FlaskClient:
        if who in self.tokens:
            client = self.app.test_client()
            client.post(f"/a/{self.tokens[who]}/openen")
            return client
        person: PersonRow = self.people[who]
        db.session.execute(sa.delete(UserSessionRow).where(UserSessionRow.person_id == person.id))
        return as_person(self.app, person)

    def _send(self, who: str, path: str, fields: dict[str, object]) -> None:
        client = self._browser(who)

        def send() -> None:
            answer = client.post(path, data=fields)
            assert answer.status_code < 500, (path, answer.text[:300])

        self._seeing(who, path.rsplit(str(self.asked.id), 1)[-1], send)

    def _seeing(self, who: str, page: str, act) -> None:
        steps = [self._row(school).step for school in self.schools]
        act()
        for school, before in zip(self.schools, steps, strict=True):
            row = self._row(school)
            lines = len(logbook.of_dossier(row.id))
            if row.step is not before or lines != self.lines.get(row.id, 0):
                self.lines[row.id] = lines
                self._judge(school, who, page, before, row)
                self.history.append(Seen(row.id, self.day, who, page, before, row.step))

    def _code(self) -> str:
        mails = [m for m in letters.of_dossier(self.lead.id) if m.kind is LetterKind.ADVICE_CODE and m.text]
        found = re.search(r"\b(\d{6})\b", mails[0].text) if mails else None
        return found[1] if found else "000000"

    # --- what must never be

    def _judge(self, about: Asked, who: str, page: str, before: Step, row: DossierRow) -> None:
        assert who not in ("swv", "member"), (who, page)
        moved = (before, row.step)
        if row.step is Step.ADVISED and before is not Step.ADVISED:
            assert who == "secretary"
        if moved == (Step.ADVISED, Step.REACTED) or row.step is Step.ADOPTED is not before:
            assert who in ("board", "second") or (who == "head" and self.mandate), (who, page)
        if row.step is Step.NO_ADVICE is not before:
            assert row.due_on is not None
            assert self.day > row.due_on >= row.received_on + timedelta(weeks=self.weeks)
        given_up = page == DROPPED  # then it is again what it was
        if row.step is Step.ADOPTED is not before and not given_up:
            self._judge_adoption(about, who, before, row)
        if (
            row.step is Step.PUBLISHED is not before
            and not given_up
            and decisions.get_decision(row.id).deviates
            and not row.waived_on
        ):
            assert self.day > row.adopted_on + timedelta(days=42)
        if row.step is Step.PUBLISHED is not before and self.consented:
            assert row.guide_consent_on
        if row.step is Step.ACTIVE:
            assert self.day >= date(2027, 8, 1)
        self._judge_what_all_may_see(about, row)

    def _judge_adoption(self, about: Asked, who: str, before: Step, row: DossierRow) -> None:
        request = about.request
        given = advices.in_force(request.id)
        assert before in (Step.REACTED, Step.NO_ADVICE)
        if before is Step.REACTED:
            assert given is not None
            assert advices.find_reaction(given.id) is not None
        if self.right is Right.INSTEMMING:
            assert given is not None
            assert row.followed
            assert given.form.startswith("positief")
        if before is Step.REACTED and row.followed is False:
            assert any(
                seen.page.endswith("/nader-overleg") or seen.page.endswith("/reactie/controleren")
                for seen in self.history
                if seen.about == row.id
            )
        assert not self.judged or decisions.find_judgement(row.id)
        text = decisions.get_decision(row.id).text
        assert ("instemming" in text) is (self.right is Right.INSTEMMING)
        assert ("geen advies uitbracht" in text) is (before is Step.NO_ADVICE)
        if self.two:
            others = {one for about, one in self.prepared if about == row.id} - {who}
            assert others, "the same person prepared and adopted"

    def _judge_what_all_may_see(self, about: Asked, row: DossierRow) -> None:
        public = self.app.test_client().get(f"/school/{about.location.code}")
        published = reopenings.public(row).step in (Step.PUBLISHED, Step.ACTIVE)
        assert public.status_code == (200 if published else 404)
        if self.right is Right.ADVIES:
            subjects = db.session.scalars(sa.select(OutboxRow.subject)).all()
            assert not [subject for subject in subjects if "nstemm" in subject]
        assert logbook.first_broken() is None


class YearOfAChange(Year):
    """A text that was adopted, and everybody who would have it otherwise, or would rather not."""

    def with_whom(self, asked: Asked) -> list[Asked]:
        row = asked.dossier
        a_reaction(asked, an_advice(asked))
        a_decision(row, a_snapshot(row, "adopted"), BEGIN)
        row.received_on = row.reacted_on = row.adopted_on = BEGIN
        row.due_on, row.step = BEGIN + timedelta(days=50), Step.ADOPTED
        self.lines[row.id] = len(logbook.of_dossier(row.id))
        return super().with_whom(asked)

    @rule(
        who=st.sampled_from(["board", "second", "head", "coordinator", "swv"]),
        page=st.sampled_from(["besluit/wijzigen", "besluit/wijziging-stoppen"]),
    )
    def somebody_changes_the_adopted_text(self, who: str, page: str) -> None:
        self._send(who, self._path(page), {"reason": REASON, "sure": "y"})
        self._take_the_links()

    def _take_the_links(self) -> None:
        """The council has the links to the request that the dossier is at now."""
        found = advices.find_request(self._row().id)
        if found is None or found.sent_on is None or found.id == self.asked.request.id:
            return
        self.asked.request = found
        self.tokens = {
            "secretary": token_of(a_link(self.asked)),
            "member": token_of(a_link(self.asked, LinkPurpose.ADVICE_READ)),
        }

    def _ask_again(self) -> None:
        """The board asks the council about a text that was opened again."""
        board, found = self.asked.board_member, advices.find_request(self.asked.id)
        day, by = self.day + timedelta(days=7), self.day + timedelta(days=120)
        filled = Filled(REASON, REASON, REASON, "", day, by, "", "Bram Smit", "bestuurder")
        version = found.version if found else None

        def send() -> None:
            papers.complete_papers(self.asked.id, filled, version=version, actor=board, today=self.day)
            papers.request_advice(self.asked.id, actor=board, today=self.day)

        self._seeing("board", "adviesaanvraag", send)
        self._take_the_links()

    @rule()
    def the_year_goes_on(self) -> None:
        if self._row().step is Step.DRAFT:
            self._ask_again()
        else:
            super().the_year_goes_on()

    def _judge(self, about: Asked, who: str, page: str, before: Step, row: DossierRow) -> None:
        super()._judge(about, who, page, before, row)
        if row.step is Step.DRAFT is not before:
            assert (before in _ADOPTED, page) == (True, REOPENED)
        if page in (REOPENED, DROPPED):
            assert who in ("board", "second") or (who == "head" and self.mandate), (who, page)
        if row.edition > 1 and row.step is Step.ADOPTED is not before and page != DROPPED:
            assert row.requested_on >= BEGIN
            assert advices.get_request(about.request.id).edition == row.edition, (
                "the council was not asked anew"
            )
        sealed = drafts.find_in_force(row.id)
        assert sealed is not None
        assert proof.is_as_adopted(sealed)


class YearTogether(Year):
    """Two schools that asked their council in one request: one clock and one advice, a decision of each."""

    def with_whom(self, asked: Asked) -> list[Asked]:
        other = going_along(asked, received_on=None, due_on=None)
        self.people["head of the other"] = other.hanna
        return [asked, other]

    @rule()
    def the_head_of_the_other_meddles(self) -> None:
        self.asked = self.lead
        self.somebody_reacts("head of the other", "overgenomen", "ja")
        self.somebody_adopts("head of the other")

    @rule()
    def everybody_turns_to_the_other_school(self) -> None:
        self.asked = next(school for school in self.schools if school is not self.asked)

    @rule(who=st.sampled_from(["secretary", "member"]), form=st.sampled_from(("", *ADVICES)))
    def the_council_says_otherwise_of_the_second(self, who: str, form: str) -> None:
        draft = advice_drafts.find(self.lead.request.id)
        typed = {"form": "positief", "text": "De raad zegt dit.", "secretary": "Carla", "role": "secretaris"}
        typed |= {"schools-1-form": form, "schools-1-text": "Hier is nog geen lift."}
        self._advise(who, {**typed, "version": draft.version if draft else 1})

    @rule()
    def the_year_goes_on(self) -> None:
        super().the_year_goes_on()
        self.everybody_turns_to_the_other_school()

    def _judge(self, about: Asked, who: str, page: str, before: Step, row: DossierRow) -> None:
        super()._judge(about, who, page, before, row)
        rows = [self._row(school) for school in self.schools]
        assert len({(one.received_on, one.due_on) for one in rows}) == 1, "one clock runs for both"
        if row.step is Step.ADVISED is not before:
            assert Step.REQUESTED not in {one.step for one in rows}, "an advice about one school alone"
        if row.step is Step.ADOPTED is not before:
            texts = [decisions.get_decision(one.id).text for one in rows if one.adopted_on]
            assert len(set(texts)) == len(texts), "each school has a decision of its own"


def _ten(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=UTC)


def _typed(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


@pytest.fixture
def _machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        to_pdf, "render_with_notes", lambda html, **_more: to_pdf.Rendered(b"%PDF " + html.encode())
    )
    monkeypatch.setattr(Year, "app", request.getfixturevalue("_app_on_sqlite"), raising=False)
    monkeypatch.setattr(Year, "empty", request.getfixturevalue("_empty_sqlite"), raising=False)


@pytest.mark.usefixtures("_machine")
def test_two_schools_that_ask_together_each_come_to_a_decision() -> None:
    year = YearTogether()
    try:
        year.begin(right=Right.ADVIES, settings_=(False, False, False), weeks=3)
        turns = 0
        while not all(year._row(school).adopted_on for school in year.schools):
            turns += 1
            assert turns < 15, [year._row(school).step for school in year.schools]
            year.the_year_goes_on()
        rows = [year._row(school) for school in year.schools]
        assert len({row.due_on for row in rows}) == 1
        assert len({decisions.get_decision(row.id).text for row in rows}) == 2
    finally:
        year.teardown()


@pytest.mark.usefixtures("_machine")
def test_a_text_that_is_changed_goes_the_whole_way_again_and_is_the_next_version() -> None:
    year = YearOfAChange()
    try:
        year.begin(right=Right.ADVIES, settings_=(True, False, False), weeks=3)
        year.somebody_changes_the_adopted_text("coordinator", "besluit/wijzigen")
        assert year._row().edition == 1
        year.somebody_changes_the_adopted_text("board", "besluit/wijzigen")
        turns = 0
        while year._row().adopted_on is None:
            turns += 1
            assert turns < 12, year._row().step
            year.the_year_goes_on()
        assert [one.edition for one in decisions.all_of(year.asked.id)] == [1, 2]
        assert drafts.find_in_force(year.asked.id).kind == "version.2"
    finally:
        year.teardown()


@pytest.mark.parametrize(("machine", "share"), [(Year, 1), (YearTogether, 3), (YearOfAChange, 3)])
@pytest.mark.usefixtures("_machine")
def test_whatever_everybody_sends_the_law_holds(machine: type[Year], share: int) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=max(STEPS // LONG // share, 1),
            stateful_step_count=LONG,
            deadline=None,
            derandomize="STEPS" not in os.environ,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.reuse, Phase.generate],  # a page costs too much to look for the shortest way to it
        ),
    )
