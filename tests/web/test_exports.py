"""A person takes so many files an hour out; whoever has her session by then empties nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from sopforms.core.codes import Step
from sopforms.core.limits import EXPORT
from sopforms.store.db import db
from sopforms.store.sessions import AttemptRow
from tests.web.browsing import Town, a_town, as_person

MORNING = datetime(2027, 3, 22, 9, 10, tzinfo=UTC)  # ten past ten here


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as at:
        yield at


@pytest.fixture
def town(app: Flask, clock: time_machine.Traveller) -> Town:
    return a_town(Step.ACTIVE)


def plan_of(town: Town) -> str:
    return f"/dossier/{town.dossier.id}/jaarplan/xlsx"


def counted() -> int:
    return int(db.session.scalar(sa.select(sa.func.coalesce(sa.func.sum(AttemptRow.count), 0))) or 0)


def take(client: FlaskClient, path: str, times: int) -> list[int]:
    return [client.get(path).status_code for _ in range(times)]


def test_the_next_file_after_twenty_is_refused_with_the_hour_at_which_it_works_again(
    app: Flask, town: Town, clock: time_machine.Traveller
) -> None:
    anna, elsewhere, hanna = (as_person(app, one) for one in (town.anna, town.anna, town.hanna))

    assert take(anna, plan_of(town), EXPORT.most) == [200] * EXPORT.most
    refused = elsewhere.get(plan_of(town))  # another browser of the same person

    assert refused.status_code == 429
    assert "om 11:00 uur" in refused.text
    assert refused.headers["Retry-After"] == "Mon, 22 Mar 2027 10:00:00 GMT"
    assert "Content-Disposition" not in refused.headers
    assert anna.get(f"/dossier/{town.dossier.id}/jaarplan").status_code == 200  # reading goes on
    assert hanna.get(plan_of(town)).status_code == 200
    clock.move_to(MORNING + timedelta(minutes=50))
    assert anna.get(plan_of(town)).status_code == 200


def test_only_what_somebody_may_have_is_counted_and_nothing_else_is_written(app: Flask, town: Town) -> None:
    anna, eva, nobody = as_person(app, town.anna), as_person(app, town.eva), app.test_client()

    assert eva.get(plan_of(town)).status_code == 404
    assert nobody.get(plan_of(town)).status_code == 302
    assert anna.head(plan_of(town)).status_code == 200
    assert anna.get(f"/dossier/{town.dossier.id}/planning.ics").status_code == 200
    assert counted() == 0
    assert anna.get(plan_of(town)).status_code == 200
    assert counted() == 1


def test_another_number_may_be_set(app: Flask, town: Town) -> None:
    app.config["EXPORTS_AN_HOUR"] = 2

    assert take(as_person(app, town.anna), plan_of(town), 3) == [200, 200, 429]
