"""The documents: PDF beside ReportLab and WeasyPrint, Word, changes, composing, and 90 schools in a row."""

from __future__ import annotations

import io
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import font_source_sans_pro
import pikepdf
from tqdm import tqdm

from sopforms.core import blocks as b
from sopforms.core import changes
from sopforms.core.draft import finished
from sopforms.output import pdf_worker, to_docx, to_print
from sopforms.output.to_html import Head
from sopforms.output.to_pdf import Worker
from tests.benchmarks.engine import Line
from tests.benchmarks.rounds import Measured, Program, measure
from tests.core.drafting import drafted
from tests.output.samples import CHART

HEAD = Head("De Klimroos", "2027-2028", "Stichting Ypsilon", status="Concept", day=date(2027, 5, 21))
FONTS = Path(font_source_sans_pro.font_directory)
SCHOOLS = 90
AIM_DOCX, AIM_DIFF, AIM_COMPOSE = 0.3, 0.05, 0.05


def lines(rounds: int = 5, *, seconds: float = 0.3) -> Iterator[Line]:
    """Measure everything of this file."""
    yield from _printed(rounds, seconds)
    yield from others(rounds, seconds=seconds)
    yield in_a_row(SCHOOLS)


def text_of(pages: int) -> b.Text:
    """Return a text like a school's, with tables, lists and charts, that prints on about so many pages."""
    draft = drafted()
    parts = [finished(part) for part in (*draft.guide, *draft.chapters)]
    chart = b.Part("c1", "Uitkomsten", (CHART,))
    rows = [*parts[:6], chart, *parts[6:]]  # a short text has its chart too
    needed = range(round(pages * 2.25 - 3.5))  # cover and contents are pages too
    again = [replace(rows[at % len(rows)], key=f"p{at}") for at in needed]
    return b.Text("Ondersteuningsaanbod", tuple(again))


def _printed(rounds: int, seconds: float) -> Iterator[Line]:
    pdf_worker.RENDER_SECONDS = 300  # by the clock; what else the machine does must not stop the measuring
    render = pdf_worker.prepared()
    ten, fifty = text_of(10), text_of(50)
    html = {text: to_print.document(text, HEAD) for text in (ten, fifty)}

    def product(text: b.Text) -> bytes:
        said, pdf = render({"html": html[text], "title": text.title, "language": "nl-NL"})
        if not pdf:
            raise RuntimeError(f"the PDF that is measured fails: {said}")
        return pdf

    programs: dict[str, Program] = {
        "floor": lambda: by_reportlab(ten),
        "product": lambda: product(ten),
        "weasyprint": lambda: by_weasyprint(html[ten]),
        "fifty": lambda: product(fifty),
    }
    pages = {name: _pages(programs[name]()) for name in programs}
    found = measure(programs, rounds, seconds=seconds)
    ratio = found["product"].median / found["floor"].median
    other = found["weasyprint"].median / found["product"].median
    long = found["fifty"].median / found["product"].median
    yield Line(f"F-pdf: ReportLab draws the same, {pages['floor']} pages", found["floor"], "", True)
    aim = f"<= 4.5 x F-pdf: {ratio:.2f} x"
    yield Line(f"PDF of {pages['product']} pages, warm, with tags", found["product"], aim, ratio <= 4.5)
    aim = f"slower than the product: {other:.2f} x"
    yield Line(f"WeasyPrint, the same HTML, {pages['weasyprint']} pages", found["weasyprint"], aim, other > 1)
    aim = f"<= 6 x that of {pages['product']} pages: {long:.2f} x"
    yield Line(f"PDF of {pages['fifty']} pages", found["fifty"], aim, long <= 6)


def others(rounds: int, *, seconds: float, pages: int = 10) -> Iterator[Line]:
    """Measure what is made without the library of PDFs: Word, what changed, composing."""
    draft = drafted()
    now = b.Text("Ondersteuningsaanbod", tuple(finished(part) for part in (*draft.guide, *draft.chapters)))
    before = b.Text(now.title, tuple(_older(part) for part in now.parts))
    ten = text_of(pages)
    for what, aim, program in (
        ("Word file of the same text, with its charts", AIM_DOCX, lambda: to_docx.render(ten, HEAD)),
        ("what changed between two full drafts", AIM_DIFF, lambda: changes.compare(before, now)),
        ("compose a full draft", AIM_COMPOSE, drafted),
    ):
        found = measure({what: program}, rounds, seconds=seconds)[what]
        yield Line(what, found, f"<= {1000 * aim:g} ms", found.median <= aim)


