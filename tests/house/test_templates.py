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
ALL = sorted(TEMPLATES.rglob("*.html")) + sorted(TEMPLATES.rglob("*.txt"))


@pytest.fixture(scope="module")
def reader() -> Flask:
    """An application that only reads templates; it never opens its database."""
    return make_app("sqlite://")


def name_of(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_every_template_compiles(reader: Flask, path: Path) -> None:
    if path.relative_to(TEMPLATES).parts[0] in {"letters", "print"}:
        reader.jinja_env.parse(path.read_text("utf-8"))
        return

    reader.jinja_env.get_template(name_of(path))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_no_page_has_inline_style_script_or_handlers(path: Path) -> None:
    text = path.read_text("utf-8")

    assert not re.search(r"\sstyle=", text)
    assert not re.search(r"\son[a-z]+=\"", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"(src|href)=\"(https?:)?//", text)
