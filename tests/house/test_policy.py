"""Every page has its line in the policy, and every line its page."""

from __future__ import annotations

import pytest
from flask import Flask

from sopforms.web import next_steps
from sopforms.web.policy import POLICY, Relation

PARAMETERS = {
    Relation.DOSSIER: "dossier_id",
    Relation.LOCATION: "location_id",
    Relation.BOARD: "board_id",
    Relation.PARTNERSHIP: "partnership_id",
    Relation.CYCLE: "cycle_id",
}


def test_every_route_has_a_line_in_the_policy(app: Flask) -> None:
    assert set(app.view_functions) - set(POLICY) == set()


def test_every_line_of_the_policy_has_a_route(app: Flask) -> None:
    assert set(POLICY) - set(app.view_functions) == set()


def test_every_next_step_leads_to_a_page(app: Flask) -> None:
    assert set(next_steps.PAGES.values()) - set(app.view_functions) == set()


def test_an_address_names_what_the_policy_relates_to(app: Flask) -> None:
    wrong = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if (wanted := PARAMETERS.get(POLICY[rule.endpoint].relation)) and wanted not in rule.arguments
    ]

    assert wrong == []


def test_a_link_without_account_says_for_what_it_is(app: Flask) -> None:
    without = [name for name, rule in POLICY.items() if rule.relation is Relation.LINK and not rule.purposes]

    assert without == []


@pytest.mark.parametrize("endpoint", sorted(POLICY))
def test_a_page_takes_either_reading_or_writing_and_says_so(app: Flask, endpoint: str) -> None:
    methods = [
        rule.methods - {"HEAD", "OPTIONS"} for rule in app.url_map.iter_rules() if rule.endpoint == endpoint
    ]

    assert all(found <= {"GET", "POST"} for found in methods)
