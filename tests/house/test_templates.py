"""Every template can be read, asks for nothing foreign, and has no style or script of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from sopforms.settings import ROOT
from tests.conftest import make_app

TEMPLATES = ROOT / "templates"
PAGES = sorted(
    path
    for path in TEMPLATES.rglob("*.html")
    if path.relative_to(TEMPLATES).parts[0] not in {"print", "letters"}
)
FOREIGN = (
    r"\sstyle=",
    r"\son[a-z]+=\"",
    r"<script(?![^>]*\ssrc=)",
    r"(src|href)=\"(https?:)?//",
)
ALL = sorted(TEMPLATES.rglob("*.html")) + sorted(TEMPLATES.rglob("*.txt"))


@pytest.fixture(scope="module")
def reader() -> Flask:
    """An application that only reads templates; it never opens its database."""
    return make_app("sqlite://")


def name_of(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


def test_every_template_compiles(reader: Flask) -> None:
    for path in ALL:
        if path.relative_to(TEMPLATES).parts[0] in {"letters", "print"}:
            reader.jinja_env.parse(path.read_text("utf-8"), filename=name_of(path))
        else:
            reader.jinja_env.get_template(name_of(path))


def test_no_page_has_inline_style_script_or_handlers() -> None:
    foreign = {
        (name_of(path), found.group())
        for path in PAGES
        for pattern in FOREIGN
        for found in re.finditer(pattern, path.read_text("utf-8"))
    }

    assert foreign == set()
