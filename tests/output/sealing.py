"""A certificate authority for one test, and a key under it, as an installation would have them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

_USES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Authority:
    """Its certificate, and a key with a certificate under it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    signed: x509.Certificate

    @classmethod
    def make(cls, since: datetime) -> Authority:
        """Make a new one, good for ten years from this moment."""
        own, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        root = _certificate("Proef CA", "Proef CA", own, own, since, authority=True)
        signed = _certificate("Zegel van de proef", "Proef CA", key, own, since, authority=False)
        return cls(root, key, signed)

    @property
    def root(self) -> bytes:
        """Return what one trusts to trust what it signed, as PEM."""
        return self.certificate.public_bytes(Encoding.PEM)

    def key_file(self, passphrase: str) -> bytes:
        """Return the key with both certificates as PKCS#12."""
        closed = BestAvailableEncryption(passphrase.encode())
        return pkcs12.serialize_key_and_certificates(
            b"zegel", self.key, self.signed, [self.certificate], closed
        )


def _certificate(
    name: str,
    issuer: str,
    key: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
    since: datetime,
    *,
    authority: bool,
) -> x509.Certificate:
    used = {"key_cert_sign", "crl_sign"} if authority else {"digital_signature", "content_commitment"}
    built = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{use: use in used for use in _USES}), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    )
    return built.sign(signer, hashes.SHA256())
