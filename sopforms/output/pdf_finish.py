"""The last step of a PDF: title, language, colour profile and the data that make it PDF/A-2b.

The same input gives the same bytes: no clock, no random identifiers.
"""

from __future__ import annotations

import io
from functools import cache
from xml.sax.saxutils import escape

import pikepdf
from PIL import ImageCms

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>{creator}
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
_CREATOR = "\n<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>"
_PRODUCER = "sopforms"


def finish(pdf: bytes, *, title: str, language: str = "nl-NL") -> bytes:
    """Return the PDF with its title shown, its language, its outline open and the data PDF/A-2b asks."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        author = str(document.docinfo.get("/Author", "")) if "/Info" in document.trailer else ""
        _information(document, title, author)
        root = document.Root
        root.Lang = pikepdf.String(language)
        root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        if "/Outlines" in root:
            root.PageMode = pikepdf.Name.UseOutlines
        root.OutputIntents = pikepdf.Array([_intent(document)])
        root.Metadata = _metadata(document, title, language, author)
        for page in document.pages:
            for annotation in page.get("/Annots", []):
                annotation.F = 4  # printed
        written = io.BytesIO()
        document.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


def _information(document: pikepdf.Pdf, title: str, author: str) -> None:
    """Write the old information dictionary anew: what stands there must be the same as in the metadata."""
    if "/Info" in document.trailer:
        del document.trailer["/Info"]
    document.docinfo["/Title"] = title
    document.docinfo["/Producer"] = _PRODUCER
    if author:
        document.docinfo["/Author"] = author


def _metadata(document: pikepdf.Pdf, title: str, language: str, author: str) -> pikepdf.Object:
    text = _XMP.format(
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
