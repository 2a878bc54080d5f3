"""The text of a file before it is read: its size, its characters, where its lines begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from sopforms.core.questionnaire.nodes import Flaw, Node

MOST_BYTES = 1_000_000
MOST_DEPTH = 30
MOST_DIGITS = 15
MOST_VALUES = 200_000  # more than any file within the other caps can hold

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(slots=True)
class Reading:
    """What was read: `root` is None when the text is no JSON or breaks a cap; `flaws` tells why."""

    file: str
    text: str = ""
    root: Node | None = None
    flaws: list[Flaw] = field(default_factory=list)
    _lines: list[int] | None = None

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column of an offset, both from 1, in characters."""
        if self._lines is None:
            self._lines = _line_starts(self.text)
        line = bisect_right(self._lines, at)
        return line, at - self._lines[line - 1] + 1


def _line_starts(text: str) -> list[int]:
    """Return the offset at which each line begins."""
    if "\r" in text:
        return [0, *(match.end() for match in _LINE_END.finditer(text))]
    lengths = [len(line) + 1 for line in text.split("\n")]
    return [0, *accumulate(lengths[:-1])]


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
