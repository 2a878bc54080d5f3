"""P17: so many and no more, whoever counts: several workers at once, and after they were started anew."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask

from sopforms.actions import helping, limits, login, new_links, second_factor
from sopforms.core.errors import Invalid, Refused
from sopforms.core.limits import EXPORT
from sopforms.store import scope
from sopforms.store.db import db, set_read_only
from tests import builders
from tests.conftest import make_app
from tests.phones import nobody_passes

WORKERS, EACH = 3, 9
START = datetime(2027, 3, 22, 9, 1, tzinfo=UTC)
Try = Callable[[int], bool]


def sign_in(number: int) -> bool:
    return bool(login.ask_link("anna@school.example", f"192.0.2.{number}", f"s{number}"))


def sign_in_from(number: int) -> bool:
    return bool(login.ask_link(f"a{number}@school.example", "192.0.2.1", f"s{number}"))


def new_link(number: int) -> bool:
    return bool(new_links.send("anna@school.example", f"192.0.2.{number}", f"s{number}"))


def code(_number: int) -> bool:
    try:
        second_factor.give(1, "000000", nobody_passes)
    except Invalid:
        return True
    except Refused:
        return False
    raise AssertionError("a wrong code was taken")


def export(_number: int) -> bool:
    return bool(limits.take_one(EXPORT, "anna"))


def helped(number: int) -> bool:
    try:
        helping.send_again(f"b{number}@school.example", 1, 7, f"s{number}")
    except Refused:
        return False
    return True


LIMITS: dict[str, tuple[Try, int]] = {
    "sign-in of an address": (sign_in, 5),
    "sign-in from a source": (sign_in_from, 20),
    "new link of an address": (new_link, 3),
    "codes of a phone": (code, 5),
    "exports": (export, 20),
    "mails asked for others": (helped, 20),
}


@pytest.fixture
def noon() -> Iterator[None]:
    """All in one window."""
    with time_machine.travel(START, tick=False):
        yield


def burst(url: str, attempt: Try, first: int) -> int:
    """Some workers, each with an application and connections of its own, try at once; how many may."""
    apps = [make_app(url) for _ in range(WORKERS)]
    barrier, allowed, broken = threading.Barrier(WORKERS), [], []

    def work(app: Flask, place: int) -> None:
        with app.app_context():
            set_read_only(False)
            scope.enter_everywhere()
            try:
                barrier.wait(30)
                numbers = range(first + place * EACH, first + (place + 1) * EACH)
                allowed.append(sum(attempt(number) for number in numbers))
            except Exception as error:
                broken.append(error)
            finally:
                db.session.remove()
                db.engine.dispose()

    threads = [threading.Thread(target=work, args=(app, place)) for place, app in enumerate(apps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []
    return sum(allowed)


@pytest.mark.usefixtures("noon")
@pytest.mark.parametrize("limit", LIMITS)
def test_P17_a_limit_holds_across_workers_and_restarts(app: Flask, limit: str) -> None:
    builders.a_person("Anna de Vries", email="anna@school.example")
    db.session.commit()
    db.session.remove()
    attempt, most = LIMITS[limit]
    url = app.config["SQLALCHEMY_DATABASE_URI"]

    first = burst(url, attempt, 0)
    after_restart = burst(url, attempt, WORKERS * EACH)

    assert (first, after_restart) == (min(most, WORKERS * EACH), 0)


@pytest.mark.usefixtures("noon")
def test_P17_the_same_on_both_databases(app_on_both: Flask) -> None:
    url = app_on_both.config["SQLALCHEMY_DATABASE_URI"]

    assert (burst(url, export, 0), burst(url, export, 100)) == (20, 0)


def test_a_new_hour_begins_anew(app: Flask) -> None:
    with time_machine.travel(START, tick=False) as at:
        assert [export(0) for _ in range(21)] == [True] * 20 + [False]
        at.move_to(START.replace(hour=10))
        assert export(0)
