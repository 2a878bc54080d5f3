"""Brings html down to the few tags that are shown: words stay, what is not allowed goes."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

from sopforms.core.questionnaire.load_texts import TAGS, is_address

_INSTEAD = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3"}
_WORDLESS = ("script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head", "title")
_APART = ("div", "section", "article", "table", "tr", "td", "th", "h5", "h6", "hr", "dd", "dt", "blockquote")
_SINGLE = ("br",)


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """Return html with allowed tags only, and the names of the tags that were changed or taken out."""
    cleaner = _Cleaner()
    cleaner.feed(text)
    cleaner.close()
    return "".join(cleaner.parts).strip(), tuple(dict.fromkeys(cleaner.touched))


class _Cleaner(HTMLParser):
    """Writes what it reads, without what is not allowed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.touched: list[str] = []
        self.open: list[tuple[str, bool]] = []  # tag as written, whether it is shown
        self.silent = ""  # the tag whose words are no words

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.silent:
            return
        name = _INSTEAD.get(tag, tag)
        if name not in TAGS:
            self.touched.append(tag)
            self._part(tag)
            self.silent = tag if tag in _WORDLESS else ""
            return
        href = dict(attrs).get("href") if name == "a" else None
        is_shown = name != "a" or (href is not None and is_address(href))
        if name != tag or not is_shown or len(attrs) > (name == "a"):
            self.touched.append(tag)
        if is_shown:
            self.parts.append(f'<a href="{escape(href.strip())}">' if href else f"<{name}>")
        if name not in _SINGLE:
            self.open.append((tag, is_shown))

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            self.silent = "" if tag == self.silent else self.silent
            return
        name = _INSTEAD.get(tag, tag)
        if name not in TAGS:
            self._part(tag)
        elif tag in (opened for opened, _ in self.open):
            while self._close() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(escape(data, quote=False))

    def handle_comment(self, data: str) -> None:
        self.touched.append("!--")

    def handle_decl(self, decl: str) -> None:
        self.touched.append("!")

    def unknown_decl(self, data: str) -> None:
        self.touched.append("!")

    def handle_pi(self, data: str) -> None:
        self.touched.append("?")

    def close(self) -> None:
        super().close()
        while self.open:
            self._close()

    def _close(self) -> str:
        """End the innermost tag that is open, and return it as written."""
        tag, is_shown = self.open.pop()
        self.parts += [f"</{_INSTEAD.get(tag, tag)}>"] if is_shown else []
        return tag

    def _part(self, tag: str) -> None:
        """Keep words apart that stood in boxes of their own."""
        if tag in _APART and self.parts and not self.parts[-1][-1:].isspace():
            self.parts.append(" ")
