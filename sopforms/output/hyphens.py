"""Hyphens for Dutch words that are wider than their column, which the PDF library would cut anywhere.

It hangs on private names of the library (pinned exactly); a test tells when one of them is gone.
"""

from __future__ import annotations

from typing import Any

HYPHEN = "\u00ad"  # drawn as a hyphen; who hears or copies the word gets it whole


def install() -> None:
    """Let the PDF library cut long words where Dutch allows it; twice is harmless."""
    import pyphen
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from xhtml2pdf import reportlab_paragraph as library

    original = library._chunkWord
    if getattr(original, "dutch", False):
        return
    dictionary = pyphen.Pyphen(lang="nl_NL", left=3, right=3)

    def cut(pieces: Any, width: float) -> Any:
        plain = [(frag, text.decode() if isinstance(text, bytes) else text) for frag, text in pieces]
        anchors = [piece for piece in plain if _is_anchor(piece[0])]
        plain = [piece for piece in plain if not _is_anchor(piece[0])]
        if len(plain) != 1 or hasattr(plain[0][0], "cbDefn") or not library._breakable(plain[0][0]):
            return original(pieces, width)
        frag, word = plain[0]
        parts = _parts(word, dictionary, lambda text: stringWidth(text, frag.fontName, frag.fontSize), width)
        if not parts:
            return original(pieces, width)
        words = [[stringWidth(part, frag.fontName, frag.fontSize), (frag, part)] for part in parts]
        words[0][1:1] = anchors
        return words

    cut.dutch = True  # type: ignore[attr-defined]
    library._chunkWord = cut


def _is_anchor(frag: Any) -> bool:
    return getattr(getattr(frag, "cbDefn", None), "kind", "") == "anchor"


def _parts(word: str, dictionary: Any, measure: Any, width: float) -> list[str]:
    """Return the pieces of a word, each but the last with its hyphen; [] when it cannot be done well."""
    found: list[str] = []
    rest = word
    while measure(rest) > width:
        places = [place for place in dictionary.positions(rest) if measure(rest[:place] + HYPHEN) <= width]
        if not places:
            return []
        found.append(rest[: places[-1]] + HYPHEN)
        rest = rest[places[-1] :]
    return [*found, rest]
