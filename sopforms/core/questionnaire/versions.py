"""The canonical form of a questionnaire file and its two hashes (section 9 of the format).

Two files with the same canonical form are the same questionnaire: remarks, order of keys, short ways of
writing and properties that equal their default make no difference.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sopforms.core.questionnaire.meaning import Scale, Texts
from sopforms.core.questionnaire.properties import Content, allowed

_TEXTS = (Content.TEXT, Content.HTML)
_SHAPELESS = frozenset(("title", "short", "text", "languages", "locale", "renames"))


@dataclass(frozen=True, slots=True)
class Canon:
    """What the canonical form needs to know beside the file itself.

    `scales` are the scales used; `aggregates` question name → its aggregates when the file names none.
    """

    languages: tuple[str, ...]
    scales: Mapping[str, Scale]
    aggregates: Mapping[str, tuple[str, ...]]
    always_sensitive: frozenset[str]


def hashes(envelope: Mapping[str, Any], canon: Canon) -> tuple[str, str]:
    """Return content hash and shape hash (SHA-256, hex) of a file that loads without errors."""
    content, shape = _envelope(envelope, canon)
    return _digest(content), _digest(shape)


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _envelope(envelope: Mapping[str, Any], canon: Canon) -> _Forms:
    """Return the forms of the whole file."""
    writer = _Writer(canon)
    content, shape = writer.object(
        {name: value for name, value in envelope.items() if name not in ("mapping", "scales")}, "envelope"
    )
    entries = {name: writer.entry(name, entry) for name, entry in envelope["mapping"].items()}
    scales = {name: writer.scale(scale) for name, scale in canon.scales.items()}
    for side, form in enumerate((content, shape)):
        form["mapping"] = {name: forms[side] for name, forms in entries.items()}
        if scales:
            form["scales"] = {name: forms[side] for name, forms in scales.items()}
    return content, shape


_Forms = tuple[dict[str, Any], dict[str, Any]]
"""An object in canonical form, and the same without all that is wording."""


@cache
def _plan(owner: str) -> Mapping[str, tuple[Content, Any, bool, str]]:
    """Return for each property of an owner: kind, default, whether it is wording, owner of what it holds.

    Remarks are not in it.
    """
    return {
        name: (row.content, row.default, row.content in _TEXTS or name in _SHAPELESS, row.of)
        for name, row in allowed(owner).items()
        if name not in ("$schema", "note")
    }


class _Writer:
    """Writes the parts of a file in both forms at once, by the table of properties."""

    def __init__(self, canon: Canon) -> None:
        self.canon = canon

    def object(self, value: Mapping[str, Any], owner: str) -> _Forms:
        """Return an object without remarks, defaults and empty tables."""
        plan = _plan(owner)
        whole: dict[str, Any] = {}
        bare: dict[str, Any] = {}
        for name, content in value.items():
            if name not in plan:
                continue
            kind, default, is_wording, of = plan[name]
            if kind in _TEXTS:
                whole[name] = self.text(content)
                continue
            written, shape = self._content(content, kind, of, default)
            if written not in (default, {}):
                whole[name] = written
                if not is_wording and shape != {}:
                    bare[name] = shape
        return whole, bare

    def _content(self, value: Any, kind: Content, of: str, default: Any) -> tuple[Any, Any]:
        """Return both forms of the value of one property that is no text."""
        if kind is Content.OBJECT:
            return self.object(value, of)
        if kind is Content.LIST:
            return _apart([self.object(item, _owner(item, of)) for item in value])
        if kind is Content.CHOICES:
            return self.choices(value)
        if kind is Content.TABLE and of == "row":
            forms = {name: self.object(item, of) for name, item in value.items()}
            return {name: pair[0] for name, pair in forms.items()}, {
                name: pair[1] for name, pair in forms.items()
            }
        if isinstance(value, list) and default == tuple(value):
            return default, default
        return value, value

    def text(self, value: str | Mapping[str, str]) -> dict[str, str]:
        """Return a text as an object with all languages."""
        return dict.fromkeys(self.canon.languages, value) if isinstance(value, str) else dict(value)

    def choices(self, items: Sequence[Any]) -> tuple[list[Any], list[Any]]:
        """Return choices as objects, with their texts and without."""
        bare = [{"value": item["value"] if isinstance(item, dict) else item} for item in items]
        whole = [
            self.value(value["value"], item["text"]) if isinstance(item, dict) and "text" in item else value
            for item, value in zip(items, bare, strict=True)
        ]
        return whole, bare

    def value(self, value: Any, text: str | Texts) -> dict[str, Any]:
        """Return a value and, when it says more than the value, its text."""
        texts = dict.fromkeys(self.canon.languages, text) if isinstance(text, str) else dict(text)
        if set(texts.values()) == {str(value)}:
            return {"value": value}
        return {"value": value, "text": texts}

    def entry(self, name: str, entry: Mapping[str, Any]) -> _Forms:
        """Return a mapping entry: aggregate as a list, what is always so removed."""
        forms = self.object(entry, "mapping")
        for form in forms:
            given = form.get("aggregate")
            if given is not None:
                listed = [given] if isinstance(given, str) else list(given)
                form["aggregate"] = listed
                if tuple(listed) == self.canon.aggregates[name]:
                    del form["aggregate"]
            if name in self.canon.always_sensitive:
                form.pop("sensitive", None)
        return forms

    def scale(self, scale: Scale) -> _Forms:
        """Return a scale that is used, with the texts of the declared languages."""
        if scale.max_length is not None:
            return {"maxLength": scale.max_length}, {"maxLength": scale.max_length}
        forms = []
        for value in scale.values:
            facts = {"score": value.score} if value.score is not None else {}
            facts |= {"missing": True} if value.missing else {}
            facts |= {"coverage": value.coverage} if value.coverage is not None else {}
            forms.append((self.value(value.value, value.text) | facts, {"value": value.value} | facts))
        more = {"bipolar": True} if scale.bipolar else {}
        whole, bare = _apart(forms)
        return {"values": whole} | more, {"values": bare} | more


def _apart(forms: Sequence[tuple[Any, ...]]) -> tuple[list[Any], list[Any]]:
    """Return the list of the one form and that of the other."""
    return [pair[0] for pair in forms], [pair[1] for pair in forms]


def _owner(item: Any, of: str) -> str:
    """Return the owner whose properties an item of a list has."""
    if of == "element":
        return str(item["type"])
    return f"validator:{item['type']}" if of == "validator" else of


def used(scales: Mapping[str, Scale], names: Iterable[str]) -> dict[str, Scale]:
    """Return the scales of these names, in the order of the names."""
    return {name: scales[name] for name in sorted(set(names)) if name in scales}
