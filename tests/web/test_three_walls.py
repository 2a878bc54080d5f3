"""What one of the walls between partnerships holds when another has a hole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from sopforms.core.codes import Role
from sopforms.store import locations
from sopforms.store.db import db
from sopforms.store.locations import LocationRow
from tests import builders
from tests.walls import taken_down, third_taken_down
from tests.web.browsing import as_person


def of_everybody(_partnership_id: int) -> list[LocationRow]:
    """The schools of a partnership, by somebody who forgot of which."""
    return list(db.session.scalars(sa.select(LocationRow)))


@pytest.fixture
def asked(app_on_both: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """The page with the schools of one of two partnerships, where its query asks for those of both."""
    own, other = builders.a_partnership(), builders.a_partnership()
    for partnership, name in ((own, "De Onze"), (other, "De Andere")):
        builders.a_location(partnership, builders.a_board(partnership), name=name)
    path = f"/samenwerkingsverband/{own.id}/scholen"
    client = as_person(app_on_both, builders.sanne(own))
    monkeypatch.setattr(locations, "of_partnership", of_everybody)
    return lambda: client.get(path).text


def test_P09_a_hole_in_a_page_is_closed_by_the_second_wall_and_where_that_is_gone_by_postgresql(
    asked: Callable[[], str],
) -> None:
    assert "De Onze" in asked()
    assert "De Andere" not in asked()
    with taken_down():
        if db.engine.dialect.name == "sqlite":
            assert "De Andere" in asked()  # here the second wall is the last one
            return
        assert "De Onze" in asked()
        assert "De Andere" not in asked()
        with third_taken_down():
            assert "De Andere" in asked()


def test_P09_a_hole_in_the_first_wall_shows_no_more_than_what_the_address_names(
    app_on_both: Flask, monkeypatch: pytest.MonkeyPatch, asked: Callable[[], str]
) -> None:
    own = builders.a_partnership()
    eva = builders.a_person("Eva Peters")
    builders.a_membership(eva, Role.SWV, own)
    builders.a_location(own, builders.a_board(own), name="De Derde")
    other = db.session.scalar(sa.select(LocationRow.partnership_id).where(LocationRow.name == "De Andere"))
    client = as_person(app_on_both, eva)
    path = f"/samenwerkingsverband/{other}/scholen"

    assert client.get(path).status_code == 404
    monkeypatch.setattr("sopforms.web.guard._touches", lambda *_of: True)
    text = client.get(path).text

    assert "De Andere" in text  # so the matrix of addresses misses it at once
    assert "De Onze" not in text
    assert "De Derde" not in text
