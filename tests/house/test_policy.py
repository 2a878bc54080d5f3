"""Every page has its line in the policy, and every line its page."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FunctionType

from flask import Flask

from sopforms.web import guard, next_steps
from sopforms.web.policy import EXPORTS, POLICY, Relation

PARAMETERS = {
    Relation.DOSSIER: "dossier_id",
    Relation.LOCATION: "location_id",
    Relation.BOARD: "board_id",
    Relation.PARTNERSHIP: "partnership_id",
    Relation.CYCLE: "cycle_id",
}
METHODS = {"GET", "POST", "HEAD", "OPTIONS"}
# Files for who is signed in that hold nothing of a school: questions, blank forms, one's own days.
WITHOUT_DATA = {"on_paper.blank_file", "question_file.download", "questions.download", "school.calendar"}


# Who looks at the method itself: what is for GET alone there, HEAD does not get on purpose.
LOOK_AT_GET = {"answer_page.py", "assets.py", "exports.py", "guard.py", "language.py", "oidc.py"}


def test_no_page_takes_a_look_at_its_head_for_a_form_that_was_sent() -> None:
    """HEAD asks what GET asks: a page that does all else but GET for a POST answers it as one."""
    wrong = [
        file.name
        for file in sorted(Path(guard.__file__).parent.glob("*.py"))
        if file.name not in LOOK_AT_GET and 'request.method == "GET"' in file.read_text()
    ]
    assert wrong == []


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


def test_a_page_takes_either_reading_or_writing_and_says_so(app: Flask) -> None:
    other = {rule.endpoint for rule in app.url_map.iter_rules() if rule.methods - METHODS}

    assert other == set()


def test_every_file_for_who_is_signed_in_is_counted(app: Flask) -> None:
    opened = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    inside = {name for name in opened if POLICY[name].relation not in (Relation.PUBLIC, Relation.LINK)}
    given = {name for name in inside if _hands_out(app.view_functions[name])}

    assert given - WITHOUT_DATA == EXPORTS


def _hands_out(function: FunctionType) -> bool:
    """Whether this function, or one of its own file that it calls, answers with a file."""
    waiting, seen = [function], set[str]()
    while waiting:
        one = waiting.pop()
        seen.add(one.__name__)
        if any("attachment" in str(constant) for constant in one.__code__.co_consts):
            return True
        nearby = vars(sys.modules[one.__module__])
        called = [nearby.get(name) for name in one.__code__.co_names if name not in seen]
        waiting += [
            found
            for found in called
            if isinstance(found, FunctionType) and found.__module__ == one.__module__
        ]
    return False
