"""Which words of a page belong to which element of the print HTML: noted while the PDF library draws.

Before rendering each block of text gets an anchor of its own; while it is drawn, what it paints stands
between marks, with a number that is noted here. It hangs on private names of the library (pinned exactly); a
test tells when one of them is gone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

PREFIX = "sop-mark-"
CONTENTS = "contents"


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece that was drawn: page from 1, its number on that page, whose it is, and its links.

    `links` are the places of its links in the list of annotations of the page.
    """

    page: int
    number: int
    key: str
    links: tuple[int, ...] = ()


@dataclass(slots=True)
class Record:
    """What was drawn in the last pass over a document; a table of contents makes the library draw twice."""

    canvas: Any = None
    marks: list[Mark] = field(default_factory=list)
    repeated: frozenset[str] = frozenset()
    """Keys of table heads: what is drawn of them again on a next page is decoration."""
    untagged: list[str] = field(default_factory=list)
    quiet: bool = False
    counts: dict[int, int] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    """On which page each key was drawn first."""
    rehearses: bool = False
    """Whether the first of several passes only finds out on which page things stand."""
    passes: int = 0
    entries: Sequence[tuple[int, str]] = ()
    """What the contents will most likely list: with it they take their room from the first pass on."""

    def begin(self, canvas: Any) -> None:
        """Forget an earlier pass when a new one begins to draw."""
        if self.canvas is not canvas:
            self.passes += 1
            self.canvas, self.marks, self.untagged = canvas, [], []
            self.counts, self.pages = {}, {}

    @property
    def is_rehearsal(self) -> bool:
        """Whether what is drawn now is thrown away: words and pictures need not be drawn then."""
        return self.rehearses and self.passes == 1

    def note(self, page: int, key: str) -> int:
        """Return the next free number of a page for a piece of this key."""
        number = self.counts.get(page, 0)
        self.counts[page] = number + 1
        self.pages.setdefault(key, page)
        return number

    def is_repeat(self, page: int, key: str) -> bool:
        """Whether this is the head of a table again, on a next page: then it is decoration."""
        return key in self.repeated and self.pages.get(key, page) != page


_record = Record()


def begin(
    repeated: Collection[str], *, rehearses: bool = False, entries: Sequence[tuple[int, str]] = ()
) -> Record:
    """Begin a document; `repeated` are the keys of the heads of its tables. Returns what will be noted.

    `rehearses`: draw no words in the first pass. Who asks for it looks at `passes`: after one pass there is
    nothing on the pages, and the document must be made again without.
    """
    global _record  # noqa: PLW0603  the library calls our hooks without a place for an argument
    _record = Record(repeated=frozenset(repeated), rehearses=rehearses, entries=entries)
    return _record


def install() -> None:
    """Let the library note what it draws; twice is harmless."""
    from xhtml2pdf import xhtml2pdf_reportlab as library

    if getattr(library.PmlParagraph.draw, "marked", False):
        return
    _install_in_paragraphs(library.PmlParagraph)
    _install_in_contents(library.PmlTableOfContents)
    static = library.PmlPageTemplate._paintStaticFrame

    def marked_static(self: Any, frame: Any, canvas: Any, renumber: Any) -> None:
        _record.begin(canvas)
        if _record.is_rehearsal:
            return
        with _decoration(canvas):
            static(self, frame, canvas, renumber)

    library.PmlPageTemplate._paintStaticFrame = marked_static


def _install_in_paragraphs(paragraph: Any) -> None:
    wrap, draw, split = paragraph.wrap, paragraph.draw, paragraph.split

    def marked_wrap(self: Any, width: float, height: float) -> Any:
        _key(self)
        return wrap(self, width, height)

    def marked_draw(self: Any) -> None:
        _record.begin(self.canv)
        if _record.is_rehearsal and not getattr(self, "outline", False):
            return
        with _marked(self.canv, _key(self), _words(self)):
            draw(self)

    def marked_split(self: Any, width: float, height: float) -> Any:
        parts = split(self, width, height)
        for part in parts:
            part.sop_key = _key(self)
        return parts

    marked_draw.marked = True  # type: ignore[attr-defined]
    paragraph.wrap, paragraph.draw, paragraph.split = marked_wrap, marked_draw, marked_split


def _install_in_contents(table: Any) -> None:
    contents, before = table.drawOn, table.beforeBuild

    def marked_contents(self: Any, canvas: Any, x: float, y: float, _sW: float = 0) -> None:
        with _marked(canvas, CONTENTS, ""):
            contents(self, canvas, x, y, _sW)

    def foreseen(self: Any) -> None:
        if not self._buildPass:  # otherwise they grow after the first pass, and a third one is needed
            self._entries = [(level, escape(words), 1, None) for level, words in _record.entries]
        before(self)

    table.drawOn, table.beforeBuild = marked_contents, foreseen


@contextmanager
def _marked(canvas: Any, key: str, words: str) -> Iterator[None]:
    """Put marks around what is drawn, and note them; nothing inside marks that stand already."""
    record = _record
    if record.quiet:
        yield
        return
    record.begin(canvas)
    page = canvas.getPageNumber()
    if not key or record.is_repeat(page, key):
        if words and not key:
            record.untagged.append(words)
        with _decoration(canvas):
            yield
        return
    number, before = record.note(page, key), len(canvas._annotationrefs)
    record.quiet = True
    canvas._code.append(f"/P <</MCID {number}>> BDC")
    try:
        yield
    finally:
        canvas._code.append("EMC")
        record.quiet = False
    links = tuple(range(before, len(canvas._annotationrefs)))
    record.marks.append(Mark(page, number, key, links))


@contextmanager
def _decoration(canvas: Any) -> Iterator[None]:
    """Mark what is drawn as decoration: heads and feet of pages, repeated heads of tables."""
    record = _record
    if record.quiet:
        yield
        return
    record.begin(canvas)
    record.quiet = True
    canvas._code.append("/Artifact BMC")
    try:
        yield
    finally:
        canvas._code.append("EMC")
        record.quiet = False


def _key(paragraph: Any) -> str:
    """Return whose paragraph it is: by its anchor, or by what it was split from."""
    known = getattr(paragraph, "sop_key", None)
    if known is not None:
        return str(known)
    paragraph.sop_key = found = _anchor(paragraph)  # the library drops anchors once it has laid a text out
    return found


def _anchor(paragraph: Any) -> str:
    for frag in paragraph.frags:
        name = getattr(getattr(frag, "cbDefn", None), "name", "")
        if isinstance(name, str) and name.startswith(PREFIX):
            return name.removeprefix(PREFIX)
    return ""


def _words(paragraph: Any) -> str:
    texts = (getattr(frag, "text", "") for frag in paragraph.frags)
    return "".join(text for text in texts if isinstance(text, str)).strip()[:60]
