"""Text that people type (Markdown) to typed blocks, and back for editing.

The order is the safety: no raw HTML in Markdown, headings shifted, then an allow-list, then blocks that
cannot hold anything else. What is not allowed stays on the page as the characters that were typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt

from sopforms.core import sentences
from sopforms.core.blocks import Block, Heading, ListBlock, Paragraph, Sentence, Span
from sopforms.core.errors import Invalid
from sopforms.output import markdown_writing

MOST_BYTES = 200_000
MOST_BYTES_PARAGRAPH = 20_000
MOST_ITEMS = 300
TAGS = {"h3", "h4", "p", "ul", "ol", "li", "strong", "em", "a", "br"}

to_markdown = markdown_writing.to_markdown

# Bullets as Word and PDF readers put them on the clipboard, then blanks.
_BULLET = re.compile(r"^([ ]{0,9})(?:[•·▪▫◦‣⁃●○■□➢✓\uf0a7\uf0b7\uf0d8]|o(?=\t)|[–—])[ \t]+", re.MULTILINE)
_ODD = str.maketrans(
    {
        "\u00a0": " ", "\u2007": " ", "\u202f": " ",
        "\u2028": "\n", "\u2029": "\n\n", "\x0b": "\n", "\x0c": "\n",
        "\x91": "‘", "\x92": "’", "\x93": "“", "\x94": "”", "´": "’", "`": "‘",
        "\x96": "–", "\x97": "—", "\x85": "…", "\x80": "€",
        "\u00ad": None, "\u200b": None, "\u200e": None, "\u200f": None, "\u2060": None,
        "\ufeff": None, "\ufffe": None, "\uffff": None,
    }
)  # fmt: skip
_DISABLED = ["image", "blockquote", "hr", "code", "fence", "backticks", "lheading", "reference", "entity"]
_PARAGRAPH_END = re.compile(r"\n[ \t]*(?=\n|[-+*][ \t]|[0-9]{1,9}[.)][ \t])")
_PHONE = re.compile(r"tel:\+?[0-9][0-9-]{2,20}")
_MAIL = re.compile(r"mailto:[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_ANCHOR = re.compile(r"#[A-Za-z][A-Za-z0-9_-]{0,60}")


def to_blocks(source: str, keep: Sequence[Block] = ()) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text: headings, paragraphs and lists, nothing else.

    `keep` are the blocks that were there before: a line that `to_markdown` wrote for a table, chart or
    quotation ("[[Tabel: …]]") becomes that block again. Raises `Invalid(text=…)` for a text that is too long.
    """
    if len(source.encode(errors="replace")) > MOST_BYTES:
        raise Invalid(text="De tekst is te lang. Maak er aparte hoofdstukken van.")
    blocks = [_settled(block) for block in _parsed(tidy(source))]
    return tuple(_checked(markdown_writing.restored(blocks, keep)))


def _parsed(text: str) -> list[Block]:
    if any(len(run.encode()) > MOST_BYTES_PARAGRAPH for run in _PARAGRAPH_END.split(text)):
        raise Invalid(
            text="Een alinea is te lang. Zet er witregels in."
        )  # before parsing: it costs time squared
    tokens = _MARKDOWN.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h3" if token.tag in {"h1", "h2"} else "h4"
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    reader = _Reader()
    reader.feed(_clean(html))
    reader.close()
    return reader.blocks


def _settled(block: Block) -> Block:
    """Return the block, without its looks when Markdown cannot write them down again (**a***b*)."""
    if not isinstance(block, Paragraph | ListBlock):
        return block
    runs = (block.sentences,) if isinstance(block, Paragraph) else block.items
    plain = ["".join(span.text for span in _joined(run)) for run in runs]
    looks = any(span != Span(span.text) for run in runs for each in run for span in each.spans)
    doubtful = looks or any(_BULLET.search(text) for text in plain)
    if not doubtful or _parsed(tidy(to_markdown((block,)))) == [block]:
        return block
    bare = [sentences_of([Span(_BULLET.sub("", text))]) for text in plain]
    return Paragraph(bare[0]) if isinstance(block, Paragraph) else ListBlock(tuple(bare), block.ordered)


def _joined(run: Sequence[Sentence]) -> Iterator[Span]:
    for place, sentence in enumerate(run):
        yield from (Span(" "), *sentence.spans) if place else sentence.spans


def tidy(source: str) -> str:
    """Return typed or pasted text with the odd characters of Word and PDF made ordinary, in NFC."""
    text = source.replace("\r\n", "\n").replace("\r", "\n").translate(_ODD)
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return _BULLET.sub(r"\1- ", unicodedata.normalize("NFC", text))


def safe_link(href: str) -> bool:
    """Tell whether a link may stand in a text: https, mailto, tel or a place on the same page."""
    if _PHONE.fullmatch(href) or _MAIL.fullmatch(href) or _ANCHOR.fullmatch(href):
        return True
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    shown = href.isprintable() and not re.search(r"[\s\\<>\"]", href)
    return shown and parts.scheme == "https" and "." in parts.netloc and "@" not in parts.netloc


def _clean(html: str) -> str:
    def allowed(_tag: str, name: str, value: str) -> str | None:
        return value if name == "href" and safe_link(value) else None

    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=allowed,
        url_schemes={"https", "mailto", "tel"},
        link_rel=None,
    )


