"""Styles that a school's template lacks, taken over from ours: a heading stays one, a bullet keeps its dot.

Word writes only those built-in styles into a file that were used in it, so most templates lack some.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

LISTS = ("List Bullet", "List Number")


def take_over(document: Document, ours: Document, name: str) -> None:
    """Add our style of this name, in the typeface of the document, on the style of its normal text."""
    from docx.oxml.ns import qn

    added = deepcopy(ours.styles[name].element)
    for gone in (qn("w:rFonts"), qn("w:next"), qn("w:link"), qn("w:rsid")):
        for each in list(added.iter(gone)):
            each.getparent().remove(each)
    styles: Any = document.styles
    for base in added.findall(qn("w:basedOn")):
        base.set(qn("w:val"), styles["Normal"].style_id if name != "Normal" else "")
    styles.element.append(added)
    if name in LISTS:
        _number(document, ours, added)


def _number(document: Document, ours: Document, style: Any) -> None:
    """Give a list style its marks: a numbering of ours under numbers that are free in the document."""
    from docx.oxml.ns import qn

    source, target = _numbering(ours), _numbering(document)
    used = style.find(f".//{qn('w:numId')}")
    number = next(each for each in source.num_lst if str(each.numId) == used.get(qn("w:val")))
    kept = next(
        each
        for each in source.findall(qn("w:abstractNum"))
        if each.get(qn("w:abstractNumId")) == str(number.abstractNumId.val)
    )
    taken = [int(each.get(qn("w:abstractNumId"))) for each in target.findall(qn("w:abstractNum"))]
    abstract = deepcopy(kept)
    abstract.set(qn("w:abstractNumId"), str(max(taken, default=0) + 1))
    for gone in (qn("w:nsid"), qn("w:tmpl")):
        for each in list(abstract.iter(gone)):
            abstract.remove(each)
    for each in abstract.iter(qn("w:pStyle")):
        each.set(qn("w:val"), style.get(qn("w:styleId")))
    target.insert(len(taken), abstract)  # all of them stand before the numbers
    added = target.add_num(int(abstract.get(qn("w:abstractNumId"))))
    used.set(qn("w:val"), str(added.numId))


def _numbering(document: Document) -> Any:
    """Return the numberings of a document; one that has none gets the part that holds them."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.oxml import OxmlElement
    from docx.parts.numbering import NumberingPart

    part = document.part
    if any(each.reltype == RELATIONSHIP_TYPE.NUMBERING for each in part.rels.values()):
        return part.numbering_part.element
    package: Any = part.package
    made = NumberingPart(
        PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, OxmlElement("w:numbering"), package
    )
    part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    return made.element
