"""P07: a browser without a person that opens every link of a mail, runs its scripts and clicks about."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page

from sopforms.core import link
from sopforms.core.codes import LinkPurpose, Role
from sopforms.store.db import db
from sopforms.store.letters import OutboxRow
from sopforms.store.links import LinkRow
from tests.journeys.chromium import chromium
from tests.journeys.world import World, world
from tests.web import tenants
from tests.web.browsing import digest_of_all_tables
from tests.web.calendar import on

ALL = os.environ.get("WALLS") == "all"

# What such a browser does on a page: it points at everything, clicks whatever is no button that sends a form,
# and says that time passed, that it was left, and that it came back.
CLICK_ABOUT = """() => {
  const sends = one => one.closest('button, input') && (one.closest('button, input').form || null);
  for (const one of document.querySelectorAll('body *')) {
    for (const kind of ['mouseover', 'mousemove', 'focus', 'blur', 'change', 'input'])
      one.dispatchEvent(new Event(kind, {bubbles: true}));
    if (!sends(one) && !one.closest('a')) one.click();
  }
  scrollTo(0, document.body.scrollHeight);
  for (const kind of ['visibilitychange', 'pagehide', 'pageshow', 'online', 'resize'])
    for (const to of [document, window]) to.dispatchEvent(new Event(kind));
  return [...document.querySelectorAll('a[href]')].map(one => one.href);
}"""


def mailed(at: World) -> list[str]:
    """A link for every purpose at every school, and every page that a mail of the outbox leads to."""
    found = []
    for school in tenants.schools().values():
        for purpose in LinkPurpose:
            thing = (
                tenants.person(Role.HEAD, school).id if purpose in link.ONCE else school.object_of(purpose)
            )
            if thing is not None:
                found.append(f"{link.PATHS[purpose]}{tenants.token(purpose, school, thing)}")
    found += [path for path in db.session.scalars(sa.select(OutboxRow.path).distinct()) if path]
    db.session.rollback()
    return [urljoin(at.base, path) for path in found]


def one_of_each(addresses: Iterable[str]) -> list[str]:
    """One address of each kind: numbers, codes and keys do not make another kind; all in a release run."""
    if ALL:
        return list(dict.fromkeys(addresses))
    return list({re.sub(r"[\w-]{64}|99\w{4}|\d+", "#", one): one for one in addresses}.values())


def look_at(browser: Browser, addresses: list[str]) -> set[str]:
    """Open each address, click about, and do so where its links lead; return the methods that it used."""
    page, methods = browser.new_page(), set()
    page.on("request", lambda request: methods.add(request.method))
    page.on("dialog", lambda dialog: dialog.accept())
    linked = [found for address in addresses for found in click_about(page, address)]
    own = [found for found in linked if urlsplit(found).netloc == urlsplit(addresses[0]).netloc]
    for address in one_of_each(own):
        click_about(page, address)
    page.context.close()
    return methods


def click_about(page: Page, address: str) -> list[str]:
    """Open one page and click about on it; return where its links lead."""
    page.goto(address, wait_until="domcontentloaded")
    return list(page.evaluate(CLICK_ABOUT))


def test_P07_a_browser_that_clicks_about_by_itself_writes_and_opens_nothing(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    shutil.copy(tenants.filled(tenants.shared(tmp_path_factory)), tmp_path / "sop.db")
    with (
        on(tenants.TODAY),
        world(f"sqlite:///{tmp_path / 'sop.db'}") as at,
        at.inside(),
        chromium() as browser,
    ):
        addresses = one_of_each(mailed(at))
        before = digest_of_all_tables()

        methods = look_at(browser, addresses)

        assert len(addresses) > len(LinkPurpose)
        assert methods == {"GET"}
        assert digest_of_all_tables() == before
        assert opened() == 0
        press_the_button(browser, addresses[0])
        assert digest_of_all_tables() != before  # the same browser with a person at it does open it


def opened() -> int:
    """How many links were opened."""
    found = db.session.scalar(sa.select(sa.func.count(LinkRow.opened_at)))
    db.session.rollback()
    return found or 0


def press_the_button(browser: Browser, address: str) -> None:
    """Press the one button of the page."""
    page = browser.new_page()
    page.goto(address)
    with page.expect_navigation():
        page.locator("main form button").first.click()
    page.context.close()
