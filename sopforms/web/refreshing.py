"""Pages that wait for the worker: they come again by themselves, without script, and not for ever."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import make_response, request
from werkzeug.wrappers import Response

SECONDS, TIMES = 5, 12
_COUNT = "keer"


def refreshed(page: str, *, waits: bool, seconds: int = SECONDS, most: int = TIMES) -> Response:
    """Return the page; while it waits the browser asks for it again after so many seconds, `most` times.

    After that a person does it by the link that stands there: a page that never rests is no help.
    """
    answer = make_response(page)
    said = request.args.get(_COUNT, "0")
    times = int(said) if said.isdecimal() and len(said) < 4 else most
    if waits and times < most:
        next_one = f"{request.path}?{urlencode({_COUNT: times + 1})}"
        answer.headers["Refresh"] = f"{seconds}; url={next_one}"
    return answer
