"""The process that makes PDFs: the only place that knows the PDF library, and one that may be killed.

It reads requests from standard input and answers on standard output, each a length in eight hex digits and
then so many bytes: JSON in; JSON and the PDF out (empty when it failed). A request is whole in itself: what
came before it changes nothing.
"""

from __future__ import annotations

import io
import json
import logging
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from sopforms.output import hyphens, pdf_finish, pdf_marks, pdf_structure, pdf_tables, pdf_tree
from sopforms.output.charts import PRINT_FAMILY
from sopforms.output.pdf_tree import Node

MEMORY = 1 << 30  # bytes of address space
CPU_SECONDS = 60  # for one request
RENDER_SECONDS = 20
BASE_FONT = "SOPBase"  # what the library uses where no font is named, embedded, instead of Helvetica


def main() -> None:
    """Answer requests until the other side closes."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever a library prints must not end up in an answer
    render = prepared()
    send(outgoing, b"ready")  # loading does not count as time of the first render
    while (request := receive(incoming)) is not None:
        _limit_time()
        said, pdf = render(json.loads(request))
        send(outgoing, json.dumps(said).encode())
        send(outgoing, pdf)


def _limit_time() -> None:
    """Let the system end this process when one request takes more computing time than it may."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


def receive(stream: BinaryIO) -> bytes | None:
    """Return the next message, None at the end of the stream."""
    length = stream.read(8)
    if len(length) < 8:
        return None
    message = stream.read(int(length, 16))
    return message if len(message) == int(length, 16) else None


def send(stream: BinaryIO, message: bytes) -> None:
    """Write one message."""
    stream.write(b"%08x" % len(message) + message)
    stream.flush()


def prepared() -> Callable[[dict[str, Any]], tuple[dict[str, Any], bytes]]:
    """Load the library, our fonts and our settings once; return the function that renders a request."""
    import font_source_sans_pro

    folder = Path(font_source_sans_pro.font_directory)
    _base_font(folder)

    from svglib import fonts
    from xhtml2pdf import tags, xhtml2pdf_reportlab

    fonts.register_font(PRINT_FAMILY, str(folder / "SourceSansPro-Regular.ttf"))
    xhtml2pdf_reportlab.PmlParagraph.allowWidows = 0
    for mark in ("disc", "circle", "square"):
        tags._list_style_font.pop(mark, None)  # bullets in the font of the text
    hyphens.install()
    pdf_marks.install()
    pdf_tables.install()

    def render(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        with _Heard() as heard:
            try:
                prepared = pdf_tree.prepare(request["html"])
                record = pdf_marks.begin(prepared.heads, rehearses=True, entries=prepared.entries)
                pdf, errors = _created(prepared.html, folder)
                if record.passes < 2 and not errors:  # drawn once, and that was the rehearsal
                    record = pdf_marks.begin(prepared.heads)
                    pdf, errors = _created(prepared.html, folder)
            except Exception as failed:  # every failure of the library is an answer to the one who asked
                return {
                    "failed": type(failed).__name__,
                    "detail": str(failed)[:500],
                    "warnings": heard.lines,
                }, b""
        if errors:
            return {"failed": "Errors", "detail": f"{errors}", "warnings": heard.lines}, b""
        finished, remarks = _finished(pdf, request, prepared.tree, record)
        return {"warnings": [*heard.lines, *remarks]}, finished

    return render


def _finished(
    pdf: bytes, request: dict[str, Any], tree: Node, record: pdf_marks.Record
) -> tuple[bytes, list[str]]:
    """Finish the PDF with its structure; when that cannot be made, without it, and say so."""
    told = {"title": request["title"], "language": request["language"]}
    structure = pdf_finish.Structure(tree, tuple(record.marks))
    try:
        return pdf_finish.finish(pdf, **told, structure=structure), pdf_structure.untagged(record.untagged)
    except Exception as failed:  # whatever goes wrong here, an untagged PDF is better than none
        remark = f"no structure: {type(failed).__name__}: {failed}"
        return pdf_finish.finish(pdf, **told), [remark[:300]]


def _base_font(folder: Path) -> None:
    """Make our font the one that is used where none is named, before the library copies that name."""
    from reportlab import rl_config
    from reportlab.lib.fonts import addMapping
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    rl_config.invariant = 1
    rl_config.canvas_basefontname = BASE_FONT
    pdfmetrics.registerFont(TTFont(BASE_FONT, str(folder / "SourceSansPro-Regular.ttf")))
    for bold, italic in ((1, 1), (1, 0), (0, 1), (0, 0)):  # what is mapped last is what the name alone means
        addMapping(BASE_FONT, bold, italic, BASE_FONT)


def _created(html: str, folder: Path) -> tuple[bytes, int]:
    from xhtml2pdf import pisa
    from xhtml2pdf.config.resources import ResourceAccessPolicy

    policy = ResourceAccessPolicy.server(
        folder, allow_remote=False, max_render_seconds=RENDER_SECONDS, max_depth=60
    )
    written = io.BytesIO()
    status = pisa.CreatePDF(html, dest=written, path=str(folder / "print.html"), resource_policy=policy)
    return written.getvalue(), int(status.err)


class _Heard(logging.Handler):
    """What the libraries warned about during one render, each line once."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self._loggers = [logging.getLogger(name) for name in ("xhtml2pdf", "svglib", "reportlab")]

    def emit(self, record: logging.LogRecord) -> None:
        line = record.getMessage()
        if line not in self.lines and len(self.lines) < 100:
            self.lines.append(line)

    def __enter__(self) -> _Heard:
        for logger in self._loggers:
            logger.addHandler(self)
            logger.propagate = False
        return self

    def __exit__(self, *_: object) -> None:
        for logger in self._loggers:
            logger.removeHandler(self)


if __name__ == "__main__":
    main()
