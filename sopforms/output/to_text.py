"""Blocks as plain text, to paste into software for school guides: one paragraph a line, never wrapped."""

from __future__ import annotations

from collections.abc import Sequence

from sopforms.core import blocks as b
from sopforms.output.language import words


def text(text: b.Text) -> str:
    """Return a whole text: its title, then its parts, an empty line between each two things."""
    return "\n".join([f"{text.title}\n", *(part(each, text.language) for each in text.parts)])


def part(part: b.Part, language: str = "nl") -> str:
    """Return one chapter or part: its title and its blocks; gaps are left out."""
    return blocks((b.Heading(3, part.title), *part.blocks), language)


def blocks(blocks: Sequence[b.Block], language: str = "nl") -> str:
    """Return blocks, each followed by an empty line."""
    written = (_block(each, language) for each in blocks)
    return "".join(f"{each}\n\n" for each in written if each).removesuffix("\n")


def run(sentences: Sequence[b.Sentence]) -> str:
    """Return sentences on one line; a link that is not written out follows its words in brackets."""
    return " ".join("".join(_span(span) for span in sentence.spans) for sentence in sentences)


def _span(span: b.Span) -> str:
    address = span.href.removeprefix("mailto:").removeprefix("tel:")
    shown = not address or address.startswith("#") or _bare(address) in _bare(span.text)
    return span.text if shown else f"{span.text} ({address})"


def _bare(text: str) -> str:
    """Return an address or phone number without what people leave out or put in."""
    return "".join(text.removeprefix("https://").rstrip("/").lower().replace("-", "").split())


def _block(block: b.Block, language: str) -> str:
    if isinstance(block, b.Heading):
        return block.text
    if isinstance(block, b.Paragraph):
        return run(block.sentences)
    if isinstance(block, b.ListBlock):
        marks = [f"{place}." if block.ordered else "-" for place in range(1, len(block.items) + 1)]
        return "\n".join(
            f"{mark} {_one_line(run(item))}" for mark, item in zip(marks, block.items, strict=True)
        )
    if isinstance(block, b.Table):
        rows = (b.row_words(block.header, [run((cell,)) for cell in row]) for row in block.rows)
        return "\n".join([block.caption, *(f"- {row}" for row in rows)])
    if isinstance(block, b.Quote):
        inside = blocks(block.blocks, language).rstrip("\n")
        return f"{inside}\n\n{block.cite}"
    return _chart(block, language) if isinstance(block, b.Chart) else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _chart(chart: b.Chart, language: str) -> str:
    said = words(language)
    lines = [f"{chart.title} {chart.summary}"]
    for row in chart.rows:
        counts = [f"{label} {count}" for label, count in zip(chart.labels, row.counts, strict=True)]
        unknown = f"{said['unknown'].lower()} {row.unknown}"
        lines.append(f"- {row.label}: {', '.join([*counts, unknown])}")
    lines += [f"- {label}: {said['too_few']}" for label in chart.hidden]
    return "\n".join(lines)
