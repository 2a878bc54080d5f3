"""Words of a letter: strict, escaped in HTML only, the link kept out until it leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from jinja2 import UndefinedError

from sopforms.core import letter
from sopforms.output import wording
from tests.letters import BOARD
from tests.mail_app import ABOUT, ANNA, CARLA, DAAN


def request(about=ABOUT):
    (own,) = letter.advice_requested(about, 5, CARLA, None, board=BOARD, advise_by=date(2027, 5, 21))
    return own


def test_a_missing_fact_is_an_error_and_not_a_gap():
    own = request()
    facts = {name: fact for name, fact in own.facts.items() if name != "board"}

    with pytest.raises(UndefinedError):
        wording.letter(replace(own, facts=facts))


def test_P18_what_people_typed_is_only_text():
    said = wording.letter(request(replace(ABOUT, school='De <b>"Boog"</b> & Co [[link]]')))

    assert "De &lt;b&gt;&#34;Boog&#34;&lt;/b&gt; &amp; Co" in said.html
    assert 'De <b>"Boog"</b> & Co' in said.text
    assert said.text.count(wording.LINK) == 1


def test_the_link_comes_in_its_place():
    said = wording.with_link(wording.letter(request()), "https://sop.voorbeeld.nl/a/x?b=1&c=2")

    assert "https://sop.voorbeeld.nl/a/x?b=1&c=2\n" in said.text
    assert said.html.count('href="https://sop.voorbeeld.nl/a/x?b=1&amp;c=2"') == 1
    assert wording.LINK not in said.text + said.html


def test_somebody_without_a_name_is_greeted_too():
    nameless = replace(DAAN, name="")

    assert (
        "Beste collega,\n"
        in wording.letter(letter.survey_opened(ABOUT, 1, nameless, date(2027, 1, 22), 8)).text
    )
    assert "Beste heer of mevrouw,\n" in wording.letter(replace(request(), to=nameless)).text


def test_who_may_be_asked_is_not_told_to_ask_themselves():
    said = wording.letter(letter.survey_closed(ABOUT, 4, ANNA, "/dossier/7"))

    assert ANNA.email not in said.text
