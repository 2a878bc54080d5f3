"""Which language a page is in: Dutch, unless somebody chose English."""

from __future__ import annotations

from flask import Flask, g, request, session

LANGUAGES = ("nl", "en")


def chosen() -> str:
    """Return the language of this request: asked for in the address, else kept in the session."""
    asked = request.args.get("taal", "")
    if asked in LANGUAGES:
        return asked
    kept = session.get("language", "nl")
    return kept if kept in LANGUAGES else "nl"


def remember() -> None:
    """Keep a choice made in the address for the pages after it."""
    asked = request.args.get("taal", "")
    if asked in LANGUAGES and session.get("language", "nl") != asked:
        session["language"] = asked
    g.language = chosen()


def init_app(app: Flask) -> None:
    """Look at the choice before every request."""
    app.before_request(remember)
