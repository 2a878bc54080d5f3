"""The pictures of the authors' book: each type of element as the preview shows it, in a small file."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from werkzeug.serving import make_server

from sopforms.core.questionnaire.importing import import_survey
from sopforms.core.questionnaire.layout import laid_out
from sopforms.web.preview import create_preview
from tests.docs.book import PICTURES, examples
from tests.journeys.chromium import chromium

WIDTH, WIDE = 640, 960
COLOURS = 48
LARGEST = 30_000  # bytes


def pictured() -> Mapping[str, Any]:
    """Return the first example of each type."""
    found: dict[str, Any] = {}
    for element in examples("element"):
        found.setdefault(element["type"], element)
    return found


def path_of(kind: str) -> Path:
    """Return the file of the picture of a type."""
    return PICTURES / f"question-{kind}.png"


def take(folder: Path) -> None:
    """Take all pictures; `folder` is for the files that are shown."""
    with chromium() as browser:
        page = browser.new_page()
        for kind, element in pictured().items():
            file = folder / f"{kind}.json"
            file.write_text(laid_out(_questionnaire(element)), "utf-8")
            page.set_viewport_size({"width": WIDE if kind == "matrix" else WIDTH, "height": 900})
            with _served(file) as address:
                page.goto(address)
                shot = page.locator(".tried .card").first.screenshot()
            _keep(shot, path_of(kind))


def _questionnaire(element: Any) -> dict[str, Any]:
    """Return a file with one element; a grid has the scale that its values are."""
    envelope = import_survey(json.dumps({"elements": [element]}), id="beeld").envelope
    if element["type"] == "matrix":
        envelope["mapping"][element["name"]]["scale"] = "MATE4"
    return envelope


def _keep(shot: bytes, path: Path) -> None:
    """Write a picture with as few colours as it needs."""
    with Image.open(io.BytesIO(shot)) as image:
        image.convert("RGB").quantize(COLOURS).save(path, optimize=True)


@contextmanager
def _served(file: Path) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_preview(file), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
