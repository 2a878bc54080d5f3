"""A text as a QR code: an SVG that stands in a page without style or script."""

from __future__ import annotations

import segno

SCALE = 4  # pixels for each square


def svg(text: str) -> str:
    """Return the picture, dark on white with its white edge, so that phones read it on a dark page too."""
    code = segno.make(text, error="m", micro=False)
    return str(code.svg_inline(scale=SCALE, dark="#000", light="#fff", svgclass="qr", lineclass=None))
