"""Blocks to Markdown, so that a generated part can be edited, and the lines that stand for what is locked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sopforms.core.blocks import (
    Block,
    Chart,
    Gap,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Sentence,
    Span,
    Table,
    words,
)

_LINE_START = re.compile(r"^( *)(#{1,6}(?=[ \t]|$)|[-+](?=[ \t]|$)|[0-9]{1,9}(?=[.)](?:[ \t]|$)))")
_MARKER = re.compile(r"\[\[(Tabel|Grafiek|Citaat|Ontbreekt): (.*)\]\]", re.DOTALL)


def to_markdown(blocks: Sequence[Block]) -> str:
    """Return blocks as Markdown for an editor. `to_blocks` of it, with `keep=blocks`, says the same words.

    A table, chart, quotation or gap is one line, "[[Tabel: …]]": it may be moved or deleted, not edited.
    """
    return "".join(f"{_block(block)}\n\n" for block in blocks).rstrip("\n") + ("\n" if blocks else "")


def restored(blocks: Sequence[Block], keep: Sequence[Block]) -> list[Block]:
    """Put the kept blocks back in the places of their lines; a line that stands for nothing stays text."""
    waiting = {marker(block): block for block in reversed(keep) if marker(block)}
    found: list[Block] = []
    for block in blocks:
        text = _only_text(block)
        known = waiting.get(text) if text.startswith("[[") else None
        found.append(known or block)
    return found


def marker(block: Block) -> str:
    """Return the line that stands for a block people cannot edit; "" when they can."""
    if isinstance(block, Table):
        return _line("Tabel", block.caption)
    if isinstance(block, Chart):
        return _line("Grafiek", block.title)
    if isinstance(block, Quote):
        return _line("Citaat", block.cite)
    return _line("Ontbreekt", block.text) if isinstance(block, Gap) else ""


def _line(kind: str, name: str) -> str:
    return f"[[{kind}: {' '.join(name.split())}]]"


def _only_text(block: Block) -> str:
    return " ".join(words(each) for each in block.sentences) if isinstance(block, Paragraph) else ""


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        text = re.sub(r"#(?=#*$)|^#", r"\\#", _escaped(block.text))
        return f"{'#' * (block.level - 1)} {text}"
    if isinstance(block, Paragraph):
        return _guarded(_run(block.sentences))
    if isinstance(block, ListBlock):
        return "\n".join(_item(each, place, block.ordered) for place, each in enumerate(block.items, 1))
    return _escaped(marker(block)) if "\\" in marker(block) else marker(block)


def _item(item: Sequence[Sentence], place: int, ordered: bool) -> str:
    mark = f"{place}. " if ordered else "- "
    return mark + _guarded(_run(item)).replace("\n", "\n" + " " * len(mark))


def _guarded(text: str) -> str:
    """Keep a line from being read as a heading or a list."""
    return "\n".join(_LINE_START.sub(_guard, line) for line in text.split("\n"))


def _guard(match: re.Match[str]) -> str:
    blanks, mark = match.groups()
    return f"{blanks}{mark}\\" if mark.isdigit() else f"{blanks}\\{mark}"


def _run(sentences: Sequence[Sentence]) -> str:
    return " ".join("".join(_span(span) for span in sentence.spans) for sentence in sentences)


def _span(span: Span) -> str:
    inner = span.text.strip(" \n")
    if not inner:
        return _breaks(span.text)
    before, after = span.text.split(inner, 1)[0], span.text[len(span.text.rstrip(" \n")) :]
    text = _breaks(_escaped(inner))
    mark = "*" * (2 * span.strong + span.emphasis)
    text = f"{mark}{text}{mark}"
    if span.href:
        address = f"<{span.href}>" if "(" in span.href or ")" in span.href else span.href
        text = f"[{text}]({address})" if inner != span.href else f"<{span.href}>"
    return f"{_breaks(before)}{text}{_breaks(after)}"


def _breaks(text: str) -> str:
    return text.replace("\n", "\\\n")


def _escaped(text: str) -> str:
    """Keep characters from being read as Markdown; a lone star or underscore in a sum or name stays bare."""
    text = re.sub(r"([\\\[\]<*])", r"\\\1", text)
    return re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", text)
