"""The Word template: A4, Dutch, with every style that a text needs; or a school's own, when it can be used.

Ours is built on the empty document of python-docx, which is American: paper, language and the styles that it
lacks are put right here. A school's own template keeps its looks; styles it lacks are taken over from ours.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sopforms.core.errors import Invalid
from sopforms.output import docx_styles

if TYPE_CHECKING:
    from docx.document import Document

LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
MOST_BYTES = 5_000_000
MOST_UNPACKED = 60_000_000
NEEDED = ("Heading 1", "Heading 2", "Heading 3", "List Bullet", "List Number", "Normal")
TABLE, CELL = "Table Grid", "Table Text"
_INK, _ACCENT = "1B2529", "0B5A72"


def new(language: str, own: bytes | None = None) -> Document:
    """Return an empty document in our template or in a school's own; raise Invalid for `file` as `check`."""
    import docx

    if own is not None:
        check(own)
    document = docx.Document(io.BytesIO(_as_document(own))) if own is not None else docx.Document()
    ours = docx.Document() if own is not None else document
    _looks(ours)
    if own is None:
        _paper(document)
    _emptied(document)
    _add_missing(document, ours)
    _language(document, LANGUAGES.get(language, "nl-NL"))
    return document


def check(data: bytes) -> list[str]:
    """Return the styles that a school's template lacks; they get ours.

    Raises Invalid for `file` that is too large, no Word document or template, or holds macros.
    """
    import docx

    if len(data) > MOST_BYTES:
        raise Invalid(file="Dit sjabloon is groter dan 5 MB. Haal er foto's uit en probeer het opnieuw.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            size = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise Invalid(file="Dit is geen Word-bestand (.docx).") from error
    if size > MOST_UNPACKED:
        raise Invalid(file="Dit sjabloon is uitgepakt te groot. Haal er foto's uit en probeer het opnieuw.")
    if _has_macros(names, data):
        raise Invalid(file="Dit sjabloon bevat macro's. Sla het op als gewoon Word-document (.docx).")
    try:
        document = docx.Document(io.BytesIO(_as_document(data)))
    except Exception as error:  # a package that is no Word document makes the library raise many things
        raise Invalid(file="Dit is geen Word-bestand (.docx).") from error
    known = {style.name for style in document.styles}
    return [name for name in NEEDED if name not in known]


_TYPES = "[Content_Types].xml"
_KIND = b"application/vnd.openxmlformats-officedocument.wordprocessingml.%s.main+xml"


def _has_macros(names: Sequence[str], data: bytes) -> bool:
    """Whether a package holds macros, or calls itself one that may."""
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return True
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _TYPES in names and b"macroEnabled" in archive.read(_TYPES)


def _as_document(data: bytes) -> bytes:
    """Return a Word template (.dotx) as the document that it is but for its name; others as they are."""
    template, document = _KIND % b"template", _KIND % b"document"
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        types = source.read(_TYPES) if _TYPES in source.namelist() else b""
        if template not in types:
            return data
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
            for part in source.namelist():
                content = source.read(part)
                target.writestr(part, content.replace(template, document) if part == _TYPES else content)
    return written.getvalue()


def _emptied(document: Document) -> None:
    """Take out the text of a template; its page set-up, heads and feet stay."""
    body = document.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)


def _paper(document: Document) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(25)


def _looks(document: Document) -> None:
    """Give the American styles a calm look: one face, dark headings, room around paragraphs."""
    from docx.shared import Pt, RGBColor

    ink, accent = RGBColor.from_string(_INK), RGBColor.from_string(_ACCENT)
    sizes = {"Title": 24, "Subtitle": 12, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11.5, "Caption": 10}
    for name in ("Normal", *sizes, "Quote"):
        style: Any = document.styles[name]
        _face(style, "Calibri")
        style.font.size = Pt(sizes.get(name, 11))
        style.font.color.rgb = accent if name.startswith("Heading") else ink
        style.font.italic = name == "Quote"
    for name in ("Heading 1", "Heading 2", "Heading 3", "Caption"):
        style = document.styles[name]
        style.font.bold = True
        style.paragraph_format.keep_with_next = True
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(14), Pt(4)
    normal: Any = document.styles["Normal"]
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(8), 1.15


def _face(style: Any, name: str) -> None:
    """Set the typeface, also for the character sets that a theme would choose itself."""
    from docx.oxml.ns import qn

    style.font.name = name
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for which in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{which}"), None)
    for which in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{which}"), name)


def _add_missing(document: Document, ours: Document) -> None:
    """Add the styles that the document lacks as ours has them."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    styles: Any = document.styles
    known = {style.name for style in styles}
    for name in ("Normal", *NEEDED[:-1], "Title", "Subtitle", "Caption", "Quote", "Header", "Footer"):
        if name not in known:
            docx_styles.take_over(document, ours, name)
    for name in ("Strong", "Emphasis", "Hyperlink"):
        if name not in known:
            added: Any = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
            added.font.bold = True if name == "Strong" else None
            added.font.italic = True if name == "Emphasis" else None
            if name == "Hyperlink":
                added.font.underline, added.font.color.rgb = True, RGBColor.from_string(_ACCENT)
    if CELL not in known:
        cell: Any = styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)
        cell.base_style = styles["Normal"]
        cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
        cell.font.size = Pt(10)
    if TABLE not in known:
        styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)


def _language(document: Document, code: str) -> None:
    """Say in which language the text is: for spelling, hyphenation and screen readers."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    defaults = document.styles.element.find(qn("w:docDefaults"))
    targets = [] if defaults is None else defaults.findall(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    normal: Any = document.styles["Normal"]
    for properties in targets or [normal.element.get_or_add_rPr()]:
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        mark = OxmlElement("w:lang")
        for which in ("val", "eastAsia", "bidi"):
            mark.set(qn(f"w:{which}"), code)
        properties.append(mark)
