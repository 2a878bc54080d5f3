"""Who turns the pages under load: a browser for the pages by hand, and one for a respondent.

They share the two processors with the server that is measured. So they do little: a socket that stays open,
forms that are written out beforehand, and of an answer no more is looked at than is needed to go on.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple
from urllib.parse import urlencode

from tests.benchmarks import pages
from tests.benchmarks.wsgi import TOKEN

PAGES = pages.PAGES
_STATUS = re.compile(rb"HTTP/1\.1 (\d{3})")
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: ([^=]+)=([^;\r]*)", re.IGNORECASE)
_ONWARD = re.compile(rb"\r\nlocation: ([^\r]+)", re.IGNORECASE)


class Answer(NamedTuple):
    """What came back; `onward` is where it sends to."""

    status: int
    body: bytes
    onward: str


class Client:
    """A browser with one connection that stays open."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None
        self._cookies: dict[bytes, bytes] = {}

    def ask(self, method: str, path: str, form: bytes = b"") -> Answer:
        """Send a request and read the answer; raise OSError when the server hangs up."""
        cookies = b"; ".join(b"=".join(pair) for pair in self._cookies.items())
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nContent-Length: {len(form)}\r\n"
        kind = b"Content-Type: application/x-www-form-urlencoded\r\n" if form else b""
        cookie = b"Cookie: " + cookies + b"\r\n" if cookies else b""
        self._connected().sendall(head.encode() + kind + cookie + b"\r\n" + form)
        return self._answer()

    def token(self, path: str) -> str:
        """Return the token of the form on a page."""
        found = TOKEN.search(self.ask("GET", path).body.decode())
        if found is None:
            raise RuntimeError(f"no form at {path}")
        return found.group(1)

    def leave(self) -> None:
        """Close the connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _connected(self) -> socket.socket:
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=30)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket

    def _answer(self) -> Answer:
        got = b""
        while (end := got.find(b"\r\n\r\n")) < 0:
            got += self._more()
        head, body = got[: end + 2], got[end + 4 :]
        status, length = _STATUS.match(head), _LENGTH.search(head)
        if status is None or length is None:
            raise RuntimeError(f"no answer that is understood: {head!r}")
        while len(body) < int(length[1]):
            body += self._more()
        self._cookies.update(_COOKIE.findall(head))
        onward = _ONWARD.search(head)
        return Answer(int(status[1]), body, onward[1].decode() if onward else "")

    def _more(self) -> bytes:
        found = self._connected().recv(65_536)
        if not found:
            raise ConnectionResetError("the server hung up")
        return found


class ByHand(Client):
    """Turns the pages by hand, one after the other, in a session of its own."""

    def __init__(self, port: int, number: int) -> None:
        super().__init__(port)
        self.person = number + 1

    def begin(self) -> None:
        """Enter."""
        self.ask("GET", f"/enter/{self.person}")
        self._form = _forms(pages.posted_by_hand, self.token(pages.HAND))

    def turn(self, number: int) -> bool:
        """Send a page and open what comes next; say whether both went well."""
        place, value = _place(number)
        sent = self.ask("POST", f"/page/{place}", self._form(place, value))
        return sent.status == 302 and self.ask("GET", sent.onward).status == 200


class Respondent(Client):
    """Answers the survey of the product, page after page, again and again with other answers."""

    def __init__(self, port: int, token: str) -> None:
        super().__init__(port)
        self.link = f"/v/{token}"
        self.saved: dict[str, str] = {}

    def begin(self) -> None:
        """Open the link."""
        self.ask("POST", f"{self.link}/openen", urlencode({"csrf_token": self.token(self.link)}).encode())
        self._form = _forms(pages.posted, self.token(f"/vragenlijst/{PAGES[0].name}"))

    def turn(self, number: int) -> bool:
        """Send a page and open what comes next; say whether both went well."""
        place, value = _place(number)
        sent = self.ask("POST", f"/vragenlijst/{PAGES[place].name}", self._form(place, value))
        if sent.status != 302:
            return False
        self.saved |= {question.name: value for question in PAGES[place].questions}
        return self.ask("GET", sent.onward).status == 200


def _place(number: int) -> tuple[int, str]:
    """Return which page the turn of this number is about, and what is answered on it."""
    return number % len(PAGES), str(1 + number // len(PAGES) % 4)


def _forms(posted: Callable[..., Mapping[str, str]], csrf: str) -> Callable[[int, str], bytes]:
    """Return what gives a filled form as it is sent; each is written out once."""

    @cache
    def written(place: int, value: str) -> bytes:
        return urlencode(posted(csrf, PAGES[place], value)).encode()

    return written
