"""The plain pages in the footer and the header: help, accessibility, privacy."""

from __future__ import annotations

from flask import Blueprint, render_template

bp = Blueprint("pages", __name__)


@bp.get("/hulp")
def help_page() -> str:
    """Say where to find what, for each kind of reader."""
    return render_template("pages/help.html")


@bp.get("/toegankelijkheid")
def accessibility() -> str:
    """Say how accessible this is, and where to report a barrier."""
    return render_template("pages/accessibility.html")


@bp.get("/privacy")
def privacy() -> str:
    """Say what is kept of whom, how long, and who sees it."""
    return render_template("pages/privacy.html")
