"""Files and functions stay small enough to read in one go."""

from __future__ import annotations

import ast

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

FILES = {str(path.relative_to(ROOT)): path for path in sorted((ROOT / "sopforms").rglob("*.py"))}
TREES = {name: ast.parse(path.read_text("utf-8")) for name, path in FILES.items()}
BANNED = {"utils", "helpers", "manager", "misc", "common", "services"}


def test_a_file_is_no_longer_than_it_needs() -> None:
    lines = {name: len(path.read_text("utf-8").splitlines()) for name, path in FILES.items()}

    assert {name for name, count in lines.items() if count > LINES_OF_A_FILE} <= set(LONGER_FILES)


def test_a_function_is_no_longer_than_it_needs() -> None:
    long = {
        f"{name}:{node.name}"
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and node.end_lineno
        and node.end_lineno - node.lineno + 1 > LINES_OF_A_FUNCTION
    }

    assert long <= set(LONGER_FUNCTIONS)


def test_a_file_has_a_name_that_says_something() -> None:
    assert {name for name, path in FILES.items() if BANNED & set(path.stem.split("_"))} == set()


def test_every_module_and_public_function_says_what_it_is() -> None:
    silent = {
        f"{name}:{node.name}"
        for name, tree in TREES.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and ast.get_docstring(node) is None
    }
    silent |= {name for name, tree in TREES.items() if tree.body and ast.get_docstring(tree) is None}

    assert silent == set()
