"""Languages of texts and tags of html: what import makes of both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sopforms.core.questionnaire.importing_changes import Fate, Journal, put_under
from sopforms.core.questionnaire.importing_html import clean
from sopforms.core.questionnaire.importing_properties import owner_of, parts, rows_of
from sopforms.core.questionnaire.load_texts import refused_tag, wordings
from sopforms.core.questionnaire.nodes import Node
from sopforms.core.questionnaire.properties import LONGEST, Content

MOST_OPEN = 20
_LANGUAGE = re.compile(r"[a-z]{2}")


def name_languages(journal: Journal, survey: Node, default_language: str) -> tuple[str, ...]:
    """Name the language of each text `default`, and return the languages found, in order of appearance."""
    found: dict[str, int] = {}
    for node in _texts(survey, Content.TEXT, Content.HTML):
        default = node.members.get("default")
        if default is not None:
            _name_default(journal, node, default, default_language)
        for name, member in node.members.items():
            if _LANGUAGE.fullmatch(name):
                found[name] = min(found.get(name, member.at), member.at)
    return tuple(sorted(found, key=lambda name: found[name]))


def _name_default(journal: Journal, node: Node, default: Node, language: str) -> None:
    """Put a `default` under its language; with another text there already it stays, and is refused."""
    there = node.members.get(language)
    if there is None:
        journal.note(Fate.CONVERTED, default, "language_named", "default_is_a_language", near=language)
        put_under(default, language)
    elif there.value == default.value:
        journal.note(
            Fate.CONVERTED, default, "property_left_out", "default_repeats", name="default", near=language
        )
        del node.value["default"]


def clean_html(journal: Journal, survey: Node) -> None:
    """Bring every html down to the tags that are shown."""
    for node in list(_texts(survey, Content.HTML)):
        for wording in wordings(node):
            if _can_be_cleaned(wording.value) and refused_tag(wording.value):
                cleaned, tags = clean(wording.value)
                journal.note(Fate.CONVERTED, wording, "html_cleaned", "few_tags", tags=", ".join(tags))
                wording.value = cleaned


def _can_be_cleaned(html: str) -> bool:
    """Say whether cleaning is worth it: too long a text, or tags that do not end, are refused anyhow."""
    return len(html) <= LONGEST and html.count("<") <= html.count(">") + MOST_OPEN


def _texts(survey: Node, *contents: Content) -> Iterator[Node]:
    """Yield every text of these kinds of content."""
    for node, of in parts(survey):
        members = node.members
        for name, _ in rows_of(owner_of(node, of), contents) if members else ():
            if name in members:
                yield members[name]
