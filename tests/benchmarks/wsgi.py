"""One browser that asks an application without a network in between: what is left is the work itself."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from contextvars import copy_context
from typing import Any
from urllib.parse import urlencode

from werkzeug.test import create_environ

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


class Browser:
    """Keeps cookies; `ask` gives status and body."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, form: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        """Ask and read the whole answer, in a context of its own as a server does it."""
        return copy_context().run(self._ask, method, path, form)

    def _ask(self, method: str, path: str, form: Mapping[str, str] | None) -> tuple[int, bytes]:
        body = urlencode(form or {}).encode()
        environ = create_environ(path, "http://127.0.0.1:5000", method=method)
        environ["wsgi.input"], environ["CONTENT_LENGTH"] = io.BytesIO(body), str(len(body))
        if form:
            environ["CONTENT_TYPE"] = "application/x-www-form-urlencoded"
        if self.cookies:
            environ["HTTP_COOKIE"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        started: list[Any] = []
        answer = self.app(environ, lambda status, headers, _=None: started.extend((status, headers)))
        content = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        for name, value in started[1]:
            if name.lower() == "set-cookie":
                cookie, _, kept = value.partition(";")[0].partition("=")
                self.cookies[cookie] = kept
        return int(started[0].split()[0]), content

    def token(self, path: str) -> str:
        """Return the token against forgery that the form on a page carries."""
        found = TOKEN.search(self.ask("GET", path)[1].decode())
        if found is None:
            raise RuntimeError(f"no form at {path}")
        return found.group(1)
