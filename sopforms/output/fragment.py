"""A part as HTML to copy into other software: headings, paragraphs, lists and tables, nothing of our pages.

No classes, styles, roles or scripts survive; the anchor of the part does, so that links keep working.
"""

from __future__ import annotations

import re

import nh3

from sopforms.core.blocks import Part
from sopforms.output import to_html

TAGS = {
    "section", "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "table", "caption", "thead",
    "tbody", "tr", "th", "td", "strong", "em", "a", "blockquote", "cite", "br",
}  # fmt: skip
ATTRIBUTES = {"section": {"id"}, "th": {"scope"}, "a": {"href"}}


def of_part(part: Part, *, level: int = 2) -> str:
    """Return a part as clean HTML, its heading at `level`."""
    html = str(to_html.part(part, level=level))
    kept = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None, strip_comments=True)
    return re.sub(r"\n\s*\n+", "\n", kept).strip() + "\n"
