"""The addresses of the stylesheet and the script, with the hash of their bytes in it.

A page names the bytes it was made for, so a browser may keep them for a year and never shows old ones.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, request, url_for

STATIC = Path(__file__).resolve().parent.parent / "static"
YEAR = 365 * 24 * 60 * 60


@cache
def digest(name: str) -> str:
    """Return the first twelve hex digits of the SHA-256 of a static file."""
    return sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """Return the address of a static file; its hash changes with its bytes."""
    return url_for("static", filename=name, v=digest(name))


def keep_for_a_year(response: Response) -> Response:
    """Let browsers keep a static file that was asked for by its own hash."""
    asked = request.endpoint == "static" and request.method in {"GET", "HEAD"}
    if asked and response.status_code in (200, 304):
        name = (request.view_args or {}).get("filename", "")
        if request.args.get("v") == digest(name):
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


def init_app(app: Flask) -> None:
    """Give templates `asset('sop.css')`."""
    digest.cache_clear()
    app.jinja_env.globals["asset"] = asset
    app.after_request(keep_for_a_year)
