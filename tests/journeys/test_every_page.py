"""Every page of the year in chromium, as whoever may open it: accessible by day and night, small, it fits."""

from __future__ import annotations

import gzip
import io
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Literal

import pikepdf
import pytest
from playwright.sync_api import Page, Response, ViewportSize

from sopforms.web.policy import POLICY
from tests.conftest import make_app
from tests.journeys import pages
from tests.journeys.chromium import chromium
from tests.journeys.pages import Visit
from tests.journeys.world import Visitors, filled, schools, world

ROOMS = {"evaluating": pages.EVALUATING, "deciding": pages.DECIDING}
# By day on the smallest screen, by night on a wide one.
SCREENS = (({"width": 320, "height": 700}, "light"), ({"width": 1280, "height": 900}, "dark"))
MOST_REQUESTS, MOST_BYTES = 4, 30_000
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = f"axe.run(document, {{resultTypes: ['violations'], runOnly: {RULES}}})"
VIOLATIONS = f"""{AXE}.then(found => found.violations.map(
  one => one.id + ': ' + one.nodes.map(node => node.html).join(' | ')))"""

# A toolbar is help while typing; everything else must be there without script.
OFFERED = """[...document.querySelectorAll('main :is(button, a[href], summary)')]
  .filter(one => !one.closest('[role=toolbar]') && one.checkVisibility())
  .map(one => one.textContent.trim().replace(/\\s+/g, ' '))"""
DEAD_BUTTONS = """[...document.querySelectorAll('main button')]
  .filter(one => (!one.form || one.type !== 'submit') && !one.popoverTargetElement && one.checkVisibility())
  .map(one => one.textContent)"""

Opened = Callable[..., "Seen"]


class Seen:
    """A page in the browser, with everything that was fetched and complained about for it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.answers: list[Response] = []
        self._heard = {
            "console": lambda message: self.complaints.append(message.text),
            "pageerror": lambda error: self.complaints.append(str(error)),
            "response": lambda answer: self.answers.append(answer),  # noqa: PLW0108 - a method of a list is refused
        }
        for event, hear in self._heard.items():
            page.on(event, hear)

    def leave(self) -> None:
        """Hear no more of the tab: the next page is opened in it."""
        for event, hear in self._heard.items():
            self.page.remove_listener(event, hear)

    def show(self, screen: ViewportSize, scheme: Literal["light", "dark"]) -> None:
        """Look at it on a screen of this size, in these colours."""
        self.page.set_viewport_size(screen)
        self.page.emulate_media(color_scheme=scheme)

    def violations(self) -> list[str]:
        """What axe says about it now."""
        return self.page.evaluate(VIOLATIONS)

    def weight(self) -> int:
        """How many bytes were fetched for it, as a server sends them: compressed."""
        whole = [
            answer for answer in self.answers if not 300 <= answer.status < 400
        ]  # a redirect has no body
        return sum(len(gzip.compress(answer.body())) for answer in whole)

    def offered(self) -> set[str]:
        """The words of all links and buttons that can be seen."""
        return set(self.page.evaluate(OFFERED))

    def overflow(self) -> int:
        """How many pixels it is wider than the screen."""
        return self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.fixture(scope="module")
def visitors_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Visitors]]:
    """People at one chromium; the schools of each half of the year are there when they are first needed."""
    run = tmp_path_factory.getbasetemp()
    together = run.parent if os.environ.get("PYTEST_XDIST_WORKER") else run
    with chromium() as browser, ExitStack() as worlds:
        met: dict[str, Visitors] = {}

        def of(room: str) -> Visitors:
            if room not in met:
                own = tmp_path_factory.mktemp(room)
                url = filled(together / f"schools-{room}", own, schools(*ROOMS[room]))
                met[room] = Visitors(browser, worlds.enter_context(world(url)))
            return met[room]

        yield of


@pytest.fixture
def opened(visitors_of: Callable[[str], Visitors]) -> Iterator[Opened]:
    """Open a page on the smallest screen, as who is to see it."""
    seen: list[Seen] = []

    def open_(visit: Visit, *, script: bool = True) -> Seen:
        page, address = visitors_of(visit.room).at(visit, script=script)
        seen.append(Seen(page))
        seen[-1].show(*SCREENS[0])
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == visit.status
        return seen[-1]

    yield open_
    for one in seen:
        one.leave()


def _named(visits: list[Visit]) -> list[object]:
    return [pytest.param(one, id=one.name) for one in visits]


def test_every_page_is_visited():
    app = make_app("sqlite://")
    known = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}

    assert known - pages.FILES == {visit.endpoint for visit in pages.ALL}


def test_every_role_of_the_policy_visits_something():
    roles = {role.value for rule in POLICY.values() for role in rule.roles} - pages.NOBODY

    assert roles <= {visit.who for visit in pages.ALL}


@pytest.mark.parametrize("visit", _named(pages.ALL))
def test_a_page_is_accessible_small_fits_and_needs_no_script(visit, opened):
    seen = opened(visit)

    assert seen.overflow() == 0
    assert seen.page.locator("main h1").count() == 1
    assert seen.page.locator("main .btn:not(.btn--2)").count() <= 1
    assert [each for each in seen.complaints if visit.status == 200 or "Failed to load" not in each] == []
    assert len(seen.answers) <= MOST_REQUESTS
    assert seen.weight() <= MOST_BYTES
    if visit.plain:
        without = opened(visit, script=False)
        assert seen.offered() <= without.offered()
        assert without.page.evaluate(DEAD_BUTTONS) == []
    for screen, scheme in SCREENS if visit.plain else SCREENS[:1]:
        seen.show(screen, scheme)
        assert seen.violations() == []


def test_what_parents_read_prints_on_one_to_three_pages(opened):
    seen = opened(next(one for one in pages.ALL if one.endpoint == "public.newest"))

    with pikepdf.open(io.BytesIO(seen.page.pdf(format="A4"))) as printed:
        assert 1 <= len(printed.pages) <= 3


@pytest.mark.parametrize("visit", _named(pages.FORMS))
def test_a_page_with_errors_is_accessible_and_says_so_first(visit, opened):
    seen = opened(visit)

    with seen.page.expect_navigation() as navigation:
        seen.page.evaluate(
            """wrong => {
              const form = document.querySelector('main form[method=post]:has(.btn:not(.btn--2))');
              for (const field of form.querySelectorAll('input:not([type=hidden]), textarea')) {
                if (field.type === 'radio') field.checked = wrong[field.name] === field.value;
                else if (field.type === 'checkbox') field.checked = false;
                else field.value = field.name in wrong ? wrong[field.name] : '';
              }
              form.requestSubmit(form.querySelector('.btn:not(.btn--2)'));
            }""",
            visit.typed,
        )

    assert navigation.value.status == 422
    assert seen.page.title().startswith("Fout: ")
    assert seen.page.locator(".errors a[href]").count() > 0
    assert seen.page.evaluate("document.activeElement.id") == "fouten-kop"
    assert seen.page.evaluate(
        "[...document.querySelectorAll('.errors a')].every(one => document.querySelector(one.hash))"
    )
    assert seen.overflow() == 0
    assert seen.violations() == []
