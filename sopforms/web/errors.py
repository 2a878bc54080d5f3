"""Refusals become pages here, and nowhere else."""

from __future__ import annotations

import secrets

from flask import Flask, current_app, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from sopforms.core.errors import Conflict, Invalid, LinkGone, NotFound, Refused
from sopforms.store.db import db
from sopforms.web.refusals import sentences
from sopforms.web.told import told

Page = tuple[str, int]


def refused(error: Refused) -> Page:
    """Say in sentences why the rules do not allow it now."""
    return render_template("errors/409.html", reasons=sentences(error.reasons)), 409


def invalid(error: Invalid) -> Page:
    """Say what is wrong with what was typed, where the page itself did not."""
    return render_template("errors/409.html", reasons=[told(said) for said in error.problems.values()]), 422


def not_found(_error: Exception) -> Page:
    """Say the same of what does not exist and of what is somebody else's."""
    return render_template("errors/404.html"), 404


def conflict(_error: Conflict) -> Page:
    """Say that somebody else changed it first."""
    return render_template("errors/409.html", reasons=sentences(("changed_meanwhile",))), 409


def gone(_error: LinkGone) -> Page:
    """Say that a link no longer works, and how to get a new one."""
    return render_template("errors/410.html"), 410


def csrf(_error: CSRFError) -> Page:
    """Say that the form was open too long."""
    return render_template("errors/400.html"), 400


def http(error: HTTPException) -> Page | HTTPException:
    """Draw the pages of the web's own refusals."""
    if error.code in {400, 403, 404, 405, 410, 413, 429}:
        code = 404 if error.code == 405 else error.code
        return render_template(f"errors/{code}.html"), error.code
    return error


def broken(error: Exception) -> Page:
    """Say that it is our fault, with a code that the log has too."""

    code = secrets.token_hex(4)
    db.session.rollback()
    current_app.logger.error("error %s", code, exc_info=error)
    return render_template("errors/500.html", code=code), 500


def init_app(app: Flask) -> None:
    """Draw every refusal of this application."""
    app.register_error_handler(Refused, refused)
    app.register_error_handler(Invalid, invalid)
    app.register_error_handler(NotFound, not_found)
    app.register_error_handler(Conflict, conflict)
    app.register_error_handler(LinkGone, gone)
    app.register_error_handler(CSRFError, csrf)
    app.register_error_handler(HTTPException, http)
    if not app.testing:
        app.register_error_handler(500, broken)
