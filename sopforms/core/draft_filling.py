"""Fills the placeholders of fixed texts, after the text was read, so that a name is never markup.

A paragraph that is one placeholder becomes a list when the name stands for one. A point of a list with an
empty placeholder falls away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sopforms.core import sentences
from sopforms.core.blocks import Block, Heading, ListBlock, Paragraph, Sentence, Source, Span, plain, words

Names = Mapping[str, str | tuple[str, ...]]
_BRACES = re.compile(r"\{(\w+)\}")


def filled(blocks: Sequence[Block], names: Names) -> Iterator[Block]:
    """Yield the blocks with every placeholder filled; KeyError for a name that nobody gave."""
    for block in blocks:
        if not _has_names(block):
            yield block
        elif isinstance(block, Heading):
            yield replace(block, text=_text(block.text, names))
        elif isinstance(block, Paragraph):
            yield from _paragraph(block, names)
        elif isinstance(block, ListBlock):
            kept = tuple(_run(item, names) for item in block.items if not _lacks(item, names))
            if kept:
                yield ListBlock(kept, block.ordered)
        else:
            yield block


def _has_names(block: Block) -> bool:
    """Whether there is anything to fill in."""
    if isinstance(block, Heading):
        return "{" in block.text
    runs = (
        (block.sentences,)
        if isinstance(block, Paragraph)
        else block.items
        if isinstance(block, ListBlock)
        else ()
    )
    return any("{" in span.text for run in runs for each in run for span in each.spans)


def _paragraph(block: Paragraph, names: Names) -> Iterator[Block]:
    alone = _BRACES.fullmatch(" ".join(words(each) for each in block.sentences).strip())
    content = names[alone[1]] if alone else None
    if isinstance(content, tuple):
        if content:
            yield ListBlock(tuple(cut(text) for text in content))
        return
    run = _run(block.sentences, names)
    if run:
        yield Paragraph(run)


def _lacks(item: Sequence[Sentence], names: Names) -> bool:
    """Say whether a placeholder of this point has nothing to say."""
    return any(not names[name] for each in item for name in _BRACES.findall(words(each)))


def _run(run: Sequence[Sentence], names: Names) -> tuple[Sentence, ...]:
    """Return the sentences filled in; a plain one is cut again, for a name may begin a sentence."""
    found: list[Sentence] = []
    for each in run:
        spans = tuple(replace(span, text=_text(span.text, names)) for span in each.spans)
        spans = tuple(span for span in spans if span.text)
        if len(spans) == 1 and spans[0] == Span(spans[0].text):
            found += cut(spans[0].text)
        elif spans:
            found.append(replace(each, spans=spans))
    return tuple(found)


def resting(block: Block, source: Source) -> Block:
    """Return running text or a list with this source below every sentence."""
    if isinstance(block, Paragraph):
        return Paragraph(tuple(replace(each, sources=(source,)) for each in block.sentences))
    if isinstance(block, ListBlock):
        items = (tuple(replace(each, sources=(source,)) for each in item) for item in block.items)
        return replace(block, items=tuple(items))
    return block


def cut(text: str) -> tuple[Sentence, ...]:
    """Return a plain text as its sentences."""
    return tuple(plain(one) for one in sentences.split(" ".join(text.split())))


def _text(text: str, names: Names) -> str:
    def found(match: re.Match[str]) -> str:
        content = names[match[1]]
        return content if isinstance(content, str) else ", ".join(content)

    return _BRACES.sub(found, text)
