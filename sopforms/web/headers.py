"""What every answer tells the browser: run nothing foreign, frame nothing, keep private pages nowhere."""

from __future__ import annotations

from flask import Flask, Response, current_app, request

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
"""No page says anything else of these."""


def add(response: Response) -> Response:
    """Add the headers; a page may have set its own Cache-Control."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CSP)
    headers.extend(ALWAYS)
    if request.endpoint != "static" and "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    if current_app.config["SETTINGS"].secure:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response


def init_app(app: Flask) -> None:
    """Add the headers to every answer of this application."""
    app.after_request(add)
