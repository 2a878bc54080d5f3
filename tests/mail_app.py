"""A small application with a database, an outbox and a mail server, for the tests of mail and links."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from flask import Flask

from sopforms.core.codes import Sector
from sopforms.core.mailing import About, Address
from sopforms.output import post
from sopforms.store import clock, scope, settings
from sopforms.store.db import db, set_read_only
from sopforms.store.partnerships import PartnershipRow
from sopforms.store.people import PersonRow
from sopforms.store.tables import metadata

CARLA = Address("Carla de Wit", "carla@mr.voorbeeld.nl")
ANNA = Address("Anna Bos", "anna@regenboog.voorbeeld.nl")
BRAM = Address("Bram Smit", "bram@zonneboog.voorbeeld.nl")
DAAN = Address("Daan", "daan@regenboog.voorbeeld.nl")
ABOUT = About(1, None, "De Regenboog", "2027-2028", ANNA)
START = datetime(2027, 4, 5, 8, 30, tzinfo=UTC)


@contextmanager
def mail_app(database: str, **config: object) -> Iterator[Flask]:
    """An application context with an empty database, one partnership and a clock that stands still."""
    app = Flask("mail")
    app.config.update(
        SQLALCHEMY_DATABASE_URI=database,
        BASE_URL="https://sop.voorbeeld.nl",
        LINK_KEY="k" * 40,
        MAIL_SERVER="127.0.0.1",
        MAIL_PORT=free_port(),
        MAIL_DEFAULT_SENDER="ondersteuningsaanbod@voorbeeld.nl",
        REHEARSAL=True,
    )
    app.config.update(config)
    db.init_app(app)
    post.init_app(app)
    with app.app_context():
        set_read_only(False)
        scope.enter_everywhere()
        if not sa.inspect(db.engine).get_table_names():
            metadata.create_all(db.engine)
        db.session.add(PartnershipRow(id=1, code="PO9901", name="SWV De Wijde Blik", sector=Sector.PO))
        db.session.add(PersonRow(id=3, name=BRAM.name, email=BRAM.email))
        settings.put(clock.MARK, "1")
        settings.put(clock.SEED, "7")
        settings.put(clock.MOMENT, START.isoformat())
        db.session.commit()
        yield app
        db.session.remove()
        db.engine.dispose()


def at(**later: float) -> datetime:
    """Move the clock that much past the start, say `at(minutes=5)`, and return the moment."""
    moment = START + timedelta(**later)
    clock.set_rehearsal(moment)
    db.session.commit()
    return moment


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
