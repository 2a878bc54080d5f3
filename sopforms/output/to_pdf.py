"""Print HTML to PDF, in a process of its own that is killed when it takes too long.

When a document fails it is tried once more in a plain layout; when that fails too, its parts are tried one by
one, so that the editor hears which chapter it is and not only that it failed.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, cast

from markupsafe import Markup

from sopforms.output.pdf_worker import receive, send

SECONDS = 30.0
_PART = re.compile(r"<!--part:(.*?)-->\n(.*?)<!--/part-->\n", re.DOTALL)
_GLYPH = re.compile(r"can draw '(.+?)' \(U\+([0-9A-F]+)\)")
_CAUSES = {
    "Killed": "het maken duurde te lang",
    "LayoutError": "er staat iets in dat niet op een bladzijde past",
    "RenderLimitError": "de tekst is te groot",
    "RecursionError": "de tekst is te diep genest",
    "MemoryError": "er is te veel geheugen voor nodig",
    "Stopped": "het programma dat de PDF maakt, stopte",
}


class PdfFailed(Exception):
    """The PDF cannot be made. `part` is the title of the chapter at fault, None when it is not one chapter;
    `cause` is what is wrong, in Dutch, without a capital or a point."""

    def __init__(self, part: str | None, cause: str, detail: str = "") -> None:
        super().__init__(f"{part or 'the whole'}: {cause} {detail}".strip())
        self.part = part
        self.cause = cause
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF, what to tell the editor about it (in Dutch), what the library warned, whether it is plain."""

    pdf: bytes
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = field(default=(), repr=False)
    plain: bool = False


def render(html: str, *, title: str, language: str = "nl-NL") -> bytes:
    """Return the PDF of print HTML (`to_print`). Raises `PdfFailed` with the chapter and the cause."""
    with Worker() as worker:
        return worker.render(html, title=title, language=language).pdf


def render_with_notes(html: str, *, title: str, language: str = "nl-NL") -> Rendered:
    """Like `render`, with what the editor should hear: characters our font lacks, a plain layout."""
    with Worker() as worker:
        return worker.render(html, title=title, language=language)


class _Failed(Exception):
    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(kind)
        self.kind = kind
        self.detail = detail


class Worker:
    """One process that renders one document or many after each other; not to be shared by threads."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def render(self, html: str, *, title: str, language: str = "nl-NL") -> Rendered:
        """Return the PDF of print HTML; a second try is plain. Raises `PdfFailed`."""
        try:
            return self._asked(html, title, language, plain=False)
        except _Failed as first:
            if first.kind == "Killed":  # a second try would take as long
                raise self._named(html, title, language, first) from None
        try:
            return self._asked(plain(html), title, language, plain=True)
        except _Failed as second:
            raise self._named(html, title, language, second) from None

    def close(self) -> None:
        """End the process; the next render starts a new one."""
        if not self._process:
            return
        self._process.kill()
        self._process.communicate()
        self._process = None

    def _named(self, html: str, title: str, language: str, failed: _Failed) -> PdfFailed:
        """Find the first part that fails by itself and name it."""
        head, tail = _around(html)
        for part in _PART.finditer(html):
            try:
                self._asked(plain(f"{head}{part[0]}{tail}"), title, language, plain=True)
            except _Failed as alone:
                return PdfFailed(_unescaped(part[1]), _cause(alone), alone.detail)
        return PdfFailed(None, _cause(failed), failed.detail)

    def _asked(self, html: str, title: str, language: str, *, plain: bool) -> Rendered:
        request = json.dumps({"html": html, "title": title, "language": language}).encode()
        said, pdf = self._answer(request)
        warnings = tuple(said.get("warnings", ()))
        if "failed" in said:
            raise _Failed(str(said["failed"]), str(said.get("detail", "")))
        return Rendered(pdf, _notes(html, warnings, plain), warnings, plain)

    def _answer(self, request: bytes) -> tuple[dict[str, list[str]], bytes]:
        if not self._process:
            self._process = _started()
            self._within(SECONDS, b"", 1)
        said, pdf = self._within(self._seconds, request, 2)
        return json.loads(said), pdf

    def _within(self, seconds: float, request: bytes, answers: int) -> list[bytes]:
        """Send a request and return its answers, or kill the process when the time is over."""
        process = cast("subprocess.Popen[bytes]", self._process)
        killed = threading.Event()

        def kill() -> None:
            killed.set()
            process.kill()

        clock = threading.Timer(seconds, kill)
        clock.start()
        try:
            if request:
                send(cast(BinaryIO, process.stdin), request)
            heard = [receive(cast(BinaryIO, process.stdout)) for _ in range(answers)]
        except OSError:
            heard = [None]
        finally:
            clock.cancel()
        if None in heard:
            self.close()
            raise _Failed("Killed" if killed.is_set() else "Stopped")
        return [each for each in heard if each is not None]


def plain(html: str) -> str:
    """Return print HTML in the layout that always fits: no repeated table heads, nothing kept together."""
    html = html.replace("<thead>", "").replace("</thead>\n<tbody>", "").replace("</thead>", "")
    html = html.replace(' repeat="1"', "").replace("</style>", _PLAIN + "</style>", 1)
    return html.replace("-pdf-keep-with-next: true", "-pdf-keep-with-next: false")


_PLAIN = "blockquote, .tabel th, .tabel td { border: 0 none; padding: 1pt }\n"


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # our own module, no input in the command
        [sys.executable, "-m", "sopforms.output.pdf_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
        env={"PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8", "PATH": "/usr/bin:/bin"},
    )


def _around(html: str) -> tuple[str, str]:
    """Return what stands before the first part and after the last one."""
    parts = list(_PART.finditer(html))
    return (html[: parts[0].start()], html[parts[-1].end() :]) if parts else (html, "")


def _unescaped(title: str) -> str:
    return Markup(title).unescape()  # noqa: S704  # only to read it


def _cause(failed: _Failed) -> str:
    return _CAUSES.get(failed.kind, "de PDF kan niet worden gemaakt")


def _notes(html: str, warnings: tuple[str, ...], plain: bool) -> tuple[str, ...]:
    """Return what the editor should hear: per chapter the characters our font lacks, and a plain layout."""
    missing = [found[1] for line in warnings if (found := _GLYPH.search(line))]
    notes = [_lacking(title, characters) for title, characters in _where(html, missing).items()]
    if plain:
        notes.append("De PDF is in een eenvoudige opmaak gemaakt.")
    return tuple(notes)


def _where(html: str, missing: list[str]) -> dict[str, list[str]]:
    """Return the characters by the title of each part that holds them; by "" where no part does."""
    found: dict[str, list[str]] = {}
    texts = [(_unescaped(part[1]), _unescaped(part[2])) for part in _PART.finditer(html)]
    for character in sorted(missing, key=html.find):
        titles = [title for title, text in texts if character in text] or [""]
        for title in titles:
            found.setdefault(title, []).append(character)
    return found


def _lacking(title: str, characters: list[str]) -> str:
    where = f"Bij ‘{title}’: " if title else ""
    said = " en ".join([", ".join(characters[:-1]), characters[-1]] if characters[1:] else characters)
    what = f"de tekens {said} staan" if characters[1:] else f"het teken {said} staat"
    text = f"{where}{what} niet in het lettertype van de PDF. Schrijf het in woorden of haal het weg."
    return f"{text[:1].upper()}{text[1:]}"
