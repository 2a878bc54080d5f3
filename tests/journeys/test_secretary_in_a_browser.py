"""The secretary of a council on a phone, without script: from the mail to the receipt, scanners first."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from sopforms.actions import links
from sopforms.core.codes import LetterKind, Step
from sopforms.store import advices, letters
from tests.journeys import pages
from tests.journeys.chromium import PHONE, chromium
from tests.journeys.world import World, filled, schools, world
from tests.web.test_looking import SCANNERS

MOST_CLICKS = 12
ADVICE = "De raad is blij met de heldere tekst en adviseert positief."


@pytest.fixture(scope="module")
def deciding(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The schools that are deciding, as every page is opened at them."""
    run = tmp_path_factory.getbasetemp()
    together = run.parent if os.environ.get("PYTEST_XDIST_WORKER") else run
    own = tmp_path_factory.mktemp("secretary")
    with world(filled(together / "schools-deciding", own, schools(*pages.DECIDING))) as served:
        yield served


class Phone:
    """A phone that counts every tap; it follows whatever page comes."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def tap(self, words: str) -> None:
        """Tap a link or a button, and wait for the page."""
        self.clicks += 1
        found = self.page.locator("main").get_by_role("link", name=words, exact=True)
        found = found.or_(self.page.locator("main").get_by_role("button", name=words, exact=True))
        with self.page.expect_navigation() as navigation:
            found.first.click()
        assert navigation.value
        assert navigation.value.ok

    def fill(self, field: str, text: str) -> None:
        """Tap a field and type in it."""
        self.clicks += 1
        self.page.locator(f"#{field}").fill(text)


def test_the_secretary_reads_and_advises_in_fewer_than_twelve_clicks_after_every_scanner(
    deciding: World,
) -> None:
    with deciding.inside():
        dossier_id = deciding.dossier(pages.REQUESTED).id
        mail = next(one for one in letters.of_dossier(dossier_id) if _is_request(one))
        address = links.url_of(letters.link_of(mail))
    with chromium() as browser:
        scanned_by_all(browser, address)
        with deciding.inside():
            assert letters.link_of(mail).opened_at is None
        person = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="nl-NL")
        phone = Phone(person.new_page())
        phone.page.goto(address)
        phone.clicks = 1  # the link in the mail

        phone.tap("Openen")
        assert phone.page.url == f"{deciding.base}/advies"
        phone.tap("Lees de hele tekst")
        phone.tap("Advies geven")
        phone.clicks += 1
        phone.page.locator("label.check", has_text="Positief advies").first.click()
        phone.fill("text", ADVICE)
        phone.tap("Controleren en versturen")
        assert ADVICE in phone.page.locator("main").inner_text()
        phone.tap("Mail mij de code")
        with deciding.inside():
            phone.fill("code", code_mailed(dossier_id))
        phone.tap("Advies versturen")

        assert "verstuurd" in phone.page.locator("h1").inner_text()
        assert phone.clicks < MOST_CLICKS
        phone.page.go_back()
        phone.page.goto(f"{deciding.base}/advies/versturen")
        assert phone.page.url == f"{deciding.base}/advies/bewijs"
        assert phone.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        person.close()
    with deciding.inside():
        assert deciding.dossier(pages.REQUESTED).step is Step.ADVISED
        asked = advices.find_request(dossier_id)
        assert asked is not None
        assert [one.text for one in advices.all_of(asked.id)] == [ADVICE]


def scanned_by_all(browser: Browser, address: str) -> None:
    """Whatever looks at links in mail looks at this one, one of them with a browser that runs scripts."""
    for headers in SCANNERS.values():
        context = browser.new_context(extra_http_headers={k: v for k, v in headers.items() if k != "Range"})
        for method in ("GET", "HEAD"):
            assert context.request.fetch(address, method=method, max_redirects=0).status == 200
        context.close()
    context = browser.new_context()
    page = context.new_page()
    page.goto(address, wait_until="load")
    context.close()


def _is_request(mail: letters.OutboxRow) -> bool:
    return mail.kind is LetterKind.ADVICE_REQUESTED and not mail.copy


def code_mailed(dossier_id: int) -> str:
    """The six digits of the newest mail with a code."""
    mail = next(one for one in letters.of_dossier(dossier_id) if one.kind is LetterKind.ADVICE_CODE)
    found = re.search(r"\b(\d{6})\b", mail.text)
    assert found
    return found[1]
