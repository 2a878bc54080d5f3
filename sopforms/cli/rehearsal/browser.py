"""A person at a browser: opens pages, fills in forms and presses buttons, over HTTP and without script."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urljoin

import mechanicalsoup
from bs4 import BeautifulSoup, Tag

Fields = Mapping[str, str | list[str]]


class Stuck(Exception):
    """A page did not do what the year asks of it; the message says which page and what stood there."""


class Browser:
    """One person's browser with cookies of its own; `base` is the address of the product."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._browser = mechanicalsoup.StatefulBrowser(soup_config={"features": "lxml"})
        self._browser.session.trust_env = False

    @property
    def page(self) -> BeautifulSoup:
        """The page as it stands."""
        page = self._browser.page
        if page is None:
            raise Stuck("no page is open")
        return page

    @property
    def address(self) -> str:
        """Where the browser is."""
        return str(self._browser.url)

    def open(self, path: str) -> BeautifulSoup:
        """Open a page; a redirect is followed."""
        self._checked(self._browser.open(urljoin(self.base, path)), f"open {path}")
        return self.page

    def follow(self, text: str) -> BeautifulSoup:
        """Follow the link with this text."""
        link = next(
            (a for a in self.page.select("main a[href]") if text in a.get_text(" ", strip=True)), None
        )
        if link is None:
            raise Stuck(f"{self.address}: no link {text!r}")
        return self.open(urljoin(self.address, str(link["href"])))

    def press(self, button: str, fields: Fields | None = None) -> BeautifulSoup:
        """Fill in the form that has this button and press it; raise `Stuck` when the page has errors."""
        form_tag, button_tag = self._find(button)
        form = self._browser.select_form(form_tag)
        for name, value in (fields or {}).items():
            self._set(form, form_tag, name, value)
        answer = self._browser.submit_selected(btnName=button_tag)
        self._checked(answer, f"press {button!r}")
        return self.page

    def fetch(self, path: str) -> bytes:
        """Return the bytes behind an address, without leaving the page."""
        answer = self._browser.session.get(urljoin(self.base, path))
        if answer.status_code != 200:
            raise Stuck(f"{path}: answered {answer.status_code}")
        return bytes(answer.content)

    def has_button(self, text: str) -> bool:
        """Whether the page has a button with this text."""
        return any(text == tag.get_text(" ", strip=True) for tag in self.page.select("form button"))

    def _find(self, button: str) -> tuple[Tag, Tag]:
        for form in self.page.select("form"):
            for tag in form.select("button"):
                if tag.get_text(" ", strip=True) == button:
                    return form, tag
        there = sorted({tag.get_text(" ", strip=True) for tag in self.page.select("form button")})
        raise Stuck(f"{self.address}: no button {button!r} (there: {', '.join(there)})")

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

    def _checked(self, answer: object, what: str) -> None:
        code = getattr(answer, "status_code", 0)
        errors = [tag.get_text(" ", strip=True) for tag in self.page.select(".errors li")] if code else []
        if code >= 400 or errors:
            heading = self.page.select_one("h1")
            title = heading.get_text(" ", strip=True) if heading else ""
            raise Stuck(f"{self.address}: {what}: {code} {title} {'; '.join(errors)}".strip())
