"""Writes a changed file so that whatever did not change keeps every byte it had.

An edit gives new plain data; `rewrite` lays it over the old text. Values that are the same keep their text,
also when they moved; objects and lists keep their layout; what is new is written in the style of the file.
An edit and its opposite give the text one began with, as far as a list keeps one way of separating.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from json.decoder import scanstring  # type: ignore[attr-defined]  # the stubs lack it
from typing import Any

from sopforms.core.questionnaire.nodes import Node, plain
from sopforms.core.questionnaire.reading import read

WIDTH = 110
_CLOSE = re.compile(r"[ \t\n\r]*[}\]]")
_COLON = re.compile(r"[ \t\n\r]*:[ \t\n\r]*")
_SCALAR = re.compile(r'[^\s,\]}"]+')
_SEPARATOR = re.compile(r"[ \t\n\r]*,[ \t\n\r]*")
_IDENTITIES = ("name", "value")

Member = tuple[str, Node | None, Any]  # key as written with its colon, what stood there, what comes there


Envelope = dict[str, Any]


def readable(source: bytes | str) -> Envelope | None:
    """Return the object in a file as plain data; None when it is no JSON, too big, or has a key twice."""
    reading = read(source)
    if reading.root is None or any(flaw.code in ("Q001", "Q002", "Q007") for flaw in reading.flaws):
        return None
    found = plain(reading.root)
    return dict(found) if isinstance(found, dict) else None


def written(source: bytes | str, envelope: Envelope) -> bytes:
    """Return the file with what changed; everything else keeps its bytes."""
    text = source.decode("utf-8") if isinstance(source, bytes) else source
    return rewrite(text, envelope).encode("utf-8")


def rewrite(text: str, changed: Any) -> str:
    """Return `text`, which must be readable JSON, with the content of `changed`."""
    lead = "\ufeff" if text.startswith("\ufeff") else ""
    reading = read(text)
    if reading.root is None:
        raise ValueError("only a readable file can be rewritten")
    writer = _Writer(reading.text, reading.root)
    begin, end = reading.root.at, writer.end(reading.root)
    return lead + reading.text[:begin] + writer.value(reading.root, changed, "", 0) + reading.text[end:]


def same_key(value: Any) -> str:
    """Return what two values have in common exactly when they are written alike: order of keys counts."""
    return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class _Style:
    """How the file writes: `unit` of indentation (None: all on one line), `width` of a line (0: one value
    a line), what stands between key and value and between values on one line, and how a line ends."""

    unit: str | None
    width: int
    colon: str
    comma: str
    line_end: str


class _Writer:
    """Writes new data over the text of one file."""

    def __init__(self, text: str, root: Node) -> None:
        self.text = text
        self._ends: dict[int, int] = {}
        self._keys: dict[int, str] = {}
        self._known: dict[str, Node] = {}
        self._gather(root)
        self.style = self._style(root)

    def _gather(self, node: Node) -> str:
        """Note each value under what makes it the same as another; return that of this one."""
        if node.members:
            inner = [
                f"{json.dumps(k, ensure_ascii=False)}: {self._gather(v)}" for k, v in node.members.items()
            ]
            key = "{" + ", ".join(inner) + "}"
        elif node.items:
            key = "[" + ", ".join(self._gather(item) for item in node.items) + "]"
        else:
            key = same_key(plain(node))
        self._keys[id(node)] = key
        if node.members or node.items:
            self._known.setdefault(key, node)
        return key

    def _style(self, root: Node) -> _Style:
        """Read the style of the file off its beginning."""
        unit = _last_line(self._before_first(root)) if _children(root) else "  "
        has_short = any("\n" not in self._slice(node) for node in self._known.values())
        first = next(iter(root.members.values()), None)
        colon = _COLON.match(self.text, _key_end(self.text, first)) if first is not None else None
        is_tight = colon is not None and colon[0] == ":"
        return _Style(
            unit,
            WIDTH if has_short else 0,
            ":" if is_tight else ": ",
            "," if is_tight and not unit else ", ",
            "\r\n" if "\r\n" in self.text else "\n",
        )

    def end(self, node: Node) -> int:
        """Return the offset behind a value."""
        if id(node) not in self._ends:
            self._ends[id(node)] = self._find_end(node)
        return self._ends[id(node)]

    def _find_end(self, node: Node) -> int:
        first = self.text[node.at]
        if first == '"':
            return int(scanstring(self.text, node.at + 1)[1])
        if first not in "{[":
            match = _SCALAR.match(self.text, node.at)
            return match.end() if match else node.at
        children = _children(node)
        close = _CLOSE.match(self.text, self.end(children[-1]) if children else node.at + 1)
        assert close is not None  # the file was read
        return close.end()

    def _slice(self, node: Node) -> str:
        return self.text[node.at : self.end(node)]

    def _before_first(self, node: Node) -> str:
        """Return the blanks between the opening bracket and what comes first."""
        return self.text[node.at + 1 : _children(node)[0].key_at]

    def value(self, old: Node | None, new: Any, indent: str, lead: int) -> str:
        """Return `new` as text in the place of `old`; `lead` characters stand before it on its line."""
        key = same_key(new)
        if old is not None and self._keys[id(old)] == key:
            return self._slice(old)
        if old is not None and new and isinstance(new, dict) and old.members:
            return self._over(old, self._members(old, new))
        if old is not None and new and isinstance(new, list) and old.items:
            return self._over(old, self._items(old, new))
        moved = self._known.get(key)
        return self._moved(moved, indent) if moved is not None else self._fresh(new, indent, lead)

    def _members(self, old: Node, new: dict[str, Any]) -> list[Member]:
        """Return the members of an object; those that stood there keep key and colon as written."""
        found: list[Member] = []
        for name, value in new.items():
            node = old.members.get(name)
            written = (
                self.text[node.key_at : node.at] if node is not None else json.dumps(name, ensure_ascii=False)
            )
            found.append((written + ("" if node is not None else self.style.colon), node, value))
        return found

    def _items(self, old: Node, new: list[Any]) -> list[Member]:
        """Pair the items of a list with those that stood there: the same, of the same name, in that place."""
        keys = [same_key(value) for value in new]
        left = list(old.items)
        pairs: dict[int, Node] = {}

        def take(index: int, node: Node | None) -> None:
            if node is not None:
                pairs[index] = node
                left.remove(node)

        for index, key in enumerate(keys):
            take(index, next((node for node in left if self._keys[id(node)] == key), None))
        for index, value in enumerate(new):
            if index not in pairs:
                take(index, next((node for node in left if _is_same_thing(node, value)), None))
        return [("", pairs.get(index), value) for index, value in enumerate(new)]

    def _over(self, old: Node, members: list[Member]) -> str:
        """Write members in the layout of the object or list that stood there."""
        children = _children(old)
        opening = self._before_first(old)
        indent = _last_line(opening)
        between = {
            id(after): self.text[self.end(before) : after.key_at] for before, after in pairwise(children)
        }
        usual = self._usual(between.values(), opening)
        line = "" if indent is None else indent
        parts = [self.text[old.at], opening]
        for number, (written, node, value) in enumerate(members):
            if number:
                parts.append(between.get(id(node), usual))
            parts.append(written + self.value(node, value, line, len(line) + len(written)))
        parts.append(self.text[self.end(children[-1]) : self.end(old)])
        return "".join(parts)

    def _usual(self, separators: Iterable[str], opening: str) -> str:
        """Return what mostly stands between two values here."""
        fit = Counter(one for one in separators if _SEPARATOR.fullmatch(one))
        if fit:
            return fit.most_common(1)[0][0]
        return f",{opening}" if "\n" in opening else self.style.comma

    def _moved(self, node: Node, indent: str) -> str:
        """Return the text of a value from elsewhere, indented as its new place asks."""
        text = self._slice(node)
        last = _last_line(text)
        if last is None:
            return text
        base = last[: len(last) - len(last.lstrip())]
        return re.sub(rf"\n{re.escape(base)}", lambda _: f"\n{indent}", text)

    def _fresh(self, value: Any, indent: str, lead: int) -> str:
        """Write a value in the style of the file: on one line when it fits, else one member a line."""
        short = json.dumps(value, ensure_ascii=False, separators=(self.style.comma, self.style.colon))
        if not value or not isinstance(value, dict | list) or self.style.unit is None:
            return short
        if lead + len(short) <= self.style.width:
            return short
        inner = indent + self.style.unit
        lines = []
        pairs = value.items() if isinstance(value, dict) else (("", item) for item in value)
        for name, item in pairs:
            key = json.dumps(name, ensure_ascii=False) + self.style.colon if isinstance(value, dict) else ""
            lines.append(inner + key + self.value(None, item, inner, len(inner) + len(key)))
        opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
        end = self.style.line_end
        return opening + end + f",{end}".join(lines) + end + indent + closing


def _children(node: Node) -> list[Node]:
    return list(node.members.values()) or node.items


def _last_line(text: str) -> str | None:
    """Return what follows the last line end; None when there is none."""
    return text.rpartition("\n")[2] if "\n" in text else None


def _key_end(text: str, member: Node) -> int:
    return int(scanstring(text, member.key_at + 1)[1])


def _is_same_thing(node: Node, value: Any) -> bool:
    """Say whether a changed item is still the one that stood there: it has the same name or value."""
    if not isinstance(value, dict):
        return False
    return any(name in value and node.get(name) == value[name] for name in _IDENTITIES)