def _checked(blocks: Sequence[Block]) -> Iterator[Block]:
    """Refuse what cannot be printed well, and let no heading skip a level."""
    seen_h3 = False
    for block in blocks:
        if isinstance(block, Heading):
            yield block if seen_h3 or block.level == 3 else Heading(3, block.text)
            seen_h3 = True
            continue
        if isinstance(block, ListBlock) and len(block.items) > MOST_ITEMS:
            raise Invalid(text=f"Een lijst mag hooguit {MOST_ITEMS} punten hebben.")
        yield block


def sentences_of(spans: Sequence[Span]) -> tuple[Sentence, ...]:
    """Cut a run of spans into sentences; blanks at the edges of a sentence go."""
    text = "".join(span.text for span in spans)
    found, start = [], 0
    for end, following in [*sentences.cuts(text), (len(text), len(text))]:
        if spans_of := _trimmed(_between(spans, start, end)):
            found.append(Sentence(spans_of))
        start = following
    return tuple(found)


def _between(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """Return the part of the spans between two places of their joined text; equal neighbours are joined."""
    found: list[Span] = []
    place = 0
    for span in spans:
        text = span.text[max(0, start - place) : max(0, end - place)]
        place += len(span.text)
        if not text:
            continue
        last = found[-1] if found else None
        if last and (last.strong, last.emphasis, last.href) == (span.strong, span.emphasis, span.href):
            text = last.text + text
            found.pop()
        found.append(Span(text, span.strong, span.emphasis, span.href))
    return found


def _trimmed(spans: list[Span]) -> tuple[Span, ...]:
    while spans and not (first := spans[0].text.lstrip()):
        spans.pop(0)
    while spans and not (last := spans[-1].text.rstrip()):
        spans.pop()
    if not spans:
        return ()
    one = spans[0]
    spans[0] = Span(first, one.strong, one.emphasis, one.href)
    end = spans[-1]
    last = end.text.rstrip()
    spans[-1] = Span(last, end.strong, end.emphasis, end.href)
    return tuple(spans)


class _Reader(HTMLParser):
    """Blocks from the cleaned HTML. A list inside a list becomes points of the outer one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._spans: list[Span] = []
        self._strong = self._emphasis = self._depth = 0
        self._hrefs: list[str] = []
        self._items: list[tuple[Sentence, ...]] = []
        self._item: list[Sentence] = []
        self._ordered = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block or a look."""
        if tag == "strong":
            self._strong += 1
        elif tag == "em":
            self._emphasis += 1
        elif tag == "a":
            self._hrefs.append(dict(attrs).get("href") or "")
        elif tag == "br":
            self._spans.append(self._span("\n"))
        elif tag in {"ul", "ol"}:
            self._end_item()
            self._ordered = tag == "ol" if not self._depth else self._ordered
            self._depth += 1
        elif tag == "li":
            self._end_item()

    def handle_endtag(self, tag: str) -> None:
        """Close a block or a look."""
        if tag == "strong":
            self._strong -= 1
        elif tag == "em":
            self._emphasis -= 1
        elif tag == "a":
            self._hrefs.pop()
        elif tag in {"h3", "h4"}:
            self._end_heading(int(tag[1]))
        elif tag == "p":
            self._end_paragraph()
        elif tag == "li":
            self._end_item()
        elif tag in {"ul", "ol"}:
            self._end_list()

    def handle_data(self, data: str) -> None:
        """Take the words; line ends in the source are blanks."""
        text = re.sub(r"[ \t\n]+", " ", data)
        if not self._spans or self._spans[-1].text.endswith(("\n", " ")):
            text = text.removeprefix(" ")
        if text:
            self._spans.append(self._span(text))

    def _span(self, text: str) -> Span:
        href = self._hrefs[-1] if self._hrefs else ""
        return Span(text, self._strong > 0, self._emphasis > 0, href)

    def _take(self) -> tuple[Sentence, ...]:
        spans, self._spans = self._spans, []
        return sentences_of(spans)

    def _end_heading(self, level: int) -> None:
        text = " ".join("".join(span.text for span in self._spans).split())
        self._spans = []
        if not text:
            return
        if self._depth:  # a heading inside a list is an ordinary point
            self._item.extend(sentences_of([Span(text)]))
        else:
            self.blocks.append(Heading(level, text))

    def _end_paragraph(self) -> None:
        run = self._take()
        if self._depth:
            self._item.extend(run)
        elif run:
            self.blocks.append(Paragraph(run))

    def _end_item(self) -> None:
        self._item.extend(self._take())
        if self._item:
            self._items.append(tuple(self._item))
        self._item = []

    def _end_list(self) -> None:
        self._end_item()
        self._depth -= 1
        if self._depth or not self._items:
            return
        before = self.blocks[-1] if self.blocks else None
        if isinstance(before, ListBlock) and before.ordered == self._ordered:
            self._items[:0] = (
                before.items
            )  # two lists in a row are one: on paper nobody sees where it changes
            self.blocks.pop()
        self.blocks.append(ListBlock(tuple(self._items), self._ordered))
        self._items = []


_MARKDOWN = MarkdownIt("commonmark", {"html": False, "maxNesting": 50}).disable(_DISABLED)
_MARKDOWN.validateLink = safe_link  # type: ignore[assignment, method-assign]  # an unsafe link stays what was typed
