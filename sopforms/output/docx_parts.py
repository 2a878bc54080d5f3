"""What Word can do and python-docx has no word for: links, bookmarks, fields, numbering, repeated heads."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sopforms.output import charts

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph


_PER_MM = 36_000  # of the unit that Word counts in
_USUAL = 160  # mm of text on a page whose template does not tell


def style_ids(document: Document) -> dict[str, str]:
    """Return the id of each style by its name; asked by name the library looks through all of them."""
    return {style.name: style.style_id for style in document.styles if style.name}


def link(paragraph: Paragraph, href: str, text: str, style: str) -> None:
    """Add a real link: to an address outside, or to a bookmark of the document (`#key`).

    `style` is the id of how links look.
    """
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    element = _element("w:hyperlink")
    if href.startswith("#"):
        element.set(qn("w:anchor"), _name(href[1:]))
    else:
        element.set(qn("r:id"), paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run._r.style = style
    element.append(run._r)
    paragraph._p.append(element)


def bookmark(paragraph: Paragraph, key: str) -> None:
    """Make a heading a place that links and the contents can go to."""
    from docx.oxml.ns import qn

    root = paragraph._p.getroottree().getroot()
    number = str(1 + len(root.findall(f".//{qn('w:bookmarkStart')}")))
    start, end = _element("w:bookmarkStart"), _element("w:bookmarkEnd")
    start.set(qn("w:id"), number)
    start.set(qn("w:name"), _name(key))
    end.set(qn("w:id"), number)
    properties = paragraph._p.pPr
    place = 0 if properties is None else list(paragraph._p).index(properties) + 1
    paragraph._p.insert(place, start)
    paragraph._p.append(end)


def add_contents(document: Document, title: str, entries: Sequence[tuple[str, str]]) -> None:
    """Add a table of contents: `entries` are the keys of bookmarks with their titles.

    Word fills in the pages when the file is opened; a program that works out no fields shows the titles.
    """
    from docx.shared import Pt

    known = style_ids(document)
    document.add_paragraph(title)._p.style = known.get("TOC Heading")
    paragraph = document.add_paragraph()
    _field(paragraph, r'TOC \o "1-1" \h \z \u', ("begin", "code", "separate"), dirty=True)
    for place, (key, text) in enumerate(entries):
        if place:
            paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        link(paragraph, f"#{key}", text, known["Hyperlink"])
    _field(paragraph, "", ("end",))


def add_footer(document: Document, school: str, page: str, of: str) -> None:
    """Write whose it is and the number of the page at the foot of every page."""
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = "Footer"
    paragraph.add_run(f"{school} · {page} ")
    _field(paragraph, "PAGE")
    paragraph.add_run(f" {of} ")
    _field(paragraph, "NUMPAGES")


def add_picture(document: Document, png: bytes, said: str, width: int) -> None:
    """Add a picture of `width` mm with the words that stand for it."""
    from docx.shared import Mm

    picture = document.add_picture(io.BytesIO(png), width=Mm(width))
    document.paragraphs[-1].style = "Normal"
    inline: Any = picture._inline
    inline.docPr.set("descr", said)
    for side in ("distT", "distB", "distL", "distR"):  # without them some programs push it aside
        inline.set(side, "0")


def turn(document: Document, *, wide: bool) -> None:
    """Go on on a new page, with its long side below when `wide`; the margins turn along."""
    from docx.enum.section import WD_ORIENTATION, WD_SECTION

    before = document.sections[-1]
    section = document.add_section(WD_SECTION.NEW_PAGE)
    if wide == (section.orientation == WD_ORIENTATION.LANDSCAPE):
        return
    section.orientation = WD_ORIENTATION.LANDSCAPE if wide else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = before.page_height, before.page_width


def text_width(document: Document) -> int:
    """Return how wide the text of the last section is, in whole mm."""
    section = document.sections[-1]
    whole = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    return int(whole / _PER_MM) if whole > 0 else _USUAL


def most_height(document: Document) -> int:
    """Return how high a picture may be to stand with its heading on a page of now."""
    from docx.enum.section import WD_ORIENTATION

    is_wide = document.sections[-1].orientation == WD_ORIENTATION.LANDSCAPE
    return charts.LOW if is_wide else charts.TALL


def repeat_header(row: _Row, *, header: bool = True) -> None:
    """Keep a row on one page, and repeat it on the next when it is the head of its table."""
    properties = row._tr.get_or_add_trPr()
    properties.append(_element("w:cantSplit"))
    if header:
        properties.append(_element("w:tblHeader"))


def columns_of(table: Table, widths: Sequence[int], whole: int) -> None:
    """Give each column its share, in percent, of a table that is `whole` mm wide."""
    from docx.shared import Mm

    table.autofit = False
    for column, share in zip(table.columns, widths, strict=True):
        column.width = Mm(whole * share / 100)
    for row in table.rows:
        for cell, share in zip(row.cells, widths, strict=True):
            cell.width = Mm(whole * share / 100)


@dataclass(frozen=True, slots=True)
class Numbering:
    """A numbered list of its own: it begins at 1, whatever list came before."""

    number: int

    def apply(self, paragraph: Paragraph) -> None:
        """Make a paragraph an item of this list."""
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = self.number


def new_numbering(document: Document) -> Numbering | None:
    """Return a fresh numbering on the style of numbered lists; None when the template has none."""
    from docx.oxml.ns import qn

    style: Any = document.styles["List Number"]
    properties = style.element.pPr
    base = None if properties is None or properties.numPr is None else properties.numPr.numId
    if base is None:
        return None
    numbering: Any = document.part.numbering_part.element
    abstract = next((each.abstractNumId.val for each in numbering.num_lst if each.numId == base.val), None)
    if abstract is None:
        return None
    added = numbering.add_num(abstract)
    override = added.add_lvlOverride(ilvl=0)
    start = override.add_startOverride(1)
    start.set(qn("w:val"), "1")
    return Numbering(added.numId)


# The settings of a document have an order in the standard (ECMA-376, 17.15.1.78).
_BEFORE_HYPHENATION = (
    "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime",
    "doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText",
    "printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts", "embedSystemFonts",
    "saveSubsetFonts", "saveFormsData", "mirrorMargins", "alignBordersAndEdges",
    "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop", "hideSpellingErrors",
    "hideGrammaticalErrors", "activeWritingStyle", "proofState", "formsDesign", "attachedTemplate",
    "linkStyles", "stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "mailMerge",
    "revisionView", "trackRevisions", "doNotTrackMoves", "doNotTrackFormatting", "documentProtection",
    "autoFormatOverride", "styleLockTheme", "styleLockQFSet", "defaultTabStop",
)  # fmt: skip
_WHOLE = ("begin", "code", "separate", "end")


def _field(paragraph: Paragraph, code: str, marks: Sequence[str] = _WHOLE, *, dirty: bool = False) -> None:
    """Add a field that Word works out, or the marks of one; `dirty` makes it do so on opening the file."""
    from docx.oxml.ns import qn

    for kind in marks:
        run = paragraph.add_run()
        if kind == "code":
            text = _element("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = f" {code} "
            run._r.append(text)
            continue
        mark = _element("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        if kind == "begin" and dirty:
            mark.set(qn("w:dirty"), "true")
        run._r.append(mark)


def hyphenate(document: Document) -> None:
    """Let Word cut long words where the language allows it, so that a narrow column holds them."""
    from docx.oxml.ns import qn

    settings: Any = document.settings.element
    if settings.find(qn("w:autoHyphenation")) is None:
        before = {qn(f"w:{name}") for name in _BEFORE_HYPHENATION}
        place = max((at + 1 for at, each in enumerate(settings) if each.tag in before), default=0)
        settings.insert(place, _element("w:autoHyphenation"))


def _name(key: str) -> str:
    """Return a key as a bookmark may be called: letters, digits and underscores."""
    return "".join(letter if letter.isalnum() else "_" for letter in key)[:40]


def _element(name: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(name)
