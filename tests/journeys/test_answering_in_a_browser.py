"""A colleague answers on a phone: with and without script the same, nothing is lost, and there is time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from sopforms.actions import published
from sopforms.settings import ROOT
from sopforms.store import clock, surveys
from sopforms.store.locations import LocationRow
from tests import builders
from tests.conftest import create_tables
from tests.journeys.chromium import PHONE, ChromiumPerson, chromium
from tests.journeys.world import World, world
from tests.web import respondents

PO = ROOT / "questionnaires" / "po"
# With the first answer a question comes that was not there, and with another an explanation.
ANSWERS = {
    "q_uitleg_matrix--bo01": "3", "q_uitleg_matrix--bo02": "x", "q_uitleg_matrix--bo05": "2",
    "q_ex07": "2", "q_ex08": "1", "q_de09": "1", "q_de10": "Meer rust in de klas.",
}  # fmt: skip


@dataclass
class Asked:
    """Colleagues who were asked, each with a link; `take` gives the next one."""

    world: World
    people: list[tuple[int, str]]

    def take(self) -> tuple[int, str]:
        """Return a participation that nobody has used, and its token."""
        return self.people.pop()

    def answers(self, participation_id: int) -> Mapping[str, Any]:
        """Return what is stored of somebody."""
        with self.world.inside():
            row = surveys.response_of(surveys.get_participation(participation_id))
            return dict(row.answers) if row else {}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """A survey that runs, on the shipped questions with one more condition."""
    folder = tmp_path_factory.mktemp("survey")
    url = f"sqlite:///{folder / 'sop.db'}"
    create_tables(url)
    with world(url) as served:
        with served.inside():
            location = builders.a_location(builders.a_partnership())
            builders.a_council(location)
            questions = published.publish_set(location.partnership_id, _questions(folder), PO, clock.today())
            assert questions is not None
            partnership = builders.db.session.get(builders.PartnershipRow, location.partnership_id)
            builders.a_cycle(partnership, question_set_id=questions.id)
            row = respondents.a_survey(12, location=location)
            people = [(one, respondents.token(one)) for one in respondents.participations(row)]
            builders.db.session.commit()
        yield Asked(served, people)


def _questions(folder: Path) -> Path:
    source = json.loads((PO / "evaluatie.json").read_text("utf-8"))
    page = next(one for one in source["survey"]["pages"] if one["name"] == "samen")
    next(one for one in page["elements"] if one["name"] == "ex08")["visibleIf"] = "{ex07} anyof [1, 2]"
    (folder / "evaluatie.json").write_text(json.dumps(source), "utf-8")
    return folder


def begin(asked: Asked, browser: Browser, *, script: bool = True) -> tuple[ChromiumPerson, int]:
    """Open a link on a phone."""
    participation_id, token = asked.take()
    person = ChromiumPerson(browser, asked.world.base, script=script)
    person.open(f"/v/{token}")
    person.press("Begin")
    return person, participation_id


def touch(page: Page, name: str, value: str) -> bool:
    """Answer a question that can be seen; say whether it can."""
    field = page.locator(f'[name="{name}"]')
    if not field.count() or not field.first.is_enabled():
        return False
    if field.first.get_attribute("type") == "radio":
        page.locator(f'label:has([name="{name}"][value="{value}"])').click()
    else:
        field.fill(value)
    return True


def test_conditions_give_the_same_answers_with_and_without_script(asked, browser):
    stored, rounds = [], []
    for script in (True, False):
        person, participation_id = begin(asked, browser, script=script)
        pages = 0
        while "alles-nakijken" not in person.address:
            for name, value in ANSWERS.items():
                touch(person.page, name, value)
            person.press("Opslaan en verder")
            pages += 1
        person.press("Versturen")
        stored.append(asked.answers(participation_id))
        rounds.append(pages)
        assert person.complaints == []
        person.close()

    assert stored[0] == stored[1]
    assert stored[0]["ex08"] == 1
    assert stored[0]["de10"] == "Meer rust in de klas."
    assert rounds == [6, 7]  # without script the page with the follow-up question comes twice


def test_the_button_that_brings_questions_up_to_date_is_for_who_has_no_script(asked, browser):
    for script in (True, False):
        person, _participation_id = begin(asked, browser, script=script)
        person.open("/vragenlijst/uitleg")
        expect(person.page.locator("[data-update]")).to_have_count(0)  # nothing depends on anything here
        person.open("/vragenlijst/samen")
        expect(person.page.locator("[data-update]")).to_be_visible(visible=not script)
        assert person.page.locator("#q_ex08-0").is_enabled() is False
        if not script:
            person.press("Vragen bijwerken", {"q_ex07": "1"})
        else:
            touch(person.page, "q_ex07", "1")
        assert person.page.locator("#q_ex08-0").is_enabled()
        person.close()


def test_every_tap_is_kept_without_a_button_and_a_text_when_the_page_is_left(asked, browser):
    person, participation_id = begin(asked, browser)

    touch(person.page, "q_uitleg_matrix--bo01", "3")
    expect(person.page.locator("[data-saved]")).to_contain_text("✓ Bewaard om ")
    assert asked.answers(participation_id) == {"uitleg_matrix": {"bo01": 3}}

    person.open("/vragenlijst/tot_slot")
    person.page.locator("#q_de10").press_sequentially("Rust")
    with person.page.expect_request("**/bewaren"):
        person.page.evaluate("""Object.defineProperty(document, 'hidden', {value: true});
          document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))""")
    person.open("/vragenlijst/tot_slot")  # the server answers one after the other
    assert asked.answers(participation_id)["de10"] == "Rust"
    person.close()


def test_without_connection_the_page_says_so_and_saves_later(asked, browser):
    person, participation_id = begin(asked, browser)
    person.page.clock.install()
    person.open("/vragenlijst/uitleg")

    person.context.set_offline(True)
    touch(person.page, "q_uitleg_matrix--bo01", "4")
    person.page.clock.run_for(100)
    state = person.page.locator("[data-saved]")
    expect(state).to_have_text("Niet bewaard: geen verbinding. Wij proberen het opnieuw. ")
    assert person.page.locator("#q_uitleg_matrix--bo01-3").is_checked()
    person.page.get_by_role("button", name="Opslaan en verder").click()
    assert person.page.locator("#q_uitleg_matrix--bo01-3").is_checked()  # the page did not go away

    person.context.set_offline(False)
    person.page.clock.run_for(8100)
    expect(state).to_contain_text("✓ Bewaard om ")
    assert asked.answers(participation_id)["uitleg_matrix"] == {"bo01": 4}
    person.close()


def test_a_session_that_ends_is_said_in_time_and_goes_on_with_one_button(asked, browser):
    person, participation_id = begin(asked, browser)
    person.page.clock.install()
    person.open("/vragenlijst/tot_slot")
    person.page.locator("#q_de10").fill("Rust")
    person.page.clock.run_for(1000)
    expect(person.page.locator("[data-saved]")).to_contain_text("✓ Bewaard om ")
    warning = person.page.get_by_role("alert").filter(has_text="nog een paar minuten")
    person.page.clock.fast_forward("11:50:00")
    expect(warning).to_be_hidden()

    person.page.clock.fast_forward("05:20")
    expect(warning).to_be_visible()
    person.press("Langer doorgaan")

    assert person.page.locator("#q_de10").input_value() == "Rust"
    assert asked.answers(participation_id)["de10"] == "Rust"
    expect(warning).to_be_hidden()
    person.close()


def test_somebody_with_an_account_is_warned_too_and_stays_by_one_button(asked, browser):
    with asked.world.inside():
        client = asked.world.app.test_client()
        head = builders.hanna(builders.db.session.scalars(builders.db.select(LocationRow)).first())
        builders.sign_in(client, head)
        cookie = client.get_cookie("sop")
    context = browser.new_context(viewport=PHONE, locale="nl-NL")
    context.add_cookies([{"name": "sop", "value": cookie.value, "url": asked.world.base}])
    page = context.new_page()
    page.clock.install()
    page.goto(f"{asked.world.base}/begin")
    warning = page.get_by_role("alert").filter(has_text="bent u uitgelogd")
    page.clock.fast_forward("01:50:00")
    expect(warning).to_be_hidden()

    page.clock.fast_forward("06:00")
    expect(warning).to_be_visible()
    page.get_by_role("button", name="Langer doorgaan").click()

    expect(warning).to_be_hidden()
    context.close()


# A phone of some years ago on a bad line

SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}


def a_phone(browser: Browser) -> Page:
    """A phone that is touched."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, locale="nl-NL")
    return context.new_page()


