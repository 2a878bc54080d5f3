"""The preview of a file on the author's own machine: as people will see it, and nothing is kept."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup

from sopforms.web.preview import create_preview
from tests.core.questionnaire.files import a_matrix, a_question, a_text, an_envelope

WHY = a_text("waarom", visibleIf="{hulp} = 'nee'", title="Waarom niet?")
FIRST = {"name": "een", "title": "Eerste", "elements": [a_question(isRequired=True), WHY]}
SECOND = {"name": "twee", "title": "Tweede", "elements": [a_matrix()]}
THIRD = {"name": "drie", "title": "Derde", "visibleIf": "{hulp} = 'nee'", "elements": [a_text("slot")]}


def write(path: Path, *pages: Any, **more: Any) -> None:
    survey = {"pages": list(pages or (FIRST, SECOND, THIRD)), "title": "Onze lijst"}
    path.write_text(json.dumps(an_envelope(survey=survey, **more)), encoding="utf-8")


@pytest.fixture
def path(tmp_path) -> Path:
    path = tmp_path / "lijst.json"
    write(path)
    return path


@pytest.fixture
def author(path):
    """Return an author at the browser: `get`, and `send` what is on the page with more filled in."""
    return Author(path)


class Author:
    def __init__(self, path: Path) -> None:
        self.client = create_preview(path).test_client()
        self.page = BeautifulSoup("", "lxml")

    def get(self, address: str = "/") -> BeautifulSoup:
        return self._read(self.client.get(address))

    def send(self, button: str = "actie=verder", **given: str) -> BeautifulSoup:
        name, _, value = button.partition("=")
        fields = {one["name"]: one.get("value", "") for one in self.page.select("form input[type=hidden]")}
        shown = [
            one["value"]
            for one in self.page.select("input[name=_shown]")
            if not one.find_parent(disabled=True)
        ]
        data = fields | given | {name: value, "_shown": shown}
        return self._read(self.client.post("/", data=data))

    def _read(self, response: Any) -> BeautifulSoup:
        self.status = response.status_code
        self.headers = response.headers
        self.page = BeautifulSoup(response.data, "lxml")
        return self.page


def heading(page: BeautifulSoup) -> str:
    return page.h1.get_text(strip=True)


def test_the_first_page_is_shown_with_the_questions_of_the_product(author):
    page = author.get()

    assert author.status == 200
    assert heading(page) == "Eerste"
    assert [one["value"] for one in page.select("input[name=q_hulp]")] == ["ja", "nee", "soms"]
    assert page.find("button", string="Vragen bijwerken")
    assert page.select_one(".top__name").get_text() == "lijst.json"


def test_what_is_wrong_is_told_and_what_was_typed_stays(author):
    author.get()

    page = author.send()

    assert author.status == 422
    assert page.select_one(".errors a").get_text() == "Kies een antwoord bij ‘Hulp’."


def test_an_answer_brings_out_questions_and_pages(author):
    author.get()

    page = author.send(q_hulp="nee")
    assert heading(page) == "Eerste"
    assert not page.select_one("[name=q_waarom]").find_parent(hidden=True)
    page = author.send(q_hulp="nee", q_waarom="Te druk")

    assert heading(page) == "Tweede"
    assert "Stap 2 van 3" in page.get_text()


def test_at_the_end_stands_what_would_be_stored(author):
    author.get()
    author.send(q_hulp="ja")

    page = author.send(**{"q_basis--a": "3"})

    assert heading(page) == "Dit was de laatste bladzijde"
    assert json.loads(page.pre.get_text()) == {"hulp": "ja", "basis": {"a": 3}}


def test_one_can_go_back_and_find_the_answers(author):
    author.get()
    author.send(q_hulp="soms")

    page = author.send("actie=terug", **{"q_basis--b": "1"})

    assert page.select_one("input[value=soms]").has_attr("checked")


def test_every_page_can_be_opened_by_name(author):
    assert heading(author.get("/?pagina=twee")) == "Tweede"
    assert heading(author.get("/?pagina=nergens")) == "Eerste"


def test_it_can_be_seen_in_the_width_of_a_phone_without_losing_answers(author):
    author.get()

    page = author.send("kijk=telefoon", q_hulp="soms")

    assert page.select_one(".tried--phone")
    assert page.select_one("input[value=soms]").has_attr("checked")


def test_a_file_that_was_saved_again_is_read_again(author, path):
    author.get()
    write(path, SECOND)

    assert heading(author.get()) == "Tweede"


def test_nothing_is_kept_from_one_visit_to_the_next(author):
    author.get()
    author.send(q_hulp="soms")

    assert not author.get().select("[checked]")


def test_remarks_stand_above_the_page(author, path):
    write(path, FIRST | {"elements": [a_question(title="Lukt <b>het</b>?")]})

    page = author.get()

    assert author.status == 200
    assert "survey.pages[0].elements[0].title" in page.select_one("details.note--warn").get_text()
    assert page.select("input[name=q_hulp]")


def test_errors_stand_beside_their_lines_in_the_language_of_the_page(author, path):
    path.write_text('{"sopforms": 1,\n "id": "X"}', encoding="utf-8")

    page = author.get()

    assert author.status == 422
    assert page.select_one(".errors a[href='#regel-2']")
    assert "is geen id" in page.select_one("#regel-2").get_text()
    assert "is no id" in author.get("/?taal=en").select_one("#regel-2").get_text()


def test_a_file_that_became_broken_on_the_way_is_told_and_can_be_mended(author, path):
    author.get()
    path.write_text("{", encoding="utf-8")
    author.send(q_hulp="ja")
    assert author.status == 422
    write(path)

    assert heading(author.get()) == "Eerste"


def test_a_file_that_is_gone_is_a_problem_like_any_other(author, path):
    path.unlink()

    assert "kan niet worden geopend" in author.get().get_text()
    assert author.status == 422


@pytest.mark.parametrize("carried", ["", "[]", "{", "null", '{"hulp": 3}', "[" * 3000, "x" * 300_000])
def test_whatever_a_page_carries_along_it_is_shown(author, carried):
    author.get()

    author.send("actie=bijwerken", _antwoorden=carried)

    assert author.status in (200, 413)


def test_a_page_that_is_no_longer_there_is_not_found(author):
    author.get()
    author.send(pagina="weg")

    assert author.status == 404


def test_only_the_machine_itself_and_only_its_own_pages_may_ask(path):
    client = create_preview(path).test_client()

    assert client.get("/", headers={"Host": "elders.nl"}).status_code == 400
    assert client.post("/", data={"pagina": "een"}).status_code == 400


def test_the_page_runs_nothing_foreign_and_links_to_nothing_that_is_not_there(author):
    page = author.get()

    assert "script-src 'self'" in author.headers["Content-Security-Policy"]
    assert author.headers["Cache-Control"] == "no-store"
    for link in page.select("a[href], link[href], script[src]"):
        address = link.get("href") or link.get("src")
        if not re.match(r"#|data:", address):
            with author.client.get(urljoin("/", address)) as response:
                assert response.status_code == 200
