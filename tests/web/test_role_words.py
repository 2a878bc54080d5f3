"""The coordinator is called as the sector does, or as the partnership chose."""

from __future__ import annotations

import pytest
from flask import Flask

from sopforms.core.codes import Role, SchoolKind, Sector, Step
from sopforms.store.db import db
from tests import builders
from tests.web.browsing import a_town, as_person


@pytest.mark.parametrize(
    ("sector", "own", "word"),
    [
        (Sector.PO, "", "intern begeleider (IB&#39;er)"),
        (Sector.VO, "", "ondersteuningscoördinator"),
        (Sector.PO, "kwaliteitscoördinator", "kwaliteitscoördinator"),
        (Sector.VO, "kwaliteitscoördinator", "kwaliteitscoördinator"),
    ],
)
def test_a_page_says_for_whom_a_step_waits(app: Flask, sector: Sector, own: str, word: str) -> None:
    town = a_town(Step.CONSOLIDATED)
    town.partnership.coordinator_label = own
    town.location.kind = SchoolKind.VO if sector is Sector.VO else SchoolKind.BAO
    db.session.commit()

    assert f"Wacht op de {word}" in as_person(app, town.bram).get(f"/dossier/{town.dossier.id}").text


def test_a_coordinator_sees_the_own_word_of_the_partnership(app: Flask) -> None:
    town = a_town()
    town.partnership.coordinator_label = "kwaliteitscoördinator"
    kim = builders.a_person("Kim Bos")
    builders.a_membership(kim, Role.COORDINATOR, town.location)
    builders.a_membership(kim, Role.HEAD, builders.a_location(town.partnership, town.board))
    db.session.commit()

    client = as_person(app, kim)

    assert "Kim Bos, kwaliteitscoördinator" in client.get(f"/dossier/{town.dossier.id}").text
    assert "kwaliteitscoördinator" in client.get("/begin").text
