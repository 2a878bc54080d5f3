"""Opening and saving a page of a survey, beside the same page written by hand: processor time a request."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from sopforms.core.questionnaire.posted import field_name, shown_value
from tests.benchmarks import floor, material, product
from tests.benchmarks.engine import Line
from tests.benchmarks.rounds import measure
from tests.benchmarks.wsgi import Browser

PAGES = material.questionnaire(40).pages
FIRST = PAGES[0]
ADDRESS = f"/vragenlijst/{FIRST.name}"
HAND = "/page/0"


def lines(rounds: int = 5, *, seconds: float = 0.2) -> Iterator[Line]:
    """Measure everything of this file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app, tokens = product.make(folder)
        visitor = respondent(app, tokens[0])
        content = visitor.ask("GET", ADDRESS)[1]
        by_hand = Browser(floor.make(f"sqlite:///{folder / 'floor.db'}", PAGES, content))
        by_hand.ask("GET", "/enter/1")
        forms = {ADDRESS: posted(visitor.token(ADDRESS)), HAND: posted_by_hand(by_hand.token(HAND))}
        found = measure(
            {
                "F-const": lambda: well(by_hand, "GET", "/const"),
                "F-page": lambda: well(by_hand, "GET", HAND),
                "open": lambda: well(visitor, "GET", ADDRESS),
                "F-save": lambda: well(by_hand, "POST", HAND, forms[HAND]),
                "save": lambda: well(visitor, "POST", ADDRESS, forms[ADDRESS]),
                "autosave": lambda: well(visitor, "POST", f"{ADDRESS}/bewaren", forms[ADDRESS]),
            },
            rounds,
            seconds=seconds,
        )
    yield Line(f"F-const: {len(content)} bytes that lie ready", found["F-const"], "", True)
    for floor_name, names in (("F-page", ("open",)), ("F-save", ("save", "autosave"))):
        yield Line(f"{floor_name}: the same by hand", found[floor_name], "", True)
        for one in names:
            ratio = found[one].median / found[floor_name].median
            yield Line(
                f"{one} a page of 7", found[one], f"<= 1.3 x {floor_name}: {ratio:.2f} x", ratio <= 1.3
            )


def respondent(app: object, token: str) -> Browser:
    """Return a browser that opened the link."""
    visitor = Browser(app)
    form = {"csrf_token": visitor.token(f"/v/{token}")}
    status, _ = visitor.ask("POST", f"/v/{token}/openen", form)
    if status != 303:
        raise RuntimeError(f"the link does not open: {status}")
    return visitor


def posted(token: str, page: object = FIRST, value: str = "3") -> dict[str, str]:
    """Return what a browser sends of a page."""
    names = [question.name for question in page.questions]  # type: ignore[attr-defined]
    shown = {"_shown": shown_value(names), "csrf_token": token, "actie": "verder"}
    return {**shown, **{field_name(name): value for name in names}}


def posted_by_hand(token: str, page: object = FIRST, value: str = "3") -> dict[str, str]:
    """Return the same of a page by hand."""
    names = [question.name for question in page.questions]  # type: ignore[attr-defined]
    return {"csrf_token": token, **dict.fromkeys(names, value)}


def well(browser: Browser, method: str, path: str, form: dict[str, str] | None = None) -> None:
    """Ask, and raise when the answer is neither a page nor a way onward."""
    status, content = browser.ask(method, path, form)
    if status not in (200, 302):
        raise RuntimeError(f"{method} {path} answered {status}: {content[:200]!r}")
