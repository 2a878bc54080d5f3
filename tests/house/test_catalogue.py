"""The English of the pages is complete: as many messages as the pages have, none empty, none left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from sopforms.core import advice, roles
from sopforms.core.codes import Role, Sector
from sopforms.settings import ROOT
from sopforms.web import told
from sopforms.web.language import CATALOGUES

ENGLISH = CATALOGUES / "en" / "LC_MESSAGES" / "messages.po"
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd%]|</?\w+>")
SHAPE = re.compile(r"%\(\w+\)s")
CONSENT = re.compile(r"instem|ingestemd|stemde in|stemt in|in te stemmen", re.IGNORECASE)
MAKE = "run `make messages` and translate what is empty"


@cache
def asked() -> frozenset[str]:
    """Every Dutch text that code and pages mark for translation."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = (
        message
        for folder in ("sopforms", "templates")
        for _file, _line, message, _comments, _context in extract_from_dir(
            ROOT / folder, _below(methods, folder), _below_keys(options, folder), KEYWORDS
        )
    )
    return frozenset(str(message) for message in found)


def _below(methods: list[tuple[str, str]], folder: str) -> list[tuple[str, str]]:
    return [
        (pattern.removeprefix(f"{folder}/"), method)
        for pattern, method in methods
        if pattern.startswith(folder)
    ]


def _below_keys(options: dict[str, dict[str, str]], folder: str) -> dict[str, dict[str, str]]:
    return {pattern.removeprefix(f"{folder}/"): value for pattern, value in options.items()}


@cache
def english() -> Catalog:
    """The catalogue as it stands in the repository."""
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def translated() -> dict[str, str]:
    return {str(message.id): str(message.string) for message in english() if message.id}


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def test_every_text_of_the_pages_has_its_place_in_the_catalogue() -> None:
    assert sorted(asked() - set(translated())) == [], MAKE


def test_no_text_is_left_over_from_a_page_that_changed() -> None:
    assert sorted(set(translated()) - asked()) == [], MAKE
    assert not english().obsolete, MAKE


def test_every_text_is_translated_and_none_is_a_guess() -> None:
    assert [dutch for dutch, text in translated().items() if not text.strip()] == [], MAKE
    assert [message.id for message in english() if message.id and message.fuzzy] == []


def test_a_translation_keeps_what_is_filled_in_and_the_space_around_it() -> None:
    different = [
        dutch
        for dutch, text in translated().items()
        if placeholders(dutch) != placeholders(text)
        or (dutch[:1].isspace(), dutch[-1:].isspace()) != (text[:1].isspace(), text[-1:].isspace())
    ]

    assert different == []


@pytest.mark.parametrize("folder", ["letters", "print", "text"])
def test_mail_and_documents_ask_for_no_translation(folder: str) -> None:
    marked = [
        path.name
        for path in (ROOT / "templates" / folder).rglob("*")
        if path.is_file() and re.search(r"\{%-? *trans\b|\b_\(", path.read_text("utf-8"))
    ]

    assert marked == []


def test_advice_is_never_called_consent() -> None:
    """Advice and consent are different rights: only what speaks of consent in Dutch may do so in English."""
    wrong = [
        dutch
        for dutch, text in translated().items()
        if re.search(r"\bconsent", text, re.IGNORECASE) and not CONSENT.search(dutch)
    ]

    assert wrong == []


def said(node: ast.expr) -> str:
    """A literal text, with `%(x)s` where something is filled in; empty for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(said(part) if isinstance(part, ast.Constant) else "%(x)s" for part in node.values)
    return ""


def refusals_in(path: Path) -> Iterator[str]:
    """The sentences with which a rule refuses what was typed: `Invalid(x="…")` and `problems["x"] = "…"`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="Invalid"), keywords=keywords):
                yield from (said(keyword.value) for keyword in keywords)
            case ast.Assign(targets=[ast.Subscript(value=ast.Name(id="problems"))], value=value):
                yield said(value)


@pytest.mark.parametrize("floor", ["core", "actions", "output"])
def test_pages_can_tell_in_english_why_a_rule_refuses(floor: str) -> None:
    known = {SHAPE.sub("%(x)s", sentence) for sentence in (*told.SENTENCES, *told.LABELS)}
    files = (ROOT / "sopforms" / floor).glob("*.py")

    unknown = {sentence for path in files for sentence in refusals_in(path) if sentence} - known

    assert sorted(unknown) == [], "add these to sopforms/web/told.py"


def test_pages_can_tell_every_role_and_every_answer_of_a_council_in_english() -> None:
    roles_of_people = {roles.label(role, sector) for role in Role for sector in Sector}
    short = {roles.coordinator_short(sector) for sector in Sector}
    short |= {roles.coordinator_in_full(sector) for sector in Sector}

    assert roles_of_people | short | set(advice.LABELS.values()) <= set(told.LABELS)
