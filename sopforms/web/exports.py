"""Files that somebody signed in takes out: so many an hour, whoever of the same name asks from where.

Counted for each page of `policy.EXPORTS`, after the guard let the person through and before the file is made.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Flask, current_app, request
from flask_login import current_user

from sopforms.actions import limits
from sopforms.core.errors import TooOften
from sopforms.core.limits import EXPORT
from sopforms.store import clock
from sopforms.store.db import db, set_read_only
from sopforms.web.policy import EXPORTS


def count() -> None:
    """Count a file that is asked for; raise TooOften when this person took so many within the hour.

    The count is a transaction of its own between two that only read: the page itself still writes nothing.
    """
    most = current_app.config["EXPORTS_AN_HOUR"]
    if request.endpoint not in EXPORTS or request.method != "GET" or not most:
        return
    person_id = current_user.person_id
    db.session.rollback()  # a reader that stays would keep the writer of its own request waiting
    set_read_only(False)
    try:
        within = limits.take_one(replace(EXPORT, most=most), person_id)
    finally:
        set_read_only(True)
    if not within:
        raise TooOften(EXPORT.again(clock.now()))


def init_app(app: Flask) -> None:
    """Count before every page that gives a file; to be called after the guard's."""
    app.before_request(count)