def a_slow_phone(browser: Browser) -> Page:
    """A phone with a quarter of the speed and a mobile line of the third generation."""
    page = a_phone(browser)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    devtools.send("Network.emulateNetworkConditions", SLOW)
    return page


def go_on(page: Page, press: Callable[[], None]) -> None:
    with page.expect_navigation():
        press()


def by_keyboard(page: Page, last: str) -> None:
    """Tab through a page, answer everything, and press the button with Enter."""
    for _ in range(80):
        page.keyboard.press("Tab")
        kind, words = page.evaluate(
            "[document.activeElement.type || '', document.activeElement.textContent.trim()]"
        )
        if kind == "radio":
            page.keyboard.press("Space")
        elif kind == "textarea":
            page.keyboard.type("Rust")
        elif words in {"Begin", "Opslaan en verder", last}:
            go_on(page, lambda: page.keyboard.press("Enter"))
            return


def by_touch(page: Page, last: str) -> None:
    """Tap the second answer of everything that asks one, then the button."""
    for answer in page.locator(".seg > label:nth-child(2)").all():
        answer.tap()
    for box in page.locator("textarea:visible").all():
        box.tap()
        box.fill("Rust")
    button = page.get_by_role("button", name=re.compile(f"^(Begin|Opslaan en verder|{last})$"))
    go_on(page, button.tap)


