"""A partnership changes its questions on pages; a school answers them on phones, and the break is marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sopforms.actions import closing, published
from sopforms.actions.login import DEMONSTRATION
from sopforms.settings import ROOT
from sopforms.store import clock, cycles, dossiers, questionnaires, settings, surveys
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.people import PersonRow
from tests import builders
from tests.conftest import create_tables
from tests.journeys.chromium import DESK, PHONE, ChromiumPerson, chromium
from tests.journeys.world import World, world
from tests.web import respondents

PO = ROOT / "questionnaires" / "po"
LAST_YEAR, TODAY = date(2026, 1, 12), date(2027, 1, 11)
TEAM = 12
REWORDED, WHY = "Ik pas mijn uitleg aan op wat leerlingen nodig hebben.", "Wij tellen nu over iedereen."
ADDED = "Hoe vaak kijk je mee bij een collega?"
BEFORE = {
    "uitleg_matrix": {"bo01": 2, "bo02": 3, "bo05": 2},
    "signalen_matrix": {"bo03": 2, "bo04": 3, "bo06": 2, "bo07": 3},
}
"""What everybody answered last year."""
SCALES = "[...document.querySelectorAll('main input[type=radio]:enabled')].map(one => one.name)"


@dataclass
class Place:
    """A partnership with one school that answered the shipped questions last year."""

    world: World
    partnership_id: int
    location_id: int
    sanne: int
    anna: int

    def person(self, browser: Browser, person_id: int, screen: dict[str, int]) -> ChromiumPerson:
        """Somebody who signed in, without script: everything must be there."""
        found = ChromiumPerson(browser, self.world.base, script=False, screen=screen)
        answer = found.context.request.post(f"{self.world.base}/inloggen/als/{person_id}", max_redirects=0)
        assert answer.status in {302, 303}
        return found

    def dossier(self) -> DossierRow:
        """This year's dossier."""
        newest = cycles.of_partnership(self.partnership_id)[0]
        row = dossiers.find(newest.id, self.location_id)
        assert row is not None
        return row


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    url = f"sqlite:///{tmp_path / 'sop.db'}"
    create_tables(url)
    with world(url) as served:
        with served.inside():
            settings.put(DEMONSTRATION, "1")
            settings.put(clock.MARK, "1")
            settings.put(clock.SEED, "7")
            served.app.config["REHEARSAL"] = True
            clock.set_rehearsal(datetime(2027, 1, 11, 9, tzinfo=clock.AMSTERDAM))
            found = _last_year(served)
            db.session.commit()
        yield found


def _last_year(served: World) -> Place:
    """The round before, on the shipped questions: everybody answered, and the survey is closed."""
    partnership = builders.a_partnership()
    location = builders.a_location(partnership)
    builders.a_council(location)
    shipped = published.publish_set(partnership.id, PO, PO, LAST_YEAR)
    assert shipped is not None
    cycle = builders.a_cycle(partnership, question_set_id=shipped.id, school_year="2026-2027")
    row = respondents.a_survey(TEAM, today=LAST_YEAR, location=location, cycle=cycle)
    for participation in respondents.participations(row):
        respondents.answer_and_send(row, participation, BEFORE, LAST_YEAR)
    closing.close_survey(row.id, actor=respondents.COORDINATOR, today=LAST_YEAR + timedelta(days=22))
    sanne = builders.sanne(partnership)
    anna = db.session.query(PersonRow).filter(PersonRow.name.startswith("Anna")).one()
    return Place(served, partnership.id, location.id, sanne.id, anna.id)


def test_questions_are_changed_on_pages_published_answered_and_compared(
    place: Place, browser: Browser
) -> None:
    sanne = place.person(browser, place.sanne, DESK)
    _change_the_questions(sanne, place)
    _try_and_publish(sanne, place)
    sanne.open(f"/samenwerkingsverband/{place.partnership_id}/ronde")
    sanne.press("Open de ronde")
    _invite(place, browser)

    _answer_on_a_phone(place, browser, script=True)
    _answer_on_a_phone(place, browser, script=False)
    with place.world.inside():
        _the_others_answer(place)

    anna = place.person(browser, place.anna, PHONE)
    with place.world.inside():
        dossier_id = place.dossier().id
    anna.open(f"/dossier/{dossier_id}/respons/sluiten")
    anna.press("Nu sluiten")
    anna.open(f"/dossier/{dossier_id}/uitkomsten")
    results = anna.text()
    assert "Veranderd sinds 2026-2027" in results
    assert "anders gevraagd" in results
    assert WHY in results
    assert sanne.complaints == []
    assert anna.complaints == []