def _older(part: b.Part) -> b.Part:
    """Return a part as it may have read last year: each paragraph a little different."""
    return replace(part, blocks=tuple(_other_words(block) for block in part.blocks))


def _other_words(block: b.Block) -> b.Block:
    if not isinstance(block, b.Paragraph):
        return block
    said = [b.words(sentence).replace(" wij ", " we vaak ") for sentence in block.sentences]
    return b.paragraph(*reversed(said), "Vorig jaar was dat nog niet zo.")


def in_a_row(schools: int) -> Line:
    """Measure by the clock how long two workers take for the section of each school of a partnership."""
    draft = drafted()
    parts = tuple(finished(part) for part in draft.guide)
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    for number in range(schools):
        waiting.put(number)
    times: list[float] = []
    begin = time.perf_counter()
    with tqdm(total=schools, unit="PDF", desc=f"{schools} schools") as bar:

        def work() -> None:
            with Worker() as worker:
                while True:
                    try:
                        number = waiting.get_nowait()
                    except queue.Empty:
                        return
                    started = time.perf_counter()
                    text = b.Text(f"Ondersteuningsaanbod School {number}", parts)
                    worker.render(to_print.section(text, HEAD), title=text.title)
                    times.append(time.perf_counter() - started)
                    bar.update()

        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    whole = time.perf_counter() - begin
    found = Measured(whole, min(times), max(times))
    aim = f"by the clock; {len(times) / whole:.1f} a second; in brackets one PDF"
    return Line(f"PDFs of {len(times)} schools, two workers", found, aim, len(times) == schools)


def _pages(pdf: Any) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def by_weasyprint(html: str) -> bytes:
    """Return the PDF that WeasyPrint makes of the same HTML, with tags too."""
    import logging

    import weasyprint

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # it knows not every word of our print HTML
    fonts = {"file"}
    fetcher = weasyprint.URLFetcher(allowed_protocols=(*fonts, "data"))
    made = weasyprint.HTML(string=html, base_url=f"{FONTS}/", url_fetcher=fetcher)
    return bytes(made.write_pdf(pdf_variant="pdf/ua-1"))


def by_reportlab(text: b.Text) -> bytes:
    """Return the PDF of somebody who draws the same by hand, without tags.

    Cover, contents with the numbers of pages (for which it is laid out twice, as by the product), outline,
    head and foot with "page n of m", the words, the tables with repeated heads, the charts.
    """
    from reportlab.platypus import PageBreak
    from reportlab.platypus.tableofcontents import TableOfContents

    styles, written = _styles(), io.BytesIO()
    contents = TableOfContents(levelStyles=[styles["p"]], dotsMinLevel=0)
    story: list[Any] = [_paragraph(text.title, styles["h1"]), PageBreak(), contents, PageBreak()]
    for part in text.parts:
        heading = _paragraph(part.title, styles["h2"])
        heading.listed = part.key
        story.append(heading)
        for block in part.blocks:
            story += _drawn(block, styles)
    document = _document(written)
    document.multiBuild(story, canvasmaker=_numbered())
    return written.getvalue()


def _document(written: io.BytesIO) -> Any:
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    class Document(BaseDocTemplate):
        def afterFlowable(self, flowable: Any) -> None:  # ReportLab's name
            if key := getattr(flowable, "listed", ""):
                title = flowable.getPlainText()
                self.canv.bookmarkPage(key)
                self.canv.addOutlineEntry(title, key, 0)
                self.notify("TOCEntry", (0, title, self.page, key))

    document = Document(written, title="Ondersteuningsaanbod")
    frame = Frame(57, 74, 481, 689, id="text")
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=_head))
    return document


def _head(canvas: Any, document: Any) -> None:
    canvas.setFont("F", 9)
    canvas.drawString(57, 800, HEAD.school)
    canvas.drawRightString(538, 800, f"Schooljaar {HEAD.year}")
    canvas.line(57, 795, 538, 795)


def _numbered() -> Any:
    """Return a canvas that writes "page n of m" when it knows m, as ReportLab's own example does."""
    from reportlab.pdfgen.canvas import Canvas

    class Numbered(Canvas):
        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, **more)
            self.kept: list[dict[str, Any]] = []

        def showPage(self) -> None:  # ReportLab's name
            self.kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self.kept, 1):
                self.__dict__.update(page)
                self.setFont("F", 9)
                self.drawString(57, 40, HEAD.status)
                self.drawRightString(538, 40, f"Pagina {number} van {len(self.kept)}")
                super().showPage()
            super().save()

    return Numbered


