"""Whatever the rules refuse or warn of has a sentence in Dutch."""

import ast
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel

from sopforms.web.refusals import SENTENCES, sentences

ROOT = Path(__file__).resolve().parents[2] / "sopforms"
RETURNS_REASONS = {
    "gates.py": None,
    "joint.py": {"why_not"},
    "workflow.py": {"_role_obstacle", "obstacles"},
    "year_paper.py": {"obstacles"},
}
WARNINGS = {"terms.py": {"advice_warnings", "suspension_warnings"}}


def _keys(node):
    """The string constants below a node that look like a key, docstrings and comparisons left out."""
    for child in ast.walk(node):
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            text = child.value
            if text and text.replace("_", "").isalnum() and text.islower():
                yield text


def _told_by(path, functions):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and (functions is None or node.name in functions):
            yield from _keys(node)


def _raised(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused":
            for argument in node.args:
                yield from _keys(argument)


def _reasons():
    found = set()
    for name, functions in (RETURNS_REASONS | WARNINGS).items():
        found |= set(_told_by(ROOT / "core" / name, functions))
    for path in sorted(ROOT.glob("*/**/*.py")):
        found |= set(_raised(path))
    return found


@pytest.fixture
def dutch():
    app = Flask(__name__)
    Babel(app, default_locale="nl")
    with app.test_request_context():
        yield


def test_every_reason_of_the_rules_has_a_sentence():
    reasons = _reasons()

    assert len(reasons) > 30
    assert reasons - set(SENTENCES) == set()


def test_no_sentence_is_left_without_a_reason():
    assert set(SENTENCES) - _reasons() <= {"changed_meanwhile"}


@pytest.mark.usefixtures("dutch")
def test_sentences_come_in_the_order_of_the_reasons():
    told = sentences(["term_runs", "mandate_missing"])

    assert told[0].startswith("De adviestermijn loopt nog.")
    assert "mandaat" in told[1]


@pytest.mark.usefixtures("dutch")
def test_a_sentence_is_short_and_ends_with_a_full_stop():
    for told in sentences(SENTENCES):
        assert told.endswith((".", "Wms)."))
        assert all(len(part.split()) <= 20 for part in told.split(". "))


def test_an_unknown_reason_is_a_bug_and_not_a_page():
    with pytest.raises(KeyError):
        sentences(["no_such_reason"])
