"""What is heard of a tagged PDF: its structure in reading order, and words without their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf


def structure(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every element of the structure of a PDF, in reading order."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, pikepdf.Array):
            waiting = [*each, *waiting]
        elif isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield each
            waiting = [each.get("/K", pikepdf.Array()), *waiting]


def bare(text: str) -> list[str]:
    """The words of a text without what differs between papers: marks of lists, blanks, ends of pages."""
    return re.findall(r"\w+", re.sub(r"(?m)^\s*(?:[-•]|\d\.)\s", " ", text))