def _styles() -> dict[str, Any]:
    from reportlab.lib.fonts import addMapping
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    if "F" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("F", str(FONTS / "SourceSansPro-Regular.ttf")))
        pdfmetrics.registerFont(TTFont("FB", str(FONTS / "SourceSansPro-Bold.ttf")))
        for bold, italic, face in ((1, 1, "FB"), (1, 0, "FB"), (0, 1, "F"), (0, 0, "F")):
            addMapping("F", bold, italic, face)
    plain = {"leading": 15.4, "fontSize": 11, "spaceAfter": 7}
    head = {"fontName": "FB", "keepWithNext": True, "spaceBefore": 14, "spaceAfter": 5}
    return {
        "p": ParagraphStyle("p", fontName="F", **plain),
        "li": ParagraphStyle("li", fontName="F", leftIndent=16, **plain),
        "cell": ParagraphStyle("cell", fontName="F", fontSize=10, leading=13),
        "h1": ParagraphStyle("h1", fontSize=19, leading=23, **head),
        "h2": ParagraphStyle("h2", fontSize=17, leading=20, **head),
        "h3": ParagraphStyle("h3", fontSize=12, leading=15, **head),
    }


def _paragraph(words: str, style: Any, bullet: str | None = None) -> Any:
    from xml.sax.saxutils import escape

    from reportlab.platypus import Paragraph

    return Paragraph(escape(words), style, bulletText=bullet)


def _drawn(block: b.Block, styles: dict[str, Any]) -> list[Any]:
    if isinstance(block, b.Heading):
        return [_paragraph(block.text, styles["h3"])]
    if isinstance(block, b.Paragraph):
        return [_paragraph(_said(block.sentences), styles["p"])]
    if isinstance(block, b.ListBlock):
        return [_paragraph(_said(item), styles["li"], "•") for item in block.items]
    if isinstance(block, b.Quote):
        inside = [each for one in block.blocks for each in _drawn(one, styles)]
        return [*inside, _paragraph(block.cite, styles["p"])]
    if isinstance(block, b.Table):
        rows = [[b.words(cell) for cell in row] for row in block.rows]
        return [_paragraph(block.caption, styles["h3"]), _table(block.header, rows, styles)]
    return _chart(block, styles) if isinstance(block, b.Chart) else []


def _said(sentences: Sequence[b.Sentence]) -> str:
    return " ".join(b.words(sentence) for sentence in sentences)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]], styles: dict[str, Any]) -> Any:
    from reportlab.lib import colors
    from reportlab.platypus import Table

    cells = [[_paragraph(cell, styles["cell"]) for cell in row] for row in (header, *rows)]
    widths = [481 / len(header)] * len(header)
    lines = [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return Table(cells, colWidths=widths, repeatRows=1, style=lines)


_COLOURS = ("#b35806", "#fdc57b", "#b4dae8", "#0b6a86", "#d5d9d8")


def _chart(chart: b.Chart, styles: dict[str, Any]) -> list[Any]:
    """Draw key, statements and bars by hand, and the figures below as a table."""
    from reportlab.graphics.shapes import Drawing, Rect, String
    from reportlab.lib.colors import HexColor

    colours = [HexColor(each) for each in _COLOURS]
    drawing = Drawing(481, 40 * len(chart.rows) + 30)
    for at, label in enumerate((*chart.labels, "Weet ik niet")):
        drawing.add(Rect(90 * at, 40 * len(chart.rows), 10, 10, fillColor=colours[at], strokeWidth=0))
        drawing.add(String(90 * at + 14, 40 * len(chart.rows), label, fontName="F", fontSize=9))
    for at, row in enumerate(chart.rows):
        for line in range(2):
            words = row.label[45 * line : 45 * line + 45]
            drawing.add(String(0, 40 * at + 18 - 11 * line, words, fontName="F", fontSize=9))
        left = 200.0
        for count, colour in zip((*row.counts, row.unknown), colours, strict=True):
            drawing.add(Rect(left, 40 * at, 9 * count, 22, fillColor=colour, strokeWidth=0.5))
            drawing.add(String(left + 3, 40 * at + 8, str(count), fontName="F", fontSize=9))
            left += 9 * count
        total = f"{sum(row.counts)} antwoorden"
        drawing.add(String(left + 10, 40 * at + 8, total, fontName="F", fontSize=9))
    rows = [[row.label, *map(str, row.counts), str(row.unknown)] for row in chart.rows]
    header = ["Uitspraak", *chart.labels, "Weet ik niet"]
    return [_paragraph(f"{chart.title} {chart.summary}", styles["p"]), drawing, _table(header, rows, styles)]
