"""Refusals become pages here, and nowhere else."""

from __future__ import annotations

import secrets
from datetime import UTC
from typing import Any

from flask import Flask, Response, current_app, jsonify, render_template, request
from flask_babel import gettext
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadRequest, HTTPException, SecurityError

from sopforms.core.errors import Conflict, Invalid, LinkGone, NotFound, Refused, TooOften
from sopforms.store.db import db
from sopforms.web import rescue
from sopforms.web.refusals import sentences
from sopforms.web.told import told
from sopforms.web.typed_labels import label_of

Page = tuple[str | Response, int]
# Behind these addresses are the council and the editor of the guide: they are "u", staff are "je".
# An address with a token says the same to everybody, so that it tells nothing.
_FORMAL = ("/advies", "/gids")
PROGRAMS = "/api/"
PROBLEMS = {400: "bad_request", 401: "unauthorized", 403: "forbidden", 404: "not_found", 429: "too_many"}


def typed() -> list[tuple[str, str]]:
    """Return the texts that somebody sent with this request, as they were, each with the name of its field.

    A refusal never takes them.

    Keys of choices and what the page itself put in the form are left out.
    """
    return [
        (label_of(request.path, name), text) for name, text in rescue.posted() if rescue.is_text(name, text)
    ]


def _page(name: int, status: int = 0, **facts: Any) -> Page:
    if request.path.startswith(PROGRAMS):
        return jsonify(error=PROBLEMS.get(name, "refused")), status or name
    return render_template(f"errors/{name}.html", typed=typed(), **facts), status or name


def _away(status: int) -> Page:
    """Give back everything that was typed, ready to be sent again; keep it for who must sign in first."""
    form, signed_in = rescue.again(), bool(current_user.is_authenticated) and status != 401
    kept = not signed_in and rescue.keep(form)
    return _page(400, status, again=form, signed_in=signed_in, kept=kept)


def refused(error: Refused) -> Page:
    """Say in sentences why the rules do not allow it now."""
    return _page(409, reasons=sentences(error.reasons))


def invalid(error: Invalid) -> Page:
    """Say what is wrong with what was typed, where the page itself did not."""
    return _page(422, reasons=[told(said) for said in error.problems.values()])


def not_found(_error: Exception) -> Page:
    """Say the same of what does not exist and of what is somebody else's."""
    return _page(404)


def conflict(_error: Conflict) -> Page:
    """Say that somebody else changed it first."""
    return _page(409, reasons=sentences(("changed_meanwhile",)))


def too_often(error: TooOften) -> tuple[str | Response, int, dict[str, str]]:
    """Say when it may be asked again."""
    again = error.again.astimezone(UTC)
    return *_page(429, again=again), {"Retry-After": f"{again:%a, %d %b %Y %H:%M:%S} GMT"}


def gone(_error: LinkGone) -> Page:
    """Say that a link no longer works, and how to get a new one."""
    return _page(410, again=rescue.again(), formal=request.path.startswith(_FORMAL))


def csrf(_error: CSRFError) -> Page:
    """Say that the form was open too long."""
    return _away(400)


def http(error: HTTPException) -> Page | HTTPException | tuple[str | Response, int, dict[str, str]]:
    """Draw the pages of the web's own refusals."""
    if isinstance(error, SecurityError):  # another name than ours was asked for: no page of ours has it
        return BadRequest()
    if error.code == 401 and request.path.startswith(PROGRAMS):
        return *_page(401), {"WWW-Authenticate": "Bearer"}
    if error.code == 401:  # signed out meanwhile: the same words as for a form that was open too long
        return _away(401)
    if error.code == 413:
        return _page(413, back=_same_page(), part=_part())
    if error.code in {400, 403, 404, 405, 410, 429}:
        return _page(404 if error.code == 405 else error.code, error.code)
    return error


def _same_page() -> str:
    """Return the address of the page that a form was sent from, where it can be opened; else nothing."""
    try:
        current_app.create_url_adapter(request).match(request.path, method="GET")  # type: ignore[union-attr]
    except HTTPException:
        return ""
    return request.path


def _part() -> str:
    """Return for which part of a draft a file was, in words; nothing for another page."""
    key = str((request.view_args or {}).get("key", "")) if request.blueprint == "draft_file" else ""
    number = key.lstrip("chg")
    if not number:
        return ""
    if key.startswith("ch"):
        return gettext("hoofdstuk %(number)s", number=number)
    return gettext("stukje %(number)s voor ouders", number=number)


def broken(error: Exception) -> Page:
    """Say that it is our fault, with a code that the log has too."""
    code = secrets.token_hex(4)
    db.session.rollback()
    current_app.logger.error("error %s", code, exc_info=error)
    return _page(500, code=code)


def init_app(app: Flask) -> None:
    """Draw every refusal of this application."""
    app.register_error_handler(Refused, refused)
    app.register_error_handler(Invalid, invalid)
    app.register_error_handler(NotFound, not_found)
    app.register_error_handler(Conflict, conflict)
    app.register_error_handler(TooOften, too_often)
    app.register_error_handler(LinkGone, gone)
    app.register_error_handler(CSRFError, csrf)
    app.register_error_handler(HTTPException, http)
    if not app.testing:
        app.register_error_handler(500, broken)
