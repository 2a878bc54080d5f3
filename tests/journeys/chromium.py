"""A person at a real browser: Debian's chromium on the screen of a phone, for a year that is rehearsed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urljoin

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, sync_playwright

from sopforms.cli.rehearsal.browser import Fields, Stuck
from tests.postgresql import skip_or_fail

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
# There is no graphics card: drawing in a process of its own is only more to do.
FLAGS = ["--disable-gpu", "--in-process-gpu"]
# The same browser; without a window it opens somebody's first page in a quarter of the time.
PROGRAMS = ("chromium-headless-shell", "chromium")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's chromium, or a skip that names the package."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        skip_or_fail("chromium", "chromium")
    with sync_playwright() as playwright:
        arguments = FLAGS + (["--no-sandbox"] if os.getuid() == 0 else [])
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


class ChromiumPerson:
    """Somebody at chromium, with cookies of their own; `script` says whether JavaScript runs."""

    def __init__(self, browser: Browser, base: str, *, script: bool = True, screen: dict = PHONE) -> None:
        self.base = base
        self.script = script
        self.context: BrowserContext = browser.new_context(
            viewport=screen, java_script_enabled=script, locale="nl-NL"
        )
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("requestfailed", self._failed)

    def _failed(self, request: Request) -> None:
        """Note what did not come; what the page itself broke off, as saving does when it is sent, is none."""
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"failed: {request.url}")

    @property
    def address(self) -> str:
        return self.page.url

    def open(self, path: str) -> None:
        answer = self.page.goto(urljoin(self.base, path))
        self._check(answer.status if answer else 0, f"open {path}")

    def follow(self, text: str) -> None:
        with self.page.expect_navigation():
            self.page.locator("main a[href]", has_text=text).first.click()
        self._check(200, f"follow {text!r}")

    def press(self, button: str, fields: Fields | None = None) -> None:
        found = self._button(button)
        form = found.locator("xpath=ancestor::form[1]")
        for name, value in (fields or {}).items():
            self._set(form, name, value)
        with self.page.expect_navigation() as navigation:
            found.click()
        self._check(navigation.value.status if navigation.value else 0, f"press {button!r}")

    def fetch(self, path: str) -> bytes:
        answer = self.context.request.get(urljoin(self.base, path))
        if not answer.ok:
            raise Stuck(f"{path}: answered {answer.status}")
        return answer.body()

    def text(self) -> str:
        # Who needs what is folded away, unfolds it: the key of the second step, when scanning fails.
        self.page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
        return " ".join(self.page.locator("main").inner_text().split())

    def buttons(self) -> list[str]:
        return [_words(found.text_content()) for found in self.page.locator("main form button").all()]

    def fields(self) -> dict[str, list[str]]:
        # With script an answer brings out the questions that come with it, without going to the server.
        which = "main form [name]" if self.script else "main form [name]:enabled"
        return self.page.evaluate(
            """which => { const found = {}; for (const tag of document.querySelectorAll(which)) {
              const offered = tag.tagName === 'SELECT' ? [...tag.options].map(o => o.value) : [tag.value];
              (found[tag.name] ??= []).push(...offered); } return found; }""",
            which,
        )

    def links(self) -> list[str]:
        return [str(found.evaluate("tag => tag.href")) for found in self.page.locator("main a[href]").all()]

    def close(self) -> None:
        """Leave the browser."""
        self.context.close()

    def _button(self, words: str) -> Locator:
        for found in self.page.locator("main form button:not([aria-hidden]):not([hidden])").all():
            if _words(found.text_content()) == words:
                return found
        raise Stuck(f"{self.address}: no button {words!r} (there: {', '.join(self.buttons())})")

    def _set(self, form: Locator, name: str, value: str | list[str]) -> None:
        inputs = form.locator(f'[name="{name}"]')
        if inputs.count() == 0:
            raise Stuck(f"{self.address}: no field {name!r} (there: {', '.join(self.fields())})")
        first = inputs.first
        if first.is_disabled():  # what was answered before it made this question go
            return
        kind = first.get_attribute("type") or first.evaluate("tag => tag.tagName.toLowerCase()")
        if kind in {"radio", "checkbox"}:
            for wanted in [value] if isinstance(value, str) else value:
                # The input lies under its label, which is what a finger touches.
                form.locator(f'[name="{name}"][value="{wanted}"]').check(force=True)
        elif kind == "select":
            first.select_option(value)
        else:
            first.fill(value if isinstance(value, str) else value[0])

    def _check(self, status: int, what: str) -> None:
        errors = [_words(found.text_content()) for found in self.page.locator(".errors li").all()]
        if status >= 400 or errors:
            heading = self.page.locator("h1").first
            title = heading.inner_text() if heading.count() else ""
            raise Stuck(f"{self.address}: {what}: {status} {title} {'; '.join(errors)}".strip())


def _words(text: str | None) -> str:
    return " ".join((text or "").split())