@pytest.mark.parametrize("by", [by_keyboard, by_touch])
def test_the_whole_survey_is_finished_on_a_slow_phone(by, asked, browser):
    participation_id, token = asked.take()
    page = a_slow_phone(browser)
    page.goto(f"{asked.world.base}/v/{token}")

    for _ in range(9):
        if page.url.endswith("dank-je-wel"):
            break
        by(page, "Versturen")

    stored = asked.answers(participation_id)
    assert page.locator("h1").inner_text().endswith("Je antwoorden zijn verstuurd.")
    assert len(stored) == 14  # every question of the set, the follow-up too
    page.context.close()


def test_a_tab_that_is_killed_loses_nothing_that_was_saved(asked, browser):
    participation_id, token = asked.take()
    page = a_phone(browser)
    page.goto(f"{asked.world.base}/v/{token}")
    by_touch(page, "Versturen")
    by_touch(page, "Versturen")
    page.locator(".seg > label:nth-child(3)").first.tap()
    expect(page.locator("[data-saved]")).to_contain_text("✓ Bewaard om ")
    page.close()

    other = a_phone(browser)
    other.goto(f"{asked.world.base}/v/{token}")
    go_on(other, other.get_by_role("button", name="Verder waar je was").tap)

    assert other.url.endswith("/vragenlijst/signalen#q_signalen_matrix--bo04-0")
    assert other.locator("#q_signalen_matrix--bo03-2").is_checked()
    assert asked.answers(participation_id)["signalen_matrix"] == {"bo03": 3}
    other.context.close()


def while_an_answer_is_sent(page: Page) -> None:
    """Tap, and be gone before anything came back."""
    page.locator(".seg > label:nth-child(3)").last.tap()


def while_a_page_is_sent(page: Page) -> None:
    """Change an answer and go on, and be gone before the next page."""
    page.locator(".seg > label:nth-child(2)").last.tap()
    page.evaluate("document.querySelector('button[value=verder]').click()")


def while_all_is_sent(page: Page) -> None:
    """Send, and be gone before the thanks."""
    page.goto(f"{page.url.partition('/vragenlijst')[0]}/vragenlijst/alles-nakijken")
    page.evaluate("[...document.querySelectorAll('main form button')].pop().click()")


def stays(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether everything is there still that was answered, row by row."""
    return all(
        stays(said, after.get(name, {})) if isinstance(said, Mapping) else name in after
        for name, said in before.items()
    )


def test_wherever_a_tab_is_killed_all_that_was_stored_is_there_again(asked, browser):
    participation_id, token = asked.take()
    page = a_phone(browser)
    page.goto(f"{asked.world.base}/v/{token}")
    by_touch(page, "Versturen")
    by_touch(page, "Versturen")
    page.context.close()

    for killed in (while_an_answer_is_sent, while_a_page_is_sent, while_all_is_sent):
        before = asked.answers(participation_id)
        page = a_phone(browser)
        page.goto(f"{asked.world.base}/v/{token}")
        go_on(page, page.get_by_role("button", name="Verder waar je was").tap)
        killed(page)
        page.context.close()
        assert before
        assert stays(before, asked.answers(participation_id)), killed.__name__

    again = a_phone(browser)
    again.goto(f"{asked.world.base}/v/{token}")
    go_on(again, again.locator("main form button").first.tap)
    again.goto(f"{asked.world.base}/vragenlijst/alles-nakijken")
    rows = [len(said) if isinstance(said, dict) else 1 for said in asked.answers(participation_id).values()]
    assert again.locator("a.keep").count() == sum(rows)
    again.context.close()
