"""What is wider than a phone still reads as words, and all of a number is called all."""

from __future__ import annotations

from flask import Flask

from sopforms.actions import holidays
from sopforms.core.draft_tables import ChartRow, summary
from sopforms.web.filters import breakable
from tests import builders
from tests.web.browsing import a_town, as_person


def test_a_long_address_breaks_at_its_signs_only():
    assert breakable("c.dewit@lang-adres.example") == ("c<wbr>.dewit<wbr>@lang<wbr>-adres<wbr>.example")
    assert breakable("<b>@x") == "&lt;b&gt;<wbr>@x"


def test_a_long_heading_has_its_hyphen_and_holidays_are_cards_with_their_region(app: Flask) -> None:
    town = a_town()
    holidays.read_shipped(builders.SETS / "holidays.json")
    client = as_person(app, town.sanne)
    base = f"/samenwerkingsverband/{town.partnership.id}"

    assert "<h1>Medezeggenschaps\u00adraden</h1>" in client.get(f"{base}/raden").text
    assert 'data-l="Zuid"' in client.get(f"{base}/vakanties").text


def test_all_and_none_of_the_topics_are_said_in_words():
    high, low = ChartRow("a", (0, 9), 0, False), ChartRow("b", (9, 0), 0, False)

    assert summary([high, high]).startswith("Bij alle 2 onderwerpen")
    assert summary([low, low]).startswith("Bij geen van de 2 onderwerpen")
    assert summary([high, low]).startswith("Bij 1 van de 2 onderwerpen")
