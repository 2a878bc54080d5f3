"""Text that was pasted from Word, a mail or a PDF, as the Markdown of the editor.

What comes over the clipboard has bullets of its own, odd quotes, and one line end after each paragraph; read
as Markdown its paragraphs would run together.
"""

from __future__ import annotations

import re
from itertools import pairwise

from sopforms.output.markdown import tidy

_SHORT = 60  # a line that ends before this was ended on purpose
_ENDED = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_BEGINS = re.compile(r"[\"'“„‘(]?[A-ZÀ-ÖØ-ÞĲ0-9]")
_MARKED = re.compile(r"\s*(?:[-+*]\s|#{1,6}\s|\d{1,9}[.)]\s|\[\[)|\s{4}")
_NUMBERED = re.compile(r"^([ ]{0,3})(\d{1,3}|[a-z])([.)])\t+", re.MULTILINE)


def as_markdown(text: str) -> str:
    """Return the text with Word's bullets, numbers and paragraphs as Markdown; twice changes nothing."""
    lines = _NUMBERED.sub(r"\1\2\3 ", tidy(text)).split("\n")
    found = lines[:1]
    for before, line in pairwise(lines):
        if _parts(before, line):
            found.append("")
        found.append(line)
    return "\n".join(found)


def _parts(before: str, line: str) -> bool:
    """Whether a paragraph or a list ends between two lines: the second is text that begins anew."""
    if not before.strip() or not line.strip() or before.endswith(("\\", "  ")):
        return False
    if line.startswith("[["):
        return True
    if _MARKED.match(line) or line.startswith(" ") or before.startswith("#"):
        return False
    begins = _BEGINS.match(line) is not None
    return begins and (len(before.strip()) <= _SHORT or _ENDED.search(before.strip()) is not None)
