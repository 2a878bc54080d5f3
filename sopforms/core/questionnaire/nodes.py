"""Values read from JSON, each with its place in the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_PLAIN_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_UNPRINTABLE = re.compile("[\ud800-\udfff\x00]")


class Node:
    """A value with its place: `value` is a text, number, boolean, None, dict of Nodes or list of Nodes.

    `at` is the offset of the value, `key_at` that of its key (of the value itself in a list or at the top),
    `key` the name or index under which it stands in `parent`.
    """

    __slots__ = ("at", "key", "key_at", "parent", "value")

    def __init__(self, value: Any, at: int, key_at: int, key: str | int | None, parent: Node | None) -> None:
        self.value = value
        self.at = at
        self.key_at = key_at
        self.key = key
        self.parent = parent

    @property
    def raw(self) -> Any:
        """The value as ordinary Python data, without places."""
        return plain(self)

    @property
    def path(self) -> str:
        """Where the value stands, as `survey.pages[1].elements[3]`; empty at the top."""
        return path_of(self.parent, self.key) if self.parent is not None else ""

    @property
    def members(self) -> dict[str, Node]:
        """The members of an object; empty for anything else."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> list[Node]:
        """The items of a list; empty for anything else."""
        return self.value if isinstance(self.value, list) else []

    def get(self, key: str) -> Any:
        """Return the plain value of member `key` when that is a text, number or boolean, else None."""
        member = self.members.get(key)
        return None if member is None or isinstance(member.value, dict | list) else member.value

    def chain(self) -> Iterator[Node]:
        """Yield this node, what it stands in, and so on to the top."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent


def path_of(parent: Node | None, key: str | int | None) -> str:
    """Return the path of `key` in `parent`; keys that are no plain word are written `["1"]`."""
    parts = [key] if key is not None else []
    if parent is not None:
        parts += [node.key for node in parent.chain() if node.key is not None]
    return written_path(reversed(parts))


def written_path(keys: Iterable[str | int]) -> str:
    """Return keys as one path: `survey.pages[1].title`."""
    path = ""
    for part in keys:
        if isinstance(part, int):
            path += f"[{part}]"
        elif _PLAIN_WORD.fullmatch(part):
            path += f".{part}" if path else part
        else:
            path += f"[{json.dumps(part, ensure_ascii=bool(_UNPRINTABLE.search(part)))}]"
    return path


def plain(node: Node) -> Any:
    """Return the value as ordinary Python data, without places."""
    value = node.value
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something refused. `message` is a key of `messages.MESSAGES`, `parent` and `key` tell the place."""

    at: int
    code: str
    message: str
    params: dict[str, Any]
    parent: Node | None = None
    key: str | int | None = None
