"""A partnership's own names for what parents look for: kept as versions, used wherever needs are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions import composing, coverage, needs, standing
from sopforms.core.codes import Step
from sopforms.core.needs import OwnWords
from sopforms.store import cycles, drafts, need_words
from sopforms.store.db import db
from tests.asked import Asked, a_decision, a_snapshot, an_asked_school
from tests.builders import sanne
from tests.draft_builders import a_drafted_school
from tests.web.browsing import as_person
from tests.web.calendar import on

OWN = {"short": "sommen", "name": "sommen en cijfers", "words": "oefen\nsom", "version": "0"}


@pytest.fixture(autouse=True)
def _in_august() -> Iterator[None]:
    with on(date(2027, 8, 10)):
        yield


def published() -> Asked:
    asked = an_asked_school(Step.ACTIVE, last_year=False)
    a_decision(asked.dossier, a_snapshot(asked.dossier, "adopted"), date(2027, 6, 7), None)
    db.session.commit()
    return asked


def page(asked: Asked, more: str = "/rekenen") -> str:
    return f"/samenwerkingsverband/{asked.partnership.id}/zoekwoorden{more}"


def of_the_partnership(app: Flask, asked: Asked) -> FlaskClient:
    return as_person(app, sanne(asked.partnership))


def test_parents_find_a_school_with_the_words_of_its_region_after_a_look_first(app: Flask) -> None:
    asked, elsewhere = published(), published()
    client, parent = of_the_partnership(app, asked), app.test_client()
    assert asked.location.name not in parent.get("/scholen?zoek=oefenen").text

    seen = client.post(page(asked), data=OWN | {"actie": "bekijken"})
    assert "1 school in uw regio schrijft hierover" in seen.text
    assert needs.of(asked.partnership.id) == needs.every()
    assert client.post(page(asked), data=OWN).status_code == 303

    found = parent.get("/scholen?zoek=oefenen").text
    assert "Oefenen in een groep van vier kinderen" in found
    assert f"/school/{asked.location.code}/" in found
    assert f"/school/{elsewhere.location.code}/" not in found
    text = f"/school/{asked.location.code}/zoeken"
    assert "Sommen en cijfers" in parent.get(text).text
    assert "sommen en cijfers" in parent.get(f"{text}?zoek=oefenen").text
    assert "Niets gevonden" in parent.get(f"/school/{elsewhere.location.code}/zoeken?zoek=som").text


def test_names_are_used_in_matrix_and_draft_and_an_adopted_text_keeps_its_own(app: Flask) -> None:
    asked = published()
    before = drafts.find_snapshot(asked.dossier.id, "adopted")
    sealed = (before.sha256, before.guide)

    of_the_partnership(app, asked).post(page(asked), data=OWN)

    region = coverage.of_rounds(asked.partnership.id, cycles.of_partnership(asked.partnership.id))
    assert "Sommen" in [topic.name for topic in region.network().topics]
    assert composing.facts_of(asked.dossier).needs["rekenen"] == "rekenen"  # its council was asked before
    asked.dossier.requested_on = None
    assert composing.facts_of(asked.dossier).needs["rekenen"] == "sommen"
    after = drafts.find_snapshot(asked.dossier.id, "adopted")
    assert (after.sha256, after.guide) == sealed


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("words", "hulp bij sommen", "Schrijf op elke regel één woord"),
        ("words", "kind", "Bijna elke ouder typt ‘kind’"),
        ("words", "", "Vul in"),
        ("short", "", "Vul in"),
        ("name", "x" * 81, "tekens"),
    ],
)
def test_what_cannot_be_looked_for_comes_back_with_everything_that_was_typed(
    app: Flask, field: str, typed: str, said: str
) -> None:
    asked = an_asked_school(last_year=False)

    answer = of_the_partnership(app, asked).post(page(asked), data=OWN | {field: typed})

    assert answer.status_code == 422
    assert said in answer.text
    for name in {"short", "name"} - {field}:
        assert f'value="{OWN[name]}"' in answer.text
    assert not need_words.history(asked.partnership.id, "rekenen")


def test_every_save_is_a_version_and_ours_come_back_on_request(app: Flask) -> None:
    asked = an_asked_school(last_year=False)
    client = of_the_partnership(app, asked)
    client.post(page(asked), data=OWN)

    late = client.post(page(asked), data=OWN | {"short": "tellen"})
    assert late.status_code == 409
    assert "sommen" in late.text
    same = client.post(page(asked), data=OWN | {"version": "1"})
    assert "Er is niets veranderd" in same.text
    client.post(page(asked, "/rekenen/standaard"), data={"version": "1"})

    assert needs.of(asked.partnership.id) == needs.every()
    assert [row.version for row in need_words.history(asked.partnership.id, "rekenen")] == [2, 1]
    shown = client.get(page(asked)).text
    assert "sommen en cijfers" in shown  # among the versions
    assert "Eigen woorden" not in client.get(page(asked, "")).text


def test_a_need_that_is_not_ours_does_not_exist(app: Flask) -> None:
    asked = an_asked_school(last_year=False)
    client = of_the_partnership(app, asked)

    assert client.get(page(asked, "/zwemmen")).status_code == 404
    assert client.post(page(asked, "/zwemmen"), data=OWN).status_code == 404
    assert client.post(page(asked, "/zwemmen/standaard"), data={"version": "0"}).status_code == 404


def test_words_that_were_saved_between_two_questions_are_not_taken_for_those_of_before(app: Flask) -> None:
    asked = published()
    client = of_the_partnership(app, asked)
    client.post(page(asked), data=OWN)
    needs._known.clear()
    said = need_words.newest(asked.partnership.id)["rekenen"]
    same = {"partnership_id": asked.partnership.id, "key": "rekenen", "saved_at": said.saved_at}
    db.session.add(need_words.NeedWordsRow(**same, version=2, short="later", name="later", words="later"))
    db.session.flush()  # the mark of the partnership is still that of version 1

    assert "later" in needs.shorts(asked.partnership.id).values()

    db.session.rollback()
    assert "sommen" in needs.shorts(asked.partnership.id).values()


def test_a_new_name_keeps_no_board_from_adopting_what_its_council_was_asked(app: Flask) -> None:
    row = a_drafted_school()
    row.step, row.requested_on = Step.REACTED, date(2027, 8, 9)
    needs.save(
        row.partnership_id,
        "rekenen",
        OwnWords("sommen", "sommen en cijfers", ("som",)),
        version=0,
        by="Sanne",
    )

    assert standing.of(row).stale == ()

    row.step, row.requested_on = Step.DRAFT, None
    assert standing.of(row).stale == ("Extra hulp op onze school",)
