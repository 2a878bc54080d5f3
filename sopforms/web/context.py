"""What every page needs to draw its frame."""

from __future__ import annotations

from typing import Any

from flask import Flask, g
from flask_babel import gettext as _
from flask_login import current_user

from sopforms.core import roles
from sopforms.core.codes import Sector
from sopforms.web import language, policy, role_words, sessions


def frame() -> dict[str, Any]:
    """Return the names that `base.html` asks for."""
    return {
        "product": _("Ondersteuningsaanbod"),
        "language": language.chosen(),
        "other_language_url": language.other_url(),
        "signed_in_as": _who(),
        "seat_waits": g.get("seat_waits"),
        "session_left": sessions.seconds_left() if current_user and current_user.is_authenticated else None,
    }


def _who() -> str:
    if not current_user or not current_user.is_authenticated:
        return ""
    actor = g.get("actor")
    location = g.get("location")
    if actor is None or location is None:
        return str(current_user.name)
    sector = roles.sector_of(location.kind) if location else Sector.PO
    return f"{current_user.name}, {role_words.label(actor.roles[0], sector, location.partnership_id)}"


def _may_open(endpoint: str) -> bool:
    """Whether the person of this request may open a page that belongs to the same thing as this one."""
    actor = g.get("actor")
    if actor is None:
        return False
    return policy.may_open(endpoint, actor.roles, elsewhere=bool(g.get("elsewhere")))


def init_app(app: Flask) -> None:
    """Give every template the frame, and every macro `may_open`."""
    app.context_processor(frame)
    app.jinja_env.globals["may_open"] = _may_open
