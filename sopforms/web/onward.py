"""Where somebody goes after signing in: to the second step, to what they had typed, to where they were.

Who came with an account that nobody here has is asked first whether it is theirs.
"""

from __future__ import annotations

from flask import redirect, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from sopforms.store import kept_forms
from sopforms.web import waiting
from sopforms.web.own_paths import own_path

_NEXT = "next"


def remember(path: str | None) -> None:
    """Note where somebody wanted to go, for after signing in; only ever a page of ours."""
    wanted = own_path(path)
    if wanted:
        session[_NEXT] = wanted


def wanted() -> str:
    """Return where somebody wanted to go, or an empty text."""
    return own_path(session.get(_NEXT))


def target(path: str) -> str:
    """Return the address to go to after a step of signing in; `path` was wanted before it.

    The step may have emptied the cookie: what is still wanted later is put back.
    """
    if current_user.factor_owed and not current_user.factor_given:
        remember(path)
        return url_for("second_factor.ask")
    if waiting.who_waits() and not current_user.by_provider:
        remember(path)
        return url_for("oidc.offer")
    session.pop(_NEXT, None)
    if kept_forms.of_person(current_user.person_id):
        return url_for("rescue.show")
    return path or url_for("home.mine")


def go(path: str) -> Response:
    """Go there."""
    return redirect(target(path), 303)
