"""Files and functions stay small enough to read in one go."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from sopforms.settings import ROOT

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 45
# A file may be longer with a reason.
LONGER_FILES: dict[str, str] = {
    "sopforms/web/policy.py": "one line for each page of the product, in the order of the year",
    "sopforms/web/told.py": "one line for each sentence that a rule refuses with",
}
LONGER_FUNCTIONS: dict[str, str] = {
    "sopforms/store/facts.py:of": "one line for each fact of a dossier, in the order of the procedure",
}

FILES = sorted((ROOT / "sopforms").rglob("*.py"))
BANNED = ("utils", "helpers", "manager", "misc", "common", "services")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_no_longer_than_it_needs(path: Path) -> None:
    name = str(path.relative_to(ROOT))

    lines = len(path.read_text("utf-8").splitlines())

    assert lines <= LINES_OF_A_FILE or name in LONGER_FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_function_is_no_longer_than_it_needs(path: Path) -> None:
    name = str(path.relative_to(ROOT))

    long = {
        f"{name}:{node.name}": node.end_lineno - node.lineno + 1
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        and node.end_lineno
        and node.end_lineno - node.lineno + 1 > LINES_OF_A_FUNCTION
    }

    assert set(long) <= set(LONGER_FUNCTIONS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_has_a_name_that_says_something(path: Path) -> None:
    assert not any(word in path.stem.split("_") for word in BANNED)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_and_public_function_of_the_lower_floors_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    if not tree.body:
        return
    silent = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and ast.get_docstring(node) is None
    ]

    assert ast.get_docstring(tree) is not None
    assert silent == []
