"""Every page that somebody of a partnership may open, and what has to be there to open it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from sopforms.actions import authoring, helping, instructions, long_work, year_paper_writing, year_papers
from sopforms.core.actor import Actor
from sopforms.core.codes import Right, Role
from sopforms.core.year_paper import YearPaper
from sopforms.store.councils import CouncilLocationRow, CouncilRow
from sopforms.store.cycles import CycleRow
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.locations import LocationRow
from sopforms.store.partnerships import BoardRow, PartnershipRow
from sopforms.store.people import MembershipRow
from tests import asked, builders
from tests.web.two_years import a_closed_survey

MOST = 10
"""How many questions a page may ask the database, however many schools there are."""

_HOME = "/samenwerkingsverband/{partnership}"
_REGION = (
    "", "?mijn", "/dekking", "/dekking?per=onderwerp", "/dekking?per=hoofdstuk", "/dekking?gemeente=Plaats 1",
    "/dekking/onderwerp/autisme", "/dekking/wat-als", "/dekking/wat-als?school={location}&onderwerp=autisme",
    "/dekking/verslag", "/scholen", "/scholen/inlezen", "/scholen/school",
    "/scholen/school/{location}", "/scholen/bestuur", "/scholen/bestuur/{board}", "/raden", "/raden/raad",
    "/raden/raad/{council}", "/mensen", "/mensen/persoon", "/mensen/persoon/{person}",
    "/mensen/persoon/{person}/inloggen", "/vakanties", "/vakanties/school", "/brieven",
    "/brieven/survey_opened", "/zoekwoorden/autisme",
    "/brieven/mail-van-de-dag", "/instellingen", "/ronde", "/uitwisseling",
    "/uitleg", "/uitleg/5", "/uitleg/5/versies", "/uitleg/5/versies/1", "/werk", "/werk/{work}",
    "/jaarstukken", "/jaarstukken?soort=jaarverslag",
    "/zoekwoorden", "/zoekwoorden/lezen",
)  # fmt: skip
_QUESTIONS = (
    "/vragenlijsten", "/vragenlijsten/eerder", "/vragenlijsten/eerder/{question_set}/sluiten",
    "/vragenlijsten/stoppen", "/vragenlijsten/publiceren", "/vragenlijsten/evaluatie",
    "/vragenlijsten/evaluatie/vervangen", "/vragenlijsten/evaluatie/terug/meegeleverd",
    "/vragenlijsten/evaluatie/voorbeeld", "/vragenlijsten/evaluatie/proefronde", "/vragen/evaluatie",
    "/vragen/evaluatie/nieuwe-pagina", "/vragen/evaluatie/nieuwe-vraag?in=uitleg",
    "/vragen/evaluatie/begin-en-einde", "/vragen/evaluatie/uitleg_matrix",
    "/vragen/evaluatie/uitleg_matrix/antwoorden", "/vragen/evaluatie/uitleg_matrix/uitspraken",
    "/vragen/evaluatie/uitleg_matrix/andere-pagina", "/vragen/evaluatie/uitleg_matrix/weghalen",
    "/vragen/evaluatie/uitleg_matrix/betekenis", "/vragen/evaluatie/uitleg_matrix/zinnen/bo01",
    "/vragen/evaluatie/ex07/voorwaarde/tonen",
    "/vragen/evaluatie/ex07/voorwaarde/tonen/erbij?over=uitleg_matrix.bo01",
    "/vragen/schoolgids", "/vragen/schoolgids/ch3", "/vragen/jaarplan/deel/nieuw",
)  # fmt: skip
_ROUND = (
    "/ronde/{cycle}/consulenten", "/ronde/{cycle}/herinneren", "/ronde/{cycle}/school/{location}",
    "/ronde/{cycle}/jaarstukken/data", "/ronde/{cycle}/jaarstukken/jaarplan/herinneren",
)  # fmt: skip
_SCHOOL = (
    "/dossier/{dossier}", "/dossier/{talking}", "/dossier/{decided}", "/dossier/{answered}",
    "/dossier/{dossier}/dekking", "/dossier/{dossier}/planning", "/dossier/{decided}/planning",
    "/dossier/{dossier}/jaarplan/ingeleverd",
    "/dossier/{decided}/besluit", "/vestiging/{location}",
    "/vestiging/{location}/geen-mail", "/vestiging/{location}/geen-mail/{correspondent}",
    "/dossier/{dossier}/concept", "/dossier/{dossier}/concept/ch3", "/dossier/{dossier}/concept/voorbeeld",
    "/dossier/{answered}/concept", "/dossier/{answered}/concept/ch3", "/dossier/{answered}/concept/g6",
    "/dossier/{answered}/concept/voorbeeld",
)  # fmt: skip
_MINE = (
    "/begin", "/sessies", "/sessies/langer", "/bewaard", "/tweede-stap", "/tweede-stap/telefoon",
    "/tweede-stap/herstelcode",
)  # fmt: skip
_FILES = (
    "/dekking/werkboek", "/jaarstukken/werkboek", "/uitwisseling/scholen.csv", "/uitwisseling/waarden.csv",
    "/uitwisseling/codeboek.csv", "/vragenlijsten/evaluatie/bestand",
    "/vragenlijsten/eerder/{question_set}/evaluatie",
)  # fmt: skip
FILES = (*(f"{_HOME}{file}" for file in _FILES), "/dossier/{answered}/planning.ics")
"""What is handed out as a file, so many an hour for each person: counted like a page, and not timed."""
OF_SCHOOLS = _SCHOOL
PAGES = (*(f"{_HOME}{page}" for page in (*_REGION, *_QUESTIONS)), *_ROUND, *_SCHOOL, *_MINE)
UNCOUNTED = {
    "coverage_report.file": "made by the worker",
    "long_work.parcel": "made by the worker",
    "year_papers.handed_in_file": "made by the worker",
    "oidc.offer": "leads to a provider of accounts, where there is one",
}
"""What is no page of ours, by endpoint, and why."""


@dataclass(frozen=True, slots=True)
class Made:
    """What the addresses name, by the words between braces."""

    names: dict[str, object]

    def address(self, page: str) -> str:
        """The address of a page."""
        return page.format_map(self.names)


def furnish(partnership: PartnershipRow, cycle: CycleRow) -> Made:
    """Make what the pages need that a round with schools has not, and say what the addresses name."""
    actor = Actor((Role.SWV,), None, "Sanne Kok", "coördinator")
    authoring.begin(partnership.id, builders.SETS / partnership.sector.value, actor, builders.TODAY)
    instructions.save(
        partnership.id, 5, "# Uitleg\n\n## Wat doet u?\n\nVraag advies.", version=0, by="Sanne Kok"
    )
    work = long_work.print_guide(partnership.id, actor)
    rows = list(db.session.scalars(sa.select(DossierRow).where(DossierRow.cycle_id == cycle.id)))
    by_step = {row.step.value: row for row in reversed(rows)}
    one = by_step["draft"]
    location = db.session.get_one(LocationRow, one.location_id)
    council = db.session.scalar(
        sa.select(CouncilLocationRow).where(CouncilLocationRow.location_id == location.id)
    )
    member = db.session.scalar(sa.select(MembershipRow).where(MembershipRow.location_id == location.id))
    assert council is not None
    assert member is not None
    asked.drafted(one)
    asked.a_decision(by_step["adopted"], asked.a_snapshot(by_step["adopted"], "adopted"), builders.TODAY)
    _hand_in_plan(one)
    _answered(by_step["reacted"], partnership, cycle)
    return Made({
        "partnership": partnership.id, "cycle": cycle.id, "location": location.id, "board": location.board_id,
        "council": council.council_id, "person": member.person_id, "question_set": cycle.question_set_id,
        "work": work, "dossier": one.id, "talking": by_step["talk"].id, "decided": by_step["adopted"].id,
        "answered": by_step["reacted"].id,
        "correspondent": helping.correspondents(location)[0].key,
    })  # fmt: skip


def _answered(row: DossierRow, partnership: PartnershipRow, cycle: CycleRow) -> None:
    """Let the team answer, and a council with a right of consent: what a page of a school is widest with."""
    a_closed_survey(row, cycle.question_set_id, [{"st06": 3}] * 6)
    location = db.session.get_one(LocationRow, row.location_id)
    council = db.session.scalars(
        sa.select(CouncilRow).join(CouncilLocationRow).where(CouncilLocationRow.location_id == location.id)
    ).one()
    council.right, council.source, council.valid_until = Right.INSTEMMING, "reglement", date(2030, 1, 1)
    school = asked.Asked(
        partnership, db.session.get_one(BoardRow, location.board_id), location, council, cycle, row,
        asked.sent(row, council), *[builders.hanna(location)] * 3,
    )  # fmt: skip
    asked.a_reaction(school, asked.an_advice(school))


def _hand_in_plan(row: DossierRow) -> None:
    actor = Actor((Role.COORDINATOR,), None, "Anna de Vries", "intern begeleider")
    amounts = dict.fromkeys(year_papers.whole(row, YearPaper.PLAN).lines, 1500)
    paper, today = YearPaper.PLAN, builders.TODAY
    year_paper_writing.save_money(row.id, paper, 7500, amounts, "", version=0)
    year_paper_writing.mark_ready(row.id, paper, ready=True, today=today)
    year_paper_writing.hand_in(row.id, paper, actor=actor, today=today)