def _change_the_questions(sanne: ChromiumPerson, place: Place) -> None:
    """Say something in other words, count over others, and ask something new."""
    at = f"/samenwerkingsverband/{place.partnership_id}"
    sanne.open(f"{at}/vragenlijsten")
    sanne.press("Vragen wijzigen")
    sanne.open(f"{at}/vragen/evaluatie/signalen_matrix/uitspraken")
    sanne.press("Opslaan", {"item_0_nl": REWORDED})
    sanne.open(f"{at}/vragen/evaluatie/uitleg_matrix/betekenis")
    sanne.press("Opslaan", {"base": "shown"})
    sanne.open(f"{at}/vragen/evaluatie/nieuwe-vraag?in=uitleg")
    words = {"title_nl": ADDED, "title_en": "How often do you watch a colleague?"}
    sanne.press("Toevoegen", {**words, "kind": "radiogroup", "scale": "MATE4"})


def _try_and_publish(sanne: ChromiumPerson, place: Place) -> None:
    at = f"/samenwerkingsverband/{place.partnership_id}/vragenlijsten"
    sanne.open(f"{at}/evaluatie/voorbeeld")
    assert ADDED in sanne.text()
    sanne.open(f"{at}/evaluatie/proefronde")
    assert "bedacht" in sanne.text()
    sanne.open(f"{at}/publiceren")
    told = sanne.text()
    assert REWORDED in told
    assert "BO-01, BO-02 en BO-05" in told
    confirmed = {"breaking": "y", "reason": WHY, "additive": "y", "wording": "y"}
    sanne.press("Publiceren", confirmed)
    assert "versie 2" in sanne.text()


def _invite(place: Place, browser: Browser) -> None:
    anna = place.person(browser, place.anna, PHONE)
    with place.world.inside():
        dossier_id = place.dossier().id
        set_id = cycles.get(place.dossier().cycle_id).question_set_id
        assert questionnaires.get_set(set_id).name.startswith("Vragen")
    people = "\n".join(f"collega{number}@school.example" for number in range(TEAM))
    anna.open(f"/dossier/{dossier_id}/uitnodigen")
    closes = f"{TODAY + timedelta(days=21):%d-%m-%Y}"
    anna.press("Uitnodigen", {"people": people, "closes_on": closes})
    anna.close()


def _answer_on_a_phone(place: Place, browser: Browser, *, script: bool) -> None:
    """One colleague answers everything with the third answer, at 390 px."""
    with place.world.inside():
        survey = surveys.get_of_dossier(place.dossier().id)
        participation = next(one.id for one in surveys.participations_of(survey.id) if not one.done)
        token = respondents.token(participation)
    person = ChromiumPerson(browser, place.world.base, script=script)
    person.open(f"/v/{token}")
    person.press("Begin")
    seen = ""
    for _page in range(8):
        if "alles-nakijken" in person.address:
            break
        seen += person.text()
        wide = person.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide == 0
        for name in dict.fromkeys(person.page.evaluate(SCALES)):
            person.page.locator(f'label:has([name="{name}"])').nth(2).click()
        person.press("Opslaan en verder")
    person.press("Versturen")
    assert ADDED in seen
    assert "verstuurd" in person.text()
    assert person.complaints == []
    person.close()


def _the_others_answer(place: Place) -> None:
    row = place.dossier()
    form = published.questionnaire(surveys.get_of_dossier(row.id).version_id)
    answers = {name: dict.fromkeys(given, 3) for name, given in BEFORE.items()}
    assert form.clean(answers) == answers
    survey = surveys.get_of_dossier(row.id)
    for one in surveys.participations_of(survey.id):
        if not one.done:
            respondents.answer_and_send(row, one.id, answers, TODAY)
    db.session.commit()
