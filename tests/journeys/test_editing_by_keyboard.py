"""A question is added, given answers, a condition and a sentence with the keyboard alone, without script."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page
from werkzeug.serving import WSGIRequestHandler, make_server

from sopforms.actions import authoring
from sopforms.core.questionnaire import editing
from sopforms.store import question_drafts
from sopforms.store.db import db
from tests import builders
from tests.journeys.chromium import PHONE, chromium
from tests.web.browsing import a_town, as_person
from tests.web.test_question_editor import PO, SANNE

SAID = "[document.activeElement.type || '', document.activeElement.textContent.replace(/\\s+/g, ' ').trim()]"
GROUP = """[...document.activeElement.closest('fieldset').querySelectorAll('label')]
  .map(label => label.innerText).join('|')"""
LABEL = "(document.activeElement.labels?.[0]?.innerText || '').trim()"


class Quiet(WSGIRequestHandler):
    """Says nothing about each request."""

    def log(self, *_args: object) -> None:
        """Keep the output of the tests readable."""


@pytest.fixture
def page(app: Flask) -> Iterator[Page]:
    """Sanne at the draft of the questions on a phone with a keyboard, without script."""
    town = a_town()
    authoring.begin(town.partnership.id, PO, SANNE, builders.TODAY)
    client = as_person(app, town.sanne)
    partnership_id = town.partnership.id
    db.session.commit()  # or the server waits for this transaction
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    with chromium() as browser:
        context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="nl-NL")
        context.add_cookies(
            [{"name": c.key, "value": c.value, "url": base} for c in client._cookies.values()]
        )
        page = context.new_page()
        page.goto(f"{base}/samenwerkingsverband/{partnership_id}/vragen/evaluatie")
        yield page
    server.shutdown()


def tab_to(page: Page, words: str) -> None:
    """Press Tab until a button, link or field of these words has the focus."""
    for _ in range(160):
        page.keyboard.press("Tab")
        kind, said = page.evaluate(SAID)
        label = page.evaluate(LABEL)
        if said.removeprefix("←").strip().startswith(words) or label.startswith(words):
            return
        if kind == "radio" and words in page.evaluate(GROUP):
            while page.evaluate(LABEL) != words:
                page.keyboard.press("ArrowDown")
            return
    raise AssertionError(f"no way to {words!r} by Tab")


def press(page: Page, words: str) -> None:
    """Go to a button or link and use it."""
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_question_is_made_and_moved_with_the_keyboard_alone(page: Page) -> None:
    press(page, "Vraag toevoegen")
    tab_to(page, "Wat staat er? (Nederlands)")
    page.keyboard.type("Durf je hulp te vragen?")
    tab_to(page, "Wat staat er? (Engels)")
    page.keyboard.type("Do you dare to ask for help?")
    tab_to(page, "Eén antwoord uit een lijst")
    page.keyboard.press("Space")
    press(page, "Toevoegen")

    for number, (dutch, english) in enumerate([("Ja, altijd", "Yes"), ("Nee", "No")]):
        tab_to(page, "Nieuw antwoord (Nederlands)")
        page.keyboard.type(dutch)
        tab_to(page, "Nieuw antwoord (Engels)")
        page.keyboard.type(english)
        press(page, "Opslaan")
        assert page.locator("textarea[name^=item_], input[name^=item_]").count() == 2 * (number + 3)

    press(page, "Voorwaarde")
    press(page, "Verder")
    tab_to(page, "is een van deze antwoorden")
    tab_to(page, "soms")
    page.keyboard.press("Space")
    press(page, "Toevoegen")

    press(page, "Vragenlijst voor het team")
    tab_to(page, "Verplaatsen of weghalen: Durf je hulp te vragen?")
    page.keyboard.press("Enter")
    press(page, "Omhoog: Durf je hulp te vragen?")

    db.session.expire_all()
    row = question_drafts.of_partnership(int(page.url.split("/")[4]))[0]
    envelope = editing.parse(row.source)
    assert envelope is not None
    spot = editing.find(envelope, "durf_je_hulp_te_vragen")
    assert [one["value"] for one in spot.thing["choices"]] == ["ja_altijd", "nee"]
    assert spot.thing["visibleIf"] == "{uitleg_matrix.bo01} anyof [2]"
    assert spot.index == 0
