"""The last step of a PDF: structure, title, language, colours and what makes it PDF/A and PDF/UA.

The same input gives the same bytes: no clock, no random identifiers.
"""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape

import pikepdf
from PIL import ImageCms

from sopforms.output import pdf_structure
from sopforms.output.pdf_marks import Mark
from sopforms.output.pdf_tree import Node

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>{creator}
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>{level}</pdfaid:conformance>{tagged}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
# PDF/A asks that a property it does not know itself is described (ISO 19005-2, 6.6.2.3).
_TAGGED = """
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""
_CREATOR = "\n<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>"
_PRODUCER = "sopforms"


@dataclass(frozen=True, slots=True)
class Structure:
    """What the PDF says to who cannot see it: its tree, and which words on the pages belong where."""

    tree: Node
    marks: tuple[Mark, ...]


def finish(pdf: bytes, *, title: str, language: str = "nl-NL", structure: Structure | None = None) -> bytes:
    """Return the PDF with its title shown, its language, its outline open and the data of PDF/A-2.

    With a structure it becomes PDF/A-2a and PDF/UA-1, without one PDF/A-2b.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        author = str(document.docinfo.get("/Author", "")) if "/Info" in document.trailer else ""
        _information(document, title, author)
        root = document.Root
        root.Lang = pikepdf.String(language)
        root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        if "/Outlines" in root:
            root.PageMode = pikepdf.Name.UseOutlines
        root.OutputIntents = pikepdf.Array([_intent(document)])
        root.Metadata = _metadata(document, title, language, author, tagged=structure is not None)
        for page in document.pages:
            for annotation in page.get("/Annots", []):
                annotation.F = 4  # printed
        _repair_words(document)
        if structure is not None:
            pdf_structure.tag(document, structure.tree, structure.marks, language)
        return saved(document)


def saved(document: pikepdf.Pdf) -> bytes:
    """Return the file; the same document is the same bytes.

    No stream ends in the byte of a carriage return: with the line end before `endstream` that reads as one
    line end of two bytes, and the stream as one byte too short (ISO 19005-2, 6.1.7.1).
    """
    for each in document.objects:
        if isinstance(each, pikepdf.Stream):
            _close(each)
    for mode in (pikepdf.ObjectStreamMode.generate, pikepdf.ObjectStreamMode.disable):
        written = io.BytesIO()
        document.save(written, deterministic_id=True, object_stream_mode=mode)
        if _AMBIGUOUS not in written.getvalue():
            break
    return written.getvalue()


_AMBIGUOUS = b"\r\nendstream"


def _close(stream: pikepdf.Stream) -> None:
    """Compress a stream that is not yet, and write one that would end in a carriage return otherwise."""
    is_new = "/Filter" not in stream
    if not is_new and not stream.read_raw_bytes().endswith(b"\r"):
        return
    content = stream.read_bytes()
    while (packed := zlib.compress(content, 9)).endswith(b"\r"):
        content += b"\n"
    stream.write(packed, filter=pikepdf.Name.FlateDecode)


_NOTHING = re.compile(rb"<[0-9A-F]+> <0000>\n")
_COUNTED = re.compile(rb"\d+ beginbfchar\n(.*?)endbfchar", re.DOTALL)


def _repair_words(document: pikepdf.Pdf) -> None:
    """Take out that unused places of a font would mean the character U+0000, which no text holds."""
    for each in document.objects:
        if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each:
            words = _NOTHING.sub(b"", each.ToUnicode.read_bytes())
            counted = _COUNTED.sub(
                lambda found: b"%d beginbfchar\n%sendbfchar" % (found[1].count(b"\n"), found[1]), words
            )
            each.ToUnicode = document.make_stream(counted)


def _information(document: pikepdf.Pdf, title: str, author: str) -> None:
    """Write the old information dictionary anew: what stands there must be the same as in the metadata."""
    if "/Info" in document.trailer:
        del document.trailer["/Info"]
    document.docinfo["/Title"] = title
    document.docinfo["/Producer"] = _PRODUCER
    if author:
        document.docinfo["/Author"] = author


def _metadata(
    document: pikepdf.Pdf, title: str, language: str, author: str, *, tagged: bool
) -> pikepdf.Object:
    text = _XMP.format(
        level="A" if tagged else "B",
        tagged=_TAGGED if tagged else "",
        title=escape(title),
        language=escape(language),
        creator=_CREATOR.format(escape(author)) if author else "",
        producer=_PRODUCER,
    )
    stream = document.make_stream(text.encode())
    stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    return stream


def _intent(document: pikepdf.Pdf) -> pikepdf.Object:
    profile = document.make_stream(srgb())
    profile.N = 3
    return pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB IEC61966-2.1",
        Info="sRGB IEC61966-2.1",
        DestOutputProfile=profile,
    )


@cache
def srgb() -> bytes:
    """Return an sRGB colour profile, always the same bytes: the date of making in it is replaced."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes((0x07, 0xE8, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))  # 1 January 2024, midnight
    profile[84:100] = bytes(16)  # the fingerprint over the whole, which may be left out
    return bytes(profile)
