"""What a sentence of the draft rests on is shown by pointing, by a tap and from the keyboard."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page
from werkzeug.serving import make_server

from sopforms.store import locations
from sopforms.store.db import db
from tests.builders import anna, sign_in
from tests.draft_builders import a_drafted_school
from tests.journeys.chromium import PHONE, chromium
from tests.journeys.test_editing_by_keyboard import Quiet
from tests.journeys.test_every_page import RULES
from tests.journeys.world import AXE_SCRIPT

OPEN = "document.querySelectorAll('details').forEach(one => { one.open = true })"
AXE = f"axe.run(document, {{runOnly: {RULES}}}).then(found => found.violations.map(one => one.id))"


@pytest.fixture
def page(app: Flask) -> Iterator[Page]:
    """Anna at a chapter of the draft, on a phone."""
    row, client = a_drafted_school(), app.test_client()
    sign_in(client, anna(locations.get(row.location_id)))
    dossier_id = row.id
    db.session.commit()  # or the server waits for this transaction
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    with chromium() as browser:
        context = browser.new_context(viewport=PHONE, locale="nl-NL")
        context.add_cookies(
            [{"name": c.key, "value": c.value, "url": base} for c in client._cookies.values()]
        )
        page = context.new_page()
        page.goto(f"{base}/dossier/{dossier_id}/concept/ch7")
        yield page
    server.shutdown()


def test_sources_are_shown_and_what_is_typed_is_kept_without_saving(page: Page) -> None:
    page.evaluate(OPEN)
    first, second = page.locator(".src__tip").nth(0), page.locator(".src__tip").nth(1)
    number = page.locator(".src__n").nth(0)

    page.locator(".src").nth(1).hover()
    assert second.is_visible()
    page.mouse.move(1, 1)
    assert not second.is_visible()
    number.focus()
    page.keyboard.press("Enter")
    assert first.is_visible()
    assert first.inner_text().startswith("GE-01 ")
    page.keyboard.press("Escape")
    assert not first.is_visible()
    number.click()
    assert first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(AXE) == []
    page.keyboard.press("Escape")

    page.fill("#text", "Half af.")
    page.locator("[data-saved][data-state=ok]").wait_for()
    page.reload()

    assert page.input_value("#text") == "Half af."
    assert page.get_by_text("Het staat nog niet in het concept").is_visible()
