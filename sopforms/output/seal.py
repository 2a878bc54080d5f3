"""The seal of a PDF: who opens it sees whether it is as it was when the board adopted it.

An extra (`pip install sopforms[seal]`). It is a PAdES signature that certifies the file and allows no
change, with a key of the installation's own, so it proves that nothing changed and not who signed. It comes
last: what stands before it in the file stays byte for byte as it was.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from sopforms.output import pdf_finish

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

FIELD = "zegel"
REASON = "Ongewijzigd sinds vaststelling"
_SPOKEN = "Zegel: ongewijzigd sinds vaststelling"
_MARK = b"/ETSI.CAdES.detached"
_PRINTED_AND_LOCKED = 132  # ISO 32000-1, table 165


class SealFailed(Exception):
    """The seal cannot be set: the key cannot be read, or the extra is not installed; tells which."""


@dataclass(frozen=True, slots=True)
class Seal:
    """The key to seal with: a PKCS#12 file outside what the web serves, and what opens it."""

    file: Path
    passphrase: str

    def __repr__(self) -> str:
        return f"Seal({self.file})"


def put(pdf: bytes, seal: Seal) -> bytes:
    """Return the PDF with the seal added at its end; raise SealFailed when that cannot be done."""
    try:
        from pyhanko.sign import signers
        from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    except ImportError as missing:
        raise SealFailed("the extra is not installed: pip install sopforms[seal]") from missing

    told = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        reason=REASON,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
    )
    written = io.BytesIO()
    signers.sign_pdf(
        _writer(with_field(pdf)), told, signer=_signer(seal), existing_fields_only=True, output=written
    )
    return written.getvalue()


def is_sealed(pdf: bytes) -> bool:
    """Whether a PDF carries a seal; whether the seal holds, `holds` tells."""
    return _MARK in pdf


def holds(pdf: bytes, roots: Iterable[bytes]) -> bool:
    """Whether a PDF is whole and as it was sealed by a key under one of these roots (PEM).

    Asks no network, and needs no private key.
    """
    from asn1crypto import pem, x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    trusted = [x509.Certificate.load(pem.unarmor(root)[2]) for root in roots]
    try:
        found = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if not found:
            return False
        context = ValidationContext(trust_roots=trusted, allow_fetching=False)
        status = validate_pdf_signature(found[0], context)
        return bool(status.bottom_line) and _is_filled_as_written(pdf, found[0])
    except Exception:  # a file that was tampered with makes the library raise many things
        return False


def _is_filled_as_written(pdf: bytes, signature: Any) -> bool:
    """Whether the one gap that a seal cannot cover holds the seal itself and zeros behind it."""
    from asn1crypto import cms

    _start, begin, end, _rest = signature.byte_range
    signed = signature.signed_data
    [digest], [signer] = signed["digest_algorithms"], signed["signer_infos"]
    whole = cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump(force=True).hex().upper()
    as_written = f"<{whole.ljust(end - begin - 2, '0')}>".encode()
    return pdf[begin:end] == as_written and digest.dump() == signer["digest_algorithm"].dump()


def _signer(seal: Seal) -> SimpleSigner:
    from pyhanko.sign import signers

    try:
        found = signers.SimpleSigner.load_pkcs12_data(
            seal.file.read_bytes(), other_certs=[], passphrase=seal.passphrase.encode()
        )
    except (OSError, ValueError) as error:
        raise SealFailed(f"{seal.file} cannot be read with this passphrase") from error
    if found is None:
        raise SealFailed(f"{seal.file} holds no key with its certificate")
    found.embed_roots = False  # who checks has the root; what stands in the file is covered by the seal
    return found


def _writer(pdf: bytes) -> Any:
    """Return a writer that adds to the file and leaves its metadata alone: PDF/A and PDF/UA stand in it."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Writer(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            pass

    return Writer(io.BytesIO(pdf))


def with_field(pdf: bytes) -> bytes:
    """Return the PDF with an empty place for the seal, which is part of its structure and takes no room."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[0].obj
        field = document.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(FIELD),
                TU=String(_SPOKEN),
                F=_PRINTED_AND_LOCKED,
                Rect=Array([0, 0, 0, 0]),
                P=page,
            )
        )
        page.Annots = Array([*page.get("/Annots", []), field])
        page.Tabs = Name.S
        document.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
        if "/StructTreeRoot" in document.Root:
            _add_to_structure(document, page, field)
        return pdf_finish.saved(document)


def _add_to_structure(document: pikepdf.Pdf, page: Any, field: Any) -> None:
    """Let who hears the file come upon the seal at its end (ISO 14289-1, 7.18)."""
    root = document.Root.StructTreeRoot
    whole = root.K[0]
    element = document.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Form, P=whole, Alt=String(_SPOKEN))
    )
    element.K = Array([Dictionary(Type=Name.OBJR, Pg=page, Obj=field)])
    whole.K.append(element)
    number = int(root.ParentTreeNextKey)
    field.StructParent = number
    root.ParentTree.Nums.append(number)
    root.ParentTree.Nums.append(element)
    root.ParentTreeNextKey = number + 1
