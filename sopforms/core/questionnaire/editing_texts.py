"""Texts of a file that is edited: one string for all languages, or one per declared language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_LANGUAGE = re.compile(r"[a-z]{2}")


def languages_of(envelope: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the declared languages, the main one first; Dutch when the list cannot be used."""
    listed = envelope.get("languages")
    fit = (
        [one for one in listed if isinstance(one, str) and _LANGUAGE.fullmatch(one)]
        if isinstance(listed, list)
        else []
    )
    return tuple(dict.fromkeys(fit)) or ("nl",)


def texts_of(value: Any) -> dict[str, str]:
    """Return a text as language → string; a plain one stands under the empty language."""
    if isinstance(value, str):
        return {"": value}
    return {k: v for k, v in value.items() if isinstance(v, str)} if isinstance(value, dict) else {}


def text_in(value: Any, language: str) -> str:
    """Return a text in this language, else what there is for all; empty without one."""
    texts = texts_of(value)
    return texts.get(language, texts.get("", ""))


def put_text(envelope: dict[str, Any], thing: dict[str, Any], key: str, texts: Mapping[str, str]) -> None:
    """Write a text in the declared languages; without words the property goes.

    A text that says the same stays as the file has it. What stands in the file in other languages stays. A
    language without words is left out, and the loader says so.
    """
    languages = languages_of(envelope)
    old = thing.get(key)
    said = {language: texts[language] for language in languages if texts.get(language, "").strip()}
    if said == {language: text_in(old, language) for language in languages if text_in(old, language)}:
        return
    if not said:
        thing.pop(key, None)
    elif len(languages) == 1 and not isinstance(old, dict):
        thing[key] = said[languages[0]]
    else:
        others = {k: v for k, v in old.items() if k not in languages} if isinstance(old, dict) else {}
        thing[key] = said | others
        survey = envelope.get("survey")
        if isinstance(survey, dict) and "locale" not in survey:
            survey["locale"] = languages[0]


def first_of(texts: Mapping[str, str]) -> str:
    """Return the text in the first language that has one; empty without one."""
    return next((text for text in texts.values() if text.strip()), "")


def cut(text: str, longest: int) -> str:
    """Return a text of at most `longest` characters, cut at a word where there is one."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    head = line[: longest + 1].rpartition(" ")[0].rstrip(" ,;:-–(")
    return head or line[:longest]
