"""The canonical form of a questionnaire file and its two hashes (section 9 of the format).

Two files with the same canonical form are the same questionnaire: remarks, order of keys, short ways of
writing and properties that equal their default make no difference.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sopforms.core.questionnaire.meaning import Scale, Texts
from sopforms.core.questionnaire.properties import Content, Property, allowed

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
    return _digest(_envelope(envelope, canon, shape=False)), _digest(_envelope(envelope, canon, shape=True))


def canonical(envelope: Mapping[str, Any], canon: Canon) -> dict[str, Any]:
    """Return the canonical form of a file that loads without errors."""
    return _envelope(envelope, canon, shape=False)


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _envelope(envelope: Mapping[str, Any], canon: Canon, *, shape: bool) -> dict[str, Any]:
    """Return the form of the whole file; `shape` leaves out all that is wording."""
    writer = _Writer(canon, shape)
    result = writer.object(envelope, "envelope")
    result["mapping"] = {name: writer.entry(name, entry) for name, entry in envelope["mapping"].items()}
    scales = {name: writer.scale(scale) for name, scale in canon.scales.items()}
    result.pop("scales", None)
    if scales:
        result["scales"] = scales
    return result


class _Writer:
    """Writes the parts of a file in canonical form, by the table of properties."""

    def __init__(self, canon: Canon, shape: bool) -> None:
        self.canon = canon
        self.shape = shape

    def object(self, value: Mapping[str, Any], owner: str) -> dict[str, Any]:
        """Return an object without remarks, defaults and empty tables."""
        table = allowed(owner)
        result = {}
        for name, content in value.items():
            row = table[name]
            if name in ("$schema", "note") or (self.shape and self._is_wording(row)):
                continue
            written = self._content(content, row)
            if written is not None and written not in (row.default, {}):
                result[name] = written
        return result

    def _is_wording(self, row: Property) -> bool:
        return row.content in _TEXTS or row.name in _SHAPELESS

    def _content(self, value: Any, row: Property) -> Any:
        """Return the value of one property."""
        if row.content in _TEXTS:
            return self.text(value)
        if row.content is Content.OBJECT:
            return self.object(value, row.of)
        if row.content is Content.LIST:
            return [self.object(item, _owner(item, row.of)) for item in value]
        if row.content is Content.CHOICES:
            return [self.choice(item) for item in value]
        if row.content is Content.TABLE and row.of == "row":
            return {name: self.object(item, "row") for name, item in value.items()}
        if row.content is Content.BOOLEAN or not isinstance(value, list):
            return value
        return tuple(value) if row.default == tuple(value) else value

    def text(self, value: str | Mapping[str, str]) -> dict[str, str]:
        """Return a text as an object with all languages."""
        return dict(value) if isinstance(value, Mapping) else dict.fromkeys(self.canon.languages, value)

    def choice(self, value: Any) -> dict[str, Any]:
        """Return a choice as an object; a text equal to its value is removed."""
        whole = value if isinstance(value, Mapping) else {"value": value}
        return self.values(whole["value"], whole.get("text"))

    def values(self, value: Any, text: str | Texts | None) -> dict[str, Any]:
        """Return value and, when it says more than the value, text."""
        result = {"value": value}
        if text is not None and not self.shape:
            texts = self.text(text)
            if any(wording != str(value) for wording in texts.values()):
                result["text"] = texts
        return result

    def entry(self, name: str, entry: Mapping[str, Any]) -> dict[str, Any]:
        """Return a mapping entry: aggregate as a list, what is always so removed."""
        result = self.object(entry, "mapping")
        given = result.get("aggregate")
        if given is not None:
            listed = [given] if isinstance(given, str) else list(given)
            result["aggregate"] = listed
            if tuple(listed) == self.canon.aggregates[name]:
                del result["aggregate"]
        if name in self.canon.always_sensitive:
            result.pop("sensitive", None)
        return result

    def scale(self, scale: Scale) -> dict[str, Any]:
        """Return a scale that is used, with the texts of the declared languages."""
        if scale.max_length is not None:
            return {"maxLength": scale.max_length}
        values = []
        for value in scale.values:
            written = self.values(value.value, value.text)
            written |= {"score": value.score} if value.score is not None else {}
            written |= {"missing": True} if value.missing else {}
            written |= {"coverage": value.coverage} if value.coverage is not None else {}
            values.append(written)
        return {"values": values} | ({"bipolar": True} if scale.bipolar else {})


def _owner(item: Any, of: str) -> str:
    """Return the owner whose properties an item of a list has."""
    if of == "element":
        return str(item["type"])
    return f"validator:{item['type']}" if of == "validator" else of


def used(scales: Mapping[str, Scale], names: Iterable[str]) -> dict[str, Scale]:
    """Return the scales of these names, in the order of the names."""
    return {name: scales[name] for name in sorted(set(names)) if name in scales}
