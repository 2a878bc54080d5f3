"""The English of the pages is complete: as many messages as the pages have, none empty, none left over."""

from __future__ import annotations

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from sopforms.settings import ROOT
from sopforms.web.language import CATALOGUES

ENGLISH = CATALOGUES / "en" / "LC_MESSAGES" / "messages.po"
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd%]|</?\w+>")
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
