"""The house: who may import whom, and what the core may know."""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path

from sopforms.settings import ROOT

PACKAGE = ROOT / "sopforms"
FLOORS = ("core", "store", "output", "actions", "web", "cli")
MAY_USE = {
    "core": {"core"},
    "store": {"core", "store"},
    "output": {"core", "output"},
    "actions": {"core", "store", "output", "actions"},
    "web": {"core", "store", "output", "actions", "web"},
    "cli": {"core", "store", "output", "actions", "web", "cli"},
}
# The contract's `load(path)` reads a file; the one loader of files stands outside the core and is named here.
NAMED_EXCEPTIONS = {("sopforms/core/questionnaire/load.py", "sopforms.questionnaires_on_disk")}

FILES = sorted(PACKAGE.rglob("*.py"))
CORE = sorted((PACKAGE / "core").rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def imports(path: Path) -> list[tuple[str, bool]]:
    """Every imported module of a file, and whether it is imported inside a function."""
    found: list[tuple[str, bool]] = []

    def visit(node: ast.AST, inside: bool) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                found.extend((alias.name, inside) for alias in child.names)
            elif isinstance(child, ast.ImportFrom) and child.level == 0 and child.module:
                found.append((child.module, inside))
                found.extend((f"{child.module}.{alias.name}", inside) for alias in child.names)
            function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            visit(child, inside or function)

    visit(tree_of(path), False)
    return found


def floor_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "sopforms" and parts[1] in FLOORS else None


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_a_floor_uses_only_the_floors_below_it() -> None:
    wrong = {
        (name_of(path), module)
        for path in FILES
        for module, _inside in imports(path)
        if (may_use := MAY_USE.get(path.relative_to(PACKAGE).parts[0])) is not None
        and floor_of(module)
        and floor_of(module) not in may_use
    }

    assert wrong == set()


def test_the_core_knows_only_the_standard_library() -> None:
    foreign = {
        (name_of(path), module)
        for path in CORE
        for module, _inside in imports(path)
        if module.split(".")[0] not in sys.stdlib_module_names
        and not module.startswith("sopforms.core")
        and module != "sopforms"
        and not any(
            module.startswith(exception) for file, exception in NAMED_EXCEPTIONS if file == name_of(path)
        )
    }

    assert foreign == set()


def test_the_core_asks_no_clock_and_opens_no_files() -> None:
    calls = {
        (name_of(path), ast.unparse(node.func))
        for path in CORE
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
    }
    asked = {"date.today", "datetime.now", "datetime.utcnow", "time.time", "open"}

    assert {(name, call) for name, call in calls if call in asked} == set()


def test_no_own_module_is_imported_inside_a_function() -> None:
    hidden = {
        (name_of(path), module)
        for path in FILES
        for module, inside in imports(path)
        if inside and module.startswith("sopforms") and not _is_excepted(path, module)
    }

    assert hidden == set()


def _is_excepted(path: Path, module: str) -> bool:
    return any(name_of(path) == file and module in {"sopforms", name} for file, name in NAMED_EXCEPTIONS)


def test_only_one_module_knows_the_pdf_library_and_only_one_the_mail_library() -> None:
    users: dict[str, set[str]] = {"xhtml2pdf": set(), "flask_mail": set(), "smtplib": set()}
    for path in FILES:
        for module, _inside in imports(path):
            root = module.split(".")[0]
            if root in users:
                users[root].add(name_of(path))

    # The worker renders; the others cut words and note what is drawn for it, and are imported by nobody else.
    only = {f"sopforms/output/{name}.py" for name in ("pdf_worker", "hyphens", "pdf_marks", "pdf_tables")}
    assert users["xhtml2pdf"] == only
    assert users["flask_mail"] == {"sopforms/output/post.py"}
    assert users["smtplib"] == {"sopforms/output/post.py"}


def test_the_package_itself_imports_nothing() -> None:
    assert (PACKAGE / "__init__.py").read_text().strip() == ""
