"""Tagging a finished PDF: its structure tree, its links in that tree, and everything else as decoration.

PDF/UA-1 and PDF/A-2a ask that all that is painted is either in the structure or marked as decoration
(ISO 14289-1, 7.1).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, String

from sopforms.output.pdf_marks import Mark
from sopforms.output.pdf_tree import Node

_BEGIN, _END = {"BDC", "BMC"}, "EMC"
_PATHS = {"m", "re"}
_PAINTED = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"}
_WHOLE = {"Do", "sh", "INLINE IMAGE"}
_ENDS_LINE = {"T*", "ET", "Td"}
_ARTIFACT = ([Name.Artifact], Operator("BMC"))
_CLOSE = ([], Operator("EMC"))
_BLANK = ([String(" ")], Operator("Tj"))


def tag(document: pikepdf.Pdf, tree: Node, marks: Sequence[Mark], language: str) -> None:
    """Write the structure into the document."""
    by_key: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_key[mark.key].append(mark)
    pages = [page.obj for page in document.pages]
    writer = _Writer(document, pages, by_key)
    root = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    whole = writer.element(tree, root)
    root.K = Array([whole])
    root.ParentTree = writer.parents()
    root.ParentTreeNextKey = len(pages) + len(writer.links)
    document.Root.StructTreeRoot = root
    document.Root.MarkInfo = Dictionary(Marked=True)
    document.Root.Lang = String(language)
    for page in document.pages:
        _decorate(document, page)
        if "/Annots" in page:
            page.Tabs = Name.S


@dataclass(slots=True)
class _Writer:
    """Makes the elements, and remembers which of them each mark and link belongs to."""

    document: pikepdf.Pdf
    pages: list[Any]
    by_key: dict[str, list[Mark]]
    owners: dict[int, dict[int, Any]] = field(default_factory=lambda: defaultdict(dict))
    links: list[Any] = field(default_factory=list)

    def element(self, node: Node, parent: Any) -> Any:
        """Return the element of a node with all that is in it; an empty one stands for an empty cell."""
        made = self.document.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{node.kind}"), P=parent)
        )
        if node.scope:
            made.A = Dictionary(O=Name.Table, Scope=Name(f"/{node.scope}"))
        if node.alt:
            made.Alt = String(node.alt)
        children = Array()
        for mark in self.by_key.get(node.key, ()) if node.key else ():
            self._content(made, mark, children)
        for child in node.children:
            found = self.element(child, made)
            if "/K" in found or child.kind in ("TD", "TH"):
                children.append(found)
        if len(children):
            made.K = children
        return made

    def _content(self, owner: Any, mark: Mark, children: Array) -> None:
        page = self.pages[mark.page - 1]
        children.append(Dictionary(Type=Name.MCR, Pg=page, MCID=mark.number))
        self.owners[mark.page - 1][mark.number] = owner
        for place in mark.links:
            children.append(self._link(owner, page, place))

    def _link(self, owner: Any, page: Any, place: int) -> Any:
        """Return the element of a link, which names the annotation that one clicks on."""
        annotation = page.Annots[place]
        made = self.document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Link, P=owner))
        made.K = Array([Dictionary(Type=Name.OBJR, Pg=page, Obj=annotation)])
        annotation.StructParent = len(self.pages) + len(self.links)
        if not str(annotation.get("/Contents", "")):
            annotation.Contents = String(_said(annotation))
        self.links.append(made)
        return made

    def parents(self) -> Any:
        """Return the tree that leads from marks and links back to their elements."""
        numbers = Array()
        for place, page in enumerate(self.pages):
            page.StructParents = place
            owners = self.owners.get(place, {})
            numbers.append(place)
            listed = [owners.get(number) for number in range(max(owners, default=-1) + 1)]
            numbers.append(self.document.make_indirect(Array(listed)))
        for place, link in enumerate(self.links, start=len(self.pages)):
            numbers.append(place)
            numbers.append(link)
        return self.document.make_indirect(Dictionary(Nums=numbers))


def _said(annotation: Any) -> str:
    """Return where a link goes, in words for who cannot see it."""
    action = annotation.get("/A")
    address = str(action.get("/URI", "")) if action is not None else ""
    return address.removeprefix("mailto:").removeprefix("tel:") or "Naar deze plaats in het document"


def _decorate(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Mark all that is painted outside the structure as decoration: lines, backgrounds, loose text.

    In the structure a blank is put at the end of each line of text, so that words do not stick together.
    """
    stream = _Stream(_cuts(page))
    for instruction in pikepdf.parse_content_stream(page):
        stream.take(instruction)
    page.Contents = document.make_stream(pikepdf.unparse_content_stream(stream.written))


_SOFT_HYPHEN = re.compile(rb"<([0-9A-F]{2})> <00AD>")


def _cuts(page: pikepdf.Page) -> dict[str, bytes]:
    """Return for each font of a page the code of the hyphen behind a word that was cut; see `hyphens`."""
    found = {}
    for name, font in page.resources.get("/Font", {}).items():
        code = _SOFT_HYPHEN.search(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else None
        if code is not None:
            found[name] = bytes.fromhex(code[1].decode())
    return found


@dataclass(slots=True)
class _Stream:
    """What a page paints, one instruction after the other."""

    cuts: dict[str, bytes]
    cut: bytes = b""
    """The hyphen behind a word that goes on, in the font of the moment; empty when it has none."""
    written: list[Any] = field(default_factory=list)
    depth: int = 0
    in_text: bool = False
    in_path: bool = False
    has_words: bool = False
    has_blank: bool = False
    """Whether code 32 is a blank in the font of the moment: only in the first part of a font."""

    def take(self, instruction: Any) -> None:
        """Write an instruction, with marks or a blank around it where they are needed."""
        operator = str(instruction.operator)
        if operator in _BEGIN:
            self.depth += 1
        if self.depth == 0 and self._opens(operator):
            self.written.append(_ARTIFACT)
        if self.depth and operator in _ENDS_LINE and self.has_words and self.has_blank:
            self.written.append(_BLANK)
        self.written.append(instruction)
        if self.depth == 0 and self._closes(operator):
            self.written.append(_CLOSE)
        self._note(operator, instruction)
        if operator == _END:
            self.depth -= 1

    def _opens(self, operator: str) -> bool:
        starts_path = operator in _PATHS and not self.in_path
        return (operator == "BT" and not self.in_text) or starts_path or operator in _WHOLE

    def _closes(self, operator: str) -> bool:
        return operator == "ET" or operator in _WHOLE or (self.in_path and operator in _PAINTED)

    def _note(self, operator: str, instruction: Any) -> None:
        self.in_path = (self.in_path or operator in _PATHS) and operator not in _PAINTED
        if operator in ("BT", "ET"):
            self.in_text = operator == "BT"
            self.has_words = False
        elif operator == "Tf":
            self.has_blank = str(instruction.operands[0]).endswith("+0")
            self.cut = self.cuts.get(str(instruction.operands[0]), b"")
        elif operator == "Tj":
            goes_on = self.cut and bytes(instruction.operands[0]).endswith(self.cut)
            self.has_words = not goes_on
        elif operator == "TJ":
            self.has_words = True
        elif operator in _ENDS_LINE:
            self.has_words = False


def untagged(words: Iterable[str]) -> list[str]:
    """Return a warning for each text that was drawn outside the structure."""
    return [f"not in the structure: {text!r}" for text in words]
