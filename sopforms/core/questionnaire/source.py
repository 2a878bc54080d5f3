"""The text of a file before it is read: its size, its characters, where its lines begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from sopforms.core.questionnaire.nodes import Flaw, Node

MOST_BYTES = 1_000_000
MOST_DEPTH = 30
MOST_DIGITS = 15
MOST_VALUES = 120_000  # 500 questions with 200 choices each, and what else they say

FEW = 20  # so many places are counted one by one before it pays to note where every line begins
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(slots=True)
class Reading:
    """What was read: `root` is None when the text is no JSON or breaks a cap; `flaws` tells why."""

    file: str
    text: str = ""
    root: Node | None = None
    flaws: list[Flaw] = field(default_factory=list)
    _lines: list[int] | None = None
    _asked: int = 0

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column of an offset, both from 1, in characters."""
        if self._lines is None:
            self._asked += 1
            if self._asked <= FEW and "\r" not in self.text:
                return self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at)
            self._lines = _line_starts(self.text)
        line = bisect_right(self._lines, at)
        return line, at - self._lines[line - 1] + 1


def _line_starts(text: str) -> list[int]:
    """Return the offset at which each line begins."""
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


def begin(content: str | bytes, file: str) -> Reading:
    """Return the text to be read, or flaws when it is too large or no UTF-8."""
    reading = Reading(file)
    size = len(content) if isinstance(content, bytes) else _size(content)
    if size > MOST_BYTES:
        reading.flaws.append(Flaw(0, "Q007", "file_too_large", {"most": MOST_BYTES}))
        return reading
    if isinstance(content, bytes):
        content = _decoded(content, reading)
    reading.text = content.removeprefix("\ufeff")
    return reading


def _size(text: str) -> int:
    """Return the bytes of `text` in UTF-8; exact only where it matters, near the cap."""
    return len(text) if len(text) * 4 <= MOST_BYTES else len(text.encode("utf-8", "surrogatepass"))


def _decoded(content: bytes, reading: Reading) -> str:
    """Return the text; when it is not UTF-8, the readable beginning and a flaw behind it."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        text = content[: error.start].decode("utf-8")
        reading.flaws.append(Flaw(len(text.removeprefix("\ufeff")), "Q001", "not_utf8", {}))
        return text
