"""A person at a browser: opens pages, fills in forms and presses buttons, over HTTP and without script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urljoin

import mechanicalsoup
from bs4 import BeautifulSoup, Tag

Fields = Mapping[str, str | list[str]]


class Stuck(Exception):
    """A page did not do what the year asks of it; the message says which page and what stood there."""


class Person(Protocol):
    """What the year needs of somebody at a browser, whatever the browser."""

    @property
    def address(self) -> str:
        """Where the browser is."""

    def open(self, path: str) -> None:
        """Open a page; a redirect is followed. Raises Stuck when it shows an error."""

    def follow(self, text: str) -> None:
        """Follow the first link in the page itself that has these words."""

    def press(self, button: str, fields: Fields | None = None) -> None:
        """Fill in the form that has this button and press it. Raises Stuck when the page has errors."""

    def fetch(self, path: str) -> bytes:
        """Return the bytes behind an address, without leaving the page."""

    def text(self) -> str:
        """Return the words of the page itself."""

    def buttons(self) -> list[str]:
        """Return the words of the buttons in the page itself."""

    def fields(self) -> dict[str, list[str]]:
        """Return the names of the fields of the page itself, with the values each offers."""

    def links(self) -> list[str]:
        """Return the addresses of the links in the page itself, in order."""


class Browser:
    """One person's browser with cookies of its own; `base` is the address of the product."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._browser = mechanicalsoup.StatefulBrowser(soup_config={"features": "lxml"})
        self._browser.session.trust_env = False

    @property
    def _page(self) -> BeautifulSoup:
        page = self._browser.page
        if page is None:
            raise Stuck("no page is open")
        for tag in page.select("fieldset[disabled]"):  # neither shows nor posts; the library posts it
            tag.decompose()
        return page

    @property
    def address(self) -> str:
        """Where the browser is."""
        return str(self._browser.url)

    def open(self, path: str) -> None:
        """Open a page; a redirect is followed."""
        self._check(self._browser.open(urljoin(self.base, path)).status_code, f"open {path}")

    def follow(self, text: str) -> None:
        """Follow the first link in the page itself that has these words."""
        link = next((a for a in self._page.select("main a[href]") if text in _words(a)), None)
        if link is None:
            raise Stuck(f"{self.address}: no link {text!r}")
        self.open(urljoin(self.address, str(link["href"])))

    def press(self, button: str, fields: Fields | None = None) -> None:
        """Fill in the form that has this button and press it."""
        form_tag, button_tag = self._find(button)
        form = self._browser.select_form(form_tag)
        for name, value in (fields or {}).items():
            self._set(form, form_tag, name, value)
        answer = self._browser.submit_selected(btnName=button_tag)
        self._check(answer.status_code, f"press {button!r}")

    def fetch(self, path: str) -> bytes:
        """Return the bytes behind an address, without leaving the page."""
        answer = self._browser.session.get(urljoin(self.base, path))
        if answer.status_code != 200:
            raise Stuck(f"{path}: answered {answer.status_code}")
        return bytes(answer.content)

    def text(self) -> str:
        """Return the words of the page itself."""
        return _words(self._page.select_one("main") or self._page)

    def buttons(self) -> list[str]:
        """Return the words of the buttons in the page itself."""
        return [_words(tag) for tag in self._page.select("main form button")]

    def fields(self) -> dict[str, list[str]]:
        """Return the names of the fields of the page itself, with the values each offers."""
        found: dict[str, list[str]] = {}
        for tag in self._page.select("main form [name]"):
            offered = [str(option.get("value", "")) for option in tag.select("option")] or [
                str(tag.get("value", ""))
            ]
            found.setdefault(str(tag["name"]), []).extend(offered)
        return found

    def links(self) -> list[str]:
        """Return the addresses of the links in the page itself, in order."""
        return [urljoin(self.address, str(tag["href"])) for tag in self._page.select("main a[href]")]

    def _find(self, button: str) -> tuple[Tag, Tag]:
        for form in self._page.select("main form"):
            for tag in form.select("button"):
                if _words(tag) == button:
                    return form, tag
        raise Stuck(f"{self.address}: no button {button!r} (there: {', '.join(self.buttons())})")

    def _set(self, form: mechanicalsoup.Form, tag: Tag, name: str, value: str | list[str]) -> None:
        inputs = tag.select(f'[name="{name}"]')
        if not inputs:
            there = sorted({str(found["name"]) for found in tag.select("[name]")})
            raise Stuck(f"{self.address}: no field {name!r} (there: {', '.join(there)})")
        kind = inputs[0].get("type", inputs[0].name)
        if kind == "radio":
            form.set_radio({name: value})
        elif kind == "checkbox":
            form.set_checkbox({name: value}, uncheck_other_boxes=isinstance(value, list))
        elif inputs[0].name == "select":
            form.set_select({name: value})
        elif inputs[0].name == "textarea":
            form.set_textarea({name: value})
        else:
            form.set(name, value)

    def _check(self, status: int, what: str) -> None:
        errors = [_words(tag) for tag in self._page.select(".errors li")]
        if status >= 400 or errors:
            heading = self._page.select_one("h1")
            title = _words(heading) if heading else ""
            raise Stuck(f"{self.address}: {what}: {status} {title} {'; '.join(errors)}".strip())


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ", strip=True).split())
