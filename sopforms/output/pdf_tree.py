"""The structure of the print HTML, as a screen reader will hear it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

from sopforms.output.pdf_marks import CONTENTS, PREFIX

# What an element of HTML is called in the structure of a PDF; others only hand on what is in them.
KINDS = {
    "p": "P",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
    "ul": "L",
    "ol": "L",
    "li": "LI",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "blockquote": "BlockQuote",
    "figcaption": "P",
    "div": "P",
    "pdf:toc": "TOC",
}
BLOCKS = frozenset(
    {*KINDS, "section", "article", "figure", "body", "dl", "dt", "dd", "pdf:nextpage", "pdf:nexttemplate"}
)
STATIC = frozenset({"kop", "kopr", "voet", "voetr"})


# The library's own elements are written as XML writes empty ones; HTML would take all that follows into them.
_EMPTY = re.compile(r"<((pdf:\w+)[^<>]*)/>")


@dataclass(slots=True)
class Node:
    """An element of the structure: its kind, the key of its text (empty when it has none), what is in it.

    `scope` is that of a heading cell, `alt` the words that stand for a picture.
    """

    kind: str
    key: str = ""
    scope: str = ""
    alt: str = ""
    children: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Prepared:
    """The HTML with an anchor in each block of text, its structure, and the keys of heads of tables.

    `entries` are level and words of what the contents will most likely list.
    """

    html: str
    tree: Node
    heads: frozenset[str]
    entries: tuple[tuple[int, str], ...] = ()


def prepare(html: str) -> Prepared:
    """Give each block of text of the print HTML an anchor, and return its structure beside it."""
    import html5lib
    from html5lib.serializer import HTMLSerializer

    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    document = parser.parse(_EMPTY.sub(r"<\1></\2>", html))
    builder = _Builder()
    body = document.find("body")
    tree = Node("Document", children=builder.inside(body) if body is not None else [])
    entries = tuple(_listed(document))
    walker = html5lib.getTreeWalker("etree")
    serializer = HTMLSerializer(
        omit_optional_tags=False, quote_attr_values="always", alphabetical_attributes=False
    )
    written = serializer.render(walker(document))
    return Prepared(f"<!doctype html>{written}", tree, frozenset(builder.heads), entries)


def _listed(document: ET.Element) -> list[tuple[int, str]]:
    """Return the headings behind the contents: those of the first level found there, and one below it."""
    found: list[tuple[str, str]] = []
    is_behind = False
    for element in document.iter():
        is_behind = is_behind or element.tag == "pdf:toc"
        if is_behind and element.tag in ("h1", "h2"):
            found.append((str(element.tag), "".join(element.itertext()).strip()))
    first = min((tag for tag, _words in found), default="h1")
    return [(int(tag > first), words) for tag, words in found]


class _Builder:
    """Walks the elements in order; gives anchors and makes nodes."""

    def __init__(self) -> None:
        self.count = 0
        self.heads: set[str] = set()
        self.in_head = False

    def inside(self, element: ET.Element) -> list[Node]:
        """Return the nodes of what is in an element."""
        return [node for child in list(element) for node in self.of(child)]

    def of(self, element: ET.Element) -> list[Node]:
        """Return the node of an element, or those of what is in it when it has no kind of its own."""
        if not isinstance(element.tag, str) or element.get("id") in STATIC or element.get("class") == "vloei":
            return []
        if element.tag == "pdf:toc":
            return [Node("TOC", children=[Node("TOCI", CONTENTS)])]
        if element.tag == "table":
            return [self._table(element)]
        has_blocks = any(child.tag in BLOCKS for child in element)
        picture = element.find(".//img") if not has_blocks else None
        if not _has_text(element) and picture is None:
            return self._wrapped(element, self.inside(element))
        node = Node(KINDS.get(element.tag, "P"), self._anchor(element))
        if picture is not None and not _has_text(element):
            node.kind, node.alt = "Figure", picture.get("alt", "")
        if element.tag == "li":
            return [Node("LI", children=[Node("LBody", node.key, children=self.inside(element))])]
        node.children = self.inside(element) if has_blocks else []
        return [node]

    def _wrapped(self, element: ET.Element, children: list[Node]) -> list[Node]:
        kind = KINDS.get(element.tag, "")
        if not children or kind in ("", "P"):
            return children
        if kind == "LI":
            return [Node("LI", children=[Node("LBody", children=children)])]
        return [Node(kind, children=children)]

    def _table(self, element: ET.Element) -> Node:
        node = Node("Table")
        for group in element:
            self.in_head = group.tag == "thead"
            rows = [self._row(row) for row in group.iter("tr")]
            node.children.append(Node(KINDS.get(str(group.tag), "TBody"), children=rows))
        self.in_head = False
        return node

    def _row(self, row: ET.Element) -> Node:
        cells = []
        for cell in row:
            head = cell.tag == "th"
            node = Node("TH" if head else "TD")
            if head:
                node.scope = "Column" if self.in_head else "Row"
            node.children = self.inside(cell)
            if _has_text(cell):
                node.key = self._anchor(cell)
                if self.in_head:
                    self.heads.add(node.key)
            cells.append(node)
        return Node("TR", children=cells)

    def _anchor(self, element: ET.Element) -> str:
        """Put an anchor before the words of an element and return its key."""
        self.count += 1
        key = str(self.count)
        anchor = ET.Element("a", {"name": f"{PREFIX}{key}"})
        anchor.tail, element.text = element.text, None
        element.insert(0, anchor)
        return key


def _has_text(element: ET.Element) -> bool:
    """Whether words stand in an element itself or in its inline elements, outside blocks in it."""
    if (element.text or "").strip():
        return True
    return any(
        (child.tail or "").strip()
        or (isinstance(child.tag, str) and child.tag not in BLOCKS and _has_text(child))
        for child in element
    )
