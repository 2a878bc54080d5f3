"""The team conversation on the screen of a staff room: by keyboard alone, without script, and offline."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from sopforms.actions import closing
from sopforms.actions import talk as talking
from sopforms.store import clock, locations, talks
from sopforms.store.db import db
from tests import builders
from tests.conftest import create_tables
from tests.journeys.chromium import DESK, ChromiumPerson, chromium
from tests.journeys.world import World, world
from tests.web.respondents import COORDINATOR, a_survey, answer_and_send, participations


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def staff_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, int, str, str]]:
    """A team of twelve, of two minds on one topic, about to talk: world, dossier, conversation, session."""
    url = f"sqlite:///{tmp_path_factory.mktemp('talk') / 'sop.db'}"
    create_tables(url)
    with world(url) as served:
        with served.inside():
            row = a_survey(12)
            for place, one in enumerate(participations(row)):
                answer_and_send(row, one, {"uitleg_matrix": {"bo01": 1 if place % 2 else 4, "bo02": 3}})
            closing.close_survey(row.id, actor=COORDINATOR, today=clock.today())
            draft = talking.start(row.id, clock.today(), "Anna", 12, actor=COORDINATOR, today=clock.today())
            client = served.app.test_client()
            builders.sign_in(client, builders.anna(locations.get(row.location_id)))
            cookie = client.get_cookie("sop")
            assert cookie is not None
            db.session.commit()
            found = (served, row.id, f"/dossier/{row.id}/teamgesprek/{draft}", cookie.value)
        yield found


def at_the_board(
    browser: Browser, staff_room: tuple[World, int, str, str], *, script: bool
) -> ChromiumPerson:
    served, _dossier, _draft, cookie = staff_room
    person = ChromiumPerson(browser, served.base, script=script, screen=DESK)
    person.context.add_cookies([{"name": "sop", "value": cookie, "url": served.base}])
    return person


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def test_a_topic_is_settled_by_keyboard_alone_and_without_script(browser, staff_room):
    served, dossier_id, draft, _cookie = staff_room
    person = at_the_board(browser, staff_room, script=False)
    person.open(f"{draft}/onderwerp/BO-01")
    page = person.page

    tab_to(page, "[name=value]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    tab_to(page, "[name=agreement]")
    page.keyboard.press("Space")
    tab_to(page, "textarea")
    page.keyboard.type("De bovenbouw ziet het minder.")
    tab_to(page, "button.btn")
    page.keyboard.press("Enter")
    page.wait_for_url("**/onderwerp/BO-02")

    with served.inside():
        kept = talks.drafts_of(dossier_id)[0].data["outcomes"]["BO-01"]
    assert kept["agreement"] == "agreed"
    assert kept["value"] in (2, 3)
    assert kept["dissent"] == "De bovenbouw ziet het minder."
    person.close()


def test_when_the_connection_drops_the_page_keeps_what_was_typed_and_saves_it_later(browser, staff_room):
    served, dossier_id, draft, _cookie = staff_room
    person = at_the_board(browser, staff_room, script=True)
    person.page.clock.install()
    person.open(f"{draft}/onderwerp/ST-06")
    state, words = person.page.locator("[data-saved]"), "Wij zien dit niet allen zo"

    person.context.set_offline(True)
    person.page.locator("textarea").fill(words)
    person.page.clock.run_for(1000)
    expect(state).to_contain_text("Niet bewaard: geen verbinding.")
    person.page.get_by_role("button", name="Bewaren en volgende onderwerp").click()
    expect(person.page.locator("textarea")).to_have_value(words)
    person.context.set_offline(False)
    person.page.clock.run_for(8100)
    expect(state).to_contain_text("✓ Bewaard om ")

    with served.inside():
        assert talks.drafts_of(dossier_id)[0].typed["ST-06"]["dissent"] == words
    person.open(f"{draft}/onderwerp/ST-06")
    expect(person.page.locator("textarea")).to_have_value(words)
    person.close()
