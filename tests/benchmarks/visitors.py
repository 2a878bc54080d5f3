"""Who turns the pages under load: a browser for the pages by hand, and one for a respondent."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from urllib.parse import urlencode

from tests.benchmarks import pages
from tests.benchmarks.wsgi import TOKEN

PAGES = pages.PAGES


class Client:
    """A browser with one connection that stays open."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, form: Mapping[str, str] | None = None) -> tuple[int, str, str]:
        """Return status, body and where it sends to."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, urlencode(form or {}) if form is not None else None, headers)
        answer = self.connection.getresponse()
        body = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, body, answer.headers.get("Location") or ""

    def token(self, path: str) -> str:
        """Return the token of the form on a page."""
        found = TOKEN.search(self.ask("GET", path)[1])
        if found is None:
            raise RuntimeError(f"no form at {path}")
        return found.group(1)


class ByHand(Client):
    """Turns the pages by hand, one after the other, in a session of its own."""

    def __init__(self, port: int, number: int) -> None:
        super().__init__(port)
        self.person = number + 1

    def begin(self) -> None:
        """Enter."""
        self.ask("GET", f"/enter/{self.person}")
        self.csrf = self.token(pages.HAND)

    def turn(self, number: int) -> bool:
        """Send a page and open what comes next; say whether both went well."""
        place, value = number % len(PAGES), str(1 + number // len(PAGES) % 4)
        form = pages.posted_by_hand(self.csrf, PAGES[place], value)
        status, _, onward = self.ask("POST", f"/page/{place}", form)
        return status == 302 and self.ask("GET", onward)[0] == 200


class Respondent(Client):
    """Answers the survey of the product, page after page, again and again with other answers."""

    def __init__(self, port: int, token: str) -> None:
        super().__init__(port)
        self.link = f"/v/{token}"
        self.saved: dict[str, str] = {}

    def begin(self) -> None:
        """Open the link."""
        self.ask("POST", f"{self.link}/openen", {"csrf_token": self.token(self.link)})
        self.csrf = self.token(f"/vragenlijst/{PAGES[0].name}")

    def turn(self, number: int) -> bool:
        """Send a page and open what comes next; say whether both went well."""
        page, value = PAGES[number % len(PAGES)], str(1 + number // len(PAGES) % 4)
        status, _, onward = self.ask(
            "POST", f"/vragenlijst/{page.name}", pages.posted(self.csrf, page, value)
        )
        if status != 302:
            return False
        self.saved |= {question.name: value for question in page.questions}
        return self.ask("GET", onward)[0] == 200
